// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.FileSystems.ProcFs;

/// <summary>An open file of text: made at the first read and again at each read from the start, so that pieces of one read fit together.</summary>
internal sealed class ProcTextFile : OpenFile
{
    private const int MaximumWrite = 4096;

    private readonly Func<Result<ProcText>> _produce;
    private readonly Mutex<byte[]?> _text = new(null);
    private readonly Func<byte[], Errno>? _consume;

    /// <param name="consume">Takes what is written in one piece; null: writing is <c>EIO</c>, as in Linux's procfs.</param>
    internal ProcTextFile(Func<Result<ProcText>> produce, Func<byte[], Errno>? consume, Path path, OpenFlags flags)
        : base(path, flags) => (_produce, _consume) = (produce, consume);

    public override bool IsSeekable => true;

    public override bool CanPoll => false;

    protected override Result<long> ReadCore(ref IoSink sink, long offset)
    {
        using Mutex<byte[]?>.Guard text = _text.Lock();
        if (offset == 0 || text.Value is null)
        {
            if (!_produce().Try(out ProcText produced, out Errno error)) return error;
            text.Value = produced.ToArray();
        }

        if (offset >= text.Value.Length)
        {
            return 0;
        }

        ReadOnlySpan<byte> rest = text.Value.AsSpan((int)offset);
        long start = sink.Transferred;
        Errno written = sink.Write(rest[..(int)Math.Min(rest.Length, sink.Remaining)]);
        long count = sink.Transferred - start;
        return count == 0 && written != Errno.None ? written : count;
    }

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        if (_consume is null) return Errno.EIO;
        byte[] text = new byte[(int)Math.Min(source.Remaining, MaximumWrite)];
        Errno error = source.Read(text);
        if (error == Errno.None) error = _consume(text);
        if (error != Errno.None) return error;
        end = offset + text.Length;
        return text.Length;
    }
}
