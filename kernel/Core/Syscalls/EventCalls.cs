// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Events;
using Skift.Core.Files;
using Skift.Core.Signals;

namespace Skift.Core.Syscalls;

/// <summary>eventfd(2), signalfd(2), timerfd_create(2): events as files.</summary>
internal static class EventCalls
{
    private const int FileFlags = (int)(OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK);

    internal static Result<long> eventfd2(in SyscallContext context, uint count, int flags)
    {
        if ((flags & ~(FileFlags | EventFlags.EFD_SEMAPHORE)) != 0) return Errno.EINVAL;
        return Install(context, new EventFile(count, (flags & EventFlags.EFD_SEMAPHORE) != 0, NonBlocking(flags)), flags);
    }

    internal static Result<long> signalfd4(in SyscallContext context, int descriptor, ulong maskAddress, ulong maskSize, int flags)
    {
        if (maskSize != SignalConstants.SetSize) return Errno.EINVAL;
        Errno error = SyscallContext.Read(maskAddress, out ulong mask);
        if (error != Errno.None) return error;
        if ((flags & ~FileFlags) != 0) return Errno.EINVAL;
        mask &= ~SignalSet.Unblockable;
        if (descriptor == -1) return Install(context, new SignalFile(mask, NonBlocking(flags)), flags);
        if (!context.GetFile(descriptor).Try(out OpenFile file, out error)) return error;
        using (file)
        {
            if (file is not SignalFile signals) return Errno.EINVAL;
            signals.Mask = mask;
            context.Process.SignalArrivals.WakeAll(PollEvents.POLLIN);
            return descriptor;
        }
    }

    internal static Result<long> timerfd_create(in SyscallContext context, int clock, int flags)
    {
        bool isAlarm = (ClockId)clock is ClockId.CLOCK_REALTIME_ALARM or ClockId.CLOCK_BOOTTIME_ALARM;
        bool isKnown = isAlarm || (ClockId)clock is ClockId.CLOCK_REALTIME or ClockId.CLOCK_MONOTONIC or ClockId.CLOCK_BOOTTIME;
        if ((flags & ~FileFlags) != 0 || !isKnown) return Errno.EINVAL;
        if (isAlarm && !context.Credentials.IsPrivileged) return Errno.EPERM;
        return Install(context, new TimerFile((ClockId)clock, NonBlocking(flags)), flags);
    }

    internal static Result<long> timerfd_settime(in SyscallContext context, int descriptor, int flags, ulong newAddress, ulong oldAddress)
    {
        const int Known = EventFlags.TFD_TIMER_ABSTIME | EventFlags.TFD_TIMER_CANCEL_ON_SET;
        Errno error = SyscallContext.Read(newAddress, out Itimerspec setting);
        if (error != Errno.None) return error;
        if ((flags & ~Known) != 0) return Errno.EINVAL;
        if (!UserTime.ToNanoseconds(setting.it_value).Try(out long first, out error)) return error;
        if (!UserTime.ToNanoseconds(setting.it_interval).Try(out long interval, out error)) return error;
        if (!GetTimer(context, descriptor).Try(out TimerFile timer, out error)) return error;
        using (timer)
        {
            bool isAbsolute = (flags & EventFlags.TFD_TIMER_ABSTIME) != 0;
            (long left, long oldInterval) = timer.Set(first, interval, isAbsolute, (flags & EventFlags.TFD_TIMER_CANCEL_ON_SET) != 0);
            return SyscallContext.Done(SyscallContext.WriteIfAsked(oldAddress, UserTime.ToSetting(left, oldInterval)));
        }
    }

    internal static Result<long> timerfd_gettime(in SyscallContext context, int descriptor, ulong address)
    {
        if (!GetTimer(context, descriptor).Try(out TimerFile timer, out Errno error)) return error;
        using (timer)
        {
            (long left, long interval) = timer.Get();
            return SyscallContext.Done(SyscallContext.Write(address, UserTime.ToSetting(left, interval)));
        }
    }

    private static Result<TimerFile> GetTimer(in SyscallContext context, int descriptor)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        if (file is TimerFile timer) return timer;
        file.Dispose();
        return Errno.EINVAL;
    }

    private static OpenFlags NonBlocking(int flags) => (OpenFlags)flags & OpenFlags.O_NONBLOCK;

    internal static Result<long> Install(in SyscallContext context, OpenFile file, int flags) =>
        Open.Install(context, file, ((OpenFlags)flags & OpenFlags.O_CLOEXEC) != 0 ? DescriptorFlags.FD_CLOEXEC : DescriptorFlags.None);
}
