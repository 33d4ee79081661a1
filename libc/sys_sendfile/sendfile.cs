// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/sendfile.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("sendfile")]
    public static long sendfile(int outputFd, int inputFd, long* offset, nuint count) =>
        Error.Answer(Syscall.Invoke(SystemCall.sendfile, outputFd, inputFd, (long)offset, (long)count));
}
