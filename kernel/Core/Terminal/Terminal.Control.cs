// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Terminal;

public sealed partial class Terminal
{
    /// <summary>When settings take effect: TCSANOW, TCSADRAIN, TCSAFLUSH.</summary>
    private enum SettingsTime
    {
        Now,
        AfterOutput,
        AfterOutputWithoutInput,
    }

    /// <summary>The requests of <c>ioctl_tty(2)</c>.</summary>
    /// <returns>ENOTTY for others; EFAULT, EIO after a hang-up, EPERM, EINVAL.</returns>
    internal Result<long> Control(uint request, ulong argument, int generation)
    {
        if (IsDead(generation))
        {
            return request == Ioctl.TIOCSPGRP ? Errno.ENOTTY : Errno.EIO;
        }

        VirtualAddress address = new(argument);
        Errno error = request switch
        {
            Ioctl.TCGETS => UserMemory.Write(address, Settings),
            Ioctl.TCGETS2 => WriteWithSpeeds(address),
            Ioctl.TCSETS or Ioctl.TCSETS2 => SetSettings(address, SettingsTime.Now, request == Ioctl.TCSETS2, generation),
            Ioctl.TCSETSW or Ioctl.TCSETSW2 => SetSettings(address, SettingsTime.AfterOutput, request == Ioctl.TCSETSW2, generation),
            Ioctl.TCSETSF or Ioctl.TCSETSF2 => SetSettings(address, SettingsTime.AfterOutputWithoutInput, request == Ioctl.TCSETSF2, generation),
            // Lines have no break to send: it is the wait alone.
            Ioctl.TCSBRK or Ioctl.TCSBRKP => CheckBackground(Signal.SIGTTOU, onlyIfToStop: false) is var stopped && stopped != Errno.None ? stopped : Drain(generation),
            Ioctl.TCFLSH => Flush(argument),
            Ioctl.TCXONC => ControlFlow(argument),
            Ioctl.TIOCGWINSZ => UserMemory.Write(address, Window),
            Ioctl.TIOCSWINSZ => SetWindowSizeFrom(address),
            Ioctl.FIONREAD => UserMemory.Write(address, InputCount),
            Ioctl.TIOCOUTQ => UserMemory.Write(address, OutputCount),
            Ioctl.TIOCEXCL => SetExclusive(true),
            Ioctl.TIOCNXCL => SetExclusive(false),
            Ioctl.TIOCGEXCL => UserMemory.Write(address, IsExclusive ? 1 : 0),
            Ioctl.TIOCGDEV => UserMemory.Write(address, (uint)DeviceNumber),
            Ioctl.TIOCSTI => InsertInput(address),
            Ioctl.TIOCSCTTY => SetControlling(argument == 1),
            Ioctl.TIOCNOTTY => GiveUp(),
            Ioctl.TIOCGPGRP => GetForeground(address),
            Ioctl.TIOCSPGRP => UserMemory.Read(address, out int group) is var fault && fault != Errno.None ? fault : SetForeground(group),
            Ioctl.TIOCGSID => GetSession(address),
            // Who draws on the screen is not for strangers to decide.
            KeyboardDisplayIoctl.KDSETMODE when !IsOwn && !_jobs.IsPrivileged => Errno.EPERM,
            _ => _driver.Control(request, argument),
        };
        return error == Errno.None ? 0L : error;
    }

    /// <summary>What the master of a pseudo-terminal asks: mostly of the slave, but it may look at the jobs of others.</summary>
    internal Result<long> ControlFromMaster(uint request, ulong argument)
    {
        VirtualAddress address = new(argument);
        switch (request)
        {
            case Ioctl.TIOCGPGRP:
                return UserMemory.Write(address, ForegroundGroup?.Id ?? 0) is var fault && fault != Errno.None ? fault : 0L;
            case Ioctl.TIOCGSID:
                return Owner is not Session session ? Errno.ENOTTY : UserMemory.Write(address, session.Id) is var error && error != Errno.None ? error : 0L;
            case Ioctl.TIOCSTI or Ioctl.TIOCNOTTY or Ioctl.TIOCOUTQ:
                return Errno.ENOTTY;
            default:
                int generation;
                using (SpinLock<State>.Guard state = _state.Lock())
                {
                    generation = state.Value.Generation;
                }

                return Control(request, argument, generation);
        }
    }

    /// <summary>TIOCSIG: what the keys would send. EINVAL for other signals.</summary>
    internal Errno SignalForeground(Signal signal)
    {
        if (signal is not (Signal.SIGINT or Signal.SIGQUIT or Signal.SIGTSTP)) return Errno.EINVAL;
        if (ForegroundGroup is ProcessGroup group) _jobs.Send(group, signal);
        return Errno.None;
    }

    private Session? Owner
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Session;
        }
    }

    private Termios Settings
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Line.Settings;
        }
    }

    private WindowSize Window
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Window;
        }
    }

    private int InputCount
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            LineDiscipline line = state.Value.Line;
            return line.IsCanonical ? line.Input.CountForReader() : line.Input.Readable;
        }
    }

    private int OutputCount
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return _driver.Queued;
        }
    }

    /// <summary>Waits until all output has left (<c>tcdrain(3)</c>), or the line is hung up. EINTR.</summary>
    private Errno Drain(int generation)
    {
        // The last byte leaves the transmitter without an interrupt.
        const long Step = 10_000_000;
        using SpinLock<State>.Guard state = _state.Lock();
        while (state.Value.Generation == generation && _driver.Queued > 0)
        {
            Errno error = _writable.Wait(state, Clock.MonotonicNanoseconds + Step);
            if (error is not (Errno.None or Errno.ETIMEDOUT)) return error;
        }

        return Errno.None;
    }

    private bool IsDead(int generation)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        return state.Value.Generation != generation;
    }

    private Errno SetSettings(VirtualAddress address, SettingsTime time, bool hasSpeeds, int generation)
    {
        Errno error = CheckBackground(Signal.SIGTTOU, onlyIfToStop: false);
        error = error == Errno.None ? UserMemory.Read(address, out Termios settings) : Fail(error, out settings);
        uint speed = 0;
        if (error == Errno.None && hasSpeeds) error = UserMemory.Read(address + TermiosSpeeds.OutputOffset, out speed);
        if (error == Errno.None && time != SettingsTime.Now) error = Drain(generation);
        if (error != Errno.None)
        {
            return error;
        }

        using (SpinLock<State>.Guard state = _state.Lock())
        {
            if (time == SettingsTime.AfterOutputWithoutInput)
            {
                state.Value.Line.FlushInput();
            }

            if (hasSpeeds) state.Value.OtherSpeed = speed;
            state.Value.Line.Configure(settings);
            _driver.Configure(settings);
        }

        _readable.WakeAll();
        _writable.WakeAll();
        InputTaken.WakeAll();
        return Errno.None;
    }

    /// <summary>TCGETS2: <c>struct termios2</c>, the settings and the speeds that they mean.</summary>
    private Errno WriteWithSpeeds(VirtualAddress address)
    {
        Termios settings;
        uint other;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            settings = state.Value.Line.Settings;
            other = state.Value.OtherSpeed;
        }

        uint output = TermiosSpeeds.Of((uint)settings.c_cflag, other);
        uint input = TermiosSpeeds.Of((uint)settings.c_cflag >> TermiosSpeeds.InputShift, other);
        Errno error = UserMemory.Write(address, settings);
        if (error == Errno.None) error = UserMemory.Write(address + TermiosSpeeds.InputOffset, input == 0 ? output : input);
        return error == Errno.None ? UserMemory.Write(address + TermiosSpeeds.OutputOffset, output) : error;
    }

    private static Errno Fail(Errno error, out Termios settings)
    {
        settings = default;
        return error;
    }

    private Errno SetWindowSizeFrom(VirtualAddress address)
    {
        Errno error = UserMemory.Read(address, out WindowSize window);
        if (error == Errno.None)
        {
            SetWindowSize(window);
        }

        return error;
    }

    private Errno Flush(ulong queue)
    {
        if (queue > Ioctl.TCIOFLUSH)
        {
            return Errno.EINVAL;
        }

        Errno error = CheckBackground(Signal.SIGTTOU, onlyIfToStop: false);
        if (error != Errno.None)
        {
            return error;
        }

        using (SpinLock<State>.Guard state = _state.Lock())
        {
            if (queue != Ioctl.TCOFLUSH) state.Value.Line.FlushInput();
            if (queue != Ioctl.TCIFLUSH) _driver.DiscardOutput();
        }

        InputTaken.WakeAll();
        _writable.WakeAll();
        return Errno.None;
    }

    private Errno ControlFlow(ulong action)
    {
        if (action > Ioctl.TCION)
        {
            return Errno.EINVAL;
        }

        Errno error = CheckBackground(Signal.SIGTTOU, onlyIfToStop: false);
        if (error != Errno.None)
        {
            return error;
        }

        using (SpinLock<State>.Guard state = _state.Lock())
        {
            LineDiscipline line = state.Value.Line;
            switch (action)
            {
                case Ioctl.TCOOFF:
                    line.IsOutputStopped = true;
                    break;
                case Ioctl.TCOON:
                    line.IsOutputStopped = false;
                    break;
                default:
                    // Asks the other end to stop or go on sending.
                    int index = action == Ioctl.TCIOFF ? ControlCharacter.VSTOP : ControlCharacter.VSTART;
                    byte character = line.Settings.c_cc[index];
                    if (character != ControlCharacter.Disabled)
                    {
                        _driver.Write(new ReadOnlySpan<byte>(in character));
                    }

                    break;
            }
        }

        _writable.WakeAll();
        return Errno.None;
    }

    /// <summary>It is the caller's controlling terminal.</summary>
    private bool IsOwn => _jobs.OwnTerminal == this;

    private bool IsExclusive
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.IsExclusive;
        }
    }

    private Errno SetExclusive(bool isExclusive)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        state.Value.IsExclusive = isExclusive;
        return Errno.None;
    }

    /// <summary>Types a byte for the user; only into one's own terminal, or as the superuser.</summary>
    private Errno InsertInput(VirtualAddress address)
    {
        if (!IsOwn && !_jobs.IsPrivileged)
        {
            return Errno.EPERM;
        }

        Errno error = UserMemory.Read(address, out byte value);
        if (error == Errno.None)
        {
            Receive(new ReadOnlySpan<byte>(in value));
        }

        return error;
    }

    private Errno GetForeground(VirtualAddress address)
    {
        if (!IsOwn)
        {
            return Errno.ENOTTY;
        }

        return UserMemory.Write(address, ForegroundGroup?.Id ?? 0);
    }

    private Errno GetSession(VirtualAddress address)
    {
        if (!IsOwn || _jobs.CurrentGroup is not ProcessGroup group)
        {
            return Errno.ENOTTY;
        }

        return UserMemory.Write(address, group.Session.Id);
    }
}
