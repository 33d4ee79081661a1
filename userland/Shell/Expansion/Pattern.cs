// SPDX-License-Identifier: MIT
using System;
using System.Text;

namespace Skift.Sh.Expansion;

/// <summary>
/// Pattern matching (POSIX.1-2024 XCU 2.14). In a pattern string a backslash makes the next character ordinary, also inside
/// brackets; <see cref="ExpansionBuffer.ToPattern"/> puts it before every quoted character.
/// </summary>
internal static class Pattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0;
        int t = 0;
        int starPattern = -1;
        int starText = 0;
        while (true)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                starPattern = ++p;
                starText = t;
                continue;
            }

            if (p == pattern.Length && t == text.Length)
            {
                return true;
            }

            if (p < pattern.Length && t < text.Length && MatchOne(pattern, ref p, text, ref t))
            {
                continue;
            }

            // Only the last star needs to give way: an earlier one could not do better.
            if (starPattern < 0 || starText == text.Length)
            {
                return false;
            }

            starText += CharacterLength(text, starText);
            p = starPattern;
            t = starText;
        }
    }

    /// <summary>Whether an unescaped character has a meaning of its own.</summary>
    public static bool HasSpecial(string pattern)
    {
        bool hasBracket = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '\\')
            {
                i++;
            }
            else if (c is '*' or '?' || (c == ']' && hasBracket))
            {
                return true;
            }

            hasBracket |= c == '[';
        }

        return false;
    }

    /// <summary>The text that a pattern without special characters stands for.</summary>
    public static string Unescape(string pattern)
    {
        if (!pattern.Contains('\\'))
        {
            return pattern;
        }

        StringBuilder text = new();
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                i++;
            }

            text.Append(pattern[i]);
        }

        return text.ToString();
    }

    /// <summary>UTF-16 units of the character at <paramref name="index"/>: patterns count characters, not units.</summary>
    public static int CharacterLength(ReadOnlySpan<char> text, int index)
    {
        bool isPair = char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
        return isPair ? 2 : 1;
    }

    private static bool MatchOne(ReadOnlySpan<char> pattern, ref int p, ReadOnlySpan<char> text, ref int t)
    {
        int length = CharacterLength(text, t);
        char c = pattern[p];
        if (c == '?')
        {
            p++;
            t += length;
            return true;
        }

        if (c == '[' && Brackets.TryParse(pattern, p, out int end))
        {
            int scalar = length == 2 ? char.ConvertToUtf32(text[t], text[t + 1]) : text[t];
            if (!Brackets.Contains(pattern, p, end, scalar))
            {
                return false;
            }

            p = end;
            t += length;
            return true;
        }

        int next = p;
        if (c == '\\' && p + 1 < pattern.Length)
        {
            c = pattern[++next];
        }

        if (c != text[t])
        {
            return false;
        }

        p = next + 1;
        t++;
        return true;
    }
}
