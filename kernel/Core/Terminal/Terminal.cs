// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Terminal;

/// <summary>A terminal (<c>termios(3)</c>, <c>ioctl_tty(2)</c>): a driver, a line discipline, and the session that it controls.</summary>
/// <remarks>
/// One spin lock guards all of it, for input comes in interrupt context. Data moves to and from programs through small buffers
/// on the stack, never with the lock held.
/// </remarks>
public sealed partial class Terminal : ControllingTerminal
{
    private const int ChunkSize = 128;

    private readonly SpinLock<State> _state;
    private readonly TerminalDriver _driver;
    private readonly JobControl _jobs;
    private readonly WaitQueue _readable = new();
    private readonly WaitQueue _writable = new();

    private struct State
    {
        /// <summary>The speed that BOTHER in the control modes means.</summary>
        internal uint OtherSpeed;

        internal LineDiscipline Line;
        internal WindowSize Window;
        internal Session? Session;
        internal ProcessGroup? Foreground;
        /// <summary>Counts hang-ups: files opened before the last one are dead.</summary>
        internal int Generation;
        internal bool IsExclusive;
        internal int OpenCount;
    }

    internal TerminalDriver Driver => _driver;

    /// <param name="name">In <c>/dev</c>, for messages ("ttyS0").</param>
    /// <param name="number">Device number.</param>
    /// <param name="settings">What it starts with; null for what a console has.</param>
    public Terminal(string name, ulong number, TerminalDriver driver, JobControl jobs, WindowSize window = default, Termios? settings = null)
    {
        Name = name;
        DeviceNumber = number;
        _driver = driver;
        _jobs = jobs;
        LineDiscipline line = new(new OutputProcessor(driver), driver);
        line.Settings = settings ?? line.Settings;
        _state = new SpinLock<State>(new State { Line = line, Window = window }, LockRank.Device);
    }

    public string Name { get; }

    public override ulong DeviceNumber { get; }

    public override ProcessGroup? ForegroundGroup
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Foreground;
        }
    }

    /// <summary>Bytes have come in from the keyboard or the line. Any context.</summary>
    public void Receive(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            Signal signal = Signal.None;
            ProcessGroup? group;
            bool hasInput;
            using (SpinLock<State>.Guard state = _state.Lock())
            {
                LineDiscipline line = state.Value.Line;
                while (!data.IsEmpty && signal == Signal.None)
                {
                    signal = line.Receive(data[0]);
                    data = data[1..];
                }

                if (data.IsEmpty)
                {
                    line.FlushOutput();
                }

                // Not IsReadable: a reader that has some of its VMIN bytes already waits for the rest only.
                hasInput = line.Input.Readable > 0;
                group = state.Value.Foreground;
            }

            if (hasInput)
            {
                _readable.WakeAll();
            }

            // Flow control may have changed: whoever waits to write looks for himself.
            _writable.WakeAll();
            if (signal != Signal.None && group is not null)
            {
                _jobs.Send(group, signal);
            }
        }
    }

    /// <summary>The screen has another size: programs get SIGWINCH.</summary>
    public void SetWindowSize(in WindowSize window)
    {
        ProcessGroup? group;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            ref WindowSize present = ref state.Value.Window;
            if (present.ws_row == window.ws_row && present.ws_col == window.ws_col
                && present.ws_xpixel == window.ws_xpixel && present.ws_ypixel == window.ws_ypixel)
            {
                return;
            }

            present = window;
            group = state.Value.Foreground;
        }

        if (group is not null)
        {
            _jobs.Send(group, Signal.SIGWINCH);
        }
    }

    /// <summary>Writes past job control, for the kernel's own messages.</summary>
    public void WriteMessage(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int count = Math.Min(text.Length, ChunkSize);
            using SpinLock<State>.Guard state = _state.Lock();
            Put(state.Value.Line, text[..count]);
            text = text[count..];
        }
    }

    internal Result<long> Write(ref IoSource source, int generation, bool nonBlocking)
    {
        Errno error = CheckBackground(Signal.SIGTTOU, onlyIfToStop: true);
        if (error != Errno.None)
        {
            return error;
        }

        Span<byte> chunk = stackalloc byte[ChunkSize];
        long written = 0;
        while (error == Errno.None && source.Remaining > 0)
        {
            Span<byte> part = chunk[..(int)Math.Min(source.Remaining, ChunkSize)];
            error = source.Read(part);
            while (error == Errno.None && !part.IsEmpty)
            {
                error = PutWhenPossible(part, generation, nonBlocking, out int count);
                written += count;
                part = part[count..];
            }
        }

        return written == 0 && error != Errno.None ? error : written;
    }

    internal PollEvents Poll(Poller? poller, int generation)
    {
        poller?.Register(_readable);
        poller?.Register(_writable);
        using SpinLock<State>.Guard state = _state.Lock();
        if (state.Value.Generation != generation)
        {
            return PollEvents.POLLIN | PollEvents.POLLRDNORM | PollEvents.POLLOUT | PollEvents.POLLWRNORM | PollEvents.POLLERR | PollEvents.POLLHUP;
        }

        PollEvents events = state.Value.Line.IsReadable ? PollEvents.POLLIN | PollEvents.POLLRDNORM : 0;
        bool isWritable = !state.Value.Line.IsOutputStopped && state.Value.Line.OutputRoom > 0;
        return isWritable ? events | PollEvents.POLLOUT | PollEvents.POLLWRNORM : events;
    }

    private static void Put(LineDiscipline line, ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            line.PutOutput(value);
        }

        line.FlushOutput();
    }

    /// <summary>Waits until output may go on and has room, then puts as much as that is.</summary>
    private Errno PutWhenPossible(ReadOnlySpan<byte> data, int generation, bool nonBlocking, out int count)
    {
        count = 0;
        using SpinLock<State>.Guard state = _state.Lock();
        while (true)
        {
            if (state.Value.Generation != generation)
            {
                return Errno.EIO;
            }

            LineDiscipline line = state.Value.Line;
            count = line.IsOutputStopped ? 0 : Math.Min(data.Length, line.OutputRoom);
            if (count > 0)
            {
                Put(line, data[..count]);
                return Errno.None;
            }

            if (nonBlocking)
            {
                return Errno.EAGAIN;
            }

            Errno error = _writable.Wait(state);
            if (error != Errno.None)
            {
                return error;
            }
        }
    }
}
