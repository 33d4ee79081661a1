// SPDX-License-Identifier: MIT
using System;

namespace System.IO;

/// <summary>
/// UTF-8 to UTF-16 across buffer ends. Invalid bytes become U+FFFD as in .NET, one for each maximal part of a sequence (Unicode 16
/// §3.9), or, for the console, the lone surrogates of <see cref="Skift.Libc.ByteString"/>, so that what comes in can go out again.
/// </summary>
internal struct Utf8Decoder
{
    private readonly bool _isLossless;
    private int _scalar;
    private int _expected;
    private int _seen;
    private byte _least;
    private byte _most;
    private byte _byte0;
    private byte _byte1;
    private byte _byte2;

    internal Utf8Decoder(bool isLossless) => _isLossless = isLossless;

    /// <summary>Decodes all bytes; <paramref name="chars"/> has room for as many and three more. Returns the number of chars.</summary>
    internal int Decode(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        int count = 0;
        foreach (byte value in bytes)
        {
            if (_expected == 0 && value < 0x80)
            {
                chars[count++] = (char)value;
            }
            else
            {
                count += Step(value, chars[count..]);
            }
        }

        return count;
    }

    /// <summary>What is left of an unfinished sequence at the end of the input: up to three chars.</summary>
    internal int Finish(Span<char> chars) => _expected == 0 ? 0 : Reject(chars);

    private int Step(byte value, Span<char> chars)
    {
        if (_expected == 0)
        {
            return Start(value, chars);
        }

        if (value < _least || value > _most)
        {
            int count = Reject(chars);
            return count + Start(value, chars[count..]);
        }

        Remember(value);
        _least = 0x80;
        _most = 0xBF;
        _scalar = (_scalar << 6) | (value & 0x3F);
        if (_seen < _expected)
        {
            return 0;
        }

        _expected = 0;
        if (_scalar < 0x10000)
        {
            chars[0] = (char)_scalar;
            return 1;
        }

        chars[0] = (char)(0xD7C0 + (_scalar >> 10));
        chars[1] = (char)(0xDC00 | (_scalar & 0x3FF));
        return 2;
    }

    private int Start(byte value, Span<char> chars)
    {
        if (value < 0x80)
        {
            chars[0] = (char)value;
            return 1;
        }

        _expected = value switch
        {
            >= 0xC2 and <= 0xDF => 2,
            >= 0xE0 and <= 0xEF => 3,
            >= 0xF0 and <= 0xF4 => 4,
            _ => 0,
        };
        if (_expected == 0)
        {
            chars[0] = Replacement(value);
            return 1;
        }

        // Table 3-7 of the Unicode standard: the second byte is narrower after these.
        _least = value switch
        {
            0xE0 => 0xA0,
            0xF0 => 0x90,
            _ => 0x80,
        };
        _most = value switch
        {
            0xED => 0x9F,
            0xF4 => 0x8F,
            _ => 0xBF,
        };
        _seen = 0;
        Remember(value);
        _scalar = value & (0xFF >> (_expected + 1));
        return 0;
    }

    private void Remember(byte value)
    {
        if (_seen == 0)
        {
            _byte0 = value;
        }
        else if (_seen == 1)
        {
            _byte1 = value;
        }
        else if (_seen == 2)
        {
            _byte2 = value;
        }

        _seen++;
    }

    private int Reject(Span<char> chars)
    {
        _expected = 0;
        if (!_isLossless)
        {
            chars[0] = '\uFFFD';
            return 1;
        }

        for (int i = 0; i < _seen; i++)
        {
            chars[i] = Replacement(i == 0 ? _byte0 : i == 1 ? _byte1 : _byte2);
        }

        return _seen;
    }

    private readonly char Replacement(byte value) => _isLossless ? (char)(0xDC00 + value) : '\uFFFD';
}
