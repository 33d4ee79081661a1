// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary>Events and flags of epoll_ctl(2) (linux/eventpoll.h); the low bits are those of <see cref="PollEvents"/>.</summary>
[Flags]
public enum EpollEvents : uint
{
    None = 0,
    EPOLLIN = 0x1,
    EPOLLPRI = 0x2,
    EPOLLOUT = 0x4,
    EPOLLERR = 0x8,
    EPOLLHUP = 0x10,
    EPOLLRDHUP = 0x2000,
    EPOLLEXCLUSIVE = 1u << 28,
    EPOLLWAKEUP = 1u << 29,
    EPOLLONESHOT = 1u << 30,
    EPOLLET = 1u << 31,
}

/// <summary>Operations and limits of epoll.</summary>
public static class EpollConstants
{
    public const int EPOLL_CTL_ADD = 1;
    public const int EPOLL_CTL_DEL = 2;
    public const int EPOLL_CTL_MOD = 3;
    public const int EPOLL_CLOEXEC = (int)OpenFlags.O_CLOEXEC;

    /// <summary>How deep epolls may watch epolls.</summary>
    public const int EP_MAX_NESTS = 4;

    /// <summary>What epoll_wait(2) takes at most: as many as fit into an <c>int</c> of bytes.</summary>
    public const int EP_MAX_EVENTS = int.MaxValue / 12;
}

/// <summary><c>struct epoll_event</c>, packed on x86-64: 12 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct EpollEvent
{
    public const int Bytes = 12;

    public EpollEvents events;
    public ulong data;
}

/// <summary>Flags of eventfd2(2), timerfd, signalfd4(2) and pidfds that are no open flags.</summary>
public static class EventFlags
{
    public const int EFD_SEMAPHORE = 1;
    public const int TFD_TIMER_ABSTIME = 1;
    public const int TFD_TIMER_CANCEL_ON_SET = 2;
    public const uint PIDFD_NONBLOCK = (uint)OpenFlags.O_NONBLOCK;
    public const uint PIDFD_THREAD = (uint)OpenFlags.O_EXCL;
    public const uint PIDFD_SIGNAL_THREAD = 1;
    public const uint PIDFD_SIGNAL_THREAD_GROUP = 2;
    public const uint PIDFD_SIGNAL_PROCESS_GROUP = 4;
}

/// <summary>Offsets in <c>struct signalfd_siginfo</c>, 128 bytes.</summary>
public static class SignalFileInformation
{
    public const int ssi_signo = 0;
    public const int ssi_errno = 4;
    public const int ssi_code = 8;
    public const int ssi_pid = 12;
    public const int ssi_uid = 16;
    public const int ssi_tid = 24;
    public const int ssi_overrun = 32;
    public const int ssi_status = 40;
    public const int ssi_int = 44;
    public const int ssi_ptr = 48;
    public const int ssi_utime = 56;
    public const int ssi_stime = 64;
    public const int ssi_addr = 72;
    public const int Bytes = 128;
}
