// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>The timers that a process has made. Not inherited by fork(2), gone at execve(2).</summary>
internal sealed class PosixTimers
{
    private readonly Mutex<int> _nextId = new(0);

    // Guarded by the signal lock; made and grown with the numbers locked.
    private PosixTimer?[] _timers = [];

    /// <remarks>The signal lock is held.</remarks>
    internal PosixTimer? Find(int id) => (uint)id < (uint)_timers.Length ? _timers[id] : null;

    /// <summary>Makes a timer with the next number.</summary>
    /// <returns><c>EAGAIN</c>: too many, counted as queued signals (RLIMIT_SIGPENDING).</returns>
    internal Result<PosixTimer> Add(Process process, ClockId clock, UserThread? cpuThread, in TimerNotification notification)
    {
        UserAccount account = UserAccount.Of(process.Credentials.UserId);
        if (!account.TryAddSignal(process.Limits.Soft(Resource.RLIMIT_SIGPENDING))) return Errno.EAGAIN;
        using Mutex<int>.Guard next = _nextId.Lock();
        int id = next.Value++;
        PosixTimer timer = new(process, id, clock, cpuThread, notification);
        PosixTimer?[]? larger = id < _timers.Length ? null : new PosixTimer?[System.Math.Max(8, id * 2)];
        using SpinLock<SignalState>.Guard state = process.Signals.Lock();
        if (larger is not null)
        {
            _timers.CopyTo(larger, 0);
            _timers = larger;
        }

        _timers[id] = timer;
        return timer;
    }

    /// <summary>timer_delete(2). <c>EINVAL</c>.</summary>
    internal Errno Delete(Process process, int id)
    {
        using (SpinLock<SignalState>.Guard state = process.Signals.Lock())
        {
            if (Find(id) is not PosixTimer timer) return Errno.EINVAL;
            timer.Delete(state.Value);
            _timers[id] = null;
        }

        UserAccount.Of(process.Credentials.UserId).ReleaseSignal();
        return Errno.None;
    }

    /// <summary>The process ends or executes a program.</summary>
    internal void DeleteAll(Process process)
    {
        for (int id = 0; id < _timers.Length; id++) _ = Delete(process, id);
        using Mutex<int>.Guard next = _nextId.Lock();
        next.Value = 0;
        using SpinLock<SignalState>.Guard state = process.Signals.Lock();
        _timers = [];
    }

    /// <summary>sigaction(2) has set another action.</summary>
    /// <remarks>The signal lock is held.</remarks>
    internal void OnActionChanged(SignalState state, Signal signal)
    {
        foreach (PosixTimer? timer in _timers) timer?.OnActionChanged(state, signal);
    }
}
