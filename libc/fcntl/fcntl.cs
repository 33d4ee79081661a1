// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>fcntl.h and ioctl. Variadic in C, but their third argument is in the same register either way.</summary>
public static unsafe partial class C
{
    [RuntimeExport("open")]
    public static int open(byte* path, int flags, uint mode) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.open, (long)path, flags | (int)OpenFlags.O_LARGEFILE, mode));

    [RuntimeExport("openat")]
    public static int openat(int directory, byte* path, int flags, uint mode) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.openat, directory, (long)path, flags | (int)OpenFlags.O_LARGEFILE, mode));

    [RuntimeExport("creat")]
    public static int creat(byte* path, uint mode) =>
        open(path, (int)(OpenFlags.O_CREAT | OpenFlags.O_WRONLY | OpenFlags.O_TRUNC), mode);

    [RuntimeExport("fcntl")]
    public static int fcntl(int fd, int command, long argument) => (int)Error.Answer(CancellationPoint.Invoke(SystemCall.fcntl, fd, command, argument));

    [RuntimeExport("ioctl")]
    public static int ioctl(int fd, ulong request, long argument) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.ioctl, fd, (long)request, argument));

    [RuntimeExport("flock")]
    public static int flock(int fd, int operation) => (int)Error.Answer(Syscall.Invoke(SystemCall.flock, fd, operation));

    [RuntimeExport("poll")]
    public static int poll(PollDescriptor* descriptors, ulong count, int timeout) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.poll, (long)descriptors, (long)count, timeout));

    [RuntimeExport("select")]
    public static int select(int count, ulong* read, ulong* write, ulong* except, Timeval* timeout) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.select, count, (long)read, (long)write, (long)except, (long)timeout));
}
