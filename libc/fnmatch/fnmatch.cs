// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>fnmatch.h: shell patterns (POSIX.1-2008 XCU §2.13).</summary>
public static unsafe partial class C
{
    private const int FNM_PATHNAME = 1;
    private const int FNM_NOESCAPE = 2;
    private const int FNM_PERIOD = 4;
    private const int FNM_LEADING_DIR = 8;
    private const int FNM_CASEFOLD = 16;
    private const int FNM_NOMATCH = 1;

    /// <summary>
    /// Goes back only to the last star: an earlier one could gain nothing that the last cannot, so the time is at most the product of
    /// the lengths. With FNM_PATHNAME that holds within one component of the path, as no star crosses a slash.
    /// </summary>
    [RuntimeExport("fnmatch")]
    public static int fnmatch(byte* pattern, byte* text, int flags)
    {
        byte* start = text;
        byte* afterStar = null;
        byte* starText = null;
        while (true)
        {
            if (*text == 0 && *pattern == 0)
            {
                return 0;
            }

            if (*pattern == 0 && *text == '/' && (flags & FNM_LEADING_DIR) != 0)
            {
                return 0;
            }

            if (*pattern == '*' && !IsLeadingPeriod(start, text, flags))
            {
                while (*pattern == '*')
                {
                    pattern++;
                }

                afterStar = pattern;
                starText = text;
                continue;
            }

            byte* nextPattern = pattern;
            byte* nextText = text;
            if (*text != 0 && *pattern != 0 && MatchOne(ref nextPattern, ref nextText, start, flags))
            {
                if (*text == '/' && (flags & FNM_PATHNAME) != 0)
                {
                    afterStar = null;
                }

                pattern = nextPattern;
                text = nextText;
                continue;
            }

            if (afterStar == null || *starText == 0 || (*starText == '/' && (flags & FNM_PATHNAME) != 0))
            {
                return FNM_NOMATCH;
            }

            uint skipped;
            starText += BracketExpression.Decode(starText, out skipped);
            text = starText;
            pattern = afterStar;
        }
    }

    private static bool MatchOne(ref byte* pattern, ref byte* text, byte* start, int flags)
    {
        uint c, wanted;
        int length = BracketExpression.Decode(text, out c);
        bool isSlash = c == '/' && (flags & FNM_PATHNAME) != 0;
        bool folds = (flags & FNM_CASEFOLD) != 0;
        if (*pattern == '?')
        {
            pattern++;
            text += length;
            return !isSlash && !IsLeadingPeriod(start, text - length, flags);
        }

        if (*pattern == '[')
        {
            byte* end = BracketExpression.End(pattern, (flags & FNM_NOESCAPE) == 0, (flags & FNM_PATHNAME) != 0);
            if (end != null)
            {
                bool matches = !isSlash && !IsLeadingPeriod(start, text, flags) && BracketExpression.Matches(pattern, end, c, folds, (flags & FNM_NOESCAPE) == 0);
                pattern = end;
                text += length;
                return matches;
            }
        }

        if (*pattern == '\\' && (flags & FNM_NOESCAPE) == 0)
        {
            if (pattern[1] == 0)
            {
                return false;
            }

            pattern++;
        }

        pattern += BracketExpression.Decode(pattern, out wanted);
        text += length;
        return wanted == c || (folds && towlower(wanted) == towlower(c));
    }

    private static bool IsLeadingPeriod(byte* start, byte* text, int flags) =>
        *text == '.' && (flags & FNM_PERIOD) != 0 && (text == start || (text[-1] == '/' && (flags & FNM_PATHNAME) != 0));
}
