// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>timer_create(2) and its kin.</summary>
internal static class TimerCalls
{
    internal static Result<long> timer_create(in SyscallContext context, int clock, ulong eventAddress, ulong idAddress)
    {
        SignalEvent wanted = new() { sigev_signo = (int)Signal.SIGALRM };
        Errno error = eventAddress == 0 ? Errno.None : SyscallContext.Read(eventAddress, out wanted);
        if (error != Errno.None) return error;
        ClockId id = (ClockId)clock;
        UserThread? cpuThread = null;
        if (clock < 0 && !FindCpuClock(context, clock, out id, out cpuThread)) return Errno.EINVAL;
        if (id is not (>= ClockId.CLOCK_REALTIME and <= ClockId.CLOCK_BOOTTIME_ALARM or ClockId.CLOCK_TAI)) return Errno.EINVAL;
        if (id is ClockId.CLOCK_MONOTONIC_RAW or ClockId.CLOCK_REALTIME_COARSE or ClockId.CLOCK_MONOTONIC_COARSE) return Errno.EOPNOTSUPP;
        // There is no clock that could wake the machine.
        if (id is ClockId.CLOCK_REALTIME_ALARM or ClockId.CLOCK_BOOTTIME_ALARM) return Errno.EOPNOTSUPP;
        if (id == ClockId.CLOCK_THREAD_CPUTIME_ID && clock >= 0) cpuThread = context.Thread;
        if (!Check(context, wanted, eventAddress != 0).Try(out TimerNotification notification, out error)) return error;
        PosixTimers timers = context.Process.Timers;
        if (!timers.Add(context.Process, id, cpuThread, notification).Try(out PosixTimer timer, out error)) return error;
        error = SyscallContext.Write(idAddress, timer.Id);
        if (error != Errno.None) _ = timers.Delete(context.Process, timer.Id);
        return SyscallContext.Done(error);
    }

    internal static Result<long> timer_settime(in SyscallContext context, int id, int flags, ulong newAddress, ulong oldAddress)
    {
        if (newAddress == 0) return Errno.EINVAL;
        Errno error = SyscallContext.Read(newAddress, out Itimerspec setting);
        if (error != Errno.None) return error;
        if (!UserTime.ToNanoseconds(setting.it_value).Try(out long first, out error)) return error;
        if (!UserTime.ToNanoseconds(setting.it_interval).Try(out long interval, out error)) return error;
        (long Left, long Interval) before;
        using (SpinLock<SignalState>.Guard state = context.Process.Signals.Lock())
        {
            if (context.Process.Timers.Find(id) is not PosixTimer timer) return Errno.EINVAL;
            before = timer.Set(state.Value, first, interval, (flags & TimerConstants.TIMER_ABSTIME) != 0);
        }

        return SyscallContext.Done(SyscallContext.WriteIfAsked(oldAddress, UserTime.ToSetting(before.Left, before.Interval)));
    }

    internal static Result<long> timer_gettime(in SyscallContext context, int id, ulong address)
    {
        (long Left, long Interval) now;
        using (SpinLock<SignalState>.Guard state = context.Process.Signals.Lock())
        {
            if (context.Process.Timers.Find(id) is not PosixTimer timer) return Errno.EINVAL;
            now = timer.Get(state.Value);
        }

        return SyscallContext.Done(SyscallContext.Write(address, UserTime.ToSetting(now.Left, now.Interval)));
    }

    internal static Result<long> timer_getoverrun(in SyscallContext context, int id)
    {
        using SpinLock<SignalState>.Guard state = context.Process.Signals.Lock();
        return context.Process.Timers.Find(id) is PosixTimer timer ? timer.LastOverrun : Errno.EINVAL;
    }

    internal static Result<long> timer_delete(in SyscallContext context, int id) => SyscallContext.Done(context.Process.Timers.Delete(context.Process, id));

    /// <summary>SIGEV_SIGNAL and SIGEV_THREAD name a signal, SIGEV_THREAD_ID also a thread of the caller's process.</summary>
    private static Result<TimerNotification> Check(in SyscallContext context, in SignalEvent wanted, bool hasValue)
    {
        UserThread? thread = null;
        switch (wanted.sigev_notify)
        {
            case SignalEvent.SIGEV_NONE:
                return new TimerNotification();
            case SignalEvent.SIGEV_THREAD_ID:
                thread = ProcessTable.FindThread(wanted.sigev_notify_thread_id);
                if (thread?.Process != context.Process) return Errno.EINVAL;
                break;
            case SignalEvent.SIGEV_SIGNAL or SignalEvent.SIGEV_THREAD:
                break;
            default:
                return Errno.EINVAL;
        }

        if (!SignalSet.IsValid((Signal)wanted.sigev_signo)) return Errno.EINVAL;
        return new TimerNotification { Signal = (Signal)wanted.sigev_signo, Thread = thread, Value = hasValue ? wanted.sigev_value : null };
    }

    /// <summary>The CPU clock of a process or thread by number; timers are for the caller's own process.</summary>
    private static bool FindCpuClock(in SyscallContext context, int clock, out ClockId id, out UserThread? thread)
    {
        const int ThreadFlag = 4;
        thread = null;
        bool isThread = (clock & ThreadFlag) != 0;
        int number = ~(clock >> 3);
        id = isThread ? ClockId.CLOCK_THREAD_CPUTIME_ID : ClockId.CLOCK_PROCESS_CPUTIME_ID;
        if ((clock & 3) == 3) return false;
        if (!isThread) return number == 0 || number == context.Process.Id;
        thread = number == 0 ? context.Thread : ProcessTable.FindThread(number);
        return thread?.Process == context.Process;
    }
}
