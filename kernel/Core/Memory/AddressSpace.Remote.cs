// SPDX-License-Identifier: MIT
using System;
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
