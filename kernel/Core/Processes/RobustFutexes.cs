// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>Marks the locks that a thread held when it ended, and wakes who waits for them (<c>Documentation/locking/robust-futex-ABI</c>).</summary>
internal static class RobustFutexes
{
    /// <summary><c>sizeof(struct robust_list_head)</c>.</summary>
    internal const ulong HeadBytes = 24;

    /// <summary>The list is in user memory and may be anything, also endless.</summary>
    private const int MaximumEntries = 2048;

    internal static void Release(UserThread thread)
    {
        ulong head = thread.RobustList;
        thread.RobustList = 0;
        if (head == 0) return;
        if (!TryRead(head, out ulong entry) || !TryRead(head + 8, out ulong offset) || !TryRead(head + 16, out ulong pending)) return;
        for (int i = 0; i < MaximumEntries && entry != head; i++)
        {
            // The lowest bit marks a lock that the kernel passes on; it is not part of the address.
            ulong current = entry & ~1UL;
            bool isOwned = (entry & 1) != 0;
            bool hasNext = TryRead(current, out entry);
            if (current != (pending & ~1UL)) ReleaseOne(thread, current + offset, isOwned, isPending: false);
            if (!hasNext) return;
        }

        if (pending != 0) ReleaseOne(thread, (pending & ~1UL) + offset, (pending & 1) != 0, isPending: true);
    }

    private static void ReleaseOne(UserThread thread, ulong address, bool isOwned, bool isPending)
    {
        while (true)
        {
            if (!UserMemory.ReadAtomic(new VirtualAddress(address)).Try(out uint word, out _)) return;
            // The thread had released it already, and ended before it could wake anybody.
            if (isPending && !isOwned && word == 0) Wake(address);
            if ((word & Futexes.ThreadIdMask) != (uint)thread.Id) return;
            uint marked = (word & Futexes.WaitersBit) | Futexes.OwnerDiedBit;
            if (!UserMemory.CompareExchange(new VirtualAddress(address), marked, word).Try(out uint found, out _)) return;
            if (found != word) continue;
            if (!isOwned && (word & Futexes.WaitersBit) != 0) Wake(address);
            return;
        }
    }

    private static void Wake(ulong address)
    {
        _ = Futexes.Wake(address, isPrivate: false, 1, uint.MaxValue);
        _ = Futexes.Wake(address, isPrivate: true, 1, uint.MaxValue);
    }

    private static bool TryRead(ulong address, out ulong value) => UserMemory.Read(new VirtualAddress(address), out value) == Errno.None;
}
