// SPDX-License-Identifier: MIT
namespace System.IO;

/// <summary>A stream with a buffer in front of it.</summary>
public sealed class BufferedStream : Stream
{
    private const int DefaultBufferSize = 4096;

    private readonly byte[] _buffer;
    private readonly Stream _stream;
    private bool _isDisposed;

    /// <summary>Bytes read ahead are [_readPosition, _readLength); bytes to write are [0, _writeLength). Never both.</summary>
    private int _readPosition;
    private int _readLength;
    private int _writeLength;

    public BufferedStream(Stream stream)
        : this(stream, DefaultBufferSize)
    {
    }

    public BufferedStream(Stream stream, int bufferSize)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (bufferSize <= 0) throw new ArgumentOutOfRangeException(nameof(bufferSize), "'bufferSize' must be greater than zero.");
        if (!stream.CanRead && !stream.CanWrite) throw new ObjectDisposedException(null, "Cannot access a closed Stream.");
        _stream = stream;
        _buffer = new byte[bufferSize];
    }

    public Stream UnderlyingStream
    {
        get
        {
            CheckOpen();
            return _stream;
        }
    }

    public int BufferSize
    {
        get
        {
            CheckOpen();
            return _buffer.Length;
        }
    }

    public override bool CanRead => !_isDisposed && _stream.CanRead;

    public override bool CanWrite => !_isDisposed && _stream.CanWrite;

    public override bool CanSeek => !_isDisposed && _stream.CanSeek;

    public override long Length
    {
        get
        {
            CheckOpen();
            FlushWrites();
            return _stream.Length;
        }
    }

    public override long Position
    {
        get
        {
            CheckOpen();
            return _stream.Position - (_readLength - _readPosition) + _writeLength;
        }

        set => _ = Seek(value, SeekOrigin.Begin);
    }

    public override void Flush()
    {
        CheckOpen();
        DropReads();
        FlushWrites();
        if (_stream.CanWrite) _stream.Flush();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        CheckRange(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        CheckOpen();
        if (!_stream.CanRead) throw new NotSupportedException("Stream does not support reading.");
        FlushWrites();
        int count = Take(buffer);
        if (count == buffer.Length || count > 0) return count;
        if (buffer.Length >= _buffer.Length) return _stream.Read(buffer);
        _readPosition = 0;
        _readLength = 0;
        _readLength = _stream.Read(_buffer, 0, _buffer.Length);
        return Take(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        CheckRange(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        CheckOpen();
        if (!_stream.CanWrite) throw new NotSupportedException("Stream does not support writing.");
        DropReads();
        if (buffer.Length > _buffer.Length - _writeLength) FlushWrites();
        if (buffer.Length >= _buffer.Length)
        {
            _stream.Write(buffer);
            return;
        }

        buffer.CopyTo(_buffer.AsSpan(_writeLength));
        _writeLength += buffer.Length;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        CheckOpen();
        if (!_stream.CanSeek) throw new NotSupportedException("Stream does not support seeking.");
        FlushWrites();
        if (origin == SeekOrigin.Current) offset -= _readLength - _readPosition;
        _readPosition = 0;
        _readLength = 0;
        return _stream.Seek(offset, origin);
    }

    public override void SetLength(long value)
    {
        CheckOpen();
        Flush();
        _stream.SetLength(value);
    }

    protected override void Dispose(bool disposing)
    {
        if (_isDisposed) return;
        try
        {
            Flush();
        }
        finally
        {
            _isDisposed = true;
            _stream.Dispose();
        }
    }

    private int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _readLength - _readPosition);
        _buffer.AsSpan(_readPosition, count).CopyTo(buffer);
        _readPosition += count;
        return count;
    }

    private void FlushWrites()
    {
        int length = _writeLength;
        _writeLength = 0;
        if (length > 0) _stream.Write(_buffer, 0, length);
    }

    private void DropReads()
    {
        if (_readPosition < _readLength && _stream.CanSeek) _ = _stream.Seek(_readPosition - _readLength, SeekOrigin.Current);
        _readPosition = 0;
        _readLength = 0;
    }

    private void CheckOpen()
    {
        if (_isDisposed) throw new ObjectDisposedException(null, "Cannot access a closed Stream.");
    }
}
