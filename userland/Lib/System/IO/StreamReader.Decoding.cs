// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace System.IO;

// From bytes to characters, and how a stream begins.
public partial class StreamReader
{
    private const int LongestMark = 4;

    [MemberNotNull(nameof(_encoding), nameof(_chars))]
    private void Use(Encoding encoding)
    {
        _encoding = encoding;
        _decoder = encoding.GetDecoder();
        _chars = new char[encoding.GetMaxCharCount(_bytes.Length)];
    }

    /// <summary>Takes so many new bytes.</summary>
    /// <returns>Whether to read on: they were too few for a character.</returns>
    private bool Accept(int count)
    {
        // A terminal may be read on after an end (^D); a file just says so again.
        bool isEnd = count == 0;
        _isAtEnd = isEnd && _stream.CanSeek;
        _position = 0;
        _length = 0;
        int start = 0;
        count += _held;
        if (!_hasBegun)
        {
            _held = count;
            if (!isEnd && IsMarkUnfinished(_bytes.AsSpan(0, count))) return true;
            start = Begin(_bytes.AsSpan(0, count));
        }

        _held = 0;
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(start, count - start);
        if (_decoder != null) _length = _decoder.GetChars(bytes, _chars, flush: isEnd);
        else _length = isEnd ? _lossless.Finish(_chars) : _lossless.Decode(bytes, _chars);
        return _length == 0 && !isEnd;
    }

    /// <summary>Chooses the encoding.</summary>
    /// <returns>The length of the mark.</returns>
    private int Begin(ReadOnlySpan<byte> bytes)
    {
        _hasBegun = true;
        ReadOnlySpan<byte> expected = _encoding.Preamble;
        if (!expected.IsEmpty && bytes.StartsWith(expected)) return expected.Length;
        if (_isDetecting && Detect(bytes) is Encoding found)
        {
            if (!found.Equals(_encoding)) Use(found);
            return found.Preamble.Length;
        }

        return 0;
    }

    private bool IsMarkUnfinished(ReadOnlySpan<byte> bytes)
    {
        if (IsUnfinished(bytes, _encoding.Preamble)) return true;
        return _isDetecting && bytes.Length < LongestMark
            && (IsUnfinished(bytes, [0xFE, 0xFF]) || IsUnfinished(bytes, [0xFF, 0xFE]) || IsUnfinished(bytes, [0xEF, 0xBB, 0xBF]) || IsUnfinished(bytes, [0, 0, 0xFE, 0xFF]));
    }

    private static bool IsUnfinished(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mark) => bytes.Length < mark.Length && mark.StartsWith(bytes);

    private static Encoding? Detect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])) return Encoding.UTF32;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return Encoding.UTF8;
        return bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]) ? new UTF32Encoding(bigEndian: true, byteOrderMark: true) : null;
    }
}
