// SPDX-License-Identifier: MIT
using System;

namespace Skift.FileSystems.ProcFs;

/// <summary>Numbers that programs write into files of /proc and /sys.</summary>
internal static class NumberText
{
    /// <summary>A decimal number, possibly negative, with white space around it.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        int nul = text.IndexOf((byte)0);
        text = (nul < 0 ? text : text[..nul]).Trim(" \t\n"u8);
        bool isNegative = !text.IsEmpty && text[0] == (byte)'-';
        if (isNegative) text = text[1..];
        if (text.IsEmpty || text.Length > 18) return false;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            value = (value * 10) + (digit - '0');
        }

        if (isNegative) value = -value;
        return true;
    }

    /// <summary>A number of at most 32 bits as C writes it: decimal, octal after a 0, hexadecimal after a 0x.</summary>
    internal static bool TryParseAnyBase(ReadOnlySpan<byte> text, out uint value)
    {
        text = text.Trim(" \t\n\0"u8);
        bool isHexadecimal = text.Length > 2 && text[0] == '0' && text[1] is (byte)'x' or (byte)'X';
        uint radix = isHexadecimal ? 16u : text.Length > 1 && text[0] == '0' ? 8u : 10u;
        if (isHexadecimal) text = text[2..];
        ulong sum = 0;
        foreach (byte character in text)
        {
            uint digit = character <= '9' ? character - (uint)'0' : (character | 0x20u) - 'a' + 10;
            sum = (sum * radix) + digit;
            if (digit >= radix || sum > uint.MaxValue)
            {
                value = 0;
                return false;
            }
        }

        value = (uint)sum;
        return !text.IsEmpty;
    }
}
