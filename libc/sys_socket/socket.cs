// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/socket.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("socket")]
    public static int socket(int domain, int type, int protocol) => (int)Error.Answer(Syscall.Invoke(SystemCall.socket, domain, type, protocol));

    [RuntimeExport("socketpair")]
    public static int socketpair(int domain, int type, int protocol, int* fds) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.socketpair, domain, type, protocol, (long)fds));

    [RuntimeExport("bind")]
    public static int bind(int fd, void* address, uint length) => (int)Error.Answer(Syscall.Invoke(SystemCall.bind, fd, (long)address, length));

    [RuntimeExport("connect")]
    public static int connect(int fd, void* address, uint length) => (int)Error.Answer(CancellationPoint.Invoke(SystemCall.connect, fd, (long)address, length));

    [RuntimeExport("listen")]
    public static int listen(int fd, int backlog) => (int)Error.Answer(Syscall.Invoke(SystemCall.listen, fd, backlog));

    [RuntimeExport("accept")]
    public static int accept(int fd, void* address, uint* length) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.accept, fd, (long)address, (long)length));

    [RuntimeExport("accept4")]
    public static int accept4(int fd, void* address, uint* length, int flags) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.accept4, fd, (long)address, (long)length, flags));

    [RuntimeExport("getsockname")]
    public static int getsockname(int fd, void* address, uint* length) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.getsockname, fd, (long)address, (long)length));

    [RuntimeExport("getpeername")]
    public static int getpeername(int fd, void* address, uint* length) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.getpeername, fd, (long)address, (long)length));

    [RuntimeExport("getsockopt")]
    public static int getsockopt(int fd, int level, int option, void* value, uint* length) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.getsockopt, fd, level, option, (long)value, (long)length));

    [RuntimeExport("setsockopt")]
    public static int setsockopt(int fd, int level, int option, void* value, uint length) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.setsockopt, fd, level, option, (long)value, length));

    [RuntimeExport("shutdown")]
    public static int shutdown(int fd, int how) => (int)Error.Answer(Syscall.Invoke(SystemCall.shutdown, fd, how));

    [RuntimeExport("sendto")]
    public static long sendto(int fd, void* buffer, nuint count, int flags, void* address, uint length) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.sendto, fd, (long)buffer, (long)count, flags, (long)address, length));

    [RuntimeExport("recvfrom")]
    public static long recvfrom(int fd, void* buffer, nuint count, int flags, void* address, uint* length) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.recvfrom, fd, (long)buffer, (long)count, flags, (long)address, (long)length));

    [RuntimeExport("send")]
    public static long send(int fd, void* buffer, nuint count, int flags) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.sendto, fd, (long)buffer, (long)count, flags, 0, 0));

    [RuntimeExport("recv")]
    public static long recv(int fd, void* buffer, nuint count, int flags) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.recvfrom, fd, (long)buffer, (long)count, flags, 0, 0));

    [RuntimeExport("sendmsg")]
    public static long sendmsg(int fd, void* message, int flags) => Error.Answer(CancellationPoint.Invoke(SystemCall.sendmsg, fd, (long)message, flags));

    [RuntimeExport("recvmsg")]
    public static long recvmsg(int fd, void* message, int flags) => Error.Answer(CancellationPoint.Invoke(SystemCall.recvmsg, fd, (long)message, flags));

    [RuntimeExport("sendmmsg")]
    public static int sendmmsg(int fd, void* messages, uint count, int flags) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.sendmmsg, fd, (long)messages, count, flags));

    [RuntimeExport("recvmmsg")]
    public static int recvmmsg(int fd, void* messages, uint count, int flags, void* timeout) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.recvmmsg, fd, (long)messages, count, flags, (long)timeout));

    [RuntimeExport("sockatmark")]
    public static int sockatmark(int fd)
    {
        const ulong SIOCATMARK = 0x8905;
        int mark;
        return ioctl(fd, SIOCATMARK, (long)&mark) < 0 ? -1 : mark;
    }
}
