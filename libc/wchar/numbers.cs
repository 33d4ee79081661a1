// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>wchar.h: numbers, read by the byte functions from what of the text can belong to one, which is all ASCII.</summary>
public static unsafe partial class C
{
    private const int WideNumberSize = 1024;

    [RuntimeExport("wcstol")]
    public static long wcstol(int* text, int** end, int radix)
    {
        byte* narrow = stackalloc byte[WideNumberSize];
        int* start = Narrow(text, narrow);
        byte* stop;
        long value = strtol(narrow, &stop, radix);
        SetEnd(end, text, start, narrow, stop);
        return value;
    }

    [RuntimeExport("wcstoul")]
    public static ulong wcstoul(int* text, int** end, int radix)
    {
        byte* narrow = stackalloc byte[WideNumberSize];
        int* start = Narrow(text, narrow);
        byte* stop;
        ulong value = strtoul(narrow, &stop, radix);
        SetEnd(end, text, start, narrow, stop);
        return value;
    }

    [RuntimeExport("wcstoll")]
    public static long wcstoll(int* text, int** end, int radix) => wcstol(text, end, radix);

    [RuntimeExport("wcstoull")]
    public static ulong wcstoull(int* text, int** end, int radix) => wcstoul(text, end, radix);

    [RuntimeExport("wcstoimax")]
    public static long wcstoimax(int* text, int** end, int radix) => wcstol(text, end, radix);

    [RuntimeExport("wcstoumax")]
    public static ulong wcstoumax(int* text, int** end, int radix) => wcstoul(text, end, radix);

    [Partial("of more than 1023 digits")]
    [RuntimeExport("wcstod")]
    public static double wcstod(int* text, int** end)
    {
        byte* narrow = stackalloc byte[WideNumberSize];
        int* start = Narrow(text, narrow);
        byte* stop;
        double value = strtod(narrow, &stop);
        SetEnd(end, text, start, narrow, stop);
        return value;
    }

    [Partial("of more than 1023 digits")]
    [RuntimeExport("wcstof")]
    public static float wcstof(int* text, int** end)
    {
        byte* narrow = stackalloc byte[WideNumberSize];
        int* start = Narrow(text, narrow);
        byte* stop;
        float value = strtof(narrow, &stop);
        SetEnd(end, text, start, narrow, stop);
        return value;
    }

    private static int* Narrow(int* text, byte* narrow)
    {
        while (iswspace((uint)*text) != 0)
        {
            text++;
        }

        int count = 0;
        for (; count < WideNumberSize - 1 && text[count] is > 0 and < 128; count++)
        {
            narrow[count] = (byte)text[count];
        }

        narrow[count] = 0;
        return text;
    }

    private static void SetEnd(int** end, int* text, int* start, byte* narrow, byte* stop)
    {
        if (end != null)
        {
            *end = stop == narrow ? text : start + (stop - narrow);
        }
    }
}
