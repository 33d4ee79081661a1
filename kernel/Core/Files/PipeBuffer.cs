// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>
/// The bytes in a pipe: a ring of slots, each a part of one page. As on Linux a pipe is full when it has no slot left, however little is in
/// each (pipe(7)); a small write goes into the last slot if all of it fits there.
/// </summary>
internal sealed class PipeBuffer
{
    internal const int DefaultSlots = 16;

    private Slot[] _slots = new Slot[DefaultSlots];
    private int _first;

    /// <summary>Part of a page. The slot owns the page once.</summary>
    internal struct Slot
    {
        internal Page? Page;
        internal int Offset;
        internal int Length;
        /// <summary>A write of O_DIRECT mode: read as one, and its rest is lost.</summary>
        internal bool IsPacket;
        /// <summary>The page is the pipe's own, so more may be put behind.</summary>
        internal bool CanGrow;
    }

    /// <summary>Bytes in all slots.</summary>
    internal int Count { get; private set; }

    /// <summary>Slots in use.</summary>
    internal int Used { get; private set; }

    /// <summary>Slots there are.</summary>
    internal int Capacity => _slots.Length;

    internal bool IsFull => Used == _slots.Length;

    internal ref Slot First => ref _slots[_first];

    internal ref Slot At(int index) => ref _slots[(_first + index) % _slots.Length];

    /// <summary>Moves bytes out, up to everything that is there. One packet at most.</summary>
    internal Errno Drain(ref IoSink sink)
    {
        Errno error = Errno.None;
        while (error == Errno.None && Used > 0 && sink.Remaining > 0)
        {
            ref Slot slot = ref First;
            int chunk = (int)Math.Min(slot.Length, sink.Remaining);
            bool isPacket = slot.IsPacket;
            using (Page.Access access = slot.Page!.Open())
            {
                long before = sink.Transferred;
                error = sink.Write(access.Span.Slice(slot.Offset, chunk));
                chunk = (int)(sink.Transferred - before);
            }

            Skip(isPacket && error == Errno.None ? slot.Length : chunk);
            if (isPacket)
            {
                break;
            }
        }

        return error;
    }

    /// <summary>Adds a small write to the last slot, if it fits there as a whole.</summary>
    /// <returns>False if it does not; nothing is taken then.</returns>
    internal bool TryMerge(ref IoSource source, out Errno error)
    {
        error = Errno.None;
        int part = (int)(source.Remaining % Page.Size);
        if (part == 0 || Used == 0)
        {
            return false;
        }

        ref Slot last = ref At(Used - 1);
        int end = last.Offset + last.Length;
        if (!last.CanGrow || end + part > Page.Size)
        {
            return false;
        }

        using Page.Access access = last.Page!.Open();
        long before = source.Transferred;
        error = source.Read(access.Span.Slice(end, part));
        int taken = error == Errno.None ? (int)(source.Transferred - before) : 0;
        last.Length += taken;
        Count += taken;
        return true;
    }

    /// <summary>Puts up to a page of a write into a fresh slot, of which there must be one.</summary>
    internal Errno Append(ref IoSource source, bool isPacket)
    {
        Page? page = PageReclaimer.Allocate();
        if (page is null)
        {
            return Errno.ENOMEM;
        }

        int chunk = (int)Math.Min(source.Remaining, Page.Size);
        Errno error;
        using (Page.Access access = page.Open())
        {
            error = source.Read(access.Span[..chunk]);
        }

        if (error != Errno.None)
        {
            page.Release();
            return error;
        }

        Add(new Slot { Page = page, Length = chunk, IsPacket = isPacket, CanGrow = !isPacket });
        return Errno.None;
    }

    /// <summary>Takes over a slot; there must be room.</summary>
    internal void Add(in Slot slot)
    {
        At(Used) = slot;
        Used++;
        Count += slot.Length;
    }

    /// <summary>Drops bytes of the first slot, and the slot when it is empty.</summary>
    internal void Skip(int count)
    {
        ref Slot slot = ref First;
        slot.Offset += count;
        slot.Length -= count;
        Count -= count;
        if (slot.Length == 0)
        {
            slot.Page!.Release();
            slot = default;
            _first = (_first + 1) % _slots.Length;
            Used--;
        }
    }

    /// <summary>Changes how many slots there are; EBUSY if more are in use.</summary>
    internal Errno Resize(int slots)
    {
        if (slots < Used)
        {
            return Errno.EBUSY;
        }

        Slot[] others = new Slot[slots];
        for (int index = 0; index < Used; index++)
        {
            others[index] = At(index);
        }

        _slots = others;
        _first = 0;
        return Errno.None;
    }

    /// <summary>Gives all pages back.</summary>
    internal void Clear()
    {
        while (Used > 0)
        {
            Skip(First.Length);
        }
    }
}
