// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Machine;

public sealed unsafe partial class PageTable
{
    private readonly struct Unmapper(PageTable table) : IVisitor
    {
        // Not present first, so that no CPU keeps using a frame that has already gone to someone else.
        public bool Visit(VirtualAddress address, ref PageTableEntry entry)
        {
            entry = new PageTableEntry(entry.Bits & ~PageTableEntry.Present);
            return true;
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
        public bool Visit(VirtualAddress address, ref PageTableEntry entry)
        {
            entry = entry.With(protection);
            return true;
        }

        public void Finish(ref PageTableEntry entry)
        {
        }
    }

    private readonly struct Ager : IVisitor
    {
        public bool Visit(VirtualAddress address, ref PageTableEntry entry)
        {
            entry = new PageTableEntry(entry.Bits & ~(PageTableEntry.Accessed | PageTableEntry.Dirty));
            return true;
        }

        public void Finish(ref PageTableEntry entry)
        {
        }
    }

    private struct Cloner(PageTable target, ulong flags) : IVisitor
    {
        internal Errno Error { get; private set; }

        public bool Visit(VirtualAddress address, ref PageTableEntry entry)
        {
            // Device memory has no copies.
            PageTableEntry shared = entry.With(entry.Protection, set: entry.IsCounted ? flags : 0);
            if (entry.IsCounted) FrameAllocator.AddReference(entry.Frame);
            Error = target.Insert(address, shared);
            if (Error == Errno.None)
            {
                entry = shared;
                return true;
            }

            if (entry.IsCounted) FrameAllocator.Release(entry.Frame);
            return false;
        }

        public void Finish(ref PageTableEntry entry)
        {
        }
    }
}
