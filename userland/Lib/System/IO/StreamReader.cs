// SPDX-License-Identifier: MIT
using System;
using System.Text;

namespace System.IO;

/// <summary>Reads UTF-8 text from a stream; a byte-order mark at the start is skipped.</summary>
public class StreamReader : TextReader
{
    private const int BufferSize = 4096;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly byte[] _bytes = new byte[BufferSize];
    private readonly char[] _chars = new char[BufferSize + 8];
    private Utf8Decoder _decoder;
    private int _position;
    private int _length;
    private bool _isAtEnd;
    private bool _hasStarted;

    public StreamReader(string path)
        : this(new FileStream(path, FileMode.Open, FileAccess.Read))
    {
    }

    public StreamReader(Stream stream)
        : this(stream, isLossless: false, leaveOpen: false)
    {
    }

    internal StreamReader(Stream stream, bool isLossless, bool leaveOpen)
    {
        _stream = stream ?? throw new ArgumentNullException(nameof(stream));
        _leaveOpen = leaveOpen;
        _decoder = new Utf8Decoder(isLossless);
        _hasStarted = isLossless;
    }

    public virtual Stream BaseStream => _stream;

    public bool EndOfStream => _position == _length && !Fill();

    public override int Peek() => _position < _length || Fill() ? _chars[_position] : -1;

    public override int Read() => _position < _length || Fill() ? _chars[_position++] : -1;

    public override int Read(Span<char> buffer)
    {
        if (buffer.IsEmpty || (_position == _length && !Fill()))
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, _length - _position);
        _chars.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override string ReadToEnd()
    {
        StringBuilder text = new();
        while (_position < _length || Fill())
        {
            _ = text.Append(_chars, _position, _length - _position);
            _position = _length;
        }

        return text.ToString();
    }

    public override string? ReadLine()
    {
        StringBuilder? start = null;
        while (_position < _length || Fill())
        {
            int end = _position;
            while (end < _length && _chars[end] is not ('\n' or '\r'))
            {
                end++;
            }

            if (end == _length)
            {
                start = (start ?? new StringBuilder()).Append(_chars, _position, end - _position);
                _position = end;
                continue;
            }

            string line = start == null
                ? new string(_chars, _position, end - _position)
                : start.Append(_chars, _position, end - _position).ToString();
            bool isReturn = _chars[end] == '\r';
            _position = end + 1;
            if (isReturn && Peek() == '\n')
            {
                _position++;
            }

            return line;
        }

        return start?.ToString();
    }

    protected override void Dispose(bool disposing)
    {
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    /// <summary>Reads on; false at the end. One read of the stream at a time: a terminal gives a line and no more.</summary>
    private bool Fill()
    {
        _position = 0;
        _length = 0;
        while (_length == 0 && !_isAtEnd)
        {
            int count = _stream.Read(_bytes, 0, _bytes.Length);
            if (count == 0)
            {
                // A terminal may be read on after an end (^D); a file just says so again.
                _isAtEnd = _stream.CanSeek;
                _length = _decoder.Finish(_chars);
                return _length > 0;
            }

            _length = _decoder.Decode(_bytes.AsSpan(0, count), _chars);
            if (!_hasStarted && _length > 0)
            {
                _hasStarted = true;
                _position = _chars[0] == '\uFEFF' ? 1 : 0;
                if (_position == _length)
                {
                    _position = 0;
                    _length = 0;
                }
            }
        }

        return _position < _length;
    }
}
