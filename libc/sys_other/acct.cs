// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/acct.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("acct")]
    public static int acct(byte* path) => (int)Error.Answer(Syscall.Invoke(SystemCall.acct, (long)path));
}
