// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/prctl.h. Variadic in C, but its arguments are in the same registers either way.</summary>
public static unsafe partial class C
{
    [RuntimeExport("prctl")]
    public static int prctl(int operation, ulong a1, ulong a2, ulong a3, ulong a4) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.prctl, operation, (long)a1, (long)a2, (long)a3, (long)a4));
}
