// SPDX-License-Identifier: MIT
using System.Text;
using Skift.Libc;

namespace System.IO;

/// <summary>Writes text to a stream: in UTF-8 without a byte-order mark, or in another encoding, whose mark begins an empty file.</summary>
public class StreamWriter : TextWriter
{
    private const int DefaultBufferSize = 4096;

    /// <summary>That many are encoded at a time.</summary>
    private const int CharsPerStep = 1024;

    /// <summary>What text is written in unless told otherwise: no mark, and half a surrogate pair is an error.</summary>
    internal static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly byte[] _buffer;

    /// <summary>Null for the console, where lone surrogates become the bytes they stand for (<see cref="ByteString"/>).</summary>
    private readonly Encoder? _encoder;

    private readonly Encoding? _encoding;
    private int _length;
    private char _highSurrogate;
    private bool _hasMark;
    private bool _isDisposed;

    public StreamWriter(string path)
        : this(path, append: false)
    {
    }

    public StreamWriter(string path, bool append)
        : this(path, append, Utf8)
    {
    }

    public StreamWriter(string path, bool append, Encoding encoding)
        : this(path, append, encoding, -1)
    {
    }

    public StreamWriter(string path, bool append, Encoding encoding, int bufferSize)
        : this(Open(path, append, encoding, bufferSize), encoding, bufferSize)
    {
    }

    public StreamWriter(Stream stream)
        : this(stream, Utf8)
    {
    }

    public StreamWriter(Stream stream, Encoding encoding)
        : this(stream, encoding, -1)
    {
    }

    public StreamWriter(Stream stream, Encoding encoding, int bufferSize)
        : this(stream, encoding, bufferSize, leaveOpen: false)
    {
    }

    /// <param name="stream">Where to.</param>
    /// <param name="encoding">Null for UTF-8 without a mark.</param>
    /// <param name="bufferSize">In characters; -1 for the usual one.</param>
    /// <param name="leaveOpen">The stream stays open when the writer is closed.</param>
    public StreamWriter(Stream stream, Encoding? encoding = null, int bufferSize = -1, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite) throw new ArgumentException("Stream was not writable.");
        CheckSize(bufferSize);
        _stream = stream;
        _leaveOpen = leaveOpen;
        _encoding = encoding ?? Utf8;
        _encoder = _encoding.GetEncoder();
        _buffer = new byte[Math.Max(Math.Max(bufferSize, DefaultBufferSize), _encoding.GetMaxByteCount(CharsPerStep))];
        _hasMark = stream.CanSeek && stream.Position > 0;
    }

    private StreamWriter(Stream stream, bool leaveOpen, int bufferSize)
    {
        _stream = stream;
        _leaveOpen = leaveOpen;
        _buffer = new byte[bufferSize];
        _hasMark = true;
    }

    public virtual Stream BaseStream => _stream;

    public override Encoding Encoding => _encoding ?? Utf8;

    public virtual bool AutoFlush { get; set; }

    /// <summary>Flush whenever a line ends, as a terminal's user expects.</summary>
    internal bool FlushLines { get; set; }

    /// <summary>One that lets all bytes through which the console's reader let in.</summary>
    internal static StreamWriter ForConsole(Stream stream) => new(stream, leaveOpen: true, DefaultBufferSize);

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
            if (_encoder != null) EncodePart(_encoder, buffer[..count], isLast: false);
            else WritePart(buffer[..count]);
            buffer = buffer[count..];
        }

        if (AutoFlush || hasLineEnd)
        {
            FlushBuffer();
            _stream.Flush();
        }
    }

    /// <summary>Half of a surrogate pair that waits for the other goes out as what replaces it.</summary>
    public override void Flush()
    {
        CheckOpen();
        FinishText(isEnd: false);
        FlushBuffer();
        _stream.Flush();
    }

    protected override void Dispose(bool disposing)
    {
        if (_isDisposed) return;

        _isDisposed = true;
        try
        {
            FinishText(isEnd: true);
            FlushBuffer();
            _stream.Flush();
        }
        finally
        {
            if (!_leaveOpen) _stream.Dispose();
        }
    }

    private static FileStream Open(string path, bool append, Encoding encoding, int bufferSize)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(encoding);
        CheckSize(bufferSize);
        return new FileStream(path, append ? FileMode.Append : FileMode.Create, FileAccess.Write);
    }

    private static void CheckSize(int bufferSize)
    {
        if (bufferSize != -1) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize);
    }

    /// <summary>The console's: keeps a high surrogate at the end until its other half comes.</summary>
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
        // A UTF-16 unit is at most three bytes, a pair of them four.
        if (part.Length * 3 > _buffer.Length - _length) FlushBuffer();
        _length += ByteString.Encode(part, _buffer.AsSpan(_length));
    }

    private void EncodePart(Encoder encoder, ReadOnlySpan<char> part, bool isLast)
    {
        if (!_hasMark) WriteMark();
        if (_encoding!.GetMaxByteCount(part.Length) > _buffer.Length - _length) FlushBuffer();
        _length += encoder.GetBytes(part, _buffer.AsSpan(_length), isLast);
    }

    private void WriteMark()
    {
        _hasMark = true;
        ReadOnlySpan<byte> mark = _encoding!.Preamble;
        mark.CopyTo(_buffer.AsSpan(_length));
        _length += mark.Length;
    }

    private void FinishText(bool isEnd)
    {
        if (_encoder != null)
        {
            EncodePart(_encoder, default, isLast: true);
        }
        else if (isEnd && _highSurrogate != 0)
        {
            EncodePart([_highSurrogate]);
            _highSurrogate = '\0';
        }
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
