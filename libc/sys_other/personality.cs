// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/personality.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("personality")]
    public static int personality(ulong persona) => (int)Error.Answer(Syscall.Invoke(SystemCall.personality, (long)persona));
}
