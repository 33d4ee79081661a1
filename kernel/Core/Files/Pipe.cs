// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>A pipe or FIFO: bytes in order, with a bounded buffer between the writers and the readers (<c>pipe(7)</c>).</summary>
/// <remarks>
/// <c>_buffer</c> is locked while bytes move, which may fault in user memory; <c>_state</c> only while somebody counts or decides to
/// sleep. Who changes the buffer publishes the new count in the state before letting the buffer go. Two pipes are locked in the order of
/// their numbers. splice(2) is in Pipe.Splice.cs.
/// </remarks>
public sealed partial class Pipe
{
    /// <summary>The largest size that the unprivileged may set (Linux's default pipe-max-size).</summary>
    private const int LargestBytes = 1 << 20;

    private static long s_lastNumber;

    private readonly Mutex<PipeBuffer> _buffer = new(new PipeBuffer());
    private readonly SpinLock<State> _state = new(new State { Capacity = PipeBuffer.DefaultSlots });
    private readonly long _number = Interlocked.Increment(ref s_lastNumber);

    private struct State
    {
        internal int Count;
        internal int Used;
        internal int Capacity;
        internal int Readers;
        internal int Writers;
        /// <summary>Openings so far; a FIFO's open waits for the other side to be opened, even if it is closed again at once.</summary>
        internal int ReaderOpenings;
        internal int WriterOpenings;
    }

    /// <summary>Woken when bytes come or the last writer goes.</summary>
    internal WaitQueue Readable { get; } = new();

    /// <summary>Woken when room comes or the last reader goes.</summary>
    internal WaitQueue Writable { get; } = new();

    /// <summary>Who wants a signal when reading becomes possible, and when writing does.</summary>
    internal AsyncListeners ReadListeners { get; } = new();

    internal AsyncListeners WriteListeners { get; } = new();

    /// <summary>Bytes to read (FIONREAD).</summary>
    internal int Count
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Count;
        }
    }

    internal bool HasReaders
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Readers > 0;
        }
    }

    /// <summary>F_GETPIPE_SZ: bytes, if every slot is full.</summary>
    internal int ByteCapacity
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Capacity * Page.Size;
        }
    }

    /// <summary>F_SETPIPE_SZ: room for at least that many bytes, rounded up to a power of two pages.</summary>
    /// <returns>The new capacity; EINVAL: too large; EPERM: larger than the unprivileged may; EBUSY: more is in it.</returns>
    internal Result<long> SetCapacity(uint bytes, bool isPrivileged)
    {
        if (bytes > 1u << 31)
        {
            return Errno.EINVAL;
        }

        uint rounded = System.Numerics.BitOperations.RoundUpToPowerOf2(Math.Max(bytes, Page.Size));
        int slots = (int)(rounded / Page.Size);
        using Mutex<PipeBuffer>.Guard buffer = _buffer.Lock();
        if (slots > buffer.Value.Capacity && rounded > LargestBytes && !isPrivileged)
        {
            return Errno.EPERM;
        }

        Errno error = buffer.Value.Resize(slots);
        if (error != Errno.None)
        {
            return error;
        }

        Publish(buffer.Value);
        Writable.WakeAll();
        return (long)slots * Page.Size;
    }

    /// <summary>Reads what there is, waiting for the first byte; 0 when the last writer is gone.</summary>
    /// <returns>EAGAIN if it would have to wait and must not; EINTR, EFAULT.</returns>
    internal Result<long> Read(ref IoSink sink, bool nonBlocking)
    {
        long start = sink.Transferred;
        if (sink.Remaining == 0)
        {
            return 0;
        }

        while (true)
        {
            Errno error;
            using (Mutex<PipeBuffer>.Guard buffer = _buffer.Lock())
            {
                error = buffer.Value.Drain(ref sink);
                Publish(buffer.Value);
            }

            long count = sink.Transferred - start;
            if (count > 0)
            {
                Writable.WakeAll();
                WriteListeners.Notify(PollEvents.POLLOUT);
                return count;
            }

            if (error != Errno.None)
            {
                return error;
            }

            if (!WaitForData(nonBlocking).Try(out bool hasEnded, out error)) return error;
            if (hasEnded)
            {
                return 0;
            }
        }
    }

    /// <summary>Writes everything, waiting for room as needed; up to PIPE_BUF bytes go in as one piece.</summary>
    /// <param name="isPacket">Each page is a packet of its own (O_DIRECT).</param>
    /// <returns>EPIPE without readers (the caller raises SIGPIPE); EAGAIN, EINTR, EFAULT; a count if some of it was written.</returns>
    internal Result<long> Write(ref IoSource source, bool nonBlocking, bool isPacket = false)
    {
        long total = 0;
        bool mayMerge = true;
        while (source.Remaining > 0)
        {
            Errno error = WaitForRoom(source.Remaining, mayMerge, nonBlocking);
            if (error == Errno.None)
            {
                error = Put(ref source, mayMerge, isPacket, out int count);
                total += count;
            }

            mayMerge = false;
            if (error != Errno.None)
            {
                return total > 0 ? total : error;
            }
        }

        return total;
    }

    /// <summary>What poll(2) tells each end.</summary>
    /// <param name="seenWriters">Openings for writing that were over when the file was opened.</param>
    internal PollEvents Poll(Poller? poller, bool isReader, bool isWriter, int seenWriters = 0)
    {
        PollEvents events = PollEvents.None;
        if (isReader)
        {
            poller?.Register(Readable);
        }

        if (isWriter)
        {
            poller?.Register(Writable);
        }

        using SpinLock<State>.Guard state = _state.Lock();
        if (isReader)
        {
            events |= state.Value.Count > 0 ? PollEvents.POLLIN | PollEvents.POLLRDNORM : 0;
            // A FIFO that was not opened for writing since has not hung up yet.
            events |= state.Value.Writers == 0 && state.Value.WriterOpenings != seenWriters ? PollEvents.POLLHUP : 0;
        }

        if (isWriter)
        {
            events |= state.Value.Used < state.Value.Capacity ? PollEvents.POLLOUT | PollEvents.POLLWRNORM : 0;
            events |= state.Value.Readers == 0 ? PollEvents.POLLERR : 0;
        }

        return events;
    }

    /// <summary>Counts an end in, and answers how often the other side has been opened until then.</summary>
    internal int Attach(bool isReader, bool isWriter)
    {
        int seen;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            seen = isReader ? state.Value.WriterOpenings : state.Value.ReaderOpenings;
            state.Value.Readers += isReader ? 1 : 0;
            state.Value.ReaderOpenings += isReader ? 1 : 0;
            state.Value.Writers += isWriter ? 1 : 0;
            state.Value.WriterOpenings += isWriter ? 1 : 0;
        }

        WakeBoth();
        return seen;
    }

    /// <summary>Counts an end out; true if it was the last of all.</summary>
    internal bool Detach(bool isReader, bool isWriter)
    {
        bool isLast;
        bool hasHalf;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            state.Value.Readers -= isReader ? 1 : 0;
            state.Value.Writers -= isWriter ? 1 : 0;
            isLast = state.Value.Readers == 0 && state.Value.Writers == 0;
            hasHalf = (state.Value.Readers == 0) != (state.Value.Writers == 0);
        }

        WakeBoth();
        if (hasHalf)
        {
            ReadListeners.Notify(PollEvents.POLLIN);
            WriteListeners.Notify(PollEvents.POLLOUT);
        }

        if (isLast)
        {
            using Mutex<PipeBuffer>.Guard buffer = _buffer.Lock();
            buffer.Value.Clear();
            Publish(buffer.Value);
        }

        return isLast;
    }

    private void WakeBoth()
    {
        Readable.WakeAll();
        Writable.WakeAll();
    }

    private void Publish(PipeBuffer buffer)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        state.Value.Count = buffer.Count;
        state.Value.Used = buffer.Used;
        state.Value.Capacity = buffer.Capacity;
    }

    /// <summary>True at the end of the data: empty and nobody left to write.</summary>
    private Result<bool> WaitForData(bool nonBlocking)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        while (state.Value.Count == 0)
        {
            if (state.Value.Writers == 0)
            {
                return true;
            }

            if (nonBlocking)
            {
                return Errno.EAGAIN;
            }

            Errno error = Readable.Wait(state);
            if (error != Errno.None)
            {
                return error;
            }
        }

        return false;
    }

    /// <summary>Waits for a free slot. A small write may do without, if the last slot takes it: that is for <see cref="Put"/> to find out.</summary>
    private Errno WaitForRoom(long wanted, bool mayMerge, bool nonBlocking)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        while (true)
        {
            if (state.Value.Readers == 0)
            {
                return Errno.EPIPE;
            }

            if (state.Value.Used < state.Value.Capacity || (mayMerge && wanted % Page.Size != 0 && MayFit(wanted % Page.Size)))
            {
                return Errno.None;
            }

            if (nonBlocking)
            {
                return Errno.EAGAIN;
            }

            Errno error = Writable.Wait(state);
            if (error != Errno.None)
            {
                return error;
            }
        }
    }

    private int _lastRoom;

    private bool MayFit(long wanted) => wanted <= Volatile.Read(ref _lastRoom);

    /// <summary>Moves bytes in if there is still room; another writer may have been faster, then the caller waits again.</summary>
    private Errno Put(ref IoSource source, bool mayMerge, bool isPacket, out int count)
    {
        Errno error = Errno.None;
        using (Mutex<PipeBuffer>.Guard buffer = _buffer.Lock())
        {
            PipeBuffer content = buffer.Value;
            int before = content.Count;
            if (mayMerge)
            {
                _ = content.TryMerge(ref source, out error);
            }

            while (error == Errno.None && source.Remaining > 0 && !content.IsFull)
            {
                error = content.Append(ref source, isPacket);
            }

            count = content.Count - before;
            Volatile.Write(ref _lastRoom, RoomInLast(content));
            Publish(content);
        }

        if (count > 0)
        {
            Readable.WakeAll();
            ReadListeners.Notify(PollEvents.POLLIN);
        }

        return error;
    }

    private static int RoomInLast(PipeBuffer content)
    {
        if (content.Used == 0)
        {
            return 0;
        }

        ref PipeBuffer.Slot last = ref content.At(content.Used - 1);
        return last.CanGrow ? Page.Size - last.Offset - last.Length : 0;
    }
}
