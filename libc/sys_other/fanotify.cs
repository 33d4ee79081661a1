// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/fanotify.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("fanotify_init")]
    public static int fanotify_init(uint flags, uint eventFlags) => (int)Error.Answer(Syscall.Invoke(SystemCall.fanotify_init, flags, eventFlags));

    [RuntimeExport("fanotify_mark")]
    public static int fanotify_mark(int fd, uint flags, ulong mask, int directory, byte* path) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.fanotify_mark, fd, flags, (long)mask, directory, (long)path));
}
