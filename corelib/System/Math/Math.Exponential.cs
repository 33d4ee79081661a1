// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace System;

// exp and log by tables (P. T. P. Tang, ACM Transactions on Mathematical Software 15(2), 1989, and 16(4), 1990), and what follows
// from them. The leading term is added last and in enough precision that its rounding is the only one that counts (J.-M. Muller,
// Elementary Functions: Algorithms and Implementation, 3rd ed., ch. 5, 6 and 11). Infinities and NaNs come out of arithmetic, which raises
// the exceptions that IEEE 754-2008 §9.1.1 asks for: C programs look at them.
public static partial class Math
{
    // ln 2 in two pieces: the first is a multiple of 2^-42, as those of the table are, so that sums with whole multiples are exact.
    private const double Ln2High = 0.69314718055989033;
    private const double Ln2Low = 5.4979230187083712e-14;

    // ln 2 / 128 in two pieces: the first has 32 bits, so that its product with a whole number is exact.
    private const double StepHigh = 0.00541521234663378;
    private const double StepLow = 1.49079291349264665e-12;
    private const double StepsPerOne = 184.66496523378732;

    private static DoubleDouble OneOverLn10Exact => new(0.4342944819032518, 1.098319650216765e-17);

    private static DoubleDouble OneOverLn2Exact => new(1.4426950408889634, 2.0355273740931033e-17);

    public static double Exp(double d)
    {
        // Anything from 2^-54 up to 512 needs no thought about its size.
        uint exponent = (uint)(BitConverter.DoubleToUInt64Bits(d) >> 52) & 0x7FF;
        return exponent - 969 < 63 ? ExpOfSum(d, 0) : ExpOfExtreme(d, 0);
    }

    private static double ExpOfExtreme(double high, double low)
    {
        if (double.IsNaN(high)) return high;
        if (high > 709.79) return high * double.MaxValue;
        if (high < -745.2) return Abs(double.Epsilon / high);
        if (Abs(high) < 1) return 1 + high;
        // A quarter of the way there, the result is a double whatever it is in the end; from there it is scaled, and rounded once more at most.
        int away = high < 0 ? -512 : 512;
        high -= away * (128 * StepHigh);
        low -= away * (128 * StepLow);
        return ScaleB(ExpOfSum(high, low), away);
    }

    /// <summary>exp(high + low) for |high| below 512 and a low part far below the last place of the high one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double ExpOfSum(double high, double low)
    {
        double scale = ExpParts(high, low, out double rest);
        return scale + scale * rest;
    }

    /// <summary>The same before the last rounding: scale × (1 + rest), where the rest is below 2^-7 and scale may be any normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double ExpParts(double high, double low, out double rest)
    {
        // Near 1.5 × 2^52 doubles are whole numbers, whose last bits are those of the number that is added, negative ones too.
        const double Whole = 6755399441055744;
        double k = high * StepsPerOne + Whole;
        ulong steps = BitConverter.DoubleToUInt64Bits(k);
        k -= Whole;
        double r = high - k * StepHigh - (k * StepLow - low);
        ref double power = ref Unsafe.Add(ref MemoryMarshal.GetReference(MathTables.Powers), (nint)(steps & 127) * 2);
        double scale = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(power) + ((steps & ~127UL) << 45));
        double square = r * r;
        double tail = 1.0 / 2 + r * (1.0 / 6) + square * (1.0 / 24 + r * (1.0 / 120));
        rest = Unsafe.Add(ref power, 1) + r + square * tail;
        return scale;
    }

    /// <summary>exp(r) - 1 - r for |r| below 0.35, by the Taylor series up to r^14 / 14!.</summary>
    private static double ExpTail(double r)
    {
        double sum = 1.0 / 87178291200;
        sum = sum * r + 1.0 / 6227020800;
        sum = sum * r + 1.0 / 479001600;
        sum = sum * r + 1.0 / 39916800;
        sum = sum * r + 1.0 / 3628800;
        sum = sum * r + 1.0 / 362880;
        sum = sum * r + 1.0 / 40320;
        sum = sum * r + 1.0 / 5040;
        sum = sum * r + 1.0 / 720;
        sum = sum * r + 1.0 / 120;
        sum = sum * r + 1.0 / 24;
        sum = sum * r + 1.0 / 6;
        return r * r * (0.5 + r * sum);
    }

    /// <summary>exp(x) - 1 without the cancellation near zero.</summary>
    private static double ExpMinusOne(double x)
    {
        if (Abs(x) < 0.34) return x + ExpTail(x);
        return Exp(x) - 1;
    }

    public static double Log(double d)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(d);
        if (!IsPositiveNormal(bits)) return d > 0 && d < 1 ? LogExact(d).Value : LogOfSpecial(d);
        SplitLog(bits, 0, false, out DoubleDouble head, out DoubleDouble rest);
        double r = rest.Value, square = r * r;
        // The series up to r^8 / 8, whose last term is spread over the others by the sixth Chebyshev polynomial for |r| up to 2^-7.
        const double A = 1.0 / 128, C4 = -1.0 / 6 - 3 * A * A / 16, C2 = -1.0 / 4 + 9 * A * A * A * A / 128, C0 = -1.0 / 2 - A * A * A * A * A * A / 256;
        double tail = C0 + r * (1.0 / 3) + square * (C2 + r * (1.0 / 5) + square * (C4 + r * (1.0 / 7)));
        return head.High + (head.Low + square * tail);
    }

    public static double Log10(double d)
    {
        if (!(d > 0) || d == double.PositiveInfinity) return LogOfSpecial(d);
        return (LogExact(d) * OneOverLn10Exact).Value;
    }

    public static double Log2(double x)
    {
        if (!(x > 0) || x == double.PositiveInfinity) return LogOfSpecial(x);
        return (LogExact(x) * OneOverLn2Exact).Value;
    }

    public static double Log(double a, double newBase)
    {
        if (double.IsNaN(a)) return a;
        if (double.IsNaN(newBase)) return newBase;
        if (newBase == 1 || (a != 1 && (newBase == 0 || double.IsPositiveInfinity(newBase)))) return double.NaN;
        return Log(a) / Log(newBase);
    }

    private static double LogOfSpecial(double d) => d == 0 ? -1 / Abs(d) : d < 0 ? (d - d) / (d - d) : d;

    private static bool IsPositiveNormal(ulong bits) => (bits >> 52) - 1 < 0x7FE;

    /// <summary>
    /// ln(d) as head + ln(1 + rest) - rest for a positive normal d: the number is 2^k × z, and z × c = 1 + rest for a reciprocal c of the
    /// table. The head's high part and both of the rest's are exact. With <paramref name="isWhole"/> the rest is in one piece where nothing
    /// stands beside it; otherwise only its first 2^-33 are.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitLog(ulong bits, int scale, bool isWhole, out DoubleDouble head, out DoubleDouble rest)
    {
        const ulong FirstBits = 0x3FE6000000000000;
        const ulong NearOneBits = 0x3FEFC00000000000, NearOneCount = 0x3FF0200000000000 - NearOneBits;
        ulong offset = bits - FirstBits;
        double k = (int)((long)offset >> 52) + scale;
        ulong zBits = bits - (offset & 0xFFF0000000000000);
        double z = BitConverter.UInt64BitsToDouble(zBits);
        bool isNearOne = isWhole && bits - NearOneBits < NearOneCount;
        double zHigh = BitConverter.UInt64BitsToDouble(isNearOne ? zBits : (zBits + 0x100000) & 0xFFFFFFFFFFE00000);
        ref double entry = ref Unsafe.Add(ref MemoryMarshal.GetReference(MathTables.Logarithms), (nint)(offset >> 45 & 127) * 3);
        double c = entry;
        double restHigh = zHigh * c - 1, restLow = (z - zHigh) * c;
        head = new(k * Ln2High + Unsafe.Add(ref entry, 1) + restHigh, k * Ln2Low + Unsafe.Add(ref entry, 2) + restLow);
        rest = new(restHigh, restLow);
    }

    /// <summary>The natural logarithm of a positive finite number to about 67 bits.</summary>
    internal static DoubleDouble LogExact(double d)
    {
        int scale = 0;
        ulong bits = BitConverter.DoubleToUInt64Bits(d);
        if (!IsPositiveNormal(bits))
        {
            scale = -52;
            bits = BitConverter.DoubleToUInt64Bits(d * TwoTo52);
        }
        DoubleDouble parts = LogParts(bits, scale);
        return DoubleDouble.FastSum(parts.High, parts.Low);
    }

    /// <summary>The logarithm of a positive normal number times 2^scale in two pieces, the second of which is below 2^-14 of the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble LogParts(ulong bits, int scale)
    {
        SplitLog(bits, scale, true, out DoubleDouble head, out DoubleDouble rest);
        double r = rest.Value, square = r * r;
        // r²/2 from a short part of r, whose square is exact, and the rest.
        double shortPart = FirstBits(rest.High);
        double half = 0.5 * shortPart * shortPart;
        double halfLow = 0.5 * (rest.High - shortPart + rest.Low) * (r + shortPart);
        // The series up to r^10 / 10, whose last term is spread over the others by the seventh Chebyshev polynomial for |r| up to 2^-7.
        const double A = 1.0 / 128, C5 = -1.0 / 8 - 7 * A * A / 40, C3 = -1.0 / 6 + 7 * A * A * A * A / 80, C1 = -1.0 / 4 - 7 * A * A * A * A * A * A / 640;
        double tail = 1.0 / 3 + r * C1 + square * (1.0 / 5 + r * C3 + square * (1.0 / 7 + r * C5 + square * (1.0 / 9)));
        double high = head.High - half;
        return new(high, head.High - high - half + (head.Low - halfLow + r * square * tail));
    }

    public static double Pow(double x, double y)
    {
        ulong xBits = BitConverter.DoubleToUInt64Bits(x);
        uint yExponent = (uint)(BitConverter.DoubleToUInt64Bits(y) >> 52) & 0x7FF;
        // A positive normal x, and a y from 2^-65 up to 2^63.
        return IsPositiveNormal(xBits) && yExponent - 958 < 128 ? PowOfPositive(xBits, 0, y) : PowOfSpecial(x, y);
    }

    /// <summary>The special cases are those of C's pow (C23 F.10.4.4).</summary>
    private static double PowOfSpecial(double x, double y)
    {
        if (y == 0 || x == 1) return 1;
        if (double.IsNaN(x) || double.IsNaN(y)) return double.NaN;
        double magnitude = Abs(x);
        if (double.IsInfinity(y))
        {
            if (magnitude == 1) return 1;
            return magnitude > 1 == y > 0 ? double.PositiveInfinity : 0;
        }
        bool isWhole = Abs(y) >= TwoTo52 || Truncate(y) == y;
        bool isOdd = isWhole && Abs(y) < 2 * TwoTo52 && ((long)y & 1) != 0;
        if (x == 0 || double.IsInfinity(x))
        {
            double extreme = y > 0 ? magnitude : 1 / magnitude;
            return isOdd ? CopySign(extreme, x) : extreme;
        }
        if (x < 0 && !isWhole) return (x - x) / (x - x);
        // No logarithm but zero is below 2^-53: what is beyond this range is so far out all the same, and the product does not overflow.
        const double FarOut = 73786976294838206464d;
        bool isNormal = IsPositiveNormal(BitConverter.DoubleToUInt64Bits(magnitude));
        ulong bits = BitConverter.DoubleToUInt64Bits(isNormal ? magnitude : magnitude * TwoTo52);
        double result = PowOfPositive(bits, isNormal ? 0 : -52, Clamp(y, -FarOut, FarOut));
        return x < 0 && isOdd ? -result : result;
    }

    /// <summary>Of a positive normal number times 2^scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double PowOfPositive(ulong bits, int scale, double y)
    {
        // The exact product of 26 bits each, and beside it the rest: exp need not have the two apart by more.
        DoubleDouble logarithm = LogParts(bits, scale);
        double logarithmHigh = FirstBits(logarithm.Value), yHigh = FirstBits(y);
        double high = logarithmHigh * yHigh;
        double low = logarithmHigh * (y - yHigh) + (logarithm.High - logarithmHigh + logarithm.Low) * y;
        return ExpOfAny(high, low);
    }

    /// <summary>exp(high + low) where the low part is far below the last place of the high one, or the high one below 512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double ExpOfAny(double high, double low)
    {
        uint exponent = (uint)(BitConverter.DoubleToUInt64Bits(high) >> 52) & 0x7FF;
        return exponent - 969 < 63 ? ExpOfSum(high, low) : ExpOfExtreme(high, low);
    }

    /// <summary>The number cut to 26 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double FirstBits(double d) => BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(d) & 0xFFFFFFFFF8000000);

    public static double Cbrt(double d)
    {
        if (d == 0 || !double.IsFinite(d)) return d;
        double magnitude = Abs(d);
        int third = ILogB(magnitude) / 3;
        double m = ScaleB(magnitude, -3 * third);
        double root = Exp(Log(m) / 3);
        // One Newton step with an exact residue gives the last bits.
        DoubleDouble cube = DoubleDouble.Product(root, root) * root;
        root -= (cube + -m).Value / (3 * root * root);
        return CopySign(ScaleB(root, third), d);
    }

    public static double Sinh(double value)
    {
        double x = Abs(value);
        if (x > 709)
        {
            // exp(x) would overflow before sinh does.
            double half = Exp(x / 2);
            return CopySign(half * 0.5 * half, value);
        }
        if (x < 22)
        {
            double e = ExpMinusOne(x);
            return CopySign((e + e / (e + 1)) * 0.5, value);
        }
        return CopySign(Exp(x) * 0.5, value);
    }

    public static double Cosh(double value)
    {
        double x = Abs(value);
        if (x > 709)
        {
            double half = Exp(x / 2);
            return half * 0.5 * half;
        }
        double e = Exp(x);
        return (e + 1 / e) * 0.5;
    }

    public static double Tanh(double value)
    {
        double x = Abs(value);
        if (x > 22) return CopySign(1, value);
        double e = ExpMinusOne(2 * x);
        return CopySign(e / (e + 2), value);
    }

    public static double Asinh(double d)
    {
        double x = Abs(d);
        if (x == 0 || !double.IsFinite(d)) return d;
        if (x > 1e9) return CopySign(Log(x) + 0.6931471805599453, d);
        return CopySign(LogOnePlus(x + x * x / (1 + Sqrt(x * x + 1))), d);
    }

    public static double Acosh(double d)
    {
        if (d < 1) return double.NaN;
        if (d > 1e9) return Log(d) + 0.6931471805599453;
        double t = d - 1;
        return LogOnePlus(t + Sqrt(2 * t + t * t));
    }

    public static double Atanh(double d)
    {
        double x = Abs(d);
        if (x > 1) return double.NaN;
        return CopySign(0.5 * LogOnePlus(2 * x / (1 - x)), d);
    }

    /// <summary>log(1 + x): the logarithm of the rounded sum, corrected for what rounding lost.</summary>
    private static double LogOnePlus(double x)
    {
        if (x == double.PositiveInfinity || Abs(x) < 1e-16) return x;
        DoubleDouble sum = DoubleDouble.Sum(1, x);
        return (LogExact(sum.High) + sum.Low / sum.High).Value;
    }
}
