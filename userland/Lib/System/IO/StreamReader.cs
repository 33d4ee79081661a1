// SPDX-License-Identifier: MIT
using System.Text;

namespace System.IO;

/// <summary>Reads text from a stream; a byte-order mark at the start is skipped, and decides unless that is not wanted.</summary>
public partial class StreamReader : TextReader
{
    private const int DefaultBufferSize = 4096;
    private const int LeastBufferSize = 128;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly byte[] _bytes;
    private readonly bool _isDetecting;
    private char[] _chars;
    private Encoding _encoding;

    /// <summary>Null for the console, whose bytes all come through: <see cref="_lossless"/>.</summary>
    private Decoder? _decoder;

    private Utf8Decoder _lossless;
    private int _position;
    private int _length;

    /// <summary>Bytes from the start of the stream that may still become a byte-order mark.</summary>
    private int _held;

    private bool _isAtEnd;
    private bool _hasBegun;
    private bool _isDisposed;

    public StreamReader(Stream stream)
        : this(stream, detectEncodingFromByteOrderMarks: true)
    {
    }

    public StreamReader(Stream stream, bool detectEncodingFromByteOrderMarks)
        : this(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks)
    {
    }

    public StreamReader(Stream stream, Encoding encoding)
        : this(stream, encoding, detectEncodingFromByteOrderMarks: true)
    {
    }

    public StreamReader(Stream stream, Encoding encoding, bool detectEncodingFromByteOrderMarks)
        : this(stream, encoding, detectEncodingFromByteOrderMarks, -1)
    {
    }

    public StreamReader(Stream stream, Encoding encoding, bool detectEncodingFromByteOrderMarks, int bufferSize)
        : this(stream, encoding, detectEncodingFromByteOrderMarks, bufferSize, leaveOpen: false)
    {
    }

    /// <param name="stream">What to read.</param>
    /// <param name="encoding">Null for UTF-8.</param>
    /// <param name="detectEncodingFromByteOrderMarks">A mark at the start is believed rather than <paramref name="encoding"/>.</param>
    /// <param name="bufferSize">In bytes; -1 for the usual one.</param>
    /// <param name="leaveOpen">The stream stays open when the reader is closed.</param>
    public StreamReader(Stream stream, Encoding? encoding = null, bool detectEncodingFromByteOrderMarks = true, int bufferSize = -1, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead) throw new ArgumentException("Stream was not readable.");
        _bytes = new byte[SizeOf(bufferSize)];
        _stream = stream;
        _leaveOpen = leaveOpen;
        _isDetecting = detectEncodingFromByteOrderMarks;
        Use(encoding ?? Encoding.UTF8);
    }

    public StreamReader(string path)
        : this(path, detectEncodingFromByteOrderMarks: true)
    {
    }

    public StreamReader(string path, bool detectEncodingFromByteOrderMarks)
        : this(path, Encoding.UTF8, detectEncodingFromByteOrderMarks)
    {
    }

    public StreamReader(string path, Encoding encoding)
        : this(path, encoding, detectEncodingFromByteOrderMarks: true)
    {
    }

    public StreamReader(string path, Encoding encoding, bool detectEncodingFromByteOrderMarks)
        : this(path, encoding, detectEncodingFromByteOrderMarks, -1)
    {
    }

    public StreamReader(string path, Encoding encoding, bool detectEncodingFromByteOrderMarks, int bufferSize)
        : this(Open(path, bufferSize), encoding, detectEncodingFromByteOrderMarks, bufferSize)
    {
    }

    /// <summary>For the console: every byte comes through, see <see cref="Skift.Libc.ByteString"/>.</summary>
    private protected StreamReader(Utf8Decoder decoder, Stream stream)
    {
        _stream = stream;
        _leaveOpen = true;
        _bytes = new byte[DefaultBufferSize];
        _chars = new char[DefaultBufferSize + 8];
        _lossless = decoder;
        _encoding = null!;
        _hasBegun = true;
    }

    public virtual Stream BaseStream => _stream;

    /// <summary>May become another when the first bytes are read.</summary>
    public virtual Encoding CurrentEncoding => _encoding ?? Encoding.UTF8;

    public bool EndOfStream
    {
        get
        {
            CheckOpen();
            return _position == _length && !Fill();
        }
    }

    /// <summary>The next read begins where the stream stands.</summary>
    public void DiscardBufferedData()
    {
        _position = 0;
        _length = 0;
        _held = 0;
        _isAtEnd = false;
        _decoder?.Reset();
    }

    public override int Peek()
    {
        CheckOpen();
        return _position < _length || Fill() ? _chars[_position] : -1;
    }

    public override int Read()
    {
        CheckOpen();
        return _position < _length || Fill() ? _chars[_position++] : -1;
    }

    public override int Read(Span<char> buffer)
    {
        CheckOpen();
        return buffer.IsEmpty || (_position == _length && !Fill()) ? 0 : Take(buffer);
    }

    public override string ReadToEnd()
    {
        CheckOpen();
        StringBuilder text = new();
        while (_position < _length || Fill()) TakeAll(text);
        return text.ToString();
    }

    public override string? ReadLine()
    {
        CheckOpen();
        StringBuilder? start = null;
        while (_position < _length || Fill())
        {
            if (!TryTakeLine(ref start, out string? line, out bool isReturn)) continue;
            if (isReturn && Peek() == '\n') _position++;
            return line;
        }

        return start?.ToString();
    }

    protected override void Dispose(bool disposing)
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (!_leaveOpen) _stream.Dispose();
    }

    private static FileStream Open(string path, int bufferSize)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _ = SizeOf(bufferSize);
        return new FileStream(path, FileMode.Open, FileAccess.Read);
    }

    private static int SizeOf(int bufferSize)
    {
        if (bufferSize == -1) return DefaultBufferSize;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize);
        return Math.Max(bufferSize, LeastBufferSize);
    }

    /// <summary>Reads on; false at the end. One read of the stream at a time: a terminal gives a line and no more.</summary>
    private bool Fill()
    {
        bool isEmpty;
        do isEmpty = !_isAtEnd && Accept(_stream.Read(_bytes, _held, _bytes.Length - _held));
        while (isEmpty);
        return _position < _length;
    }

    private int Take(Span<char> buffer)
    {
        int count = Math.Min(buffer.Length, _length - _position);
        _chars.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private void TakeAll(StringBuilder text)
    {
        _ = text.Append(_chars, _position, _length - _position);
        _position = _length;
    }

    /// <summary>False if the line goes on behind the buffer; then what there is of it is in <paramref name="start"/>.</summary>
    private bool TryTakeLine(ref StringBuilder? start, out string? line, out bool isReturn)
    {
        ReadOnlySpan<char> rest = _chars.AsSpan(_position, _length - _position);
        int length = rest.IndexOfAny('\n', '\r');
        line = null;
        isReturn = false;
        if (length < 0)
        {
            start = (start ?? new StringBuilder()).Append(rest);
            _position = _length;
            return false;
        }

        line = start == null ? rest.Slice(0, length).ToString() : start.Append(rest.Slice(0, length)).ToString();
        isReturn = rest[length] == '\r';
        _position += length + 1;
        return true;
    }

    private void CheckOpen()
    {
        if (_isDisposed) throw new ObjectDisposedException(GetType().Name, "Cannot read from a closed TextReader.");
    }
}
