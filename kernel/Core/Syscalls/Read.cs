// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>read(2), write(2) and their forms with offsets and scattered buffers.</summary>
internal static class Read
{
    internal static Result<long> read(in SyscallContext context, int descriptor, ulong buffer, ulong count)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (!file.CanRead) return Errno.EBADF;
            if (!Clamp(buffer, count).Try(out long length, out error)) return error;
            IoSink sink = IoSink.OverUser(new VirtualAddress(buffer), length);
            return file.Read(ref sink);
        }
    }

    internal static Result<long> pread64(in SyscallContext context, int descriptor, ulong buffer, ulong count, long offset)
    {
        if (offset < 0) return Errno.EINVAL;
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (!file.IsSeekable) return Errno.ESPIPE;
            if (!file.CanRead) return Errno.EBADF;
            if (!Clamp(buffer, count).Try(out long length, out error)) return error;
            IoSink sink = IoSink.OverUser(new VirtualAddress(buffer), length);
            return file.ReadAt(ref sink, offset);
        }
    }

    internal static Result<long> readv(in SyscallContext context, int descriptor, ulong vectors, ulong count, long? offset = null)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (offset is not null && !file.IsSeekable) return Errno.ESPIPE;
            if (!file.CanRead) return Errno.EBADF;
            error = ReadVectors(vectors, count, out Iovec[] parts, out long total);
            if (error != Errno.None) return error;
            IoSink sink = IoSink.OverUser(parts, total);
            return offset is long position ? file.ReadAt(ref sink, position) : file.Read(ref sink);
        }
    }

    internal static Result<long> write(in SyscallContext context, int descriptor, ulong buffer, ulong count)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (!file.CanWrite) return Errno.EBADF;
            if (!Clamp(buffer, count).Try(out long length, out error)) return error;
            IoSource source = IoSource.OverUser(new VirtualAddress(buffer), length);
            return WithSignal(context, file, file.Write(ref source, context.Credentials));
        }
    }

    internal static Result<long> pwrite64(in SyscallContext context, int descriptor, ulong buffer, ulong count, long offset)
    {
        if (offset < 0) return Errno.EINVAL;
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (!file.IsSeekable) return Errno.ESPIPE;
            if (!file.CanWrite) return Errno.EBADF;
            if (!Clamp(buffer, count).Try(out long length, out error)) return error;
            IoSource source = IoSource.OverUser(new VirtualAddress(buffer), length);
            return file.WriteAt(ref source, offset, context.Credentials);
        }
    }

    internal static Result<long> writev(in SyscallContext context, int descriptor, ulong vectors, ulong count, long? offset = null)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (offset is not null && !file.IsSeekable) return Errno.ESPIPE;
            if (!file.CanWrite) return Errno.EBADF;
            error = ReadVectors(vectors, count, out Iovec[] parts, out long total);
            if (error != Errno.None) return error;
            IoSource source = IoSource.OverUser(parts, total);
            return WithSignal(context, file, offset is long position ? file.WriteAt(ref source, position, context.Credentials) : file.Write(ref source, context.Credentials));
        }
    }

    internal static Result<long> preadv(in SyscallContext context, int descriptor, ulong vectors, ulong count, long offset) =>
        offset < 0 ? Errno.EINVAL : readv(context, descriptor, vectors, count, offset);

    internal static Result<long> pwritev(in SyscallContext context, int descriptor, ulong vectors, ulong count, long offset) =>
        offset < 0 ? Errno.EINVAL : writev(context, descriptor, vectors, count, offset);

    /// <summary>preadv2(2): offset -1 is the file's own. Flags ask for behaviour that the files here do not have.</summary>
    internal static Result<long> preadv2(in SyscallContext context, int descriptor, ulong vectors, ulong count, long offset, int flags)
    {
        if (flags != 0) return Errno.EOPNOTSUPP;
        return offset == -1 ? readv(context, descriptor, vectors, count) : preadv(context, descriptor, vectors, count, offset);
    }

    internal static Result<long> pwritev2(in SyscallContext context, int descriptor, ulong vectors, ulong count, long offset, int flags)
    {
        if (flags != 0) return Errno.EOPNOTSUPP;
        return offset == -1 ? writev(context, descriptor, vectors, count) : pwritev(context, descriptor, vectors, count, offset);
    }

    /// <summary>Who writes to what nobody reads gets a signal too (POSIX write()).</summary>
    internal static Result<long> WithSignal(in SyscallContext context, OpenFile file, Result<long> result)
    {
        if (result.Error == Errno.EPIPE && file.RaisesBrokenPipe)
        {
            SignalDetails details = new() { Signal = Signal.SIGPIPE, Code = SignalCode.SI_USER, ProcessId = context.Process.Id, UserId = context.Credentials.UserId };
            SignalSender.Send(context.Thread, details);
        }

        return result;
    }

    /// <summary>Checks a buffer as Linux does before it looks at the file, and cuts it at what one call may move.</summary>
    private static Result<long> Clamp(ulong buffer, ulong count)
    {
        if (!new VirtualAddress(buffer).IsUserRange(count)) return Errno.EFAULT;
        return (long)Math.Min(count, (ulong)Iovec.MAX_RW_COUNT);
    }

    internal static Errno ReadVectors(ulong address, ulong count, out Iovec[] parts, out long total)
    {
        parts = [];
        total = 0;
        if (count > Iovec.IOV_MAX) return Errno.EINVAL;
        parts = new Iovec[(int)count];
        for (int i = 0; i < parts.Length; i++)
        {
            Errno error = SyscallContext.Read(address + ((ulong)i * 16), out parts[i]);
            if (error != Errno.None) return error;
        }

        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].iov_len > long.MaxValue) return Errno.EINVAL;
            if (!new VirtualAddress(parts[i].iov_base).IsUserRange(parts[i].iov_len)) return Errno.EFAULT;
            parts[i].iov_len = Math.Min(parts[i].iov_len, (ulong)(Iovec.MAX_RW_COUNT - total));
            total += (long)parts[i].iov_len;
        }

        return Errno.None;
    }
}
