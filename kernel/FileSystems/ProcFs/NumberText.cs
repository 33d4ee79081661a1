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
}
