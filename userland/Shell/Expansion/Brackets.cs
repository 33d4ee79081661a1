// SPDX-License-Identifier: MIT
using System;

namespace Skift.Sh.Expansion;

/// <summary>Bracket expressions of patterns (POSIX.1-2024 XBD 9.3.5, with ! for the leading circumflex).</summary>
internal static class Brackets
{
    /// <summary>Finds the end of the expression that begins at <paramref name="start"/>; without one the bracket is ordinary.</summary>
    public static bool TryParse(ReadOnlySpan<char> pattern, int start, out int end)
    {
        int i = start + 1;
        if (i < pattern.Length && pattern[i] is '!' or '^')
        {
            i++;
        }

        bool isFirst = true;
        for (; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == ']' && !isFirst)
            {
                end = i + 1;
                return true;
            }

            if (c == '\\')
            {
                i++;
            }
            else if (c == '[' && i + 1 < pattern.Length && pattern[i + 1] is ':' or '.' or '=')
            {
                int close = FindClose(pattern, i);
                i = close > 0 ? close : i;
            }

            isFirst = false;
        }

        end = start;
        return false;
    }

    public static bool Contains(ReadOnlySpan<char> pattern, int start, int end, int scalar)
    {
        int i = start + 1;
        bool isNegated = pattern[i] is '!' or '^';
        if (isNegated)
        {
            i++;
        }

        bool found = false;
        while (i < end - 1)
        {
            if (pattern[i] == '[' && pattern[i + 1] == ':' && FindClose(pattern, i) is > 0 and int close)
            {
                found |= IsInClass(pattern.Slice(i + 2, close - i - 3), scalar);
                i = close + 1;
                continue;
            }

            int low = ReadElement(pattern, ref i);
            int high = low;
            if (i < end - 2 && pattern[i] == '-')
            {
                i++;
                high = ReadElement(pattern, ref i);
            }

            found |= scalar >= low && scalar <= high;
        }

        return found != isNegated;
    }

    /// <summary>Index of the bracket that closes <c>[:class:]</c>, <c>[.symbol.]</c> or <c>[=symbol=]</c>; 0 if there is none.</summary>
    private static int FindClose(ReadOnlySpan<char> pattern, int open)
    {
        for (int i = open + 3; i < pattern.Length; i++)
        {
            if (pattern[i] == ']' && pattern[i - 1] == pattern[open + 1])
            {
                return i;
            }
        }

        return 0;
    }

    private static int ReadElement(ReadOnlySpan<char> pattern, ref int i)
    {
        if (pattern[i] == '[' && pattern[i + 1] is '.' or '=' && FindClose(pattern, i) is > 0 and int close)
        {
            int symbol = pattern[i + 2];
            i = close + 1;
            return symbol;
        }

        if (pattern[i] == '\\')
        {
            i++;
        }

        int length = Pattern.CharacterLength(pattern, i);
        int scalar = length == 2 ? char.ConvertToUtf32(pattern[i], pattern[i + 1]) : pattern[i];
        i += length;
        return scalar;
    }

    private static bool IsInClass(ReadOnlySpan<char> name, int scalar)
    {
        char c = scalar < 0x10000 ? (char)scalar : '\uFFFF';
        return name switch
        {
            "alpha" => char.IsLetter(c),
            "digit" => char.IsAsciiDigit(c),
            "alnum" => char.IsLetter(c) || char.IsAsciiDigit(c),
            "upper" => char.IsUpper(c),
            "lower" => char.IsLower(c),
            "space" => c is ' ' or (>= '\t' and <= '\r'),
            "blank" => c is ' ' or '\t',
            "punct" => c > ' ' && c < 127 && !char.IsAsciiLetterOrDigit(c),
            "print" => c >= ' ' && c != 127,
            "graph" => c > ' ' && c != 127,
            "cntrl" => c < ' ' || c == 127,
            "xdigit" => char.IsAsciiHexDigit(c),
            _ => false,
        };
    }
}
