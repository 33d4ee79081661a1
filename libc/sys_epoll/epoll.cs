// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/epoll.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("epoll_create1")]
    public static int epoll_create1(int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.epoll_create1, flags));

    [RuntimeExport("epoll_ctl")]
    public static int epoll_ctl(int epoll, int operation, int fd, void* change) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.epoll_ctl, epoll, operation, fd, (long)change));

    [RuntimeExport("epoll_wait")]
    public static int epoll_wait(int epoll, void* events, int count, int timeout) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.epoll_wait, epoll, (long)events, count, timeout));

    [RuntimeExport("epoll_pwait")]
    public static int epoll_pwait(int epoll, void* events, int count, int timeout, void* mask) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.epoll_pwait, epoll, (long)events, count, timeout, (long)mask, (long)SignalConstants.SetSize));

    [RuntimeExport("epoll_create")]
    public static int epoll_create(int size) => (int)Error.Answer(Syscall.Invoke(SystemCall.epoll_create, size));
}
