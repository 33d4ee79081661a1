// SPDX-License-Identifier: MIT
using System;

namespace Skift.FileSystems.ProcFs;

/// <summary>Builds the ASCII text of a file in /proc.</summary>
internal sealed class ProcText
{
    private byte[] _bytes = new byte[256];
    private int _length;

    internal int Length => _length;

    internal byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    internal ProcText Add(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
        return this;
    }

    /// <summary>Adds a string of ASCII; other characters become question marks.</summary>
    internal ProcText Add(string text)
    {
        Reserve(text.Length);
        foreach (char value in text)
        {
            _bytes[_length++] = value < 0x80 ? (byte)value : (byte)'?';
        }

        return this;
    }

    internal ProcText Add(char value)
    {
        Reserve(1);
        _bytes[_length++] = (byte)value;
        return this;
    }

    /// <summary>Adds a number, with spaces in front up to a width.</summary>
    internal ProcText Add(long value, int width = 0)
    {
        bool isNegative = value < 0;
        ulong magnitude = isNegative ? 0 - (ulong)value : (ulong)value;
        Span<byte> digits = stackalloc byte[24];
        int start = digits.Length;
        do
        {
            digits[--start] = (byte)('0' + (magnitude % 10));
            magnitude /= 10;
        }
        while (magnitude != 0);
        if (isNegative)
        {
            digits[--start] = (byte)'-';
        }

        return Pad(width - (digits.Length - start)).Add(digits[start..]);
    }

    internal ProcText Add(ulong value) => value <= long.MaxValue ? Add((long)value) : Add((long)(value / 10)).Add((long)(value % 10));

    /// <summary>Adds a hexadecimal number with at least so many digits.</summary>
    internal ProcText AddHexadecimal(ulong value, int digits) => AddRadix(value, 16, digits);

    /// <summary>The same in capitals.</summary>
    internal ProcText AddUpperHexadecimal(ulong value, int digits)
    {
        int start = _length;
        _ = AddHexadecimal(value, digits);
        for (int i = start; i < _length; i++)
        {
            if (_bytes[i] >= (byte)'a') _bytes[i] -= 'a' - 'A';
        }

        return this;
    }

    internal ProcText AddOctal(ulong value, int digits) => AddRadix(value, 8, digits);

    /// <summary>Spaces, if the count is positive.</summary>
    internal ProcText Pad(int count)
    {
        for (; count > 0; count--)
        {
            _ = Add(' ');
        }

        return this;
    }

    /// <summary>Adds text with blanks, tabs, newlines and backslashes as octal escapes, as Linux writes names in lists.</summary>
    internal ProcText AddEscaped(ReadOnlySpan<byte> text, ReadOnlySpan<byte> special)
    {
        foreach (byte value in text)
        {
            _ = special.Contains(value) ? Add('\\').AddOctal(value, 3) : Add((char)value);
        }

        return this;
    }

    private ProcText AddRadix(ulong value, uint radix, int minimum)
    {
        Span<byte> digits = stackalloc byte[24];
        int start = digits.Length;
        while (value != 0 || digits.Length - start < minimum)
        {
            digits[--start] = "0123456789abcdef"u8[(int)(value % radix)];
            value /= radix;
        }

        return Add(digits[start..]);
    }

    private void Reserve(int count)
    {
        if (_length + count > _bytes.Length)
        {
            byte[] larger = new byte[Math.Max(_bytes.Length * 2, _length + count)];
            _bytes.AsSpan(0, _length).CopyTo(larger);
            _bytes = larger;
        }
    }
}
