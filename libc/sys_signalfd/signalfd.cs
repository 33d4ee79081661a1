// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/signalfd.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("signalfd")]
    public static int signalfd(int fd, void* mask, int flags) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.signalfd4, fd, (long)mask, (long)SignalConstants.SetSize, flags));
}
