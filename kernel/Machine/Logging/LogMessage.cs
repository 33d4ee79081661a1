// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;

namespace Skift.Machine;

/// <summary>Builds one line of the log as UTF-8 on the stack, without allocating. Text beyond <see cref="Capacity"/> is cut.</summary>
/// <remarks>
/// Formats: none (decimal), <c>x</c> (hexadecimal), <c>x8</c>, <c>x16</c> (with leading zeros). Types without an overload go through
/// <c>ToString()</c>, which allocates, so interrupt handlers keep to numbers, addresses and strings.
/// </remarks>
[InterpolatedStringHandler]
public ref struct LogMessage
{
    /// <summary>Bytes of the longest line.</summary>
    public const int Capacity = 248;

    private const uint HighSurrogate = 0xD800 >> 10;
    private const uint LowSurrogate = 0xDC00 >> 10;
    private const uint AnySurrogate = 0xD800 >> 11;
    private const uint Replacement = 0xFFFD;

    private Buffer _buffer;
    private int _length;

    public LogMessage(int literalLength, int formattedCount)
    {
        _length = 0;
    }

    /// <summary>The line so far.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<byte> Text => ((ReadOnlySpan<byte>)_buffer)[.._length];

    public void AppendLiteral(string text) => AppendFormatted(text);

    public void AppendFormatted(string? text)
    {
        if (text == null) return;
        for (int i = 0; i < text.Length; i++)
        {
            uint scalar = text[i];
            bool isPair = i + 1 < text.Length && scalar >> 10 == HighSurrogate && (uint)text[i + 1] >> 10 == LowSurrogate;
            if (isPair) scalar = 0x10000 + ((scalar & 0x3FF) << 10) + (text[++i] & 0x3FFu);
            else if (scalar >> 11 == AnySurrogate) scalar = Replacement;
            AppendScalar(scalar);
        }
    }

    /// <summary>Appends bytes that are text already.</summary>
    public void AppendFormatted(scoped ReadOnlySpan<byte> utf8)
    {
        int count = Math.Min(utf8.Length, Capacity - _length);
        utf8[..count].CopyTo(((Span<byte>)_buffer)[_length..]);
        _length += count;
    }

    public void AppendFormatted(long value)
    {
        if (value < 0) Append((byte)'-');
        AppendUnsigned(value < 0 ? 0 - (ulong)value : (ulong)value, 10, 1);
    }

    public void AppendFormatted(int value) => AppendFormatted((long)value);

    public void AppendFormatted(ulong value) => AppendUnsigned(value, 10, 1);

    public void AppendFormatted(uint value) => AppendUnsigned(value, 10, 1);

    public void AppendFormatted(ulong value, string format) => AppendHexadecimal(value, format);

    public void AppendFormatted(uint value, string format) => AppendHexadecimal(value, format);

    public void AppendFormatted(long value, string format) => AppendHexadecimal((ulong)value, format);

    public void AppendFormatted(int value, string format) => AppendHexadecimal((uint)value, format);

    public void AppendFormatted(bool value) => AppendFormatted(value ? "true"u8 : "false"u8);

    public void AppendFormatted(char value)
    {
        AppendScalar((uint)value >> 11 == AnySurrogate ? Replacement : value);
    }

    public void AppendFormatted(PhysicalAddress value) => AppendHexadecimal(value.Value, "x");

    public void AppendFormatted(VirtualAddress value) => AppendHexadecimal(value.Value, "x");

    public void AppendFormatted<T>(T value) => AppendFormatted(value?.ToString());

    private void AppendHexadecimal(ulong value, string format)
    {
        int digits = 1;
        if (format.Length > 1) digits = format[1] - '0';
        if (format.Length > 2) digits = (digits * 10) + format[2] - '0';
        if (format.Length == 1) AppendFormatted("0x"u8);
        AppendUnsigned(value, 16, digits);
    }

    private void AppendUnsigned(ulong value, uint radix, int minimumDigits)
    {
        const int Longest = 20;
        Span<byte> digits = stackalloc byte[Longest];
        int start = Longest;
        while (value != 0 || Longest - start < Math.Min(minimumDigits, Longest))
        {
            digits[--start] = "0123456789abcdef"u8[(int)(value % radix)];
            value /= radix;
        }

        AppendFormatted((ReadOnlySpan<byte>)digits[start..]);
    }

    // UTF-8 as in RFC 3629 §3.
    private void AppendScalar(uint scalar)
    {
        if (scalar < 0x80)
        {
            Append((byte)scalar);
            return;
        }

        if (scalar < 0x800)
        {
            Append((byte)(0xC0 | scalar >> 6));
        }
        else
        {
            if (scalar < 0x10000)
            {
                Append((byte)(0xE0 | scalar >> 12));
            }
            else
            {
                Append((byte)(0xF0 | scalar >> 18));
                Append((byte)(0x80 | (scalar >> 12 & 0x3F)));
            }

            Append((byte)(0x80 | (scalar >> 6 & 0x3F)));
        }

        Append((byte)(0x80 | (scalar & 0x3F)));
    }

    private void Append(byte value)
    {
        if (_length < Capacity) ((Span<byte>)_buffer)[_length++] = value;
    }

    [InlineArray(Capacity)]
    private struct Buffer
    {
        private byte _first;
    }
}
