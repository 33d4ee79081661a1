// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>wchar.h: numbers, by the scanners of the byte functions.</summary>
public static unsafe partial class C
{
    [RuntimeExport("wcstol")]
    public static long wcstol(int* text, int** end, int radix)
    {
        IntegerScanner number = ScanWideInteger(text, end, radix);
        ulong limit = (ulong)long.MaxValue + (number.IsNegative ? 1UL : 0);
        if (number.HasOverflowed || number.Magnitude > limit)
        {
            Error.Current = (int)Errno.ERANGE;
            return number.IsNegative ? long.MinValue : long.MaxValue;
        }

        return number.IsNegative ? (long)(0 - number.Magnitude) : (long)number.Magnitude;
    }

    [RuntimeExport("wcstoul")]
    public static ulong wcstoul(int* text, int** end, int radix)
    {
        IntegerScanner number = ScanWideInteger(text, end, radix);
        if (number.HasOverflowed)
        {
            Error.Current = (int)Errno.ERANGE;
            return ulong.MaxValue;
        }

        return number.IsNegative ? 0 - number.Magnitude : number.Magnitude;
    }

    [RuntimeExport("wcstoll")]
    public static long wcstoll(int* text, int** end, int radix) => wcstol(text, end, radix);

    [RuntimeExport("wcstoull")]
    public static ulong wcstoull(int* text, int** end, int radix) => wcstoul(text, end, radix);

    [RuntimeExport("wcstoimax")]
    public static long wcstoimax(int* text, int** end, int radix) => wcstol(text, end, radix);

    [RuntimeExport("wcstoumax")]
    public static ulong wcstoumax(int* text, int** end, int radix) => wcstoul(text, end, radix);

    [RuntimeExport("wcstod")]
    public static double wcstod(int* text, int** end) => ScanWideFloat(text, end, 53).ToDouble();

    [RuntimeExport("wcstof")]
    public static float wcstof(int* text, int** end) => ScanWideFloat(text, end, 24).ToFloat();

    /// <summary>wcstold, through memory: see strtold.</summary>
    [RuntimeExport("skift_wcstold")]
    public static void wcstold(Float80* result, int* text, int** end) => *result = ScanWideFloat(text, end, 64).ToLongDouble();

    private static IntegerScanner ScanWideInteger(int* text, int** end, int radix)
    {
        IntegerScanner number = default;
        int* start = SkipWideBlanks(text);
        if (radix is < 0 or 1 or > 36)
        {
            Error.Current = (int)Errno.EINVAL;
        }
        else
        {
            WideMemory memory = default;
            FILE file;
            byte* buffer = stackalloc byte[FILE.PushbackSize + WideMemory.BufferSize];
            memory.Data = start;
            WideMemory.Attach(&memory, &file, buffer, FileFlags.CanRead);
            CharSource source = CharSource.OfFile(&file);
            number.Scan(ref source, radix);
        }

        if (end != null)
        {
            *end = number.Length == 0 ? text : start + number.Length;
        }

        return number;
    }

    private static FloatScanner ScanWideFloat(int* text, int** end, int precision)
    {
        int* start = SkipWideBlanks(text);
        WideMemory memory = default;
        FILE file;
        byte* buffer = stackalloc byte[FILE.PushbackSize + WideMemory.BufferSize];
        memory.Data = start;
        WideMemory.Attach(&memory, &file, buffer, FileFlags.CanRead);
        CharSource source = CharSource.OfFile(&file);
        FloatScanner number = default;
        number.Scan(ref source, precision);
        if (number.Length == 0)
        {
            number = default;
        }

        if (end != null)
        {
            *end = number.Length == 0 ? text : start + number.Length;
        }

        if (number.IsOutOfRange)
        {
            Error.Current = (int)Errno.ERANGE;
        }

        return number;
    }

    private static int* SkipWideBlanks(int* text)
    {
        while (iswspace((uint)*text) != 0)
        {
            text++;
        }

        return text;
    }
}
