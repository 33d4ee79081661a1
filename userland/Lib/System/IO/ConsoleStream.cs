// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace System.IO;

/// <summary>Standard output or error: neither buffered nor with a position, whatever the descriptor is.</summary>
internal sealed class ConsoleStream(int descriptor) : Stream
{
    private bool _isClosed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_isClosed;

    public override long Length => throw NoSeeking();

    public override long Position
    {
        get => throw NoSeeking();
        set => throw NoSeeking();
    }

    public override void Flush() => CheckOpen();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Stream does not support reading.");

    public override long Seek(long offset, SeekOrigin origin) => throw NoSeeking();

    public override void SetLength(long value) => throw NoSeeking();

    public override void Write(byte[] buffer, int offset, int count)
    {
        CheckRange(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    /// <remarks>Whoever read the other end of a pipe may have seen enough; .NET says nothing about that either.</remarks>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        CheckOpen();
        Errno error = Posix.WriteAll(descriptor, buffer);
        if (error is not (Errno.None or Errno.EPIPE)) throw UnixError.ToException(error);
    }

    protected override void Dispose(bool disposing) => _isClosed = true;

    private static NotSupportedException NoSeeking() => new("Stream does not support seeking.");

    private void CheckOpen()
    {
        if (_isClosed) throw new NotSupportedException("Stream does not support writing.");
    }
}
