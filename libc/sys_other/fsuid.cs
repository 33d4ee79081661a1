// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/fsuid.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("setfsuid")]
    public static int setfsuid(uint user) => (int)Error.Answer(Syscall.Invoke(SystemCall.setfsuid, user));

    [RuntimeExport("setfsgid")]
    public static int setfsgid(uint group) => (int)Error.Answer(Syscall.Invoke(SystemCall.setfsgid, group));
}
