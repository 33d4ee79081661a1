using Internal.Runtime.CompilerHelpers;

namespace System;

// Checked conversions and multiplications that compiled code calls by name.
public static partial class Math
{
    private const double Two31 = 2147483648.0;
    private const double Two32 = 4294967296.0;
    private const double Two63 = 9223372036854775808.0;
    private const double Two64 = 18446744073709551616.0;

    private static int ConvertToInt32Checked(double value)
    {
        // Written so that NaN fails.
        if (!(value > -Two31 - 1 && value < Two31))
            ThrowHelpers.ThrowOverflowException();
        return (int)value;
    }

    private static uint ConvertToUInt32Checked(double value)
    {
        if (!(value > -1.0 && value < Two32))
            ThrowHelpers.ThrowOverflowException();
        return (uint)(long)value;
    }

    private static long ConvertToInt64Checked(double value)
    {
        // Near -2^63 the next smaller double is 1024 away, so "-2^63 included" is exact.
        if (!(value >= -Two63 && value < Two63))
            ThrowHelpers.ThrowOverflowException();
        return (long)value;
    }

    private static ulong ConvertToUInt64Checked(double value)
    {
        if (!(value > -1.0 && value < Two64))
            ThrowHelpers.ThrowOverflowException();
        return value < Two63 ? (ulong)(long)value : (ulong)(long)(value - Two63) + 0x8000000000000000;
    }

    private static long MultiplyChecked(long left, long right)
    {
        ulong low = MultiplyFull(Magnitude(left), Magnitude(right), out ulong high);
        bool isNegative = (left ^ right) < 0;
        if (high != 0 || low > (isNegative ? 0x8000000000000000 : (ulong)long.MaxValue))
            ThrowHelpers.ThrowOverflowException();
        return isNegative ? -(long)low : (long)low;
    }

    private static ulong MultiplyChecked(ulong left, ulong right)
    {
        ulong low = MultiplyFull(left, right, out ulong high);
        if (high != 0)
            ThrowHelpers.ThrowOverflowException();
        return low;
    }

    private static ulong Magnitude(long value) => value < 0 ? 0 - (ulong)value : (ulong)value;

    private static ulong MultiplyFull(ulong a, ulong b, out ulong high)
    {
        ulong low = (a & 0xFFFFFFFF) * (b & 0xFFFFFFFF);
        ulong middle = (a >> 32) * (b & 0xFFFFFFFF) + (low >> 32);
        ulong other = (a & 0xFFFFFFFF) * (b >> 32) + (middle & 0xFFFFFFFF);
        high = (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32);
        return a * b;
    }
}
