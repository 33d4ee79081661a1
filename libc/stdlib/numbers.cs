// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Text to numbers, and integer arithmetic of stdlib.h.</summary>
public static unsafe partial class C
{
    [RuntimeExport("strtol")]
    public static long strtol(byte* text, byte** end, int radix)
    {
        ScanInteger(text, end, radix, out IntegerScanner number);
        ulong limit = (ulong)long.MaxValue + (number.IsNegative ? 1UL : 0);
        if (number.HasOverflowed || number.Magnitude > limit)
        {
            Error.Current = (int)Errno.ERANGE;
            return number.IsNegative ? long.MinValue : long.MaxValue;
        }

        return number.IsNegative ? (long)(0 - number.Magnitude) : (long)number.Magnitude;
    }

    [RuntimeExport("strtoul")]
    public static ulong strtoul(byte* text, byte** end, int radix)
    {
        ScanInteger(text, end, radix, out IntegerScanner number);
        if (number.HasOverflowed)
        {
            Error.Current = (int)Errno.ERANGE;
            return ulong.MaxValue;
        }

        return number.IsNegative ? 0 - number.Magnitude : number.Magnitude;
    }

    [RuntimeExport("strtoll")]
    public static long strtoll(byte* text, byte** end, int radix) => strtol(text, end, radix);

    [RuntimeExport("strtoull")]
    public static ulong strtoull(byte* text, byte** end, int radix) => strtoul(text, end, radix);

    [RuntimeExport("strtoimax")]
    public static long strtoimax(byte* text, byte** end, int radix) => strtol(text, end, radix);

    [RuntimeExport("strtoumax")]
    public static ulong strtoumax(byte* text, byte** end, int radix) => strtoul(text, end, radix);

    [RuntimeExport("atoi")]
    public static int atoi(byte* text) => (int)strtol(text, null, 10);

    [RuntimeExport("atol")]
    public static long atol(byte* text) => strtol(text, null, 10);

    [RuntimeExport("atoll")]
    public static long atoll(byte* text) => strtol(text, null, 10);

    [RuntimeExport("strtod")]
    public static double strtod(byte* text, byte** end) => ScanFloat(text, end, 53).ToDouble();

    [RuntimeExport("atof")]
    public static double atof(byte* text) => strtod(text, null);

    [RuntimeExport("strtof")]
    public static float strtof(byte* text, byte** end) => ScanFloat(text, end, 24).ToFloat();

    /// <summary>strtold, through memory: the result register is the x87 stack, which the stub in <c>cstart/Variadic.S</c> loads.</summary>
    [RuntimeExport("skift_strtold")]
    public static void strtold(Float80* result, byte* text, byte** end) => *result = ScanFloat(text, end, 64).ToLongDouble();

    [RuntimeExport("abs")]
    public static int abs(int value) => value < 0 ? unchecked(-value) : value;

    [RuntimeExport("labs")]
    public static long labs(long value) => value < 0 ? unchecked(-value) : value;

    [RuntimeExport("llabs")]
    public static long llabs(long value) => labs(value);

    [RuntimeExport("imaxabs")]
    public static long imaxabs(long value) => labs(value);

    public struct div_t
    {
        public int quot;
        public int rem;
    }

    public struct ldiv_t
    {
        public long quot;
        public long rem;
    }

    [RuntimeExport("div")]
    public static div_t div(int numerator, int denominator) => new() { quot = numerator / denominator, rem = numerator % denominator };

    [RuntimeExport("ldiv")]
    public static ldiv_t ldiv(long numerator, long denominator) => new() { quot = numerator / denominator, rem = numerator % denominator };

    [RuntimeExport("lldiv")]
    public static ldiv_t lldiv(long numerator, long denominator) => ldiv(numerator, denominator);

    [RuntimeExport("imaxdiv")]
    public static ldiv_t imaxdiv(long numerator, long denominator) => ldiv(numerator, denominator);

    private static void ScanInteger(byte* text, byte** end, int radix, out IntegerScanner number)
    {
        number = default;
        byte* start = text;
        if (radix is < 0 or 1 or > 36)
        {
            Error.Current = (int)Errno.EINVAL;
        }
        else
        {
            while (isspace(*start) != 0)
            {
                start++;
            }

            CharSource source = CharSource.OfNumber(start);
            number.Scan(ref source, radix);
        }

        if (end != null)
        {
            *end = number.Length == 0 ? text : start + number.Length;
        }
    }

    private static FloatScanner ScanFloat(byte* text, byte** end, int precision)
    {
        byte* start = text;
        while (isspace(*start) != 0)
        {
            start++;
        }

        CharSource source = CharSource.OfNumber(start);
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
}
