// SPDX-License-Identifier: MIT
using System;
using Skift.Libc;

namespace System.IO;

/// <summary>Writes UTF-8 text to a stream, without a byte-order mark.</summary>
/// <remarks>The lone surrogates of <see cref="ByteString"/> become the bytes they stand for; any other becomes U+FFFD.</remarks>
public class StreamWriter : TextWriter
{
    private const int BufferSize = 4096;

    /// <summary>A UTF-16 unit is at most three bytes, a pair of them four.</summary>
    private const int CharsPerStep = 1024;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _length;
    private char _highSurrogate;
    private bool _isDisposed;

    public StreamWriter(string path)
        : this(path, append: false)
    {
    }

    public StreamWriter(string path, bool append)
        : this(new FileStream(path, append ? FileMode.Append : FileMode.Create, FileAccess.Write))
    {
    }

    public StreamWriter(Stream stream)
        : this(stream, leaveOpen: false)
    {
    }

    internal StreamWriter(Stream stream, bool leaveOpen)
    {
        _stream = stream ?? throw new ArgumentNullException(nameof(stream));
        _leaveOpen = leaveOpen;
    }

    public virtual Stream BaseStream => _stream;

    public virtual bool AutoFlush { get; set; }

    /// <summary>Flush whenever a line ends, as a terminal's user expects.</summary>
    internal bool FlushLines { get; set; }

    public override void Write(char value)
    {
        Span<char> one = stackalloc char[1];
        one[0] = value;
        Write(one);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        CheckOpen();
        bool hasLineEnd = FlushLines && buffer.IndexOf('\n') >= 0;
        while (!buffer.IsEmpty)
        {
            int count = Math.Min(buffer.Length, CharsPerStep);
            WritePart(buffer[..count]);
            buffer = buffer[count..];
        }

        if (AutoFlush || hasLineEnd)
        {
            Flush();
        }
    }

    public override void Flush()
    {
        CheckOpen();
        FlushBuffer();
        _stream.Flush();
    }

    protected override void Dispose(bool disposing)
    {
        if (_isDisposed) return;

        _isDisposed = true;
        try
        {
            if (_highSurrogate != 0) EncodePart([_highSurrogate]);
            _highSurrogate = '\0';
            FlushBuffer();
            _stream.Flush();
        }
        finally
        {
            if (!_leaveOpen) _stream.Dispose();
        }
    }

    /// <summary>Keeps a high surrogate at the end until its other half comes.</summary>
    private void WritePart(ReadOnlySpan<char> part)
    {
        if (_highSurrogate != 0)
        {
            bool isPair = char.IsLowSurrogate(part[0]);
            EncodePart(isPair ? [_highSurrogate, part[0]] : [_highSurrogate]);
            _highSurrogate = '\0';
            part = part[(isPair ? 1 : 0)..];
        }

        if (!part.IsEmpty && char.IsHighSurrogate(part[^1]))
        {
            _highSurrogate = part[^1];
            part = part[..^1];
        }

        EncodePart(part);
    }

    private void EncodePart(ReadOnlySpan<char> part)
    {
        if (part.Length * 3 > BufferSize - _length)
        {
            FlushBuffer();
        }

        _length += ByteString.Encode(part, _buffer.AsSpan(_length));
    }

    private void CheckOpen()
    {
        if (_isDisposed) throw new ObjectDisposedException(GetType().Name, "Cannot write to a closed TextWriter.");
    }

    private void FlushBuffer()
    {
        if (_length > 0)
        {
            int length = _length;
            _length = 0;
            _stream.Write(_buffer.AsSpan(0, length));
        }
    }
}
