// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Syscalls.Strace;

/// <summary>A line of text that grows: what strace(1) writes about one call.</summary>
internal sealed class TraceText
{
    private byte[] _bytes = new byte[256];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    internal void Truncate(int length) => Length = Math.Min(Length, length);

    internal TraceText Add(scoped ReadOnlySpan<byte> text)
    {
        if (Length + text.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(Length + text.Length, _bytes.Length * 2));
        text.CopyTo(_bytes.AsSpan(Length));
        Length += text.Length;
        return this;
    }

    internal TraceText Add(byte value) => Add([value]);

    internal TraceText Add(string text)
    {
        foreach (char c in text) Add((byte)c);
        return this;
    }

    internal TraceText Number(long value)
    {
        if (value < 0) Add((byte)'-');
        return Digits(value < 0 ? 0 - (ulong)value : (ulong)value, 10, 1);
    }

    internal TraceText Unsigned(ulong value) => Digits(value, 10, 1);

    /// <summary>Hexadecimal with its mark; 0 is <c>0</c>, as C's <c>%#x</c> has it.</summary>
    internal TraceText Hexadecimal(ulong value) => value == 0 ? Add((byte)'0') : Add("0x"u8).Digits(value, 16, 1);

    /// <summary>Hexadecimal with its mark even for 0.</summary>
    internal TraceText HexadecimalAlways(ulong value) => Add("0x"u8).Digits(value, 16, 1);

    /// <summary>Permission bits: octal, at least three digits of which the first is 0.</summary>
    internal TraceText Permissions(uint mode) => Add((byte)'0').Digits(mode, 8, 2);

    internal TraceText Address(ulong value) => value == 0 ? Add("NULL"u8) : HexadecimalAlways(value);

    internal TraceText Digits(ulong value, uint radix, int minimum)
    {
        const int Longest = 24;
        Span<byte> digits = stackalloc byte[Longest];
        int start = Longest;
        while (value != 0 || Longest - start < minimum)
        {
            digits[--start] = "0123456789abcdef"u8[(int)(value % radix)];
            value /= radix;
        }

        return Add(digits[start..]);
    }

    /// <summary>Bytes in quotes, with escapes as in C; three dots if they are not all that there is.</summary>
    internal TraceText Quoted(scoped ReadOnlySpan<byte> bytes, bool isCut = false)
    {
        Add((byte)'"');
        for (int i = 0; i < bytes.Length; i++) AddEscaped(bytes[i], i + 1 < bytes.Length && bytes[i + 1] is >= (byte)'0' and <= (byte)'7');
        Add((byte)'"');
        return isCut ? Add("..."u8) : this;
    }

    /// <summary>Bytes in quotes, all in hexadecimal.</summary>
    internal TraceText QuotedHexadecimal(scoped ReadOnlySpan<byte> bytes, bool isCut)
    {
        Add((byte)'"');
        foreach (byte value in bytes) Add("\\x"u8).Digits(value, 16, 2);
        Add((byte)'"');
        return isCut ? Add("..."u8) : this;
    }

    private void AddEscaped(byte value, bool isBeforeDigit)
    {
        int letter = "\n\t\r\v\f\"\\"u8.IndexOf(value);
        if (letter >= 0)
        {
            Add((byte)'\\').Add("ntrvf\"\\"u8[letter]);
        }
        else if (value is >= 0x20 and < 0x7F)
        {
            Add(value);
        }
        else
        {
            Add((byte)'\\').Digits(value, 8, isBeforeDigit ? 3 : 1);
        }
    }
}
