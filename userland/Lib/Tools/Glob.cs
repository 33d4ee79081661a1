// SPDX-License-Identifier: MIT
using System;

namespace Skift.Tools;

/// <summary>Shell patterns on names, as fnmatch(3) without flags: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a]</c>, <c>[[:alpha:]]</c>, backslash.</summary>
public static class Glob
{
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoresCase = false)
    {
        int p = 0;
        int t = 0;
        int starPattern = -1;
        int starText = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                starPattern = ++p;
                starText = t;
            }
            else if (p < pattern.Length && MatchesOne(pattern, ref p, text[t], ignoresCase))
            {
                t++;
            }
            else if (starPattern >= 0)
            {
                // Only the last star needs to give way: an earlier one could gain nothing.
                p = starPattern;
                t = ++starText;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, ref int p, char c, bool ignoresCase)
    {
        int start = p;
        char wanted = pattern[p++];
        if (wanted == '?') return true;

        if (wanted == '[' && TryBracket(pattern, ref p, c, ignoresCase, out bool isMember)) return isMember;

        p = start + 1;
        if (wanted == '\\' && p < pattern.Length)
        {
            wanted = pattern[p++];
        }

        return wanted == c || (ignoresCase && char.ToLowerInvariant(wanted) == char.ToLowerInvariant(c));
    }

    /// <returns>False if the bracket is not closed; then it stands for itself.</returns>
    private static bool TryBracket(ReadOnlySpan<char> pattern, ref int p, char c, bool ignoresCase, out bool isMember)
    {
        isMember = false;
        bool isNegated = p < pattern.Length && pattern[p] is '!' or '^';
        p += isNegated ? 1 : 0;
        for (bool isFirst = true; p < pattern.Length; isFirst = false)
        {
            if (pattern[p] == ']' && !isFirst)
            {
                p++;
                isMember ^= isNegated;
                return true;
            }

            if (pattern[p] == '[' && p + 1 < pattern.Length && pattern[p + 1] == ':')
            {
                int end = pattern.Slice(p + 2).IndexOf(":]");
                if (end >= 0)
                {
                    isMember |= CharacterClass.Contains(pattern.Slice(p + 2, end).ToString(), c);
                    p += end + 4;
                    continue;
                }
            }

            char first = Take(pattern, ref p);
            char last = first;
            if (p + 1 < pattern.Length && pattern[p] == '-' && pattern[p + 1] != ']')
            {
                p++;
                last = Take(pattern, ref p);
            }

            isMember |= (c >= first && c <= last)
                || (ignoresCase && (IsBetween(char.ToLowerInvariant(c), first, last) || IsBetween(char.ToUpperInvariant(c), first, last)));
        }

        return false;
    }

    private static bool IsBetween(char c, char first, char last) => c >= first && c <= last;

    private static char Take(ReadOnlySpan<char> pattern, ref int p)
    {
        p += pattern[p] == '\\' && p + 1 < pattern.Length ? 1 : 0;
        return pattern[p++];
    }
}
