// SPDX-License-Identifier: MIT
namespace System.IO;

/// <summary>
/// Names against patterns. In the manner of Windows, which .NET's methods without options follow everywhere, <c>*.*</c> is any name, a
/// pattern that ends with <c>*.</c> is a name without a dot there, <c>?</c> is also no character before a dot and at the end, and a dot before a
/// wildcard also matches the end.
/// </summary>
internal static class FileNamePattern
{
    internal static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name, EnumerationOptions options)
    {
        bool isWin32 = options.MatchType == MatchType.Win32;
        if (isWin32 && pattern is "" or "." or "*.*") return true;
        return Matches(pattern, name, isWin32, options.MatchCasing == MatchCasing.CaseInsensitive);
    }

    /// <remarks>On a mismatch the last star takes one character more; earlier ones need not be tried again.</remarks>
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name, bool isWin32, bool ignoresCase)
    {
        int p = 0, n = 0, star = -1, resume = 0;
        while (true)
        {
            if (isWin32 && pattern[p..] is "*.") return name[n..].IndexOf('.') < 0 || name[n..].IndexOf('.') == name.Length - n - 1;
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = n;
                continue;
            }

            if (p == pattern.Length && n == name.Length) return true;
            if (p < pattern.Length && Step(pattern, ref p, name, ref n, isWin32, ignoresCase)) continue;
            if (star < 0 || resume == name.Length) return false;
            p = star + 1;
            n = ++resume;
        }
    }

    private static bool Step(ReadOnlySpan<char> pattern, ref int p, ReadOnlySpan<char> name, ref int n, bool isWin32, bool ignoresCase)
    {
        char wanted = pattern[p];
        bool isAtEnd = n == name.Length;
        bool isOptional = isWin32 && (wanted == '?' ? isAtEnd || name[n] == '.' : wanted == '.' && isAtEnd && p + 1 < pattern.Length && pattern[p + 1] is '?' or '*');
        if (isOptional)
        {
            p++;
            return true;
        }

        if (isAtEnd) return false;
        bool isEqual = wanted == '?' || wanted == name[n] || (ignoresCase && char.ToUpperInvariant(wanted) == char.ToUpperInvariant(name[n]));
        if (!isEqual) return false;
        p++;
        n++;
        return true;
    }
}
