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

    /// <summary>Kept in memory (mlock(2)).</summary>
    Locked = 512,

    /// <summary>Of <see cref="Locked"/>: pages are not brought in ahead of their use (MLOCK_ONFAULT).</summary>
    LockedOnFault = 1024,

    /// <summary>Cannot be unmapped, moved or protected otherwise any more (mseal(2)).</summary>
    Sealed = 2048,

    /// <summary>Not in a core file (MADV_DONTDUMP).</summary>
    DontDump = 4096,

    /// <summary>Counted as committed memory, since it could first be written.</summary>
    Accounted = 8192,
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
        Flags = CountsAsCommitted(protection, flags) ? flags | AreaFlags.Accounted : flags;
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

    public bool IsLocked => (Flags & AreaFlags.Locked) != 0;

    /// <summary>Pages of its own were brought in, now or before; for an area without a <see cref="Source"/>.</summary>
    internal bool HasPages { get; set; }

    internal bool IsAccounted => (Flags & AreaFlags.Accounted) != 0;

    internal bool IsSealed => (Flags & AreaFlags.Sealed) != 0;

    /// <summary>Counts as data (RLIMIT_DATA): private, writable and no stack.</summary>
    internal bool IsData => CountsAsData(Protection, Flags);

    /// <summary>The file can be written through it, now or after mprotect(2). Never changes.</summary>
    private bool CountsAsWriter => IsShared && (Flags & AreaFlags.NeverWritable) == 0;

    internal bool Contains(ulong address) => address >= Start && address < End;

    internal long PageIndexOf(ulong address) => FirstPage + (long)((address - Start) >> 12);

    /// <summary>A new area for part of this one, with its own hold on the file and the object.</summary>
    internal Area Part(ulong start, ulong end, AddressSpace? space = null)
    {
        Area part = new(space ?? Space, start, end, Protection, Flags, Source, Source is null ? 0 : PageIndexOf(start), File) { Flags = Flags, HasPages = HasPages };
        part.Acquire();
        return part;
    }

    /// <summary>Holds the file and the object, as long as the area is in use.</summary>
    internal void Acquire()
    {
        _ = File?.Acquire();
        Source?.Acquire();
        if (Source?.Mappings is MappingList mappings)
        {
            _mapping = new AreaMapping(this);
            mappings.Add(_mapping);
            mappings.AddWritable(CountsAsWriter ? 1 : 0);
        }
    }

    internal void Release()
    {
        if (Source?.Mappings is MappingList mappings && _mapping is not null)
        {
            mappings.Remove(_mapping);
            mappings.AddWritable(CountsAsWriter ? -1 : 0);
        }

        Source?.Release();
        File?.Dispose();
    }

    /// <summary>Whether <paramref name="next"/>, which begins where this ends, could be the same area.</summary>
    internal bool CanMergeWith(Area next) =>
        End == next.Start && Protection == next.Protection && Flags == next.Flags && Source == next.Source && File == next.File
        && (Source is null || PageIndexOf(End) == next.FirstPage);

    internal static bool CountsAsData(Protection protection, AreaFlags flags) =>
        (protection & Protection.PROT_WRITE) != 0 && (flags & (AreaFlags.Shared | AreaFlags.GrowsDown)) == 0;

    /// <summary>Whether memory is promised by such an area: it is private and can be written, or could be before. Strict accounting knows no MAP_NORESERVE.</summary>
    internal static bool CountsAsCommitted(Protection protection, AreaFlags flags)
    {
        if ((flags & AreaFlags.Accounted) != 0) return true;
        if ((protection & Protection.PROT_WRITE) == 0 || (flags & AreaFlags.Shared) != 0) return false;
        return (flags & AreaFlags.NoReserve) == 0 || Overcommit.Mode == OvercommitMode.Never;
    }
}

/// <summary>An area's entry in the list of those who map a file.</summary>
internal sealed class AreaMapping(Area area) : FileMapping
{
    public override void OnRemoved(long firstIndex, long endIndex, bool keepsCopies) => area.Space.ForgetPages(area, firstIndex, endIndex, keepsCopies);
}
