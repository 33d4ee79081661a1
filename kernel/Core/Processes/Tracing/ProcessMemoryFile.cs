// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary><c>/proc/N/mem</c>: the memory that a process had when the file was opened, by address. A debugger may write where the program cannot.</summary>
internal sealed class ProcessMemoryFile : OpenFile
{
    private readonly AddressSpace _space;

    internal ProcessMemoryFile(Process process, Path path, OpenFlags flags)
        : base(path, flags) => _space = process.AddressSpace;

    public override bool IsSeekable => true;

    /// <returns>0 once the memory is gone; EIO where nothing is mapped.</returns>
    protected override Result<long> ReadCore(ref IoSink sink, long offset)
    {
        if (!_space.TryAcquire()) return 0;
        try
        {
            byte[] buffer = new byte[Page.Size];
            long start = sink.Transferred;
            while (sink.Remaining > 0)
            {
                int wanted = (int)Math.Min(sink.Remaining, buffer.Length);
                int got = _space.Read((ulong)(offset + sink.Transferred - start), buffer.AsSpan(0, wanted));
                Errno error = sink.Write(buffer.AsSpan(0, got));
                long total = sink.Transferred - start;
                if (error != Errno.None || got < wanted) return total != 0 ? total : error != Errno.None ? error : Errno.EIO;
            }

            return sink.Transferred - start;
        }
        finally
        {
            _space.Release();
        }
    }

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        if (!_space.TryAcquire()) return 0;
        try
        {
            byte[] buffer = new byte[Page.Size];
            long start = offset;
            while (source.Remaining > 0)
            {
                int wanted = (int)Math.Min(source.Remaining, buffer.Length);
                Errno error = source.Read(buffer.AsSpan(0, wanted));
                int put = error == Errno.None ? _space.Write((ulong)end, buffer.AsSpan(0, wanted), isForced: true) : 0;
                end += put;
                if (put < wanted) return end != start ? end - start : error != Errno.None ? error : Errno.EIO;
            }

            return end - start;
        }
        finally
        {
            _space.Release();
        }
    }
}
