// SPDX-License-Identifier: MIT
using System;

namespace System.IO;

/// <summary>A sequence of bytes that is read, written or both.</summary>
public abstract partial class Stream : IDisposable
{
    private const int CopyBufferSize = 81920;

    public static readonly Stream Null = new NullStream();

    public abstract bool CanRead { get; }

    public abstract bool CanSeek { get; }

    public abstract bool CanWrite { get; }

    public abstract long Length { get; }

    public abstract long Position { get; set; }

    public virtual bool CanTimeout => false;

    public virtual int ReadTimeout
    {
        get => throw new InvalidOperationException("Timeouts are not supported on this stream.");
        set => throw new InvalidOperationException("Timeouts are not supported on this stream.");
    }

    public virtual int WriteTimeout
    {
        get => throw new InvalidOperationException("Timeouts are not supported on this stream.");
        set => throw new InvalidOperationException("Timeouts are not supported on this stream.");
    }

    public abstract void Flush();

    public abstract int Read(byte[] buffer, int offset, int count);

    public abstract long Seek(long offset, SeekOrigin origin);

    public abstract void SetLength(long value);

    public abstract void Write(byte[] buffer, int offset, int count);

    public virtual int Read(Span<byte> buffer)
    {
        byte[] array = new byte[buffer.Length];
        int count = Read(array, 0, array.Length);
        array.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    public virtual void Write(ReadOnlySpan<byte> buffer)
    {
        byte[] array = buffer.ToArray();
        Write(array, 0, array.Length);
    }

    public virtual int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public virtual void WriteByte(byte value)
    {
        Span<byte> one = stackalloc byte[1];
        one[0] = value;
        Write(one);
    }

    /// <summary>Fills the whole buffer.</summary>
    /// <exception cref="EndOfStreamException">The stream ended before.</exception>
    public void ReadExactly(Span<byte> buffer)
    {
        if (ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
        {
            throw new EndOfStreamException();
        }
    }

    public int ReadAtLeast(Span<byte> buffer, int minimumBytes, bool throwOnEndOfStream = true)
    {
        int total = 0;
        while (total < minimumBytes)
        {
            int count = Read(buffer[total..]);
            if (count == 0)
            {
                return throwOnEndOfStream ? throw new EndOfStreamException() : total;
            }

            total += count;
        }

        return total;
    }

    public void CopyTo(Stream destination) => CopyTo(destination, CopyBufferSize);

    public virtual void CopyTo(Stream destination, int bufferSize)
    {
        byte[] buffer = new byte[bufferSize];
        int count;
        while ((count = Read(buffer, 0, buffer.Length)) != 0)
        {
            destination.Write(buffer, 0, count);
        }
    }

    public virtual void Close() => Dispose(true);

    public void Dispose() => Close();

    protected virtual void Dispose(bool disposing)
    {
    }

    private protected static void CheckRange(byte[] buffer, int offset, int count)
    {
        if (buffer == null)
        {
            throw new ArgumentNullException(nameof(buffer));
        }

        if (offset < 0 || count < 0 || count > buffer.Length - offset)
        {
            throw new ArgumentOutOfRangeException(offset < 0 ? nameof(offset) : nameof(count));
        }
    }

    private sealed class NullStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => 0;

        public override long Position
        {
            get => 0;
            set { }
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => 0;

        public override int Read(Span<byte> buffer) => 0;

        public override long Seek(long offset, SeekOrigin origin) => 0;

        public override void SetLength(long value)
        {
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
        }
    }
}
