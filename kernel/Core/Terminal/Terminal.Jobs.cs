// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Terminal;

public sealed partial class Terminal
{
    /// <summary>The session's leader has ended: its jobs are told, and whoever has the terminal open finds it dead.</summary>
    public override void OnSessionEnded(Session session)
    {
        ProcessGroup? foreground;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            if (state.Value.Session != session)
            {
                return;
            }

            foreground = state.Value.Foreground;
            state.Value.Session = null;
            state.Value.Foreground = null;
            if (_driver.EndsWithSession)
            {
                state.Value.Generation++;
                state.Value.Line = new LineDiscipline(new OutputProcessor(_driver), _driver);
            }
        }

        session.Terminal = null;
        if (foreground is not null)
        {
            _jobs.Send(foreground, Signal.SIGHUP);
            // Linux wakes stopped jobs only of a line that is gone; whoever holds a pseudo-terminal may still want them.
            if (_driver.EndsWithSession) _jobs.Send(foreground, Signal.SIGCONT);
        }

        _readable.WakeAll();
        _writable.WakeAll();
    }

    /// <summary>Counts an opening; EBUSY while somebody has it for himself.</summary>
    internal Errno Open(out int generation)
    {
        int count;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            generation = state.Value.Generation;
            if (state.Value.IsExclusive && !_jobs.IsPrivileged)
            {
                return Errno.EBUSY;
            }

            count = ++state.Value.OpenCount;
        }

        _driver.OnUsersChanged(count);
        return Errno.None;
    }

    internal void Close()
    {
        int count;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            count = --state.Value.OpenCount;
            state.Value.IsExclusive &= count != 0;
        }

        _driver.OnUsersChanged(count);
    }

    /// <summary>The line is gone for good: whoever has it open finds it dead, and the session's leader is told.</summary>
    internal void HangUp()
    {
        Session? session;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            session = state.Value.Session;
            if (session is not null) session.LostForeground = state.Value.Foreground;
            state.Value.Session = null;
            state.Value.Foreground = null;
            state.Value.Generation++;
        }

        if (session is not null)
        {
            session.Terminal = null;
            _jobs.SendToLeader(session, Signal.SIGHUP);
            _jobs.SendToLeader(session, Signal.SIGCONT);
        }

        _readable.WakeAll();
        _writable.WakeAll();
        InputTaken.WakeAll();
    }

    /// <summary>The first terminal that a session's leader opens becomes the controlling one (unless O_NOCTTY).</summary>
    internal void BecomeControllingIfFirst()
    {
        if (_jobs.CurrentGroup is ProcessGroup group && _jobs.IsSessionLeader && group.Session.Terminal is null)
        {
            _ = Claim(group, steal: false);
        }
    }

    /// <summary>TIOCSCTTY: EPERM for others than a session's leader without a terminal, and if another session has this one.</summary>
    private Errno SetControlling(bool steal)
    {
        if (_jobs.CurrentGroup is not ProcessGroup group)
        {
            return Errno.EPERM;
        }

        if (_jobs.IsSessionLeader && group.Session.Terminal == this)
        {
            return Errno.None;
        }

        if (!_jobs.IsSessionLeader || group.Session.Terminal is not null)
        {
            return Errno.EPERM;
        }

        return Claim(group, steal && _jobs.IsPrivileged);
    }

    private Errno Claim(ProcessGroup group, bool steal)
    {
        Session? former;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            former = state.Value.Session;
            if (former is not null && !steal)
            {
                return Errno.EPERM;
            }

            state.Value.Session = group.Session;
            state.Value.Foreground = group;
        }

        if (former is not null)
        {
            former.Terminal = null;
        }

        group.Session.Terminal = this;
        return Errno.None;
    }

    /// <summary>TIOCNOTTY: the caller forgets the terminal; if it leads the session, all of that do, and the jobs are told.</summary>
    private Errno GiveUp()
    {
        if (!IsOwn || _jobs.CurrentGroup is not ProcessGroup group)
        {
            return Errno.ENOTTY;
        }

        if (!_jobs.IsSessionLeader)
        {
            _jobs.ForgetTerminal();
            return Errno.None;
        }

        ProcessGroup? foreground;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            foreground = state.Value.Foreground;
            state.Value.Session = null;
            state.Value.Foreground = null;
        }

        group.Session.Terminal = null;
        if (foreground is not null)
        {
            _jobs.Send(foreground, Signal.SIGHUP);
            _jobs.Send(foreground, Signal.SIGCONT);
        }

        return Errno.None;
    }

    /// <summary>TIOCSPGRP: the group that may read and gets the keyboard's signals.</summary>
    /// <returns>ENOTTY if this is not the caller's terminal, EINVAL, ESRCH, EPERM for a group of another session.</returns>
    private Errno SetForeground(int number)
    {
        Errno error = CheckBackground(Signal.SIGTTOU, onlyIfToStop: false);
        if (error != Errno.None)
        {
            return error == Errno.EIO ? Errno.ENOTTY : error;
        }

        if (!IsOwn || _jobs.CurrentGroup is not ProcessGroup caller)
        {
            return Errno.ENOTTY;
        }

        if (number < 0)
        {
            return Errno.EINVAL;
        }

        if (_jobs.FindGroup(number) is not ProcessGroup group)
        {
            return Errno.ESRCH;
        }

        if (group.Session != caller.Session)
        {
            return Errno.EPERM;
        }

        using SpinLock<State>.Guard state = _state.Lock();
        state.Value.Foreground = group;
        return Errno.None;
    }

    /// <summary>
    /// Stops a background job that reads (SIGTTIN), or that changes the terminal or writes with TOSTOP (SIGTTOU). POSIX General
    /// Terminal Interface, 11.1.4: who ignores the signal fails to read with EIO, but may write; who could not be continued gets EIO.
    /// </summary>
    /// <returns>EINTR after the signal was sent, so that the call starts anew once the job is in the foreground.</returns>
    private Errno CheckBackground(Signal signal, bool onlyIfToStop)
    {
        if (!IsOwn || _jobs.CurrentGroup is not ProcessGroup group)
        {
            return Errno.None;
        }

        using (SpinLock<State>.Guard state = _state.Lock())
        {
            bool isToStop = (state.Value.Line.Settings.c_lflag & LocalModes.TOSTOP) != 0;
            if (state.Value.Foreground is null || state.Value.Foreground == group || (onlyIfToStop && !isToStop))
            {
                return Errno.None;
            }
        }

        if (_jobs.IsIgnoring(signal))
        {
            return signal == Signal.SIGTTIN ? Errno.EIO : Errno.None;
        }

        if (group.IsOrphaned)
        {
            return Errno.EIO;
        }

        _jobs.Send(group, signal);
        return Errno.EINTR;
    }
}
