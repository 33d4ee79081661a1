// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>splice(2), tee(2) and vmsplice(2): pages go in and out of a pipe without being copied where that can be.</summary>
public sealed partial class Pipe
{
    /// <summary>splice(2) from a file: waits for a free slot, then takes what the file gives until the pipe is full.</summary>
    /// <returns>EPIPE without readers; EAGAIN, EINTR; the file's own.</returns>
    internal Result<long> SpliceIn(OpenFile file, ref long? position, long count, bool nonBlocking)
    {
        Errno error = WaitForRoom(Page.Size, mayMerge: false, nonBlocking);
        if (error != Errno.None)
        {
            return error;
        }

        long total = 0;
        while (total < count && error == Errno.None)
        {
            if (!FileSlot(file, ref position, Math.Min(count - total, Page.Size)).Try(out PipeBuffer.Slot slot, out error)) break;
            if (slot.Page is null)
            {
                break;
            }

            using Mutex<PipeBuffer>.Guard buffer = _buffer.Lock();
            if (buffer.Value.IsFull)
            {
                // Another writer was faster; what was read stays in the file.
                GiveBack(file, ref position, slot);
                break;
            }

            total += slot.Length;
            buffer.Value.Add(slot);
            Publish(buffer.Value);
            if (buffer.Value.IsFull || slot.Length < Page.Size - slot.Offset)
            {
                break;
            }
        }

        if (total > 0)
        {
            Readable.WakeAll();
            ReadListeners.Notify(PollEvents.POLLIN);
        }

        return total == 0 && error != Errno.None ? error : total;
    }

    /// <summary>splice(2) to a file: waits for data, then writes it out.</summary>
    internal Result<long> SpliceOut(OpenFile file, ref long? position, long count, bool nonBlocking, Credentials credentials)
    {
        if (!WaitForData(nonBlocking).Try(out bool hasEnded, out Errno error)) return error;
        if (hasEnded)
        {
            return 0;
        }

        long total = 0;
        while (total < count && error == Errno.None && TryCopyFirst(count - total, out PipeBuffer.Slot slot))
        {
            using Page.Access access = slot.Page!.Open();
            slot.Page.Release();
            IoSource source = IoSource.Over(access.Span.Slice(slot.Offset, slot.Length));
            Result<long> written = position is long place ? file.WriteAt(ref source, place, credentials) : file.Write(ref source, credentials);
            if (!written.Try(out long put, out error)) break;
            position += put;
            total += put;
            Consume((int)put);
            if (put < slot.Length)
            {
                break;
            }
        }

        return total == 0 && error != Errno.None ? error : total;
    }

    /// <summary>splice(2) from pipe to pipe, or with <paramref name="keeps"/> tee(2): waits for data and for room.</summary>
    internal static Result<long> Transfer(Pipe from, Pipe to, long count, bool nonBlocking, bool keeps)
    {
        while (true)
        {
            if (!from.WaitForData(nonBlocking).Try(out bool hasEnded, out Errno error)) return error;
            if (hasEnded)
            {
                return to.HasReaders ? 0 : Errno.EPIPE;
            }

            error = to.WaitForRoom(Page.Size, mayMerge: false, nonBlocking);
            if (error != Errno.None)
            {
                return error;
            }

            long moved = MoveSlots(from, to, count, keeps);
            if (moved > 0)
            {
                to.Readable.WakeAll();
                from.Writable.WakeAll();
                return moved;
            }
        }
    }

    /// <summary>vmsplice(2): as <see cref="Write"/>, but waits only for the first slot.</summary>
    internal Result<long> WriteOnce(ref IoSource source, bool nonBlocking)
    {
        Errno error = WaitForRoom(Page.Size, mayMerge: false, nonBlocking);
        if (error != Errno.None)
        {
            return error;
        }

        error = Put(ref source, mayMerge: false, isPacket: false, out int count);
        return count > 0 ? count : error != Errno.None ? error : 0L;
    }

    private static long MoveSlots(Pipe from, Pipe to, long count, bool keeps)
    {
        bool fromFirst = from._number < to._number;
        using Mutex<PipeBuffer>.Guard outer = (fromFirst ? from : to)._buffer.Lock();
        using Mutex<PipeBuffer>.Guard inner = (fromFirst ? to : from)._buffer.Lock();
        PipeBuffer source = fromFirst ? outer.Value : inner.Value;
        PipeBuffer target = fromFirst ? inner.Value : outer.Value;
        long moved = 0;
        for (int index = 0; index < source.Used && moved < count && !target.IsFull;)
        {
            PipeBuffer.Slot slot = source.At(index);
            slot.Length = (int)Math.Min(slot.Length, count - moved);
            // Both pipes have the page now, so neither may write behind the other's end.
            slot.CanGrow = false;
            _ = slot.Page!.Acquire();
            target.Add(slot);
            moved += slot.Length;
            if (keeps)
            {
                source.At(index).CanGrow = false;
                index++;
            }
            else
            {
                source.Skip(slot.Length);
            }
        }

        from.Publish(source);
        to.Publish(target);
        return moved;
    }

    /// <summary>The next page of a file: the page of the cache itself if there is one, else a copy. No page: the end.</summary>
    private static Result<PipeBuffer.Slot> FileSlot(OpenFile file, ref long? position, long count)
    {
        if (file.Inode.Pages is PageCache pages && file is RegularFile)
        {
            long offset = position ?? file.Position;
            if (!pages.Share(offset, (int)count).Try(out PipeBuffer.Slot shared, out Errno failed)) return failed;
            if (position is null)
            {
                _ = file.Seek(shared.Length, SeekWhence.SEEK_CUR);
            }

            position += shared.Length;
            return shared;
        }

        Page? page = PageReclaimer.Allocate();
        if (page is null)
        {
            return Errno.ENOMEM;
        }

        Result<long> read;
        using (Page.Access access = page.Open())
        {
            IoSink sink = IoSink.Over(access.Span[..(int)count]);
            read = position is long place ? file.ReadAt(ref sink, place) : file.Read(ref sink);
        }

        if (!read.Try(out long got, out Errno error) || got == 0)
        {
            page.Release();
            return error != Errno.None ? error : default(PipeBuffer.Slot);
        }

        position += got;
        return new PipeBuffer.Slot { Page = page, Length = (int)got };
    }

    private static void GiveBack(OpenFile file, ref long? position, in PipeBuffer.Slot slot)
    {
        if (position is null)
        {
            _ = file.Seek(-slot.Length, SeekWhence.SEEK_CUR);
        }

        position -= slot.Length;
        slot.Page!.Release();
    }

    private bool TryCopyFirst(long limit, out PipeBuffer.Slot slot)
    {
        using Mutex<PipeBuffer>.Guard buffer = _buffer.Lock();
        if (buffer.Value.Used == 0)
        {
            slot = default;
            return false;
        }

        slot = buffer.Value.First;
        slot.Length = (int)Math.Min(slot.Length, limit);
        _ = slot.Page!.Acquire();
        return true;
    }

    private void Consume(int count)
    {
        using (Mutex<PipeBuffer>.Guard buffer = _buffer.Lock())
        {
            while (count > 0 && buffer.Value.Used > 0)
            {
                int part = Math.Min(count, buffer.Value.First.Length);
                buffer.Value.Skip(part);
                count -= part;
            }

            Publish(buffer.Value);
        }

        Writable.WakeAll();
        WriteListeners.Notify(PollEvents.POLLOUT);
    }
}
