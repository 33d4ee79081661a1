// SPDX-License-Identifier: MIT
using System;

namespace Skift.Coreutils;

/// <summary>Numbers inside text, of any length, compared without converting them.</summary>
internal static class NumberText
{
    private const string Suffixes = "KMGTPEZY";

    /// <summary>By the decimal number after leading blanks; text without one counts as 0.</summary>
    public static int Compare(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        bool isNegativeA = Split(a, out ReadOnlySpan<char> wholeA, out ReadOnlySpan<char> fractionA, out _);
        bool isNegativeB = Split(b, out ReadOnlySpan<char> wholeB, out ReadOnlySpan<char> fractionB, out _);
        if (isNegativeA != isNegativeB) return isNegativeA ? -1 : 1;

        int order = wholeA.Length != wholeB.Length ? wholeA.Length - wholeB.Length : wholeA.SequenceCompareTo(wholeB);
        order = order != 0 ? order : fractionA.SequenceCompareTo(fractionB);
        return isNegativeA ? -order : order;
    }

    /// <summary>By sign, then by suffix, then by number, as <c>du -h</c> and <c>ls -h</c> write them.</summary>
    public static int CompareHuman(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        bool isNegativeA = Split(a, out _, out _, out char suffixA);
        bool isNegativeB = Split(b, out _, out _, out char suffixB);
        if (isNegativeA != isNegativeB || suffixA == suffixB) return Compare(a, b);

        int order = Suffixes.IndexOf(char.ToUpperInvariant(suffixA)) - Suffixes.IndexOf(char.ToUpperInvariant(suffixB));
        return order == 0 ? Compare(a, b) : isNegativeA ? -order : order;
    }

    /// <summary>The longest number at the start, or what sorts before all numbers.</summary>
    public static double ToDouble(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        for (int length = text.Length; length > 0; length--)
        {
            if (double.TryParse(text.Slice(0, length), out double value)) return value;
        }

        return double.NegativeInfinity;
    }

    /// <returns>Whether the number is negative; zero never is.</returns>
    private static bool Split(ReadOnlySpan<char> text, out ReadOnlySpan<char> whole, out ReadOnlySpan<char> fraction, out char suffix)
    {
        text = text.TrimStart(" \t");
        bool isNegative = text.Length > 0 && text[0] == '-';
        text = isNegative ? text.Slice(1) : text;
        int digits = CountDigits(text);
        whole = text.Slice(0, digits).TrimStart('0');
        fraction = default;
        if (digits < text.Length && text[digits] == '.')
        {
            int decimals = CountDigits(text.Slice(digits + 1));
            fraction = text.Slice(digits + 1, decimals).TrimEnd('0');
            digits += 1 + decimals;
        }

        suffix = digits < text.Length ? text[digits] : '\0';
        return isNegative && (whole.Length > 0 || fraction.Length > 0);
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
        {
            count++;
        }

        return count;
    }
}
