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
            return context.Thread.Io.CountRead(file.Read(ref sink));
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
            return context.Thread.Io.CountRead(file.ReadAt(ref sink, offset));
        }
    }

    internal static Result<long> readv(in SyscallContext context, int descriptor, ulong vectors, ulong count, long? offset = null, ReadWriteFlags flags = 0)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (offset is not null && !file.IsSeekable) return Errno.ESPIPE;
            if (!file.CanRead) return Errno.EBADF;
            error = ReadVectors(vectors, count, out Iovec[] parts, out long total);
            if (error != Errno.None) return error;
            if (total != 0)
            {
                error = CheckFlags(file, flags);
                if (error != Errno.None) return error;
            }

            IoSink sink = IoSink.OverUser(parts, total);
            sink.NeverWaits = (flags & ReadWriteFlags.RWF_NOWAIT) != 0;
            return context.Thread.Io.CountRead(offset is long position ? file.ReadAt(ref sink, position) : file.Read(ref sink));
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
            return Write(context, file, ref source, null);
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
            return Write(context, file, ref source, offset);
        }
    }

    internal static Result<long> writev(in SyscallContext context, int descriptor, ulong vectors, ulong count, long? offset = null, ReadWriteFlags flags = 0)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (offset is not null && !file.IsSeekable) return Errno.ESPIPE;
            if (!file.CanWrite) return Errno.EBADF;
            error = ReadVectors(vectors, count, out Iovec[] parts, out long total);
            if (error != Errno.None) return error;
            IoSource source = IoSource.OverUser(parts, total);
            return Write(context, file, ref source, offset, flags);
        }
    }

    internal static Result<long> preadv(in SyscallContext context, int descriptor, ulong vectors, ulong count, long offset) =>
        offset < 0 ? Errno.EINVAL : readv(context, descriptor, vectors, count, offset);

    internal static Result<long> pwritev(in SyscallContext context, int descriptor, ulong vectors, ulong count, long offset) =>
        offset < 0 ? Errno.EINVAL : writev(context, descriptor, vectors, count, offset);

    /// <summary>preadv2(2): offset -1 is the file's own.</summary>
    internal static Result<long> preadv2(in SyscallContext context, int descriptor, ulong vectors, ulong count, long offset, ReadWriteFlags flags)
    {
        if (offset < -1) return Errno.EINVAL;
        return readv(context, descriptor, vectors, count, offset == -1 ? null : offset, flags);
    }

    internal static Result<long> pwritev2(in SyscallContext context, int descriptor, ulong vectors, ulong count, long offset, ReadWriteFlags flags)
    {
        if (offset < -1) return Errno.EINVAL;
        return writev(context, descriptor, vectors, count, offset == -1 ? null : offset, flags);
    }

    /// <summary>The flags of preadv2(2) that the file can honour; data in memory is never waited for, and synchronous by nature.</summary>
    private static Errno CheckFlags(OpenFile file, ReadWriteFlags flags)
    {
        const ReadWriteFlags Both = ReadWriteFlags.RWF_APPEND | ReadWriteFlags.RWF_NOAPPEND;
        if ((flags & ~ReadWriteFlags.Known) != 0) return Errno.EOPNOTSUPP;
        if ((flags & Both) == Both) return Errno.EINVAL;
        if ((flags & ReadWriteFlags.RWF_NOWAIT) != 0 && file is not PipeFile) return Errno.EOPNOTSUPP;
        if ((flags & (ReadWriteFlags.RWF_ATOMIC | ReadWriteFlags.RWF_DONTCACHE)) != 0) return Errno.EOPNOTSUPP;
        return Errno.None;
    }

    private static Result<long> Write(in SyscallContext context, OpenFile file, ref IoSource source, long? offset, ReadWriteFlags flags = 0)
    {
        if (flags != 0 && source.Remaining != 0)
        {
            Errno error = CheckFlags(file, flags);
            if (error != Errno.None) return error;
            source.Appends = (flags & ReadWriteFlags.RWF_APPEND) != 0;
            source.NeverAppends = (flags & ReadWriteFlags.RWF_NOAPPEND) != 0;
            source.NeverWaits = (flags & ReadWriteFlags.RWF_NOWAIT) != 0;
        }

        source.SizeLimit = Allocation.SizeLimit(context);
        Result<long> result = offset is long position ? file.WriteAt(ref source, position, context.Credentials) : file.Write(ref source, context.Credentials);
        _ = context.Thread.Io.CountWrite(result);
        if (source.HasExceededLimit) Allocation.SignalSizeLimit(context);
        return WithSignal(context, file, result);
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
