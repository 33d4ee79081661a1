// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>stropts.h: there are no STREAMS.</summary>
public static unsafe partial class C
{
    /// <summary>0, or -1 with EBADF.</summary>
    [RuntimeExport("isastream")]
    public static int isastream(int fd) => fcntl(fd, (int)FcntlCommand.F_GETFD, 0) < 0 ? -1 : 0;
}
