// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>string.h, strings.h, stdlib.h and wchar.h with a locale, of which there is one.</summary>
public static unsafe partial class C
{
    [RuntimeExport("strcoll_l")]
    public static int strcoll_l(byte* left, byte* right, void* locale) => strcoll(left, right);

    [RuntimeExport("strxfrm_l")]
    public static nuint strxfrm_l(byte* target, byte* source, nuint count, void* locale) => strxfrm(target, source, count);

    [RuntimeExport("strerror_l")]
    public static byte* strerror_l(int number, void* locale) => strerror(number);

    [RuntimeExport("strcasecmp_l")]
    public static int strcasecmp_l(byte* left, byte* right, void* locale) => strcasecmp(left, right);

    [RuntimeExport("strncasecmp_l")]
    public static int strncasecmp_l(byte* left, byte* right, nuint count, void* locale) => strncasecmp(left, right, count);

    [RuntimeExport("strtod_l")]
    public static double strtod_l(byte* text, byte** end, void* locale) => strtod(text, end);

    [RuntimeExport("strtof_l")]
    public static float strtof_l(byte* text, byte** end, void* locale) => strtof(text, end);

    [RuntimeExport("wcscoll_l")]
    public static int wcscoll_l(int* left, int* right, void* locale) => wcscoll(left, right);

    [RuntimeExport("wcsxfrm_l")]
    public static nuint wcsxfrm_l(int* target, int* source, nuint count, void* locale) => wcsxfrm(target, source, count);

    [RuntimeExport("wcscasecmp_l")]
    public static int wcscasecmp_l(int* left, int* right, void* locale) => wcscasecmp(left, right);

    [RuntimeExport("wcsncasecmp_l")]
    public static int wcsncasecmp_l(int* left, int* right, nuint count, void* locale) => wcsncasecmp(left, right, count);

    [RuntimeExport("strftime_l")]
    public static nuint strftime_l(byte* buffer, nuint size, byte* format, BrokenTime* time, void* locale) => strftime(buffer, size, format, time);

    /// <summary>Digits compare as numbers, and among those with zeros in front as fractions (GNU strverscmp()).</summary>
    [RuntimeExport("strverscmp")]
    public static int strverscmp(byte* left, byte* right)
    {
        int i = 0;
        int start = 0;
        bool isZeros = true;
        for (; left[i] == right[i]; i++)
        {
            if (left[i] == 0)
            {
                return 0;
            }

            if (isdigit(left[i]) == 0)
            {
                start = i + 1;
                isZeros = true;
            }
            else if (left[i] != '0')
            {
                isZeros = false;
            }
        }

        bool leftDigit = isdigit(left[i]) != 0;
        bool rightDigit = isdigit(right[i]) != 0;
        if (isZeros && start < i && (leftDigit || rightDigit))
        {
            // After a common prefix of zeros: a digit makes the number a smaller fraction.
            return !rightDigit ? -1 : !leftDigit ? 1 : left[i] - right[i];
        }

        // A zero in front makes a fraction of what was alike and goes on: its digits compare one by one, as other characters do.
        if (start < i ? left[start] != '0' : leftDigit && rightDigit && left[i] != '0' && right[i] != '0')
        {
            int j = i;
            while (isdigit(left[j]) != 0 && isdigit(right[j]) != 0)
            {
                j++;
            }

            bool leftLonger = isdigit(left[j]) != 0;
            if (leftLonger != (isdigit(right[j]) != 0))
            {
                return leftLonger ? 1 : -1;
            }
        }

        return left[i] - right[i];
    }
}
