// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/timex.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("adjtimex")]
    public static int adjtimex(void* values) => (int)Error.Answer(Syscall.Invoke(SystemCall.adjtimex, (long)values));

    [RuntimeExport("clock_adjtime")]
    public static int clock_adjtime(int clock, void* values) => (int)Error.Answer(Syscall.Invoke(SystemCall.clock_adjtime, clock, (long)values));
}
