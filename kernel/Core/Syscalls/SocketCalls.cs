// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Sockets;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>socket(2), bind(2), listen(2), accept(2), connect(2) and others that make sockets and connect them.</summary>
internal static class SocketCalls
{
    private const int MaximumBacklog = 4096;
    private const int FlagBits = (int)(OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK);

    [Missing("families other than `AF_UNIX`, `AF_INET` and `AF_INET6`")]
    internal static Result<long> socket(in SyscallContext context, int family, int type, int protocol)
    {
        if (!SplitType(ref type, out OpenFlags flags)) return Errno.EINVAL;
        if (!SocketFamily.CreateSocket(family, type, protocol).Try(out Socket made, out Errno error)) return error;
        return Install(context, made, flags);
    }

    internal static Result<long> socketpair(in SyscallContext context, int family, int type, int protocol, ulong address)
    {
        if (!SplitType(ref type, out OpenFlags flags)) return Errno.EINVAL;
        if (!SocketFamily.CreateSocket(family, type, protocol).Try(out Socket first, out Errno error)) return error;
        if (!SocketFamily.CreateSocket(family, type, protocol).Try(out Socket second, out error))
        {
            first.Close();
            return error;
        }

        error = first.ConnectPair(second);
        if (error != Errno.None)
        {
            first.Close();
            second.Close();
            return error;
        }

        return InstallPair(context, first, second, flags, address);
    }

    private static Result<long> InstallPair(in SyscallContext context, Socket first, Socket second, OpenFlags flags, ulong address)
    {
        FileTable files = context.Thread.Files;
        if (!Install(context, first, flags).Try(out long one, out Errno error))
        {
            second.Close();
            return error;
        }

        if (!Install(context, second, flags).Try(out long two, out error))
        {
            _ = files.Close((int)one);
            return error;
        }

        error = SyscallContext.Write(address, ((ulong)two << 32) | (uint)one);
        if (error == Errno.None) return 0;
        _ = files.Close((int)one);
        _ = files.Close((int)two);
        return error;
    }

    internal static Result<long> bind(in SyscallContext context, int descriptor, ulong address, int length)
    {
        if (!Get(context, descriptor).Try(out SocketFile file, out Errno error)) return error;
        using (file)
        {
            Span<byte> buffer = stackalloc byte[SocketAddress.MaximumBytes];
            error = ReadAddress(address, length, buffer, out ReadOnlySpan<byte> name);
            return SyscallContext.Done(error == Errno.None ? file.Socket.Bind(name) : error);
        }
    }

    internal static Result<long> listen(in SyscallContext context, int descriptor, int backlog)
    {
        if (!Get(context, descriptor).Try(out SocketFile file, out Errno error)) return error;
        using (file)
        {
            return SyscallContext.Done(file.Socket.Listen((uint)backlog > MaximumBacklog ? MaximumBacklog : backlog));
        }
    }

    internal static Result<long> connect(in SyscallContext context, int descriptor, ulong address, int length)
    {
        if (!Get(context, descriptor).Try(out SocketFile file, out Errno error)) return error;
        using (file)
        {
            Span<byte> buffer = stackalloc byte[SocketAddress.MaximumBytes];
            error = ReadAddress(address, length, buffer, out ReadOnlySpan<byte> name);
            return SyscallContext.Done(error == Errno.None ? file.Socket.Connect(name, file.IsNonBlocking) : error);
        }
    }

    internal static Result<long> accept4(in SyscallContext context, int descriptor, ulong address, ulong lengthAddress, int flags)
    {
        if ((flags & ~FlagBits) != 0) return Errno.EINVAL;
        if (!Get(context, descriptor).Try(out SocketFile file, out Errno error)) return error;
        using (file)
        {
            error = context.Thread.Files.CheckFree(context.Process.Limits.FileLimit);
            if (error != Errno.None) return error;
            if (!file.Socket.Accept(file.IsNonBlocking).Try(out Socket accepted, out error)) return error;
            Span<byte> name = stackalloc byte[SocketAddress.MaximumBytes];
            if (address != 0)
            {
                error = accepted.GetPeerName(name).Try(out int length, out _) ? WriteAddress(name, length, address, lengthAddress) : Errno.ECONNABORTED;
                if (error != Errno.None)
                {
                    accepted.Close();
                    return error;
                }
            }

            return Install(context, accepted, (OpenFlags)flags);
        }
    }

    internal static Result<long> shutdown(in SyscallContext context, int descriptor, int how)
    {
        if (!Get(context, descriptor).Try(out SocketFile file, out Errno error)) return error;
        using (file)
        {
            return how is < 0 or > 2 ? Errno.EINVAL : SyscallContext.Done(file.Socket.Shutdown((ShutdownSides)(how + 1)));
        }
    }

    internal static Result<long> getsockname(in SyscallContext context, int descriptor, ulong address, ulong lengthAddress, bool isPeer = false)
    {
        if (!Get(context, descriptor).Try(out SocketFile file, out Errno error)) return error;
        using (file)
        {
            Span<byte> name = stackalloc byte[SocketAddress.MaximumBytes];
            Result<int> result = isPeer ? file.Socket.GetPeerName(name) : file.Socket.GetName(name);
            if (!result.Try(out int length, out error)) return error;
            return SyscallContext.Done(WriteAddress(name, length, address, lengthAddress));
        }
    }

    /// <summary>The socket behind a descriptor, held. EBADF; ENOTSOCK.</summary>
    internal static Result<SocketFile> Get(in SyscallContext context, int descriptor)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        if (file is SocketFile socket) return socket;
        file.Dispose();
        return Errno.ENOTSOCK;
    }

    /// <summary>Copies an address in. EINVAL for an impossible length, EFAULT.</summary>
    internal static Errno ReadAddress(ulong address, int length, Span<byte> buffer, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (length < 0 || length > SocketAddress.MaximumBytes) return Errno.EINVAL;
        name = buffer[..length];
        return length == 0 ? Errno.None : UserMemory.CopyIn(new VirtualAddress(address), buffer[..length]);
    }

    /// <summary>Copies an address out as far as there is room, and tells its whole length. EFAULT; EINVAL for a negative room.</summary>
    internal static Errno WriteAddress(ReadOnlySpan<byte> name, int length, ulong address, ulong lengthAddress)
    {
        Errno error = SyscallContext.Read(lengthAddress, out int room);
        if (error != Errno.None) return error;
        if (room < 0) return Errno.EINVAL;
        int count = Math.Min(room, length);
        if (count > 0) error = UserMemory.CopyOut(new VirtualAddress(address), name[..count]);
        return error == Errno.None ? SyscallContext.Write(lengthAddress, length) : error;
    }

    private static bool SplitType(ref int type, out OpenFlags flags)
    {
        flags = (OpenFlags)(type & ~(int)SocketType.TypeMask);
        type &= (int)SocketType.TypeMask;
        return ((int)flags & ~FlagBits) == 0;
    }

    private static Result<long> Install(in SyscallContext context, Socket socket, OpenFlags flags)
    {
        Credentials own = context.Credentials;
        SocketFile file = KernelServices.Sockets.Open(socket, own.FileSystemUserId, own.FileSystemGroupId, flags & OpenFlags.O_NONBLOCK);
        return Open.Install(context, file, (flags & OpenFlags.O_CLOEXEC) != 0 ? DescriptorFlags.FD_CLOEXEC : DescriptorFlags.None);
    }
}
