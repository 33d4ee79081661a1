// SPDX-License-Identifier: MIT
using System;

namespace Skift.Tools;

/// <summary>Sizes and counts as options take them and tools show them.</summary>
public static class SizeText
{
    private const string Units = "KMGTPE";

    /// <summary>1023, 1.0K, 15M: at most one decimal, rounded up, powers of 1024, as <c>-h</c> of the GNU tools.</summary>
    public static string Human(ulong bytes)
    {
        if (bytes < 1024)
        {
            return bytes.ToString();
        }

        int unit = 0;
        ulong scale = 1024;
        while (unit < Units.Length - 1 && bytes / scale >= 1024)
        {
            scale *= 1024;
            unit++;
        }

        // Tenths, rounded up, without overflow for the largest units.
        ulong whole = bytes / scale;
        ulong rest = bytes % scale;
        ulong tenths = whole * 10 + (rest / (scale / 1024) * 10 + 1023) / 1024;
        if (tenths < 100)
        {
            return (tenths / 10).ToString() + "." + (tenths % 10).ToString() + Units[unit];
        }

        ulong rounded = whole + (rest > 0 ? 1UL : 0);
        return rounded == 1024 && unit < Units.Length - 1 ? "1.0" + Units[unit + 1] : rounded.ToString() + Units[unit];
    }

    /// <summary>A number with an optional suffix: b (512), kB, K, MB, M and so on (GNU head, tail, find).</summary>
    public static bool TryParse(string text, out long value)
    {
        value = 0;
        int digits = 0;
        for (; digits < text.Length && char.IsAsciiDigit(text[digits]); digits++)
        {
            int digit = text[digits] - '0';
            if (value > (long.MaxValue - digit) / 10)
            {
                return false;
            }

            value = value * 10 + digit;
        }

        if (digits == 0)
        {
            return false;
        }

        string suffix = text.Substring(digits);
        long scale = suffix switch { "" or "c" => 1, "w" => 2, "b" => 512, _ => Scale(suffix) };
        if (scale == 0 || value > long.MaxValue / scale)
        {
            return false;
        }

        value *= scale;
        return true;
    }

    private static long Scale(string suffix)
    {
        int unit = Units.IndexOf(char.ToUpperInvariant(suffix[0]));
        string rest = suffix.Substring(1);
        long step = rest switch { "" or "iB" => 1024, "B" => 1000, _ => 0 };
        long scale = unit < 0 || step == 0 ? 0 : 1;
        for (int i = 0; i <= unit; i++)
        {
            scale *= step;
        }

        return scale;
    }

    /// <summary>A plain decimal number, with nothing around it.</summary>
    public static bool TryParseCount(string text, out long value) => TryParse(text, out value) && char.IsAsciiDigit(text[^1]);
}
