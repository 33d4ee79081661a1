// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/timerfd.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("timerfd_create")]
    public static int timerfd_create(int clock, int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.timerfd_create, clock, flags));

    [RuntimeExport("timerfd_settime")]
    public static int timerfd_settime(int fd, int flags, void* value, void* old) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.timerfd_settime, fd, flags, (long)value, (long)old));

    [RuntimeExport("timerfd_gettime")]
    public static int timerfd_gettime(int fd, void* value) => (int)Error.Answer(Syscall.Invoke(SystemCall.timerfd_gettime, fd, (long)value));
}
