// SPDX-License-Identifier: MIT
using System;

namespace System.IO;

/// <summary>A stream over an array, which grows unless it was given one.</summary>
public class MemoryStream : Stream
{
    private readonly bool _isFixed;
    private readonly bool _isWritable;
    private byte[] _buffer;
    private int _length;
    private int _position;
    private bool _isClosed;

    public MemoryStream()
        : this(0)
    {
    }

    public MemoryStream(int capacity)
    {
        _buffer = capacity == 0 ? [] : new byte[capacity];
        _isWritable = true;
    }

    public MemoryStream(byte[] buffer)
        : this(buffer, true)
    {
    }

    public MemoryStream(byte[] buffer, bool writable)
    {
        _buffer = buffer ?? throw new ArgumentNullException(nameof(buffer));
        _length = buffer.Length;
        _isFixed = true;
        _isWritable = writable;
    }

    public override bool CanRead => !_isClosed;

    public override bool CanSeek => !_isClosed;

    public override bool CanWrite => _isWritable && !_isClosed;

    public override long Length
    {
        get
        {
            CheckOpen();
            return _length;
        }
    }

    public override long Position
    {
        get
        {
            CheckOpen();
            return _position;
        }

        set
        {
            CheckOpen();
            if (value is < 0 or > int.MaxValue)
            {
                throw new ArgumentOutOfRangeException(nameof(value));
            }

            _position = (int)value;
        }
    }

    public virtual byte[] GetBuffer() => _buffer;

    public virtual byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        CheckRange(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        CheckOpen();
        int count = Math.Min(buffer.Length, Math.Max(_length - _position, 0));
        if (count > 0)
        {
            _buffer.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
        }

        return count;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        CheckRange(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        CheckOpen();
        if (!_isWritable)
        {
            throw new NotSupportedException("Stream does not support writing.");
        }

        int end = checked(_position + buffer.Length);
        if (end > _length)
        {
            Grow(end);
            _length = end;
        }

        buffer.CopyTo(_buffer.AsSpan(_position));
        _position = end;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        CheckOpen();
        long target = offset + (origin == SeekOrigin.Current ? _position : origin == SeekOrigin.End ? _length : 0);
        if (target < 0)
        {
            throw new IOException("An attempt was made to move the position before the beginning of the stream.");
        }

        Position = target;
        return target;
    }

    public override void SetLength(long value)
    {
        CheckOpen();
        if (value is < 0 or > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(value));
        }

        int length = (int)value;
        if (length > _length)
        {
            Grow(length);
        }
        else
        {
            _buffer.AsSpan(length, _length - length).Clear();
        }

        _length = length;
        _position = Math.Min(_position, length);
    }

    protected override void Dispose(bool disposing) => _isClosed = true;

    private void Grow(int needed)
    {
        if (needed <= _buffer.Length)
        {
            return;
        }

        if (_isFixed)
        {
            throw new NotSupportedException("Memory stream is not expandable.");
        }

        long doubled = Math.Max(256L, 2L * _buffer.Length);
        byte[] larger = new byte[(int)Math.Min(Math.Max(doubled, needed), int.MaxValue - 56)];
        _buffer.AsSpan(0, _length).CopyTo(larger);
        _buffer = larger;
    }

    private void CheckOpen()
    {
        if (_isClosed)
        {
            throw new ObjectDisposedException(null, "Cannot access a closed Stream.");
        }
    }
}
