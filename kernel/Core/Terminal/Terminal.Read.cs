// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Terminal;

public sealed partial class Terminal
{
    private const long NanosecondsPerTenth = 100_000_000;

    /// <summary>read(2): a line in canonical mode, else as VMIN and VTIME say (termios(3)).</summary>
    internal Result<long> Read(ref IoSink sink, int generation, bool nonBlocking)
    {
        Errno error = CheckBackground(Signal.SIGTTIN, onlyIfToStop: false);
        if (error != Errno.None)
        {
            return error;
        }

        if (sink.Remaining == 0 || IsDead(generation))
        {
            return 0;
        }

        Span<byte> chunk = stackalloc byte[ChunkSize];
        long start = sink.Transferred;
        bool isDone = false;
        while (!isDone && sink.Remaining > 0)
        {
            long done = sink.Transferred - start;
            Span<byte> part = chunk[..(int)Math.Min(sink.Remaining, ChunkSize)];
            error = TakeInput(part, done, done + sink.Remaining, generation, nonBlocking, out int count, out isDone);
            error = error == Errno.None ? sink.Write(part[..count]) : error;
            if (error != Errno.None)
            {
                break;
            }
        }

        InputTaken.WakeAll();
        long total = sink.Transferred - start;
        return total == 0 && error != Errno.None ? error : total;
    }

    /// <summary>Waits as the mode asks, then takes what is there.</summary>
    /// <param name="done">Bytes that this read has already.</param>
    /// <param name="wanted">Bytes that it asks for altogether.</param>
    private Errno TakeInput(Span<byte> part, long done, long wanted, int generation, bool nonBlocking, out int count, out bool isDone)
    {
        count = 0;
        isDone = true;
        using SpinLock<State>.Guard state = _state.Lock();
        while (true)
        {
            LineDiscipline line = state.Value.Line;
            if (state.Value.Generation != generation)
            {
                // Linux tells whoever waits for a master that is gone, and then the end like everybody.
                return _driver.EndsWithSession || done > 0 ? Errno.None : Errno.EIO;
            }

            if (line.IsCanonical && line.Input.Readable > 0)
            {
                count = line.Input.TakeLine(part, out isDone);
                // A line longer than the buffers of this read goes on; what was committed without an end (a change of mode) does not.
                isDone |= line.Input.Readable == 0;
                return Errno.None;
            }

            if (!line.IsCanonical && line.Input.Readable > 0)
            {
                count = line.Input.Take(part);
                isDone = done + count >= Math.Min(Math.Max(line.Minimum, (byte)1), wanted) && line.Input.Readable == 0;
                return Errno.None;
            }

            if (line.IsCanonical && done > 0)
            {
                return Errno.None;
            }

            long deadline = DeadlineOf(line, done);
            if (deadline == 0)
            {
                return Errno.None;
            }

            if (nonBlocking)
            {
                return Errno.EAGAIN;
            }

            Errno error = _readable.Wait(state, deadline);
            if (error == Errno.ETIMEDOUT && line.Input.Readable == 0)
            {
                return Errno.None;
            }

            if (error is not (Errno.None or Errno.ETIMEDOUT))
            {
                return error;
            }
        }
    }

    /// <summary>When to give up: 0 for at once.</summary>
    private static long DeadlineOf(LineDiscipline line, long done)
    {
        if (line.IsCanonical)
        {
            return WaitQueue.Forever;
        }

        if (line.Minimum == 0 && line.Time == 0)
        {
            return 0;
        }

        // With VMIN the clock runs between bytes, so it starts with the first one.
        bool isRunning = line.Time != 0 && (line.Minimum == 0 || done > 0);
        return isRunning ? Clock.MonotonicNanoseconds + (line.Time * NanosecondsPerTenth) : WaitQueue.Forever;
    }

    /// <summary>Woken when there may be room for more input.</summary>
    internal WaitQueue InputTaken { get; } = new();

    /// <summary>Bytes that can be typed now without being lost.</summary>
    internal int InputRoom
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Line.Room;
        }
    }

    /// <summary>The driver has room for more output, or none of it left. Any context.</summary>
    public void OnOutputTaken()
    {
        // The driver's room is not guarded by the lock, but a writer that has found none holds it until it waits.
        using SpinLock<State>.Guard state = _state.Lock();
        _writable.WakeAll();
    }

    /// <summary>Types what a program sends, waiting while the reader is behind: a program is not a keyboard that may lose keys.</summary>
    internal Result<long> Type(ref IoSource source, bool nonBlocking)
    {
        Span<byte> chunk = stackalloc byte[ChunkSize];
        long written = 0;
        Errno error = Errno.None;
        while (error == Errno.None && source.Remaining > 0)
        {
            Span<byte> part = chunk[..(int)Math.Min(source.Remaining, ChunkSize)];
            error = source.Read(part);
            while (error == Errno.None && !part.IsEmpty)
            {
                error = WaitForInputRoom(nonBlocking, out int room);
                int count = Math.Min(room, part.Length);
                Receive(part[..count]);
                written += count;
                part = part[count..];
            }
        }

        return written == 0 && error != Errno.None ? error : written;
    }

    private Errno WaitForInputRoom(bool nonBlocking, out int room)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        while ((room = state.Value.Line.Room) == 0)
        {
            if (nonBlocking) return Errno.EAGAIN;
            Errno reason = InputTaken.Wait(state);
            if (reason != Errno.None) return reason;
        }

        return Errno.None;
    }
}
