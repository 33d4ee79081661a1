// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.Core.Memory;

/// <summary>How an <see cref="Area"/> behaves besides its protection.</summary>
[Flags]
public enum AreaFlags
{
    None = 0,

    /// <summary>Writes are seen by everyone who maps the same object (MAP_SHARED).</summary>
    Shared = 1,

    /// <summary>Extends downwards when the memory just below it is touched.</summary>
    GrowsDown = 2,

    /// <summary>Not counted as committed memory (MAP_NORESERVE).</summary>
    NoReserve = 4,

    /// <summary>Not in a child (MADV_DONTFORK).</summary>
    DontFork = 8,

    /// <summary>Zero in a child (MADV_WIPEONFORK).</summary>
    WipeOnFork = 16,

    /// <summary>The first thread's stack; /proc/N/maps names it.</summary>
    Stack = 32,

    /// <summary>What brk(2) grows; /proc/N/maps names it.</summary>
    Heap = 64,

    /// <summary>May never become writable: shared, of a file that is open for reading only.</summary>
    NeverWritable = 128,

    /// <summary>May never become executable: of a file on a mount that forbids it (MS_NOEXEC).</summary>
    NeverExecutable = 256,
}

/// <summary>A range of an address space with one protection and one origin. Guarded by the lock of the space.</summary>
public sealed class Area
{
    private AreaMapping? _mapping;

    internal Area(AddressSpace space, ulong start, ulong end, Protection protection, AreaFlags flags, MemoryObject? source, long firstPage, OpenFile? file)
    {
        Space = space;
        Start = start;
        End = end;
        Protection = protection;
        Flags = flags;
        Source = source;
        FirstPage = firstPage;
        File = file;
    }

    internal AddressSpace Space { get; }

    /// <summary>First address; page aligned.</summary>
    public ulong Start { get; internal set; }

    /// <summary>First address behind it; page aligned.</summary>
    public ulong End { get; internal set; }

    public Protection Protection { get; internal set; }

    public AreaFlags Flags { get; internal set; }

    /// <summary>Where pages come from; null: zeros.</summary>
    public MemoryObject? Source { get; }

    /// <summary>Index in <see cref="Source"/> of the page at <see cref="Start"/>.</summary>
    public long FirstPage { get; internal set; }

    /// <summary>The mapped file, which stays open as long as it is mapped.</summary>
    public OpenFile? File { get; }

    public ulong ByteLength => End - Start;

    public bool IsShared => (Flags & AreaFlags.Shared) != 0;

    /// <summary>Whether its pages are the process's own commitment: private and writable.</summary>
    internal bool IsAccounted => !IsShared && (Flags & AreaFlags.NoReserve) == 0 && (Protection & Protection.PROT_WRITE) != 0;

    /// <summary>The file can be written through it, now or after mprotect(2). Never changes.</summary>
    private bool CountsAsWriter => IsShared && (Flags & AreaFlags.NeverWritable) == 0;

    internal bool Contains(ulong address) => address >= Start && address < End;

    internal long PageIndexOf(ulong address) => FirstPage + (long)((address - Start) >> 12);

    /// <summary>A new area for part of this one, with its own hold on the file and the object.</summary>
    internal Area Part(ulong start, ulong end, AddressSpace? space = null)
    {
        Area part = new(space ?? Space, start, end, Protection, Flags, Source, Source is null ? 0 : PageIndexOf(start), File);
        part.Acquire();
        return part;
    }

    /// <summary>Holds the file and the object, as long as the area is in use.</summary>
    internal void Acquire()
    {
        _ = File?.Acquire();
        Source?.Acquire();
        if (Source is PageCache cache)
        {
            _mapping = new AreaMapping(this);
            cache.Mappings.Add(_mapping);
            cache.Mappings.AddWritable(CountsAsWriter ? 1 : 0);
        }
    }

    internal void Release()
    {
        if (Source is PageCache cache && _mapping is not null)
        {
            cache.Mappings.Remove(_mapping);
            cache.Mappings.AddWritable(CountsAsWriter ? -1 : 0);
        }

        Source?.Release();
        File?.Dispose();
    }

    /// <summary>Whether <paramref name="next"/>, which begins where this ends, could be the same area.</summary>
    internal bool CanMergeWith(Area next) =>
        End == next.Start && Protection == next.Protection && Flags == next.Flags && Source is null && next.Source is null;
}

/// <summary>An area's entry in the list of those who map a file.</summary>
internal sealed class AreaMapping(Area area) : FileMapping
{
    public override void OnRemoved(long firstIndex, long endIndex, bool keepsCopies) => area.Space.ForgetPages(area, firstIndex, endIndex, keepsCopies);
}
