// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/eventfd.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("eventfd")]
    public static int eventfd(uint value, int flags) => (int)Error.Answer(Syscall.Invoke(SystemCall.eventfd2, value, flags));

    [RuntimeExport("eventfd_read")]
    public static int eventfd_read(int fd, ulong* value) => read(fd, value, 8) == 8 ? 0 : -1;

    [RuntimeExport("eventfd_write")]
    public static int eventfd_write(int fd, ulong value) => write(fd, &value, 8) == 8 ? 0 : -1;
}
