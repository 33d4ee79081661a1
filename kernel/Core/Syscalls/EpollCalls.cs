// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Events;
using Skift.Core.Files;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>epoll_create(2), epoll_ctl(2), epoll_wait(2).</summary>
internal static class EpollCalls
{
    internal static Result<long> epoll_create(in SyscallContext context, int size) => size <= 0 ? Errno.EINVAL : epoll_create1(context, 0);

    internal static Result<long> epoll_create1(in SyscallContext context, int flags)
    {
        if ((flags & ~EpollConstants.EPOLL_CLOEXEC) != 0) return Errno.EINVAL;
        return EventCalls.Install(context, new EpollFile(), flags);
    }

    /// <summary>epoll_ctl(2). <c>EFAULT</c>, <c>EBADF</c>, <c>EPERM</c>: the file cannot be polled; <c>EINVAL</c>; then those of the operation.</summary>
    internal static Result<long> epoll_ctl(in SyscallContext context, int epollDescriptor, int operation, int descriptor, ulong address)
    {
        EpollEvent wanted = default;
        Errno error = operation == EpollConstants.EPOLL_CTL_DEL ? Errno.None : SyscallContext.Read(address, out wanted);
        if (error != Errno.None) return error;
        if (!context.GetFile(epollDescriptor).Try(out OpenFile epoll, out error)) return error;
        using (epoll)
        {
            if (!context.GetFile(descriptor).Try(out OpenFile file, out error)) return error;
            using (file)
            {
                if (!file.CanPoll) return Errno.EPERM;
                if (epoll == file || epoll is not EpollFile owner) return Errno.EINVAL;
                return SyscallContext.Done(Control(owner, operation, new EpollKey(file, descriptor), wanted));
            }
        }
    }

    internal static Result<long> epoll_wait(in SyscallContext context, int descriptor, ulong address, int maximum, int timeoutMilliseconds)
    {
        long deadline = timeoutMilliseconds < 0 ? WaitQueue.Forever : Clock.MonotonicNanoseconds + (timeoutMilliseconds * 1_000_000L);
        return Wait(context, descriptor, address, maximum, deadline, timeoutMilliseconds == 0);
    }

    internal static Result<long> epoll_pwait(in SyscallContext context, int descriptor, ulong address, int maximum, int timeoutMilliseconds, ulong maskAddress, ulong maskSize)
    {
        Errno error = PollCalls.SetMask(context, maskAddress, maskSize);
        if (error != Errno.None) return error;
        Result<long> result = epoll_wait(context, descriptor, address, maximum, timeoutMilliseconds);
        PollCalls.RestoreMaskUnlessInterrupted(context, result);
        return result;
    }

    internal static Result<long> epoll_pwait2(in SyscallContext context, int descriptor, ulong address, int maximum, ulong timeoutAddress, ulong maskAddress, ulong maskSize)
    {
        Errno error = UserTime.ReadTimeout(timeoutAddress, out long timeout);
        if (error == Errno.None) error = PollCalls.SetMask(context, maskAddress, maskSize);
        if (error != Errno.None) return error;
        long now = Clock.MonotonicNanoseconds;
        long deadline = timeout > WaitQueue.Forever - now ? WaitQueue.Forever : now + timeout;
        Result<long> result = Wait(context, descriptor, address, maximum, deadline, timeout == 0);
        PollCalls.RestoreMaskUnlessInterrupted(context, result);
        return result;
    }

    private static Errno Control(EpollFile epoll, int operation, in EpollKey key, in EpollEvent wanted)
    {
        const EpollEvents ExclusiveOk = EpollEvents.EPOLLIN | EpollEvents.EPOLLOUT | EpollEvents.EPOLLERR | EpollEvents.EPOLLHUP
            | EpollEvents.EPOLLWAKEUP | EpollEvents.EPOLLET | EpollEvents.EPOLLEXCLUSIVE;
        if (operation != EpollConstants.EPOLL_CTL_DEL && (wanted.events & EpollEvents.EPOLLEXCLUSIVE) != 0)
        {
            if (operation == EpollConstants.EPOLL_CTL_MOD) return Errno.EINVAL;
            if (operation == EpollConstants.EPOLL_CTL_ADD && (key.File is EpollFile || (wanted.events & ~ExclusiveOk) != 0)) return Errno.EINVAL;
        }

        return operation switch
        {
            EpollConstants.EPOLL_CTL_ADD => EpollNesting.Add(epoll, key, wanted),
            EpollConstants.EPOLL_CTL_DEL => epoll.Delete(key),
            EpollConstants.EPOLL_CTL_MOD => epoll.Modify(key, wanted),
            _ => Errno.EINVAL,
        };
    }

    private static Result<long> Wait(in SyscallContext context, int descriptor, ulong address, int maximum, long deadline, bool isImmediate)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (maximum is <= 0 or > EpollConstants.EP_MAX_EVENTS) return Errno.EINVAL;
            if (!new VirtualAddress(address).IsUserRange((ulong)maximum * EpollEvent.Bytes)) return Errno.EFAULT;
            return file is EpollFile epoll ? epoll.Wait(address, maximum, deadline, isImmediate) : Errno.EINVAL;
        }
    }
}
