// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Memory;

public sealed partial class AddressSpace
{
    /// <summary>Copies from this address space into the caller's buffer, whichever space the caller runs on.</summary>
    /// <returns>The bytes copied, from the start; fewer than asked for where nothing is mapped.</returns>
    /// <remarks>The space must be held (<see cref="TryAcquire"/>).</remarks>
    internal int Read(ulong address, Span<byte> destination)
    {
        int total = 0;
        while (total < destination.Length)
        {
            VirtualAddress at = new(address + (ulong)total);
            if (HandleFault(new PageFault(at, PageFaultAccess.User)) != FaultResult.Resolved) break;
            int chunk = Math.Min(destination.Length - total, Page.Size - at.PageOffset);
            int copied = CopyResident(at, destination.Slice(total, chunk));
            total += copied;
            if (copied < chunk) break;
        }

        return total;
    }

    /// <summary>Copies into this address space from the caller's buffer, whichever space the caller runs on.</summary>
    /// <param name="isForced">Also into private pages that the program itself cannot write: a debugger's breakpoints. They become copies.</param>
    /// <returns>The bytes copied, from the start.</returns>
    internal int Write(ulong address, ReadOnlySpan<byte> source, bool isForced)
    {
        int total = 0;
        while (total < source.Length)
        {
            VirtualAddress at = new(address + (ulong)total);
            int chunk = Math.Min(source.Length - total, Page.Size - at.PageOffset);
            FaultResult result = HandleFault(new PageFault(at, PageFaultAccess.User | PageFaultAccess.Write));
            int copied = 0;
            if (result == FaultResult.Resolved) copied = CopyToResident(at, source.Slice(total, chunk));
            else if (result == FaultResult.NotPermitted && isForced) copied = Force(at, source.Slice(total, chunk));
            total += copied;
            if (copied < chunk) break;
        }

        return total;
    }

    /// <summary>Makes a private page a copy of its own and writes to it, with the areas locked so that nobody sees it writable for longer than the copy.</summary>
    private int Force(VirtualAddress address, ReadOnlySpan<byte> source)
    {
        using Mutex<AreaList>.Guard areas = _areas.Lock();
        if (areas.Value.Find(address.Value) is not Area area || area.IsShared) return 0;
        VirtualAddress page = address.PageStart;
        if (!PageTable.Query(page).IsMapped && BringIn(area, page, isWrite: false) != Errno.None) return 0;
        PageProtection own = ToPageProtection(area.Protection);
        PageTable.Protect(page, PageSize, own | PageProtection.Read | PageProtection.Write);
        int copied = PageTable.BreakCopyOnWrite(page) == Errno.None ? CopyToResident(address, source) : 0;
        PageTable.Protect(page, PageSize, own);
        return copied;
    }

    private int CopyToResident(VirtualAddress address, ReadOnlySpan<byte> source)
    {
        Thread thread = Thread.Current;
        using InterruptGuard off = InterruptGuard.Enter();
        PageTable? own = thread.PageTable;
        thread.PageTable = PageTable;
        int copied = UserMemory.CopyOutPartial(address, source);
        thread.PageTable = own;
        return copied;
    }

    /// <summary>Borrows the space for a copy of what is there. With interrupts off nothing can come in between, and a missing page ends the copy.</summary>
    private int CopyResident(VirtualAddress address, Span<byte> destination)
    {
        Thread thread = Thread.Current;
        using InterruptGuard off = InterruptGuard.Enter();
        PageTable? own = thread.PageTable;
        thread.PageTable = PageTable;
        int copied = UserMemory.CopyInPartial(address, destination);
        thread.PageTable = own;
        return copied;
    }

    /// <summary>Holds the space if it still has a user.</summary>
    internal bool TryAcquire()
    {
        int users = System.Threading.Volatile.Read(ref _users);
        while (users > 0)
        {
            int seen = System.Threading.Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users) return true;
            users = seen;
        }

        return false;
    }
}
