// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

/// <summary>
/// The memory of a process: areas in order of address, over page tables that are filled by faults. Threads and a vfork(2) child share it
/// by count.
/// </summary>
/// <remarks>
/// One sleeping lock guards the areas. It is never held while user memory is copied, for the copy may fault and take it.
/// A function per call: <c>mmap</c> in AddressSpace.Map.cs, <c>mprotect</c> in .Protect.cs, <c>mremap</c> in .Remap.cs, <c>madvise</c> in .Advise.cs,
/// <c>mlock</c> in .Lock.cs, <c>mincore</c> in .Resident.cs, <c>mseal</c> in .Seal.cs, <c>brk</c> in .Heap.cs, faults in .Fault.cs, fork in .Fork.cs.
/// </remarks>
public sealed partial class AddressSpace
{
    private const ulong PageSize = VirtualAddress.PageSize;
    private const ulong PageMask = PageSize - 1;

    /// <summary>Nothing is mapped below unless asked by a fixed address (Linux's default mmap_min_addr).</summary>
    private const ulong LowestAddress = 0x1_0000;

    /// <summary>Distance that stays free below a stack, so that running over it hits nothing (Linux's stack_guard_gap).</summary>
    private const ulong StackGuardGap = 256 * PageSize;

    /// <summary>The most areas of a process (Linux's default vm.max_map_count).</summary>
    private const int MaximumAreas = 65530;

    private readonly Mutex<AreaList> _areas = new(new AreaList());
    private int _users = 1;

    private AddressSpace(PageTable pageTable) => PageTable = pageTable;

    /// <summary>The page tables, for the thread that runs on them.</summary>
    public PageTable PageTable { get; }

    /// <summary>Where automatic placement begins, downwards: below the stack and its room to grow.</summary>
    internal ulong MapBase { get; set; } = VirtualAddress.UserEnd;

    /// <summary>What execve(2) found out, for /proc and prctl.</summary>
    public ProgramLayout Layout { get; internal set; }

    /// <summary>How far the stack may grow and how much may be mapped; the process's own limits.</summary>
    internal MemoryLimits Limits { get; set; } = MemoryLimits.Unlimited;

    /// <summary>Bytes of address space in use.</summary>
    public ulong TotalBytes
    {
        get
        {
            using Mutex<AreaList>.Guard areas = _areas.Lock();
            return areas.Value.TotalBytes;
        }
    }

    /// <summary>The most pages that were resident at once, as far as was noticed.</summary>
    public long PeakResidentPages { get; private set; }

    /// <summary>Faults that needed no input, and those that needed some.</summary>
    public long MinorFaults { get; private set; }

    public long MajorFaults { get; private set; }

    /// <summary>An empty address space with one user.</summary>
    public static Result<AddressSpace> Create() => PageTable.TryCreate() is PageTable table ? new AddressSpace(table) : Errno.ENOMEM;

    /// <summary>prctl(PR_SET_DUMPABLE): whether those with the same user may look into it.</summary>
    internal bool IsDumpable { get; set; } = true;

    internal AddressSpace Acquire()
    {
        _ = Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>One user less; the last one gives all memory back.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _users) != 0)
        {
            return;
        }

        PageTable.Dispose();
        using Mutex<AreaList>.Guard areas = _areas.Lock();
        for (int i = 0; i < areas.Value.Count; i++)
        {
            areas.Value[i].Release();
        }

        areas.Value.Clear();
    }

    /// <summary>Describes the areas one after the other: the first that ends behind the address, for /proc/N/maps.</summary>
    public bool TryDescribe(ulong address, out AreaDescription description)
    {
        using Mutex<AreaList>.Guard areas = _areas.Lock();
        int index = areas.Value.IndexAtOrAfter(address);
        if (index == areas.Value.Count)
        {
            description = default;
            return false;
        }

        description = new AreaDescription(areas.Value[index]);
        return true;
    }

    private static ulong RoundUp(ulong value) => (value + PageMask) & ~PageMask;
}

/// <summary>A snapshot of an <see cref="Area"/>.</summary>
public readonly struct AreaDescription
{
    internal AreaDescription(Area area)
    {
        Start = area.Start;
        End = area.End;
        Protection = area.Protection;
        Flags = area.Flags;
        Label = area.File is null ? area.Source?.NameAt(area.FirstPage) : null;
        Number = area.File is null ? area.Source?.Number ?? 0 : 0;
        FileOffset = area.File is null && Number == 0 ? 0 : area.FirstPage * Page.Size;
        File = area.File;
        IsAnonymous = area.Source is null;
        IsDevice = area.Source is DeviceMemory;
    }

    public ulong Start { get; }

    public ulong End { get; }

    public Protection Protection { get; }

    public AreaFlags Flags { get; }

    public long FileOffset { get; }

    /// <summary>What memory without a file is called in /proc/N/maps, besides the heap and the stack.</summary>
    public string? Label { get; }

    /// <summary>The number of what is mapped without being a file, as maps shows it; 0 for none.</summary>
    public ulong Number { get; }

    /// <summary>Its pages are zeros until somebody writes to them.</summary>
    public bool IsAnonymous { get; }

    /// <summary>Its pages belong to a device.</summary>
    public bool IsDevice { get; }

    /// <summary>The mapped file, if any. Not acquired: only good for naming it.</summary>
    public Files.OpenFile? File { get; }
}

/// <summary>Where execve(2) put the parts of a program.</summary>
public struct ProgramLayout
{
    public ulong CodeStart;
    public ulong CodeEnd;
    public ulong DataStart;
    public ulong DataEnd;
    public ulong HeapStart;
    public ulong HeapEnd;
    public ulong StackStart;
    public ulong ArgumentsStart;
    public ulong ArgumentsEnd;
    public ulong EnvironmentStart;
    public ulong EnvironmentEnd;
    public ulong Entry;

    /// <summary>The auxiliary vector as the program got it; null before the first program.</summary>
    public byte[]? AuxiliaryVector;
}

/// <summary>The limits of a process that its memory obeys, in bytes.</summary>
internal readonly struct MemoryLimits(ulong addressSpace, ulong data, ulong stack, ulong locked, bool isAdministrator)
{
    internal static readonly MemoryLimits Unlimited = new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, true);

    internal ulong AddressSpace { get; } = addressSpace;

    internal ulong Data { get; } = data;

    internal ulong Stack { get; } = stack;

    /// <summary>RLIMIT_MEMLOCK in whole pages; without a limit for those who have CAP_IPC_LOCK.</summary>
    internal ulong Locked { get; } = locked;

    /// <summary>CAP_SYS_ADMIN: may have what is kept back of what may be promised.</summary>
    internal bool IsAdministrator { get; } = isAdministrator;
}
