// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/wait.h: waitid.</summary>
public static unsafe partial class C
{
    [RuntimeExport("waitid")]
    public static int waitid(int kind, uint id, void* information, int options) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.waitid, kind, id, (long)information, options, 0));
}
