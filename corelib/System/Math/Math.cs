// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace System;

public static partial class Math
{
    public const double E = 2.7182818284590452354;
    public const double PI = 3.14159265358979323846;
    public const double Tau = 6.283185307179586476925;

    public static sbyte Abs(sbyte value) => value >= 0 ? value : value == sbyte.MinValue ? ThrowMinimum<sbyte>() : (sbyte)-value;

    public static short Abs(short value) => value >= 0 ? value : value == short.MinValue ? ThrowMinimum<short>() : (short)-value;

    public static int Abs(int value) => value >= 0 ? value : value == int.MinValue ? ThrowMinimum<int>() : -value;

    public static long Abs(long value) => value >= 0 ? value : value == long.MinValue ? ThrowMinimum<long>() : -value;

    public static nint Abs(nint value) => value >= 0 ? value : value == nint.MinValue ? ThrowMinimum<nint>() : -value;

    public static float Abs(float value) => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0x7FFFFFFF);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double value) => BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(value) & 0x7FFFFFFFFFFFFFFF);

    [DoesNotReturn]
    private static T ThrowMinimum<T>() => throw new OverflowException("Negating the minimum value of a twos complement number is invalid.");

    public static byte Max(byte val1, byte val2) => val1 >= val2 ? val1 : val2;

    public static sbyte Max(sbyte val1, sbyte val2) => val1 >= val2 ? val1 : val2;

    public static short Max(short val1, short val2) => val1 >= val2 ? val1 : val2;

    public static ushort Max(ushort val1, ushort val2) => val1 >= val2 ? val1 : val2;

    public static int Max(int val1, int val2) => val1 >= val2 ? val1 : val2;

    public static uint Max(uint val1, uint val2) => val1 >= val2 ? val1 : val2;

    public static long Max(long val1, long val2) => val1 >= val2 ? val1 : val2;

    public static ulong Max(ulong val1, ulong val2) => val1 >= val2 ? val1 : val2;

    public static nint Max(nint val1, nint val2) => val1 >= val2 ? val1 : val2;

    public static nuint Max(nuint val1, nuint val2) => val1 >= val2 ? val1 : val2;

    // IEEE 754-2019 maximum and minimum: NaN wins, and +0 is greater than -0.
    public static double Max(double val1, double val2) =>
        val1 != val2 ? (double.IsNaN(val1) || val1 > val2 ? val1 : val2) : double.IsNegative(val1) ? val2 : val1;

    public static float Max(float val1, float val2) =>
        val1 != val2 ? (float.IsNaN(val1) || val1 > val2 ? val1 : val2) : float.IsNegative(val1) ? val2 : val1;

    public static byte Min(byte val1, byte val2) => val1 <= val2 ? val1 : val2;

    public static sbyte Min(sbyte val1, sbyte val2) => val1 <= val2 ? val1 : val2;

    public static short Min(short val1, short val2) => val1 <= val2 ? val1 : val2;

    public static ushort Min(ushort val1, ushort val2) => val1 <= val2 ? val1 : val2;

    public static int Min(int val1, int val2) => val1 <= val2 ? val1 : val2;

    public static uint Min(uint val1, uint val2) => val1 <= val2 ? val1 : val2;

    public static long Min(long val1, long val2) => val1 <= val2 ? val1 : val2;

    public static ulong Min(ulong val1, ulong val2) => val1 <= val2 ? val1 : val2;

    public static nint Min(nint val1, nint val2) => val1 <= val2 ? val1 : val2;

    public static nuint Min(nuint val1, nuint val2) => val1 <= val2 ? val1 : val2;

    public static double Min(double val1, double val2) =>
        val1 != val2 ? (double.IsNaN(val1) || val1 < val2 ? val1 : val2) : double.IsNegative(val1) ? val1 : val2;

    public static float Min(float val1, float val2) =>
        val1 != val2 ? (float.IsNaN(val1) || val1 < val2 ? val1 : val2) : float.IsNegative(val1) ? val1 : val2;

    public static double MaxMagnitude(double x, double y)
    {
        double ax = Abs(x), ay = Abs(y);
        return ax > ay || double.IsNaN(ax) ? x : ax == ay && !double.IsNegative(x) ? x : y;
    }

    public static double MinMagnitude(double x, double y)
    {
        double ax = Abs(x), ay = Abs(y);
        return ax < ay || double.IsNaN(ax) ? x : ax == ay && double.IsNegative(x) ? x : y;
    }

    public static int Sign(int value) => (value >> 31) | (int)((uint)-value >> 31);

    public static int Sign(sbyte value) => Sign((int)value);

    public static int Sign(short value) => Sign((int)value);

    public static int Sign(long value) => value < 0 ? -1 : value > 0 ? 1 : 0;

    public static int Sign(nint value) => Sign((long)value);

    public static int Sign(double value) =>
        value < 0 ? -1 : value > 0 ? 1 : value == 0 ? 0 : throw new ArithmeticException("Function does not accept floating point Not-a-Number values.");

    public static int Sign(float value) => Sign((double)value);

    public static byte Clamp(byte value, byte min, byte max) => min > max ? ThrowMinMax(min, max) : value < min ? min : value > max ? max : value;

    public static sbyte Clamp(sbyte value, sbyte min, sbyte max) => min > max ? ThrowMinMax(min, max) : value < min ? min : value > max ? max : value;

    public static short Clamp(short value, short min, short max) => min > max ? ThrowMinMax(min, max) : value < min ? min : value > max ? max : value;

    public static ushort Clamp(ushort value, ushort min, ushort max) => min > max ? ThrowMinMax(min, max) : value < min ? min : value > max ? max : value;

    public static int Clamp(int value, int min, int max) => min > max ? ThrowMinMax(min, max) : value < min ? min : value > max ? max : value;

    public static uint Clamp(uint value, uint min, uint max) => min > max ? ThrowMinMax(min, max) : value < min ? min : value > max ? max : value;

    public static long Clamp(long value, long min, long max) => min > max ? ThrowMinMax(min, max) : value < min ? min : value > max ? max : value;

    public static ulong Clamp(ulong value, ulong min, ulong max) => min > max ? ThrowMinMax(min, max) : value < min ? min : value > max ? max : value;

    public static nint Clamp(nint value, nint min, nint max) => min > max ? ThrowMinMax(min, max) : value < min ? min : value > max ? max : value;

    public static nuint Clamp(nuint value, nuint min, nuint max) => min > max ? ThrowMinMax(min, max) : value < min ? min : value > max ? max : value;

    public static float Clamp(float value, float min, float max) => min > max ? ThrowMinMax(min, max) : value < min ? min : value > max ? max : value;

    public static double Clamp(double value, double min, double max) => min > max ? ThrowMinMax(min, max) : value < min ? min : value > max ? max : value;

    [DoesNotReturn]
    private static T ThrowMinMax<T>(T min, T max) where T : struct =>
        throw new ArgumentException("'" + min.ToString() + "' cannot be greater than " + max.ToString() + ".");

    public static int DivRem(int a, int b, out int result)
    {
        int quotient = a / b;
        result = a - quotient * b;
        return quotient;
    }

    public static long DivRem(long a, long b, out long result)
    {
        long quotient = a / b;
        result = a - quotient * b;
        return quotient;
    }

    public static (int Quotient, int Remainder) DivRem(int left, int right) => (left / right, left % right);

    public static (uint Quotient, uint Remainder) DivRem(uint left, uint right) => (left / right, left % right);

    public static (long Quotient, long Remainder) DivRem(long left, long right) => (left / right, left % right);

    public static (ulong Quotient, ulong Remainder) DivRem(ulong left, ulong right) => (left / right, left % right);

    public static (nint Quotient, nint Remainder) DivRem(nint left, nint right) => (left / right, left % right);

    public static (nuint Quotient, nuint Remainder) DivRem(nuint left, nuint right) => (left / right, left % right);

    public static long BigMul(int a, int b) => (long)a * b;

    public static ulong BigMul(uint a, uint b) => (ulong)a * b;

    /// <summary>The full 128-bit product, from four 64-bit ones (Knuth, TAOCP vol. 2, 4.3.1, algorithm M).</summary>
    public static ulong BigMul(ulong a, ulong b, out ulong low)
    {
        ulong aLow = (uint)a, aHigh = a >> 32, bLow = (uint)b, bHigh = b >> 32;
        ulong bottom = aLow * bLow;
        ulong middle = aHigh * bLow + (bottom >> 32);
        ulong carry = aLow * bHigh + (uint)middle;
        low = (carry << 32) | (uint)bottom;
        return aHigh * bHigh + (middle >> 32) + (carry >> 32);
    }

    public static long BigMul(long a, long b, out long low)
    {
        ulong high = BigMul((ulong)a, (ulong)b, out ulong bits);
        low = (long)bits;
        return (long)high - ((a >> 63) & b) - ((b >> 63) & a);
    }
}
