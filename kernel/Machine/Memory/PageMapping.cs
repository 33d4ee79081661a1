// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>What a <see cref="PageTable"/> holds for one page.</summary>
public readonly struct PageMapping
{
    internal PageMapping(bool isMapped, PageProtection protection, bool isCopyOnWrite, bool isAccessed, bool isDirty, bool isFilePage, PhysicalAddress frame)
    {
        IsMapped = isMapped;
        Protection = protection;
        IsCopyOnWrite = isCopyOnWrite;
        IsAccessed = isAccessed;
        IsDirty = isDirty;
        IsFilePage = isFilePage;
        Frame = frame;
    }

    /// <summary>A frame is mapped here, even if the protection is <see cref="PageProtection.None"/>.</summary>
    public bool IsMapped { get; }

    /// <summary>The protection asked for; a copy-on-write page that asked for write has it here and still faults on a write.</summary>
    public PageProtection Protection { get; }

    public bool IsCopyOnWrite { get; }

    public bool IsAccessed { get; }

    public bool IsDirty { get; }

    /// <summary>The frame is a page of a mapped object itself, not a private copy of one.</summary>
    public bool IsFilePage { get; }

    /// <summary>Bus address of the frame; meaningful if <see cref="IsMapped"/>. Two mappings of one frame share memory.</summary>
    public PhysicalAddress Frame { get; }
}
