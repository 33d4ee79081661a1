// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>A pipe or FIFO: bytes in order, with a bounded buffer between the writers and the readers (<c>pipe(7)</c>).</summary>
/// <remarks>
/// <c>_buffer</c> is locked while bytes move, which may fault in user memory; <c>_state</c> only while somebody counts or decides to
/// sleep. Who changes the buffer publishes the new count in the state before letting the buffer go.
/// </remarks>
public sealed class Pipe
{
    private readonly Mutex<PipeBuffer> _buffer = new(new PipeBuffer());
    private readonly SpinLock<State> _state = new(default);

    private struct State
    {
        internal int Count;
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

    /// <summary>Bytes waiting (FIONREAD).</summary>
    internal int Count
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Count;
        }
    }

    /// <summary>Reads what is there; waits only if there is nothing and somebody could still write.</summary>
    /// <returns>0 at the end; EAGAIN, EINTR, EFAULT.</returns>
    internal Result<long> Read(ref IoSink sink, bool nonBlocking)
    {
        if (sink.Remaining == 0)
        {
            return 0;
        }

        while (true)
        {
            long start = sink.Transferred;
            Errno error;
            using (Mutex<PipeBuffer>.Guard buffer = _buffer.Lock())
            {
                error = buffer.Value.Drain(ref sink);
                Publish(buffer.Value.Count);
            }

            long count = sink.Transferred - start;
            if (count > 0)
            {
                Writable.WakeAll();
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
    /// <returns>EPIPE without readers (the caller raises SIGPIPE); EAGAIN, EINTR, EFAULT; a count if some of it was written.</returns>
    internal Result<long> Write(ref IoSource source, bool nonBlocking)
    {
        long start = source.Transferred;
        while (source.Remaining > 0)
        {
            // What must not be split waits for room for all of it; the rest goes piece by piece.
            int wanted = source.Transferred == start && source.Remaining <= FileConstants.PIPE_BUF ? (int)source.Remaining : 1;
            Errno error = WaitForRoom(wanted, nonBlocking);
            error = error == Errno.None ? Put(ref source, wanted) : error;
            if (error != Errno.None)
            {
                long written = source.Transferred - start;
                return written > 0 ? written : error;
            }
        }

        return source.Transferred - start;
    }

    /// <summary>What poll(2) tells each end.</summary>
    internal PollEvents Poll(Poller? poller, bool isReader, bool isWriter)
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
            // A FIFO that was never opened for writing has not hung up yet.
            events |= state.Value.Writers == 0 && state.Value.WriterOpenings > 0 ? PollEvents.POLLHUP : 0;
        }

        if (isWriter)
        {
            events |= PipeBuffer.Capacity - state.Value.Count >= FileConstants.PIPE_BUF ? PollEvents.POLLOUT | PollEvents.POLLWRNORM : 0;
            events |= state.Value.Readers == 0 ? PollEvents.POLLERR : 0;
        }

        return events;
    }

    /// <summary>Counts an end in.</summary>
    internal void Attach(bool isReader, bool isWriter)
    {
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            state.Value.Readers += isReader ? 1 : 0;
            state.Value.ReaderOpenings += isReader ? 1 : 0;
            state.Value.Writers += isWriter ? 1 : 0;
            state.Value.WriterOpenings += isWriter ? 1 : 0;
        }

        WakeBoth();
    }

    /// <summary>Counts an end out; true if it was the last of all.</summary>
    internal bool Detach(bool isReader, bool isWriter)
    {
        bool isLast;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            state.Value.Readers -= isReader ? 1 : 0;
            state.Value.Writers -= isWriter ? 1 : 0;
            isLast = state.Value.Readers == 0 && state.Value.Writers == 0;
        }

        WakeBoth();
        if (isLast)
        {
            using Mutex<PipeBuffer>.Guard buffer = _buffer.Lock();
            buffer.Value.Clear();
            Publish(0);
        }

        return isLast;
    }

    /// <summary>Waits until the other side of a FIFO has been opened.</summary>
    internal Errno WaitForPeer(bool forWriter)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        int seen = forWriter ? state.Value.WriterOpenings : state.Value.ReaderOpenings;
        while ((forWriter ? state.Value.Writers : state.Value.Readers) == 0
            && (forWriter ? state.Value.WriterOpenings : state.Value.ReaderOpenings) == seen)
        {
            Errno error = (forWriter ? Readable : Writable).Wait(state);
            if (error != Errno.None)
            {
                return error;
            }
        }

        return Errno.None;
    }

    internal bool HasReaders
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Readers > 0;
        }
    }

    /// <summary>Opens a FIFO (fifo(7)): each side waits for the other, unless told not to wait or open for both.</summary>
    internal static Result<OpenFile> OpenFifo(Inode inode, Path path, OpenFlags flags)
    {
        OpenFlags access = flags & OpenFlags.O_ACCMODE;
        bool isReader = access != OpenFlags.O_WRONLY;
        bool isWriter = access != OpenFlags.O_RDONLY;

        // A pipe without a name, opened again through /proc/self/fd, has had both ends already (Linux's fifo_open() does not wait either).
        bool nonBlocking = (flags & OpenFlags.O_NONBLOCK) != 0;
        bool waits = !nonBlocking && inode.FileSystem is not PipeFileSystem;
        Pipe pipe = inode.GetFifoPipe();
        if (isWriter && !isReader && nonBlocking && inode.FileSystem is not PipeFileSystem && !pipe.HasReaders)
        {
            return Errno.ENXIO;
        }

        pipe.Attach(isReader, isWriter);
        if (waits && isReader != isWriter)
        {
            Errno error = pipe.WaitForPeer(forWriter: isReader);
            if (error != Errno.None)
            {
                _ = pipe.Detach(isReader, isWriter);
                return error;
            }
        }

        return new PipeFile(pipe, path, flags, isReader, isWriter);
    }

    private void WakeBoth()
    {
        Readable.WakeAll();
        Writable.WakeAll();
    }

    private void Publish(int count)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        state.Value.Count = count;
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

    private Errno WaitForRoom(int wanted, bool nonBlocking)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        while (true)
        {
            if (state.Value.Readers == 0)
            {
                return Errno.EPIPE;
            }

            if (PipeBuffer.Capacity - state.Value.Count >= wanted)
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

    /// <summary>Moves bytes in if there is still room; another writer may have been faster, then the caller waits again.</summary>
    private Errno Put(ref IoSource source, int wanted)
    {
        Errno error = Errno.None;
        using (Mutex<PipeBuffer>.Guard buffer = _buffer.Lock())
        {
            int room = PipeBuffer.Capacity - buffer.Value.Count;
            if (room >= wanted)
            {
                error = buffer.Value.Fill(ref source, (int)Math.Min(room, source.Remaining));
                Publish(buffer.Value.Count);
            }
        }

        Readable.WakeAll();
        return error;
    }
}
