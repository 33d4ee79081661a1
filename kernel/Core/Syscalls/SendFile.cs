// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>sendfile(2) and copy_file_range(2): from one file to another inside the kernel.</summary>
internal static class SendFile
{
    private const int ChunkBytes = 16 * Page.Size;

    internal static Result<long> sendfile(in SyscallContext context, int target, int source, ulong offsetAddress, ulong count)
    {
        Errno error = TransferArguments.ReadOffset(offsetAddress, out long? offset);
        if (error != Errno.None) return error;
        if (!context.GetFile(source).Try(out OpenFile input, out error)) return error;
        using (input)
        {
            if (!input.CanRead) return Errno.EBADF;
            if (offset is not null && !input.IsSeekable) return Errno.ESPIPE;
            if (offset < 0) return Errno.EINVAL;
            if (!context.GetFile(target).Try(out OpenFile output, out error)) return error;
            using (output)
            {
                if (!output.CanWrite) return Errno.EBADF;
                if (!input.IsSeekable || input.Inode.IsDirectory || (output.Flags & OpenFlags.O_APPEND) != 0) return Errno.EINVAL;
                long? ignored = null;
                Result<long> result = Counted(context, Copy(context, input, ref offset, output, ref ignored, TransferArguments.Clamp(count)));
                if (result.IsSuccess && offset is long end)
                {
                    error = SyscallContext.Write(offsetAddress, end);
                    if (error != Errno.None) return error;
                }

                return Read.WithSignal(context, output, result);
            }
        }
    }

    internal static Result<long> copy_file_range(in SyscallContext context, int source, ulong sourceOffset, int target, ulong targetOffset, ulong count, uint flags)
    {
        if (!context.GetFile(source).Try(out OpenFile input, out Errno error)) return error;
        using (input)
        {
            if (!context.GetFile(target).Try(out OpenFile output, out error)) return error;
            using (output)
            {
                error = TransferArguments.ReadOffset(sourceOffset, out _);
                if (error == Errno.None) error = TransferArguments.ReadOffset(targetOffset, out _);
                if (error != Errno.None) return error;
                _ = TransferArguments.ReadOffset(sourceOffset, out long? from);
                _ = TransferArguments.ReadOffset(targetOffset, out long? to);
                if (flags != 0) return Errno.EINVAL;
                error = CheckRanges(input, from ?? input.Position, output, to ?? output.Position, ref count);
                if (error != Errno.None) return error;
                Result<long> result = Counted(context, Copy(context, input, ref from, output, ref to, TransferArguments.Clamp(count)));
                if (!result.IsSuccess) return result;
                if (from is long sourceEnd) error = SyscallContext.Write(sourceOffset, sourceEnd);
                if (error == Errno.None && to is long targetEnd) error = SyscallContext.Write(targetOffset, targetEnd);
                return error == Errno.None ? result : error;
            }
        }
    }

    private static Result<long> Counted(in SyscallContext context, Result<long> result) =>
        context.Thread.Io.CountWrite(context.Thread.Io.CountRead(result));

    /// <summary>The checks of copy_file_range(2), in Linux's order; cuts the count at the end of the source.</summary>
    private static Errno CheckRanges(OpenFile input, long from, OpenFile output, long to, ref ulong count)
    {
        if (input.Inode.IsDirectory || output.Inode.IsDirectory) return Errno.EISDIR;
        if (!input.Inode.IsRegular || !output.Inode.IsRegular) return Errno.EINVAL;
        if (!input.CanRead || !output.CanWrite || (output.Flags & OpenFlags.O_APPEND) != 0) return Errno.EBADF;
        if ((ulong)from + count < (ulong)from || (ulong)to + count < (ulong)to) return Errno.EOVERFLOW;
        if (from < 0 || to < 0) return Errno.EINVAL;
        count = Math.Min(count, (ulong)Math.Max(0, input.Inode.Attributes.Size - from));
        bool overlaps = input.Inode == output.Inode && (ulong)to + count > (ulong)from && (ulong)to < (ulong)from + count;
        return overlaps ? Errno.EINVAL : Errno.None;
    }

    /// <summary>Copies until the count, the end of the input or an error; what was copied before an error counts.</summary>
    private static Result<long> Copy(in SyscallContext context, OpenFile input, ref long? from, OpenFile output, ref long? to, long count)
    {
        byte[] buffer = new byte[Math.Min(count, ChunkBytes)];
        long total = 0;
        while (total < count)
        {
            IoSink sink = IoSink.Over(buffer.AsSpan(0, (int)Math.Min(count - total, buffer.Length)));
            Result<long> read = from is long position ? input.ReadAt(ref sink, position) : input.Read(ref sink);
            if (!read.Try(out long got, out Errno error)) return total != 0 ? total : error;
            if (got == 0) break;
            IoSource source = IoSource.Over(buffer.AsSpan(0, (int)got));
            Result<long> written = to is long place ? output.WriteAt(ref source, place, context.Credentials) : output.Write(ref source, context.Credentials);
            bool isWritten = written.Try(out long put, out error);
            if (!isWritten) put = 0;
            if (from is not null) from += put;
            else if (put < got) _ = input.Seek(put - got, SeekWhence.SEEK_CUR);
            if (to is not null) to += put;
            total += put;
            if (!isWritten) return total != 0 ? total : error;
            if (put < got) break;
            // Before it writes more, as Linux (fs/splice.c, splice_from_pipe_next).
            if (Scheduler.GiveWay() != Errno.None) break;
        }

        return total;
    }
}
