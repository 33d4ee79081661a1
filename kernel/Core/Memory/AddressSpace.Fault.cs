// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

/// <summary>What became of a page fault.</summary>
internal enum FaultResult
{
    Resolved,

    /// <summary>Nothing is mapped there (SEGV_MAPERR).</summary>
    NotMapped,

    /// <summary>It is mapped without that right (SEGV_ACCERR).</summary>
    NotPermitted,

    /// <summary>The object has no such page, or it cannot be read (SIGBUS).</summary>
    BusError,

    OutOfMemory,
}

public sealed partial class AddressSpace
{
    /// <summary>As Linux's fault_around_bytes. A power of two, and not more than a leaf table shows.</summary>
    private const ulong FaultAroundBytes = 16 * PageSize;

    /// <summary>Makes the page usable for the access, if the areas allow it. May sleep.</summary>
    internal FaultResult HandleFault(in PageFault fault)
    {
        ulong address = fault.Address.Value;
        using Mutex<AreaList>.Guard areas = _areas.Lock();
        Area? area = areas.Value.Find(address) ?? GrowStack(areas.Value, address);
        if (area is null) return FaultResult.NotMapped;
        if (!IsPermitted(area, fault)) return FaultResult.NotPermitted;

        VirtualAddress page = fault.Address.PageStart;
        Errno error = PageTable.Query(page).IsMapped ? Upgrade(area, page, fault.IsWrite) : BringIn(area, page, fault.IsWrite);
        switch (error)
        {
            case Errno.None:
                MinorFaults++;
                PeakResidentPages = System.Math.Max(PeakResidentPages, PageTable.ResidentPages);
                return FaultResult.Resolved;
            case Errno.ENOMEM:
                return FaultResult.OutOfMemory;
            default:
                return FaultResult.BusError;
        }
    }

    /// <summary>x86 cannot withhold reading from what may be written or executed, so any right includes it (as Linux on x86).</summary>
    private static bool IsPermitted(Area area, in PageFault fault)
    {
        if (fault.IsWrite) return (area.Protection & Protection.PROT_WRITE) != 0;
        if (fault.IsFetch) return (area.Protection & Protection.PROT_EXEC) != 0;
        return (area.Protection & (Protection.PROT_READ | Protection.PROT_WRITE | Protection.PROT_EXEC)) != 0;
    }

    /// <summary>The page is there with fewer rights than the area gives: it is copy-on-write, or a shared page that was clean until now.</summary>
    private Errno Upgrade(Area area, VirtualAddress page, bool isWrite)
    {
        // Otherwise another thread brought the page in meanwhile.
        if (!isWrite) return Errno.None;
        if (!area.IsShared) return PageTable.BreakCopyOnWrite(page);
        if (area.Source is { HasPages: true })
        {
            if (!area.Source.GetPage(area.PageIndexOf(page.Value), forWrite: true).Try(out Page dirty, out Errno error)) return error;
            dirty.Release();
        }

        PageTable.Protect(page, PageSize, ToPageProtection(area.Protection));
        return Errno.None;
    }

    private Errno BringIn(Area area, VirtualAddress address, bool isWrite)
    {
        PageProtection protection = ToPageProtection(area.Protection);
        if (area.Source is null)
        {
            area.HasPages = true;
            return PageTable.MapZeroed(address, protection);
        }

        // A shared page becomes writable by its first write, which is how the object learns that it is dirty.
        if (area.IsShared && !isWrite) protection &= ~PageProtection.Write;
        if (!isWrite && TryBringInAround(area, area.Source, address, protection)) return Errno.None;
        Errno error = area.Source.MapPage(PageTable, address, area.PageIndexOf(address.Value), protection, isCopyOnWrite: !area.IsShared);
        return error == Errno.None && isWrite && !area.IsShared ? PageTable.BreakCopyOnWrite(address) : error;
    }

    /// <summary>For a read, the page with those of its neighbourhood that are in memory.</summary>
    /// <returns>Whether the page itself was among them.</returns>
    private bool TryBringInAround(Area area, MemoryObject source, VirtualAddress address, PageProtection protection)
    {
        ulong start = System.Math.Max(area.Start, address.Value & ~(FaultAroundBytes - 1));
        ulong end = System.Math.Min(area.End, (address.Value & ~(FaultAroundBytes - 1)) + FaultAroundBytes);
        int count = (int)((end - start) / PageSize);
        ulong mapped = source.MapAround(PageTable, new VirtualAddress(start), area.PageIndexOf(start), count, protection, isCopyOnWrite: !area.IsShared);
        return (mapped >> (int)((address.Value - start) / PageSize) & 1) != 0;
    }

    /// <summary>Extends the stack down to the address if it lies in the reach that the limit gives it.</summary>
    private Area? GrowStack(AreaList areas, ulong address)
    {
        int index = areas.IndexAtOrAfter(address);
        if (index == areas.Count || (areas[index].Flags & AreaFlags.GrowsDown) == 0) return null;
        Area stack = areas[index];
        ulong start = address & ~PageMask;
        ulong growth = stack.Start - start;
        bool isAllowed = stack.End - start <= Limits.Stack
            && start >= LowestFreeBelowStack(areas, index)
            && CheckLock(areas, stack.Flags, growth, isAsked: false) == Errno.None
            && !ExceedsLimits(areas, stack.Protection, stack.Flags, growth);
        if (!isAllowed) return null;
        areas.Resize(stack, start, stack.End);
        return stack;
    }

    /// <summary>The gap is kept to memory that could be hit by mistake: not to what has no rights, which is a guard itself, nor to another stack.</summary>
    private static ulong LowestFreeBelowStack(AreaList areas, int index)
    {
        if (index == 0) return LowestAddress;
        Area below = areas[index - 1];
        bool needsGap = (below.Protection & AllRights) != 0 && (below.Flags & AreaFlags.GrowsDown) == 0;
        return below.End + (needsGap ? StackGuardGap : 0);
    }

    private static PageProtection ToPageProtection(Protection protection) =>
        (PageProtection)(protection & (Protection.PROT_READ | Protection.PROT_WRITE | Protection.PROT_EXEC));
}
