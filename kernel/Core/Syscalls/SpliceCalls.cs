// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>splice(2), tee(2) and vmsplice(2).</summary>
internal static class SpliceCalls
{
    private const uint SPLICE_F_NONBLOCK = 2;
    private const uint Known = 15;

    internal static Result<long> splice(in SyscallContext context, int source, ulong sourceOffset, int target, ulong targetOffset, ulong count, uint flags)
    {
        if (count == 0) return 0;
        if ((flags & ~Known) != 0) return Errno.EINVAL;
        if (!context.GetFile(source).Try(out OpenFile input, out Errno error)) return error;
        using (input)
        {
            if (!context.GetFile(target).Try(out OpenFile output, out error)) return error;
            using (output)
            {
                if ((input is PipeFile && sourceOffset != 0) || (output is PipeFile && targetOffset != 0)) return Errno.ESPIPE;
                error = TransferArguments.ReadOffset(targetOffset, out long? to);
                if (error == Errno.None) error = TransferArguments.ReadOffset(sourceOffset, out _);
                if (error != Errno.None) return error;
                _ = TransferArguments.ReadOffset(sourceOffset, out long? from);
                Result<long> result = Splice(context, input, ref from, output, ref to, TransferArguments.Clamp(count), (flags & SPLICE_F_NONBLOCK) != 0);
                if (!result.IsSuccess) return Read.WithSignal(context, output, result);
                if (to is long targetEnd) error = SyscallContext.Write(targetOffset, targetEnd);
                if (error == Errno.None && from is long sourceEnd) error = SyscallContext.Write(sourceOffset, sourceEnd);
                return error == Errno.None ? result : error;
            }
        }
    }

    internal static Result<long> tee(in SyscallContext context, int source, int target, ulong count, uint flags)
    {
        if ((flags & ~Known) != 0) return Errno.EINVAL;
        if (count == 0) return 0;
        if (!context.GetFile(source).Try(out OpenFile input, out Errno error)) return error;
        using (input)
        {
            if (!context.GetFile(target).Try(out OpenFile output, out error)) return error;
            using (output)
            {
                if (!input.CanRead || !output.CanWrite) return Errno.EBADF;
                if (input is not PipeFile from || output is not PipeFile to || from.Pipe == to.Pipe) return Errno.EINVAL;
                bool nonBlocking = (flags & SPLICE_F_NONBLOCK) != 0 || input.IsNonBlocking || output.IsNonBlocking;
                return Read.WithSignal(context, output, Pipe.Transfer(from.Pipe, to.Pipe, TransferArguments.Clamp(count), nonBlocking, keeps: true));
            }
        }
    }

    internal static Result<long> vmsplice(in SyscallContext context, int descriptor, ulong vectors, ulong count, uint flags)
    {
        if ((flags & ~Known) != 0) return Errno.EINVAL;
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            if (!file.CanWrite && !file.CanRead) return Errno.EBADF;
            error = Read.ReadVectors(vectors, count, out Iovec[] parts, out long total);
            if (error != Errno.None) return error;
            if (total == 0) return 0;
            if (file is not PipeFile pipe) return Errno.EBADF;
            bool nonBlocking = (flags & SPLICE_F_NONBLOCK) != 0;
            if (file.CanWrite)
            {
                IoSource source = IoSource.OverUser(parts, total);
                return Read.WithSignal(context, file, pipe.Pipe.WriteOnce(ref source, nonBlocking));
            }

            IoSink sink = IoSink.OverUser(parts, total);
            return pipe.Pipe.Read(ref sink, nonBlocking);
        }
    }

    private static Result<long> Splice(in SyscallContext context, OpenFile input, ref long? from, OpenFile output, ref long? to, long count, bool nonBlocking)
    {
        if (!input.CanRead || !output.CanWrite) return Errno.EBADF;
        PipeFile? source = input as PipeFile;
        PipeFile? target = output as PipeFile;
        if (source is not null && target is not null)
        {
            nonBlocking |= input.IsNonBlocking || output.IsNonBlocking;
            return source.Pipe == target.Pipe ? Errno.EINVAL : Pipe.Transfer(source.Pipe, target.Pipe, count, nonBlocking, keeps: false);
        }

        if (source is not null)
        {
            if (to is not null && !output.IsSeekable) return Errno.EINVAL;
            if ((output.Flags & OpenFlags.O_APPEND) != 0 || to < 0) return Errno.EINVAL;
            if (output.Inode.IsDirectory) return Errno.EBADF;
            return source.Pipe.SpliceOut(output, ref to, count, nonBlocking || input.IsNonBlocking, context.Credentials);
        }

        if (target is null) return Errno.EINVAL;
        if (from is not null && !input.IsSeekable) return Errno.EINVAL;
        if (from < 0 || input.Inode.IsDirectory) return Errno.EINVAL;
        return target.Pipe.SpliceIn(input, ref from, count, nonBlocking || output.IsNonBlocking);
    }
}
