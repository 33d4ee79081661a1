// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Sockets. Addresses are the bytes of C's <c>struct sockaddr</c>, of whichever family.</summary>
public static unsafe partial class Posix
{
    /// <summary>socket(2), closed by exec.</summary>
    /// <param name="family">A constant of <see cref="AddressFamily"/>.</param>
    /// <param name="type">What it carries.</param>
    /// <param name="protocol">0 for the usual one.</param>
    public static Result<int> Socket(int family, SocketType type, int protocol = 0) =>
        ToInt(Syscall.Invoke(SystemCall.socket, family, (long)type | (long)OpenFlags.O_CLOEXEC, protocol));

    /// <summary>socketpair(2), both closed by exec.</summary>
    public static Errno Socketpair(int family, SocketType type, int protocol, out int first, out int second)
    {
        int* pair = stackalloc int[2] { -1, -1 };
        Errno error = ToErrno(Syscall.Invoke(SystemCall.socketpair, family, (long)type | (long)OpenFlags.O_CLOEXEC, protocol, (long)pair));
        first = pair[0];
        second = pair[1];
        return error;
    }

    /// <summary>bind(2).</summary>
    public static Errno Bind(int fd, ReadOnlySpan<byte> address)
    {
        fixed (byte* pointer = address) return ToErrno(Syscall.Invoke(SystemCall.bind, fd, (long)pointer, address.Length));
    }

    /// <summary>connect(2).</summary>
    public static Errno Connect(int fd, ReadOnlySpan<byte> address)
    {
        fixed (byte* pointer = address) return ToErrno(Syscall.Invoke(SystemCall.connect, fd, (long)pointer, address.Length));
    }

    /// <summary>listen(2).</summary>
    public static Errno Listen(int fd, int backlog) => ToErrno(Syscall.Invoke(SystemCall.listen, fd, backlog));

    /// <summary>accept4(2): the new connection, closed by exec.</summary>
    /// <param name="fd">A socket that listens.</param>
    /// <param name="address">Gets the other side's address, cut to fit.</param>
    /// <param name="length">Bytes of the whole address.</param>
    public static Result<int> Accept(int fd, Span<byte> address, out int length)
    {
        int size = address.Length;
        fixed (byte* pointer = address)
        {
            Result<int> answer = ToInt(Syscall.Invoke(SystemCall.accept4, fd, (long)pointer, (long)&size, (long)OpenFlags.O_CLOEXEC));
            length = size;
            return answer;
        }
    }

    /// <summary>getsockname(2): bytes of the whole address, of which as many as fit are filled in.</summary>
    public static Result<int> Getsockname(int fd, Span<byte> address) => NameCall(SystemCall.getsockname, fd, address);

    /// <summary>getpeername(2).</summary>
    public static Result<int> Getpeername(int fd, Span<byte> address) => NameCall(SystemCall.getpeername, fd, address);

    /// <summary>sendto(2); send(2) without an address.</summary>
    public static Result<int> Sendto(int fd, ReadOnlySpan<byte> buffer, MessageFlags flags, ReadOnlySpan<byte> address = default)
    {
        fixed (byte* pointer = buffer, target = address)
        {
            return ToInt(Syscall.Invoke(SystemCall.sendto, fd, (long)pointer, buffer.Length, (long)flags, (long)target, address.Length));
        }
    }

    /// <summary>recv(2): the number of bytes, 0 at the end of a connection.</summary>
    public static Result<int> Recv(int fd, Span<byte> buffer, MessageFlags flags)
    {
        fixed (byte* pointer = buffer) return ToInt(Syscall.Invoke(SystemCall.recvfrom, fd, (long)pointer, buffer.Length, (long)flags, 0, 0));
    }

    /// <summary>recvfrom(2).</summary>
    /// <param name="fd">The socket.</param>
    /// <param name="buffer">Gets the bytes.</param>
    /// <param name="flags">How.</param>
    /// <param name="address">Gets the sender's address, cut to fit.</param>
    /// <param name="length">Bytes of the whole address; 0 if the sender has none.</param>
    public static Result<int> Recvfrom(int fd, Span<byte> buffer, MessageFlags flags, Span<byte> address, out int length)
    {
        int size = address.Length;
        fixed (byte* pointer = buffer, source = address)
        {
            Result<int> answer = ToInt(Syscall.Invoke(SystemCall.recvfrom, fd, (long)pointer, buffer.Length, (long)flags, (long)source, (long)&size));
            length = size;
            return answer;
        }
    }

    /// <summary>shutdown(2).</summary>
    public static Errno Shutdown(int fd, ShutdownSides sides) => ToErrno(Syscall.Invoke(SystemCall.shutdown, fd, (long)sides - 1));

    /// <summary>getsockopt(2): bytes of the value.</summary>
    public static Result<int> Getsockopt(int fd, int level, int option, Span<byte> value)
    {
        int size = value.Length;
        fixed (byte* pointer = value)
        {
            Errno error = ToErrno(Syscall.Invoke(SystemCall.getsockopt, fd, level, option, (long)pointer, (long)&size));
            return error == Errno.None ? size : error;
        }
    }

    /// <summary>setsockopt(2).</summary>
    /// <returns>EINVAL for a filter, whose value points to more memory.</returns>
    public static Errno Setsockopt(int fd, int level, int option, ReadOnlySpan<byte> value)
    {
        // SAFETY: a struct sock_fprog holds a pointer that the kernel would follow.
        bool isFilter = level == SocketOption.SOL_SOCKET && option is SocketOption.SO_ATTACH_FILTER or SocketOption.SO_ATTACH_REUSEPORT_CBPF;
        if (isFilter) return Errno.EINVAL;
        fixed (byte* pointer = value) return ToErrno(Syscall.Invoke(SystemCall.setsockopt, fd, level, option, (long)pointer, value.Length));
    }

    private static Result<int> NameCall(SystemCall number, int fd, Span<byte> address)
    {
        int size = address.Length;
        fixed (byte* pointer = address)
        {
            Errno error = ToErrno(Syscall.Invoke(number, fd, (long)pointer, (long)&size));
            return error == Errno.None ? size : error;
        }
    }
}
