// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/uio.h: at an offset, and other processes' memory.</summary>
public static unsafe partial class C
{
    [RuntimeExport("preadv")]
    public static long preadv(int fd, void* parts, int count, long offset) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.preadv, fd, (long)parts, count, offset));

    [RuntimeExport("pwritev")]
    public static long pwritev(int fd, void* parts, int count, long offset) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.pwritev, fd, (long)parts, count, offset));

    [RuntimeExport("process_vm_readv")]
    public static long process_vm_readv(int pid, void* local, ulong localCount, void* remote, ulong remoteCount, ulong flags) =>
        Error.Answer(Syscall.Invoke(SystemCall.process_vm_readv, pid, (long)local, (long)localCount, (long)remote, (long)remoteCount, (long)flags));

    [RuntimeExport("process_vm_writev")]
    public static long process_vm_writev(int pid, void* local, ulong localCount, void* remote, ulong remoteCount, ulong flags) =>
        Error.Answer(Syscall.Invoke(SystemCall.process_vm_writev, pid, (long)local, (long)localCount, (long)remote, (long)remoteCount, (long)flags));
}
