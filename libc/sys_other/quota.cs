// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/quota.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("quotactl")]
    public static int quotactl(int command, byte* device, int who, byte* address) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.quotactl, command, (long)device, who, (long)address));
}
