// SPDX-License-Identifier: MIT

using System.Globalization;

namespace System;

public static partial class Convert
{
    public static int ToInt32(string? value) => value == null ? 0 : int.Parse(value);

    public static int ToInt32(string? value, IFormatProvider? provider) => value == null ? 0 : int.Parse(value, provider);

    public static int ToInt32(string? value, int fromBase) => checked((int)FromBase(value, fromBase, 32));

    public static long ToInt64(string? value) => value == null ? 0 : long.Parse(value);

    public static long ToInt64(string? value, int fromBase) => FromBase(value, fromBase, 64);

    public static uint ToUInt32(string? value) => value == null ? 0 : uint.Parse(value);

    public static uint ToUInt32(string? value, int fromBase) => (uint)FromBase(value, fromBase, 32);

    public static ulong ToUInt64(string? value) => value == null ? 0 : ulong.Parse(value);

    public static ulong ToUInt64(string? value, int fromBase) => (ulong)FromBase(value, fromBase, 64);

    public static byte ToByte(string? value) => value == null ? (byte)0 : byte.Parse(value);

    public static byte ToByte(string? value, int fromBase)
    {
        long number = (uint)FromBase(value, fromBase, 32);
        return number <= 255 ? (byte)number : throw new OverflowException("Value was either too large or too small for an unsigned byte.");
    }

    public static double ToDouble(string? value) => value == null ? 0 : double.Parse(value);

    public static bool ToBoolean(string? value) => value != null && bool.Parse(value);

    public static bool ToBoolean(int value) => value != 0;

    /// <summary>Rounds half to even, as .NET's conversions do, unlike a cast.</summary>
    public static int ToInt32(double value)
    {
        double rounded = Math.Round(value);
        return rounded >= int.MinValue && rounded <= int.MaxValue ? (int)rounded : throw new OverflowException("Value was either too large or too small for an Int32.");
    }

    public static int ToInt32(bool value) => value ? 1 : 0;

    public static int ToInt32(char value) => value;

    public static int ToInt32(long value) => checked((int)value);

    public static int ToInt32(uint value) => checked((int)value);

    public static byte ToByte(int value) => checked((byte)value);

    public static char ToChar(int value) => checked((char)value);

    public static string ToString(int value) => value.ToString();

    public static string ToString(long value) => value.ToString();

    public static string ToString(bool value) => value.ToString();

    public static string ToString(char value) => value.ToString();

    public static string ToString(double value) => value.ToString();

    public static string ToString(object? value) => value?.ToString() ?? "";

    public static string ToString(byte value, int toBase) => ToBase(value, toBase);

    public static string ToString(short value, int toBase) => toBase == 10 ? value.ToString() : ToBase((ushort)value, toBase);

    public static string ToString(int value, int toBase) => toBase == 10 ? value.ToString() : ToBase((uint)value, toBase);

    public static string ToString(long value, int toBase) => toBase == 10 ? value.ToString() : ToBase((ulong)value, toBase);

    private static string ToBase(ulong value, int toBase)
    {
        if (toBase is not (2 or 8 or 10 or 16)) throw new ArgumentException("Invalid Base.");
        Span<char> digits = stackalloc char[64];
        int i = digits.Length;
        do
        {
            int digit = (int)(value % (uint)toBase);
            digits[--i] = (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
            value /= (uint)toBase;
        }
        while (value != 0);
        return digits.Slice(i).ToString();
    }

    /// <summary>Digits in base 2, 8, 10 or 16; other than decimal they are the bits, so the highest may be the sign.</summary>
    private static long FromBase(string? text, int fromBase, int width)
    {
        if (fromBase is not (2 or 8 or 10 or 16)) throw new ArgumentException("Invalid Base.");
        if (text == null) return 0;
        if (text.Length == 0) throw new ArgumentOutOfRangeException(null, "Index was out of range. Must be non-negative and less than the size of the collection.");
        if (fromBase == 10) return width == 32 ? int.Parse(text, NumberStyles.AllowLeadingSign) : long.Parse(text, NumberStyles.AllowLeadingSign);
        ReadOnlySpan<char> digits = text;
        if (digits[0] == '-') throw new ArgumentException("String cannot contain a minus sign if the base is not 10.");
        if (fromBase == 16 && digits.Length > 1 && digits[0] == '0' && digits[1] is 'x' or 'X') digits = digits.Slice(2);
        if (digits.IsEmpty) throw new FormatException("Could not find any recognizable digits.");
        ulong value = 0, max = width == 32 ? uint.MaxValue : ulong.MaxValue;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = Number.HexValue(digits[i]);
            if (digit < 0 || digit >= fromBase)
                throw new FormatException(i == 0 ? "Could not find any recognizable digits." : "Additional non-parsable characters are at the end of the string.");
            if (value > (max - (uint)digit) / (uint)fromBase)
                throw new OverflowException("Value was either too large or too small for a" + (width == 32 ? " UInt32." : " UInt64."));
            value = value * (uint)fromBase + (uint)digit;
        }
        return width == 32 ? (int)value : (long)value;
    }
}
