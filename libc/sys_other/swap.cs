// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/swap.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("swapon")]
    public static int swapon(byte* path, int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.swapon, (long)path, flags));

    [RuntimeExport("swapoff")]
    public static int swapoff(byte* path) => (int)Error.Answer(Syscall.Invoke(SystemCall.swapoff, (long)path));
}
