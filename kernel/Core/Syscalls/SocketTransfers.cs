// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Core.Sockets;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>sendto(2), recvfrom(2), sendmsg(2), recvmsg(2) and their forms for several messages.</summary>
internal static class SocketTransfers
{
    internal static Result<long> sendto(in SyscallContext context, int descriptor, ulong buffer, ulong length, uint flags, ulong address, int addressLength)
    {
        length = Math.Min(length, (ulong)Iovec.MAX_RW_COUNT);
        if (!new VirtualAddress(buffer).IsUserRange(length)) return Errno.EFAULT;
        if (!SocketCalls.Get(context, descriptor).Try(out SocketFile file, out Errno error)) return error;
        using (file)
        {
            Span<byte> name = context.Thread.AddressBuffer;
            ReadOnlySpan<byte> to = name[..0];
            if (address != 0) error = SocketCalls.ReadAddress(address, addressLength, name, out to);
            if (error == Errno.None) error = CheckFlags(file, flags);
            if (error != Errno.None) return error;
            SendRequest request = new() { Flags = FlagsFor(file, flags), Address = to };
            IoSource source = IoSource.OverUser(new VirtualAddress(buffer), (long)length);
            return file.Socket.Send(ref source, ref request);
        }
    }

    internal static Result<long> recvfrom(in SyscallContext context, int descriptor, ulong buffer, ulong length, uint flags, ulong address, ulong addressLength)
    {
        length = Math.Min(length, (ulong)Iovec.MAX_RW_COUNT);
        if (!new VirtualAddress(buffer).IsUserRange(length)) return Errno.EFAULT;
        if (!SocketCalls.Get(context, descriptor).Try(out SocketFile file, out Errno error)) return error;
        using (file)
        {
            Span<byte> name = context.Thread.AddressBuffer;
            ReceiveRequest request = new() { Flags = FlagsFor(file, flags), Address = name };
            IoSink sink = IoSink.OverUser(new VirtualAddress(buffer), (long)length);
            Result<long> result = file.Socket.Receive(ref sink, ref request);
            // Without a place for them, descriptors that came along are closed.
            Rights.Dispose(request.Rights);
            if (!result.IsSuccess || address == 0) return result;
            error = SocketCalls.WriteAddress(name, request.AddressLength, address, addressLength);
            return error == Errno.None ? result : error;
        }
    }

    [Missing("`MSG_OOB` of unix sockets, `MSG_ZEROCOPY`")]
    internal static Result<long> sendmsg(in SyscallContext context, int descriptor, ulong header, uint flags)
    {
        if ((flags & (uint)MessageFlags.MSG_CMSG_COMPAT) != 0) return Errno.EINVAL;
        if (!SocketCalls.Get(context, descriptor).Try(out SocketFile file, out Errno error)) return error;
        using (file)
        {
            return Send(context, file, header, flags);
        }
    }

    internal static Result<long> sendmmsg(in SyscallContext context, int descriptor, ulong headers, uint count, uint flags)
    {
        if ((flags & (uint)MessageFlags.MSG_CMSG_COMPAT) != 0) return Errno.EINVAL;
        count = Math.Min(count, Iovec.IOV_MAX);
        if (!SocketCalls.Get(context, descriptor).Try(out SocketFile file, out Errno error)) return error;
        using (file)
        {
            for (uint done = 0; done < count; done++, headers += MessageHeader.MultipleBytes)
            {
                Result<long> result = Send(context, file, headers, flags);
                if (!result.Try(out long sent, out error)) return done != 0 ? done : error;
                error = SyscallContext.Write(headers + MessageHeader.LengthOffset, (uint)sent);
                if (error != Errno.None) return done != 0 ? done : error;
                Scheduler.YieldIfNeeded();
            }

            return count;
        }
    }

    private static Result<long> Send(in SyscallContext context, SocketFile file, ulong address, uint flags)
    {
        Span<byte> buffer = context.Thread.AddressBuffer;
        Errno error = ReadHeader(address, out MessageHeader header, out Iovec[] parts, out long total);
        if (error != Errno.None) return error;
        ReadOnlySpan<byte> to = buffer[..0];
        if (header.msg_namelen != 0) error = SocketCalls.ReadAddress(header.msg_name, header.msg_namelen, buffer, out to);
        if (error == Errno.None) error = CheckFlags(file, flags);
        if (error != Errno.None) return error;
        SendRequest request = new() { Flags = FlagsFor(file, flags), Address = to };
        try
        {
            error = ControlMessages.Read(context, file.Socket, header, ref request);
            if (error != Errno.None) return error;
            IoSource source = IoSource.OverUser(parts, total);
            return file.Socket.Send(ref source, ref request);
        }
        finally
        {
            Rights.Dispose(request.Rights);
        }
    }

    [Missing("`MSG_OOB` of unix sockets")]
    internal static Result<long> recvmsg(in SyscallContext context, int descriptor, ulong header, uint flags)
    {
        if ((flags & (uint)MessageFlags.MSG_CMSG_COMPAT) != 0) return Errno.EINVAL;
        if (!SocketCalls.Get(context, descriptor).Try(out SocketFile file, out Errno error)) return error;
        using (file)
        {
            return Receive(context, file, header, flags);
        }
    }

    internal static Result<long> recvmmsg(in SyscallContext context, int descriptor, ulong headers, uint count, uint flags, ulong timeoutAddress)
    {
        if ((flags & (uint)MessageFlags.MSG_CMSG_COMPAT) != 0) return Errno.EINVAL;
        Errno error = UserTime.ReadTimeout(timeoutAddress, out long timeout);
        if (error != Errno.None) return error;
        long deadline = timeoutAddress == 0 ? WaitQueue.Forever : context.DeadlineAfter(timeout);
        if (!SocketCalls.Get(context, descriptor).Try(out SocketFile file, out error)) return error;
        using (file)
        {
            error = file.Socket.TakeError();
            if (error != Errno.None) return error;
            Result<long> result = ReceiveSeveral(context, file, headers, count, flags, deadline);
            if (timeoutAddress == 0 || !result.Try(out long got, out _) || got <= 0) return result;
            long left = Math.Max(0, deadline - Clock.MonotonicNanoseconds);
            error = SyscallContext.Write(timeoutAddress, new Timespec(left / Clock.NanosecondsPerSecond, left % Clock.NanosecondsPerSecond));
            return error == Errno.None ? result : error;
        }
    }

    /// <summary>Until all are filled, the time is over (looked at after each message, as Linux does) or an error comes.</summary>
    private static Result<long> ReceiveSeveral(in SyscallContext context, SocketFile file, ulong headers, uint count, uint flags, long deadline)
    {
        uint done = 0;
        while (done < count)
        {
            Result<long> result = Receive(context, file, headers, flags & ~(uint)MessageFlags.MSG_WAITFORONE);
            if (!result.Try(out long length, out Errno error)) return done != 0 ? done : error;
            error = SyscallContext.Write(headers + MessageHeader.LengthOffset, (uint)length);
            if (error != Errno.None) return done != 0 ? done : error;
            done++;
            headers += MessageHeader.MultipleBytes;
            if ((flags & (uint)MessageFlags.MSG_WAITFORONE) != 0) flags |= (uint)MessageFlags.MSG_DONTWAIT;
            if (deadline != WaitQueue.Forever && Clock.MonotonicNanoseconds >= deadline) break;
            Scheduler.YieldIfNeeded();
        }

        return done;
    }

    private static Result<long> Receive(in SyscallContext context, SocketFile file, ulong address, uint flags)
    {
        Span<byte> name = context.Thread.AddressBuffer;
        Errno error = ReadHeader(address, out MessageHeader header, out Iovec[] parts, out long total);
        if (error != Errno.None) return error;
        ReceiveRequest request = new() { Flags = FlagsFor(file, flags), Address = name };
        IoSink sink = IoSink.OverUser(parts, total);
        Result<long> result = file.Socket.Receive(ref sink, ref request);
        if (!result.IsSuccess)
        {
            Rights.Dispose(request.Rights);
            return result;
        }

        request.Found |= (MessageFlags)flags & MessageFlags.MSG_CMSG_CLOEXEC;
        ControlMessages.Write(context, header, ref request, out ulong used);
        if (header.msg_name != 0) error = SocketCalls.WriteAddress(name, request.AddressLength, header.msg_name, address + MessageHeader.NameLengthOffset);
        if (error == Errno.None) error = SyscallContext.Write(address + MessageHeader.FlagsOffset, (uint)request.Found);
        if (error == Errno.None) error = SyscallContext.Write(address + MessageHeader.ControlLengthOffset, used);
        return error == Errno.None ? result : error;
    }

    /// <summary>Reads a header and what it points to. EFAULT; EINVAL for a negative length; EMSGSIZE for too many parts.</summary>
    private static Errno ReadHeader(ulong address, out MessageHeader header, out Iovec[] parts, out long total)
    {
        parts = [];
        total = 0;
        Errno error = SyscallContext.Read(address, out header);
        if (error != Errno.None) return error;
        if (header.msg_name == 0) header.msg_namelen = 0;
        if (header.msg_namelen < 0) return Errno.EINVAL;
        header.msg_namelen = Math.Min(header.msg_namelen, SocketAddress.MaximumBytes);
        if (header.msg_iovlen > Iovec.IOV_MAX) return Errno.EMSGSIZE;
        return Syscalls.Read.ReadVectors(header.msg_iov, header.msg_iovlen, out parts, out total);
    }

    /// <summary>Refuses what would never be told of: who sends without a copy waits for word that the bytes are free again.</summary>
    private static Errno CheckFlags(SocketFile file, uint flags) =>
        (flags & (uint)MessageFlags.MSG_ZEROCOPY) != 0 && file.Socket.Settings.Has(SocketFlags.ZeroCopy)
            ? MissingFlags.Refuse("sendmsg", "MSG_ZEROCOPY", Errno.EOPNOTSUPP) : Errno.None;

    private static MessageFlags FlagsFor(SocketFile file, uint flags) =>
        (MessageFlags)flags | (file.IsNonBlocking ? MessageFlags.MSG_DONTWAIT : MessageFlags.None);
}
