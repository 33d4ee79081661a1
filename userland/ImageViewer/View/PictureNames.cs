// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;

namespace Skift.ImageViewer.View;

/// <summary>Which of a folder's files are pictures, and in which order they come.</summary>
public static class PictureNames
{
    private static readonly string[] s_extensions =
    {
        ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".ppm", ".pgm", ".pbm", ".pnm", ".pam", ".qoi",
    };

    /// <summary>Whether a file is taken for a picture by its name. Hidden files are not.</summary>
    public static bool IsPicture(string name)
    {
        if (name.Length == 0 || name[0] == '.')
            return false;
        foreach (string extension in s_extensions)
        {
            if (EndsWithIgnoringCase(name, extension))
                return true;
        }

        return false;
    }

    /// <summary>Sorts names so that 2 comes before 10.</summary>
    public static void Sort(List<string> names) => names.Sort(Compare);

    internal static int Compare(string left, string right)
    {
        int i = 0;
        int j = 0;
        while (i < left.Length && j < right.Length)
        {
            if (IsDigit(left[i]) && IsDigit(right[j]))
            {
                int byNumber = CompareNumbers(left, ref i, right, ref j);
                if (byNumber != 0)
                    return byNumber;
                continue;
            }

            if (left[i] != right[j])
                return left[i] - right[j];
            i++;
            j++;
        }

        int byRest = (left.Length - i) - (right.Length - j);
        return byRest != 0 ? byRest : string.CompareOrdinal(left, right);
    }

    /// <summary>Compares two runs of digits by value: without leading zeros the longer one is larger.</summary>
    private static int CompareNumbers(string left, ref int i, string right, ref int j)
    {
        SkipZeros(left, ref i);
        SkipZeros(right, ref j);
        int startLeft = i;
        int startRight = j;
        int byDigit = 0;
        while (i < left.Length && IsDigit(left[i]) && j < right.Length && IsDigit(right[j]))
        {
            if (byDigit == 0)
                byDigit = left[i] - right[j];
            i++;
            j++;
        }

        int moreLeft = i < left.Length && IsDigit(left[i]) ? 1 : 0;
        int moreRight = j < right.Length && IsDigit(right[j]) ? 1 : 0;
        return moreLeft != moreRight ? moreLeft - moreRight : startLeft == i && startRight == j ? 0 : byDigit;
    }

    private static void SkipZeros(string text, ref int index)
    {
        while (index + 1 < text.Length && text[index] == '0' && IsDigit(text[index + 1]))
            index++;
    }

    private static bool IsDigit(char character) => character is >= '0' and <= '9';

    private static bool EndsWithIgnoringCase(string name, string lowerCase)
    {
        if (name.Length <= lowerCase.Length)
            return false;
        for (int i = 0; i < lowerCase.Length; i++)
        {
            char character = name[name.Length - lowerCase.Length + i];
            if (character is >= 'A' and <= 'Z')
                character = (char)(character + ('a' - 'A'));
            if (character != lowerCase[i])
                return false;
        }

        return true;
    }
}
