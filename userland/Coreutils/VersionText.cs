// SPDX-License-Identifier: MIT
using System;

namespace Skift.Coreutils;

/// <summary>Text in which runs of digits compare as numbers, for <c>ls -v</c> and <c>sort -V</c>.</summary>
internal static class VersionText
{
    public static int Compare(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        int i = 0;
        int j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (char.IsAsciiDigit(a[i]) && char.IsAsciiDigit(b[j]))
            {
                ReadOnlySpan<char> left = TakeNumber(a, ref i);
                ReadOnlySpan<char> right = TakeNumber(b, ref j);
                int order = left.Length != right.Length ? left.Length - right.Length : left.SequenceCompareTo(right);
                if (order != 0) return order;
            }
            else if (a[i] != b[j])
            {
                return a[i] - b[j];
            }
            else
            {
                i++;
                j++;
            }
        }

        return a.Length - i - (b.Length - j);
    }

    private static ReadOnlySpan<char> TakeNumber(ReadOnlySpan<char> text, ref int index)
    {
        int start = index;
        while (index < text.Length && char.IsAsciiDigit(text[index]))
        {
            index++;
        }

        return text.Slice(start, index - start).TrimStart('0');
    }
}
