// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/reboot.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("reboot")]
    public static int reboot(int command) => (int)Error.Answer(Syscall.Invoke(SystemCall.reboot, 0xFEE1DEAD, 672274793, command));
}
