// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/membarrier.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("membarrier")]
    public static int membarrier(int command, int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.membarrier, command, flags, 0));
}
