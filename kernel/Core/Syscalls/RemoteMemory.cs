// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>process_vm_readv(2) and process_vm_writev(2): copies between the memory of two processes.</summary>
internal static class RemoteMemory
{
    private const int ChunkBytes = 4096;

    internal static Result<long> process_vm_readv(in SyscallContext context, int id, ulong local, ulong localCount, ulong remote, ulong remoteCount, ulong flags, bool isWriting = false)
    {
        if (flags != 0) return Errno.EINVAL;
        Errno error = Read.ReadVectors(local, localCount, out Iovec[] own, out long total);
        if (error != Errno.None) return error;
        if (remoteCount > Iovec.IOV_MAX) return Errno.EINVAL;
        Iovec[] others = new Iovec[(int)remoteCount];
        for (int i = 0; i < others.Length; i++)
        {
            error = SyscallContext.Read(remote + ((ulong)i * 16), out others[i]);
            if (error != Errno.None) return error;
            if (others[i].iov_len > long.MaxValue) return Errno.EINVAL;
        }

        if (total == 0) return 0;
        if (ProcessTable.FindThread(id)?.Process is not Process process) return Errno.ESRCH;
        if (!PtraceCalls.MayAccess(context.Process, process)) return Errno.EPERM;
        AddressSpace space = process.AddressSpace;
        if (!space.TryAcquire()) return Errno.ESRCH;
        try
        {
            return isWriting ? Send(space, own, total, others) : Fetch(space, own, total, others);
        }
        finally
        {
            space.Release();
        }
    }

    /// <summary>process_madvise(2): advice about memory of the process behind a pidfd.</summary>
    /// <returns>The bytes advised; in this order <c>EINVAL</c>: flags, too many parts; <c>EFAULT</c>; <c>EBADF</c>; <c>ESRCH</c>; <c>EACCES</c>; <c>EINVAL</c>:
    /// not for another process; <c>EPERM</c>; errors of madvise for the first part.</returns>
    internal static Result<long> process_madvise(in SyscallContext context, int descriptor, ulong vectors, ulong count, int advice, uint flags)
    {
        if (flags != 0) return Errno.EINVAL;
        Errno error = Read.ReadVectors(vectors, count, out Iovec[] parts, out _);
        if (error != Errno.None) return error;
        if (!PidCalls.Get(context, descriptor).Try(out Events.PidFile file, out error)) return error;
        using (file)
        {
            if (file.IsGone || file.Process.IsZombie) return Errno.ESRCH;
            if (!PtraceCalls.MayAccess(context.Process, file.Process, asForFiles: true)) return Errno.EACCES;
            bool isOwn = file.Process == context.Process;
            bool isForOthers = (MemoryAdvice)advice is MemoryAdvice.MADV_COLD or MemoryAdvice.MADV_PAGEOUT or MemoryAdvice.MADV_WILLNEED;
            if (!isOwn && !isForOthers) return Errno.EINVAL;
            if (!isOwn && !context.Credentials.Has(Capability.CAP_SYS_NICE)) return Errno.EPERM;
            AddressSpace space = file.Process.AddressSpace;
            if (!space.TryAcquire()) return Errno.ESRCH;
            long total = 0;
            foreach (Iovec part in parts)
            {
                error = space.Advise(part.iov_base, part.iov_len, (MemoryAdvice)advice);
                if (error != Errno.None) break;
                total += (long)part.iov_len;
            }

            space.Release();
            return total != 0 || error == Errno.None ? total : error;
        }
    }

    private static Result<long> Fetch(AddressSpace space, Iovec[] own, long total, Iovec[] others)
    {
        byte[] buffer = new byte[ChunkBytes];
        IoSink sink = IoSink.OverUser(own, total);
        foreach (Iovec part in others)
        {
            for (ulong done = 0; done < part.iov_len && sink.Remaining > 0;)
            {
                int wanted = (int)Math.Min(Math.Min(part.iov_len - done, (ulong)ChunkBytes), (ulong)sink.Remaining);
                int got = space.Read(part.iov_base + done, buffer.AsSpan(0, wanted));
                Errno error = sink.Write(buffer.AsSpan(0, got));
                if (error != Errno.None || got < wanted) return sink.Transferred != 0 ? sink.Transferred : Errno.EFAULT;
                done += (ulong)got;
            }
        }

        return sink.Transferred;
    }

    private static Result<long> Send(AddressSpace space, Iovec[] own, long total, Iovec[] others)
    {
        byte[] buffer = new byte[ChunkBytes];
        IoSource source = IoSource.OverUser(own, total);
        long written = 0;
        foreach (Iovec part in others)
        {
            for (ulong done = 0; done < part.iov_len && source.Remaining > 0;)
            {
                int wanted = (int)Math.Min(Math.Min(part.iov_len - done, (ulong)ChunkBytes), (ulong)source.Remaining);
                Errno error = source.Read(buffer.AsSpan(0, wanted));
                if (error != Errno.None) return written != 0 ? written : error;
                int put = space.Write(part.iov_base + done, buffer.AsSpan(0, wanted), isForced: false);
                written += put;
                if (put < wanted) return written != 0 ? written : Errno.EFAULT;
                done += (ulong)put;
            }
        }

        return written;
    }
}
