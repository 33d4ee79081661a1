// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Machine;

public sealed unsafe partial class PageTable
{
    private readonly struct Unmapper(PageTable table) : IVisitor
    {
        // Not present first, so that no CPU keeps using a frame that has already gone to someone else.
        public void Visit(VirtualAddress address, ref PageTableEntry entry)
        {
            PageTableEntry.Clear(ref entry, PageTableEntry.Present);
        }

        public void Finish(ref PageTableEntry entry)
        {
            if (entry.IsCounted) FrameAllocator.Release(entry.Frame);
            entry = default;
            table._residentPages--;
        }

        public bool LeaveLeaf() => true;
    }

    private readonly struct Protector(PageProtection protection) : IVisitor
    {
        public void Visit(VirtualAddress address, ref PageTableEntry entry)
        {
            PageTableEntry.Change(ref entry, protection);
        }

        public void Finish(ref PageTableEntry entry)
        {
        }

        public bool LeaveLeaf() => true;
    }

    private readonly struct Ager : IVisitor
    {
        public void Visit(VirtualAddress address, ref PageTableEntry entry)
        {
            PageTableEntry.Clear(ref entry, PageTableEntry.Accessed | PageTableEntry.Dirty);
        }

        public void Finish(ref PageTableEntry entry)
        {
        }

        public bool LeaveLeaf() => true;
    }

    private struct Counter(bool isOfFile, bool isShared) : IVisitor
    {
        private PageCounts _counts;

        internal readonly PageCounts Counts => _counts;

        public void Visit(VirtualAddress address, ref PageTableEntry entry)
        {
            bool isDirty = (entry.Bits & PageTableEntry.Dirty) != 0;
            bool isFilePage = isOfFile && (isShared || entry.IsCopyOnWrite || !isDirty);
            int users = entry.IsCounted ? System.Math.Max(1, FrameAllocator.ReferenceCount(entry.Frame) - (isFilePage ? 1 : 0)) : 1;
            if (users > 1 && isDirty) _counts.SharedDirty++;
            else if (users > 1) _counts.SharedClean++;
            else if (isDirty) _counts.PrivateDirty++;
            else _counts.PrivateClean++;
            if ((entry.Bits & PageTableEntry.Accessed) != 0) _counts.Accessed++;
            if (!isFilePage) _counts.Anonymous++;
            _counts.ProportionalBytes += Page.Size / users;
            if (isDirty) _counts.ProportionalDirtyBytes += Page.Size / users;
        }

        public readonly void Finish(ref PageTableEntry entry)
        {
        }

        public readonly bool LeaveLeaf() => true;
    }

    /// <summary>Shares pages with another table. That one's lock is taken between two leaves, so that locks of two tables never nest.</summary>
    private struct Cloner(PageTable target, ulong flags) : IVisitor
    {
        private SharedEntries _shared;
        private VirtualAddress _first;
        private int _count;

        internal Errno Error { get; private set; }

        public void Visit(VirtualAddress address, ref PageTableEntry entry)
        {
            if (_count == 0) _first = address;
            // Device memory has no copies.
            PageTableEntry.Change(ref entry, entry.Protection, entry.IsCounted ? flags : 0);
            if (entry.IsCounted) FrameAllocator.AddReference(entry.Frame);
            int index = (int)((address - _first) / Page.Size);
            while (_count < index) _shared[_count++] = default;
            _shared[_count++] = entry.Bits;
        }

        public readonly void Finish(ref PageTableEntry entry)
        {
        }

        public bool LeaveLeaf()
        {
            for (int i = 0; i < _count; i++)
            {
                PageTableEntry entry = new(_shared[i]);
                if (!entry.IsHeld) continue;
                if (Error == Errno.None) Error = target.Insert(_first + ((ulong)i * Page.Size), entry);
                if (Error != Errno.None && entry.IsCounted) FrameAllocator.Release(entry.Frame);
            }

            _count = 0;
            return Error == Errno.None;
        }
    }

    [InlineArray(EntriesPerTable)]
    private struct SharedEntries
    {
        private ulong _first;
    }
}
