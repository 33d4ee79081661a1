// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/io.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("iopl")]
    public static int iopl(int level) => (int)Error.Answer(Syscall.Invoke(SystemCall.iopl, level));

    [RuntimeExport("ioperm")]
    public static int ioperm(ulong first, ulong count, int on) => (int)Error.Answer(Syscall.Invoke(SystemCall.ioperm, (long)first, (long)count, on));
}
