// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Machine;

public sealed unsafe partial class PageTable
{
    /// <summary>fork(2) of a private area: maps the same pages here, and makes both sides copy-on-write.</summary>
    /// <returns><c>ENOMEM</c>: part of the range may be mapped; the caller disposes of this table. <c>EEXIST</c>: something was mapped here.</returns>
    /// <remarks>
    /// Nobody else uses this table yet. Until it returns, other CPUs may go on writing to pages of the source, so the caller lets no fault of
    /// the source be resolved meanwhile.
    /// </remarks>
    public Errno CloneCopyOnWrite(PageTable source, VirtualAddress start, ulong byteCount) => Clone(source, start, byteCount, isCopyOnWrite: true);

    /// <summary>fork(2) of a shared area: maps the same pages here with the same rights.</summary>
    /// <returns>As <see cref="CloneCopyOnWrite"/>.</returns>
    public Errno CloneShared(PageTable source, VirtualAddress start, ulong byteCount) => Clone(source, start, byteCount, isCopyOnWrite: false);

    private Errno Clone(PageTable source, VirtualAddress start, ulong byteCount, bool isCopyOnWrite)
    {
        if (ReferenceEquals(source, this)) return Errno.EINVAL;
        if (!start.IsPageAligned || !start.IsUserRange(byteCount)) return Errno.None;
        ulong end = (start.Value + byteCount + Page.Size - 1) & ~(ulong)(Page.Size - 1);
        Errno error = Errno.None;
        ChangedRange changed = default;
        for (ulong address = start.Value; address < end && error == Errno.None;)
        {
            error = CloneNextLeaf(source, ref address, end, isCopyOnWrite, ref changed);
        }

        // Once for all, because for more than a few pages it costs the same for any number.
        if (changed.PageCount != 0)
        {
            using SpinLock<ulong>.Guard root = source._root.Lock();
            source.Flush(root.Value, changed.Start, changed.PageCount);
        }

        return error;
    }

    /// <summary>Copies what the next leaf table of the source has of the range.</summary>
    private Errno CloneNextLeaf(PageTable source, ref ulong address, ulong end, bool isCopyOnWrite, ref ChangedRange changed)
    {
        using SpinLock<ulong>.Guard sourceRoot = source._root.Lock();
        ulong first = SkipHoles(sourceRoot.Value, address, end);
        ulong leafEnd = (first / LeafBytes * LeafBytes) + LeafBytes;
        address = leafEnd < end ? leafEnd : end;
        if (first >= end) return Errno.None;

        PageTableEntry* from = Find(sourceRoot.Value, new VirtualAddress(first));
        int count = (int)((address - first) / Page.Size);
        int index = 0;
        while (index < count && !from[index].IsHeld) index++;
        if (index == count) return Errno.None;

        using SpinLock<ulong>.Guard root = _root.Lock();
        PageTableEntry* to = FindOrCreate(root.Value, new VirtualAddress(first));
        if (to == null) return Errno.ENOMEM;
        for (; index < count; index++)
        {
            if (!from[index].IsHeld) continue;
            if (to[index].IsHeld) return Errno.EEXIST;
            if (isCopyOnWrite && PageTableEntry.MakeCopyOnWrite(ref from[index])) changed.Add(first + ((ulong)index * Page.Size));
            PageTableEntry entry = from[index];
            if (entry.IsCounted) FrameAllocator.AddReference(entry.Frame);
            to[index] = entry;
            _residentPages++;
        }

        return Errno.None;
    }

    /// <summary>Pages whose translations have to be forgotten.</summary>
    private struct ChangedRange
    {
        private ulong _end;

        internal ulong Start { get; private set; }

        internal readonly long PageCount => (long)((_end - Start) / Page.Size);

        /// <summary>Adds a page behind all that were added before.</summary>
        internal void Add(ulong address)
        {
            if (_end == 0) Start = address;
            _end = address + Page.Size;
        }
    }
}
