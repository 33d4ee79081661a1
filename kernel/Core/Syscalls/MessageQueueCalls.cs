// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.MessageQueues;
using Skift.Core.Processes;
using Skift.Core.Sockets;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>mq_open(2) and its kin: POSIX message queues. The leading slash of their names is the C library's.</summary>
internal static class MessageQueueCalls
{
    internal static Result<long> mq_open(in SyscallContext context, ulong nameAddress, OpenFlags flags, StatMode mode, ulong attributesAddress)
    {
        MessageQueueAttributes attributes = default;
        Errno error = attributesAddress == 0 ? Errno.None : SyscallContext.Read(attributesAddress, out attributes);
        if (error != Errno.None) return error;
        error = context.ReadPath(nameAddress, out ReadOnlySpan<byte> name);
        if (error != Errno.None) return error;
        // Before the look for the name, so that no queue is made that cannot be had.
        if (!context.Thread.Files.HasRoom(context.Process.Limits.FileLimit)) return Errno.EMFILE;
        MessageQueueAttributes? wanted = attributesAddress == 0 ? null : attributes;
        if (!KernelServices.MessageQueues.Open(context.Files, name, flags, mode, wanted).Try(out OpenFile? file, out error)) return error;
        return Open.Install(context, file, DescriptorFlags.FD_CLOEXEC);
    }

    internal static Result<long> mq_unlink(in SyscallContext context, ulong nameAddress)
    {
        Errno error = context.ReadPath(nameAddress, out ReadOnlySpan<byte> name);
        return SyscallContext.Done(error == Errno.None ? KernelServices.MessageQueues.Unlink(context.Files, name) : error);
    }

    internal static Result<long> mq_timedsend(in SyscallContext context, int descriptor, ulong address, ulong length, uint priority, ulong timeoutAddress)
    {
        Errno error = ReadDeadline(timeoutAddress, out long deadline);
        if (error != Errno.None) return error;
        if (priority >= MessageQueueAttributes.MQ_PRIO_MAX) return Errno.EINVAL;
        if (!GetQueue(context, descriptor).Try(out MessageQueueFile file, out error)) return error;
        using (file)
        {
            if (!file.CanWrite) return Errno.EBADF;
            if (length > (ulong)file.Queue.MessageSize) return Errno.EMSGSIZE;
            byte[] bytes = new byte[length];
            error = UserMemory.CopyIn(new VirtualAddress(address), bytes);
            if (error != Errno.None) return error;
            return SyscallContext.Done(file.Queue.Send(new Message(bytes, priority), !file.IsNonBlocking, deadline));
        }
    }

    /// <summary>A message that cannot be copied out is lost, as on Linux.</summary>
    internal static Result<long> mq_timedreceive(in SyscallContext context, int descriptor, ulong address, ulong length, ulong priorityAddress, ulong timeoutAddress)
    {
        Errno error = ReadDeadline(timeoutAddress, out long deadline);
        if (error != Errno.None) return error;
        if (!GetQueue(context, descriptor).Try(out MessageQueueFile file, out error)) return error;
        using (file)
        {
            if (!file.CanRead) return Errno.EBADF;
            if (length < (ulong)file.Queue.MessageSize) return Errno.EMSGSIZE;
            if (!file.Queue.Receive(!file.IsNonBlocking, deadline).Try(out Message? message, out error)) return error;
            error = SyscallContext.WriteIfAsked(priorityAddress, message.Priority);
            if (error == Errno.None) error = UserMemory.CopyOut(new VirtualAddress(address), message.Bytes);
            return error == Errno.None ? message.Bytes.Length : error;
        }
    }

    internal static Result<long> mq_notify(in SyscallContext context, int descriptor, ulong eventAddress)
    {
        QueueNotice? notice = null;
        Errno error = eventAddress == 0 ? Errno.None : ReadNotice(context, eventAddress, out notice);
        if (error != Errno.None) return error;
        if (GetQueue(context, descriptor).Try(out MessageQueueFile file, out error))
        {
            using (file)
            {
                if (notice is null) file.Queue.RemoveNotice(context.Process);
                else error = file.Queue.SetNotice(notice);
            }
        }

        if (error != Errno.None) notice?.Drop();
        return SyscallContext.Done(error);
    }

    internal static Result<long> mq_getsetattr(in SyscallContext context, int descriptor, ulong newAddress, ulong oldAddress)
    {
        MessageQueueAttributes wanted = default;
        Errno error = newAddress == 0 ? Errno.None : SyscallContext.Read(newAddress, out wanted);
        if (error != Errno.None) return error;
        if ((wanted.mq_flags & ~(long)OpenFlags.O_NONBLOCK) != 0) return Errno.EINVAL;
        if (!GetQueue(context, descriptor).Try(out MessageQueueFile file, out error)) return error;
        using (file)
        {
            MessageQueueAttributes old = new()
            {
                mq_flags = (long)(file.Flags & OpenFlags.O_NONBLOCK),
                mq_maxmsg = file.Queue.Capacity,
                mq_msgsize = file.Queue.MessageSize,
                mq_curmsgs = file.Queue.Count,
            };
            if (newAddress != 0)
            {
                file.SetFlags((file.Flags & ~OpenFlags.O_NONBLOCK) | (OpenFlags)wanted.mq_flags);
                file.Queue.TouchStatus();
            }

            return SyscallContext.Done(SyscallContext.WriteIfAsked(oldAddress, old));
        }
    }

    /// <summary>The queue behind a descriptor, held. EBADF if it is none.</summary>
    private static Result<MessageQueueFile> GetQueue(in SyscallContext context, int descriptor)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        if (file is MessageQueueFile queue) return queue;
        file.Dispose();
        return Errno.EBADF;
    }

    /// <summary>A moment on the wall clock, or null for never; looked at even if nothing will have to wait.</summary>
    private static Errno ReadDeadline(ulong address, out long deadline)
    {
        Errno error = UserTime.ReadTimeout(address, out deadline);
        if (error == Errno.None) deadline = WallClock.ToMonotonic(deadline);
        return error;
    }

    /// <returns>EFAULT, EINVAL for another kind or no signal; for SIGEV_THREAD EFAULT for the cookie, then those of <see cref="ReserveSocket"/>.</returns>
    private static Errno ReadNotice(in SyscallContext context, ulong address, out QueueNotice? notice)
    {
        notice = null;
        Errno error = SyscallContext.Read(address, out SignalEvent wanted);
        if (error != Errno.None) return error;
        switch (wanted.sigev_notify)
        {
            case SignalEvent.SIGEV_NONE:
                notice = new SilentNotice(context.Process);
                return Errno.None;
            case SignalEvent.SIGEV_SIGNAL:
                if ((uint)wanted.sigev_signo > SignalConstants.Count) return Errno.EINVAL;
                notice = new SignalNotice(context.Process, (Signal)wanted.sigev_signo, wanted.sigev_value);
                return Errno.None;
            case SignalEvent.SIGEV_THREAD:
                byte[] cookie = new byte[SocketNotice.CookieBytes];
                error = UserMemory.CopyIn(new VirtualAddress(wanted.sigev_value), cookie);
                if (error != Errno.None) return error;
                if (!ReserveSocket(context, wanted.sigev_signo, cookie.Length).Try(out Socket? socket, out error)) return error;
                notice = new SocketNotice(context.Process, socket, cookie);
                return Errno.None;
            default:
                return Errno.EINVAL;
        }
    }

    /// <returns>EBADF, ENOTSOCK, EINVAL for a family that hears nothing from the kernel, EINTR while its buffer is full.</returns>
    private static Result<Socket> ReserveSocket(in SyscallContext context, int descriptor, int byteCount)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (file is not SocketFile found) return Errno.ENOTSOCK;
            error = found.Socket.Reserve(byteCount);
            return error == Errno.None ? found.Socket : error;
        }
    }
}
