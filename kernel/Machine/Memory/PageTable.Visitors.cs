// SPDX-License-Identifier: MIT
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
    }
}
