// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Waiting for many descriptors: epoll, and descriptors to be woken by.</summary>
public static unsafe partial class Posix
{
    /// <summary>epoll_create1(2) with EPOLL_CLOEXEC.</summary>
    public static Result<int> EpollCreate() => ToInt(Syscall.Invoke(SystemCall.epoll_create1, EpollConstants.EPOLL_CLOEXEC));

    /// <summary>epoll_ctl(2).</summary>
    /// <param name="epoll">The epoll's descriptor.</param>
    /// <param name="operation"><see cref="EpollConstants.EPOLL_CTL_ADD"/> and its fellows.</param>
    /// <param name="descriptor">Whose events.</param>
    /// <param name="events">What to tell of.</param>
    /// <param name="data">Comes back with each event.</param>
    public static Errno EpollControl(int epoll, int operation, int descriptor, EpollEvents events, ulong data)
    {
        EpollEvent entry = new() { events = events, data = data };
        return ToErrno(Syscall.Invoke(SystemCall.epoll_ctl, epoll, operation, descriptor, (long)&entry));
    }

    /// <summary>epoll_wait(2): how many events there are now; EINTR comes back as it is.</summary>
    /// <param name="epoll">The epoll's descriptor.</param>
    /// <param name="events">Are filled from the first on.</param>
    /// <param name="milliseconds">-1 waits for ever.</param>
    public static Result<int> EpollWait(int epoll, Span<EpollEvent> events, int milliseconds)
    {
        fixed (EpollEvent* pointer = events)
        {
            return ToInt(Syscall.Invoke(SystemCall.epoll_wait, epoll, (long)pointer, events.Length, milliseconds));
        }
    }
}
