// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Terminal;

/// <summary>A terminal whose line is a program (<c>pty(7)</c>): what is written to the slave is read from the master, and what is written to the
/// master is typed into the slave.</summary>
/// <remarks>The lock here nests inside the lock of the slave terminal, never the other way round.</remarks>
internal sealed class PseudoTerminal : TerminalDriver
{
    private const int Capacity = 16 * 1024;
    private const int ArrivedBytes = 4095;

    private readonly SpinLock<State> _state = new(new State { Bytes = new byte[Capacity], IsLocked = true });
    private readonly PseudoTerminalFileSystem _owner;

    private struct State
    {
        internal byte[] Bytes;
        internal int First;
        internal int Count;

        /// <summary>TIOCSPTLCK: the slave cannot be opened.</summary>
        internal bool IsLocked;
        internal bool IsPacketMode;

        /// <summary>What packet mode has to report.</summary>
        internal PacketEvents Events;

        /// <summary>The slave was open, and is no more.</summary>
        internal bool IsSlaveClosed;
        internal bool IsMasterClosed;
        internal int SlaveUsers;
        internal bool HasUsualFlowKeys;
    }

    internal PseudoTerminal(int index, PseudoTerminalFileSystem owner, JobControl jobs)
    {
        const uint FirstMajor = 136;
        const uint MinorsPerMajor = 256;
        Index = index;
        _owner = owner;
        ulong number = DeviceNumber.Make(FirstMajor + ((uint)index / MinorsPerMajor), (uint)index % MinorsPerMajor);
        Slave = new Terminal("pts/" + index.ToString(), number, this, jobs, settings: LineDiscipline.PseudoTerminalSettings);
        using SpinLock<State>.Guard state = _state.Lock();
        state.Value.HasUsualFlowKeys = true;
    }

    internal int Index { get; }

    internal Terminal Slave { get; }

    /// <summary>Woken when the master can read more, or never will.</summary>
    internal WaitQueue Readable { get; } = new();

    public override bool EndsWithSession => false;

    public override int Room
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.IsMasterClosed ? Capacity : Capacity - state.Value.Count;
        }
    }

    /// <summary>Bytes for the master to read (FIONREAD).</summary>
    internal int Count
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Count;
        }
    }

    internal bool IsLocked
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.IsLocked;
        }

        set
        {
            using SpinLock<State>.Guard state = _state.Lock();
            state.Value.IsLocked = value;
        }
    }

    internal bool IsPacketMode
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.IsPacketMode;
        }

        set
        {
            using SpinLock<State>.Guard state = _state.Lock();
            // What happened before nobody asked is no news.
            if (value && !state.Value.IsPacketMode) state.Value.Events = PacketEvents.None;
            state.Value.IsPacketMode = value;
        }
    }

    public override void Write(ReadOnlySpan<byte> data)
    {
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            ref State value = ref state.Value;
            // Echo may find no room: then it is lost, as on any line.
            int count = value.IsMasterClosed ? 0 : Math.Min(data.Length, Capacity - value.Count);
            for (int i = 0; i < count; i++)
            {
                value.Bytes[(value.First + value.Count + i) % Capacity] = data[i];
            }

            value.Count += count;
        }

        Readable.WakeAll();
    }

    public override void DiscardOutput()
    {
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            // What would lie in the master's own input buffer on Linux has arrived, and stays.
            state.Value.Count = Math.Min(state.Value.Count, ArrivedBytes);
            state.Value.Events |= PacketEvents.TIOCPKT_FLUSHWRITE;
        }

        Readable.WakeAll();
    }

    public override void OnInputFlushed() => Note(PacketEvents.None, PacketEvents.TIOCPKT_FLUSHREAD);

    public override void OnFlow(bool isStopped)
    {
        if (isStopped) Note(PacketEvents.TIOCPKT_START, PacketEvents.TIOCPKT_STOP);
        else Note(PacketEvents.TIOCPKT_STOP, PacketEvents.TIOCPKT_START);
    }

    public override void Configure(in Termios settings)
    {
        const byte ControlS = 0x13;
        const byte ControlQ = 0x11;
        bool isUsual = (settings.c_iflag & InputModes.IXON) != 0 && settings.c_cc[ControlCharacter.VSTOP] == ControlS && settings.c_cc[ControlCharacter.VSTART] == ControlQ;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            if (state.Value.HasUsualFlowKeys == isUsual) return;
            state.Value.HasUsualFlowKeys = isUsual;
        }

        Note(PacketEvents.TIOCPKT_DOSTOP | PacketEvents.TIOCPKT_NOSTOP, isUsual ? PacketEvents.TIOCPKT_DOSTOP : PacketEvents.TIOCPKT_NOSTOP);
    }

    /// <summary>Whether the slave can be opened: EIO while it is locked, or without a master.</summary>
    internal Errno CheckOpen()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        return state.Value.IsLocked || state.Value.IsMasterClosed ? Errno.EIO : Errno.None;
    }

    public override void OnUsersChanged(int count)
    {
        bool isUnused;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            state.Value.IsSlaveClosed = count == 0;
            state.Value.SlaveUsers = count;
            isUnused = count == 0 && state.Value.IsMasterClosed;
        }

        Readable.WakeAll();
        if (isUnused) _owner.FreeIndex(Index);
    }

    /// <summary>The master is closed: the slave hangs up, and its name is gone.</summary>
    internal void CloseMaster()
    {
        bool isUnused;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            state.Value.IsMasterClosed = true;
            state.Value.Count = 0;
            isUnused = state.Value.SlaveUsers == 0;
        }

        _owner.Remove(Index);
        Slave.HangUp();
        if (isUnused) _owner.FreeIndex(Index);
    }

    internal PollEvents PollMaster(Poller? poller)
    {
        poller?.Register(Readable);
        poller?.Register(Slave.InputTaken);
        int room = Slave.InputRoom;
        using SpinLock<State>.Guard state = _state.Lock();
        PollEvents events = room > 0 ? PollEvents.POLLOUT | PollEvents.POLLWRNORM : PollEvents.None;
        if (state.Value.Count != 0) events |= PollEvents.POLLIN | PollEvents.POLLRDNORM;
        if (state.Value.IsPacketMode && state.Value.Events != PacketEvents.None) events |= PollEvents.POLLIN | PollEvents.POLLRDNORM | PollEvents.POLLPRI;
        return state.Value.IsSlaveClosed ? events | PollEvents.POLLHUP : events;
    }

    /// <summary>Waits for something to read and takes it; in packet mode with the byte in front that says what it is.</summary>
    /// <returns>EIO: the slave is closed and all is read; EAGAIN, EINTR, EFAULT.</returns>
    internal Result<long> Read(ref IoSink sink, bool nonBlocking)
    {
        const int ChunkSize = 256;
        if (sink.Remaining == 0) return 0;
        Span<byte> chunk = stackalloc byte[ChunkSize];
        long start = sink.Transferred;
        while (sink.Remaining > 0)
        {
            bool isFirst = sink.Transferred == start;
            int limit = (int)Math.Min(sink.Remaining, ChunkSize);
            Errno error = Take(chunk[..limit], isFirst, nonBlocking, out int count, out bool isReport);
            if (error != Errno.None) return error;
            if (count == 0) break;
            Slave.OnOutputTaken();
            error = sink.Write(chunk[..count]);
            if (error != Errno.None) return error;
            if (isReport) break;
        }

        return sink.Transferred - start;
    }

    private Errno Take(Span<byte> chunk, bool isFirst, bool nonBlocking, out int count, out bool isReport)
    {
        count = 0;
        isReport = false;
        using SpinLock<State>.Guard state = _state.Lock();
        ref State value = ref state.Value;
        while (isFirst)
        {
            if (value.IsPacketMode && value.Events != PacketEvents.None)
            {
                chunk[count++] = (byte)value.Events;
                value.Events = PacketEvents.None;
                isReport = true;
                return Errno.None;
            }

            if (value.Count != 0) break;
            if (value.IsSlaveClosed) return Errno.EIO;
            if (nonBlocking) return Errno.EAGAIN;
            Errno reason = Readable.Wait(state);
            if (reason != Errno.None) return reason;
        }

        if (isFirst && value.IsPacketMode) chunk[count++] = (byte)PacketEvents.None;
        while (count < chunk.Length && value.Count != 0)
        {
            chunk[count++] = value.Bytes[value.First];
            value.First = (value.First + 1) % Capacity;
            value.Count--;
        }

        return Errno.None;
    }

    private void Note(PacketEvents cleared, PacketEvents set)
    {
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            if (!state.Value.IsPacketMode) return;
            state.Value.Events = (state.Value.Events & ~cleared) | set;
        }

        Readable.WakeAll();
    }
}
