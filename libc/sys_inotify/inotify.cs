// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/inotify.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("inotify_init1")]
    public static int inotify_init1(int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.inotify_init1, flags));

    [RuntimeExport("inotify_init")]
    public static int inotify_init() => (int)Error.Answer(Syscall.Invoke(SystemCall.inotify_init1, 0));

    [RuntimeExport("inotify_add_watch")]
    public static int inotify_add_watch(int fd, byte* path, uint mask) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.inotify_add_watch, fd, (long)path, mask));

    [RuntimeExport("inotify_rm_watch")]
    public static int inotify_rm_watch(int fd, int watch) => (int)Error.Answer(Syscall.Invoke(SystemCall.inotify_rm_watch, fd, watch));
}
