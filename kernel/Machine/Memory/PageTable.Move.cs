// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Abi;

namespace Skift.Machine;

public sealed unsafe partial class PageTable
{
    /// <summary>Moves the pages of a range to another place that has none, with everything that is known of them, as mremap(2) does.</summary>
    /// <returns>
    /// <c>EINVAL</c>: bad addresses; <c>ENOMEM</c> or <c>EEXIST</c>: stopped there, the pages before have been moved; moving back gets them home,
    /// for the tables there still exist.
    /// </returns>
    public Errno Move(VirtualAddress source, VirtualAddress target, ulong byteCount)
    {
        if (!source.IsPageAligned || !target.IsPageAligned || !source.IsUserRange(byteCount) || !target.IsUserRange(byteCount)) return Errno.EINVAL;
        ulong end = source.Value + byteCount;
        for (ulong address = source.Value; address < end; address += Page.Size)
        {
            using SpinLock<ulong>.Guard root = _root.Lock();
            address = SkipHoles(root.Value, address, end);
            if (address >= end) break;
            Errno error = MoveOne(root.Value, new VirtualAddress(address), target + (address - source.Value));
            if (error != Errno.None) return error;
        }

        return Errno.None;
    }

    private Errno MoveOne(ulong root, VirtualAddress source, VirtualAddress target)
    {
        PageTableEntry* from = Find(root, source);
        if (from == null || !from->IsHeld) return Errno.None;
        PageTableEntry* to = FindOrCreate(root, target);
        if (to == null) return Errno.ENOMEM;
        if (to->IsHeld) return Errno.EEXIST;
        // Taken away in one step: another CPU may be noting an access in it.
        ulong bits = Interlocked.Exchange(ref *(ulong*)from, 0);
        Flush(root, source.Value, 1);
        *to = new PageTableEntry(bits);
        return Errno.None;
    }
}
