// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>Text to floating point, correctly rounded: what strtod and scanf's %f have in common (C23 §7.24.1.5).</summary>
internal unsafe ref struct FloatScanner
{
    private const int ExponentLimit = 100_000_000;

    public bool IsNegative;
    public FloatKind Kind;

    /// <summary>The value is Mantissa × 2^Exponent; the mantissa fits the precision asked for.</summary>
    public ulong Mantissa;
    public int Exponent;

    /// <summary>Too large (then <see cref="Kind"/> is infinite), or so small that digits were lost.</summary>
    public bool IsOutOfRange;

    /// <summary>Bytes from the start of the source up to the end of the number; 0 if there is no number.</summary>
    public long Length;

    private int _precision;
    private long _start;

    private readonly int MinimumExponent => _precision switch
    {
        24 => -149,
        53 => -1074,
        _ => -16445,
    };

    private readonly int MaximumExponent => _precision switch
    {
        24 => 104,
        53 => 971,
        _ => 16320,
    };

    /// <summary>Reads a number; the source stands behind the last byte looked at and not given back (at most one goes back).</summary>
    /// <param name="source">Blanks are already skipped.</param>
    /// <param name="precision">24 for float, 53 for double, 64 for long double.</param>
    public void Scan(ref CharSource source, int precision)
    {
        _precision = precision;
        _start = source.Count;
        int c = source.Next();
        if (c is '+' or '-')
        {
            IsNegative = c == '-';
            c = source.Next();
        }

        if (c < 0)
        {
            return;
        }

        if ((c | 0x20) == 'i')
        {
            ScanInfinity(ref source);
        }
        else if ((c | 0x20) == 'n')
        {
            ScanNotANumber(ref source);
        }
        else if (c == '0')
        {
            Length = source.Count - _start;
            c = source.Next();
            if (c >= 0 && (c | 0x20) == 'x')
            {
                ScanHexadecimal(ref source);
            }
            else
            {
                ScanDecimal(ref source, c, true);
            }
        }
        else
        {
            ScanDecimal(ref source, c, false);
        }
    }

    /// <summary>The number as a float, if it was read with 24 bits.</summary>
    public readonly float ToFloat()
    {
        uint bits;
        if (Kind != FloatKind.Finite)
        {
            bits = Kind == FloatKind.Infinite ? 0x7F800000u : 0x7FC00000u;
        }
        else if (Mantissa >> 23 == 0)
        {
            bits = (uint)Mantissa;
        }
        else
        {
            bits = ((uint)Mantissa & 0x7FFFFF) | ((uint)(Exponent + 150) << 23);
        }

        return BitConverter.Int32BitsToSingle((int)(bits | (IsNegative ? 1u << 31 : 0)));
    }

    /// <summary>The number as a double, if it was read with 53 bits.</summary>
    public readonly double ToDouble()
    {
        ulong bits;
        if (Kind != FloatKind.Finite)
        {
            bits = Kind == FloatKind.Infinite ? 0x7FF0000000000000UL : 0x7FF8000000000000UL;
        }
        else if (Mantissa >> 52 == 0)
        {
            bits = Mantissa;
        }
        else
        {
            bits = (Mantissa & 0xF_FFFF_FFFF_FFFF) | ((ulong)(Exponent + 1075) << 52);
        }

        return BitConverter.Int64BitsToDouble((long)(bits | (IsNegative ? 1UL << 63 : 0UL)));
    }

    /// <summary>The number as a long double, if it was read with 64 bits.</summary>
    public readonly Float80 ToLongDouble()
    {
        if (Kind != FloatKind.Finite)
        {
            return new Float80(IsNegative, 0x7FFF, Kind == FloatKind.Infinite ? 1UL << 63 : 3UL << 62);
        }

        return new Float80(IsNegative, Mantissa >> 63 == 0 ? 0 : Exponent + 16383 + 63, Mantissa);
    }

    private void ScanInfinity(ref CharSource source)
    {
        int matched = Match(ref source, "nfinity"u8, 2);
        if (matched >= 2)
        {
            Kind = FloatKind.Infinite;
        }
    }

    /// <summary>Matches letters; sets the length after the first <paramref name="enough"/> and after all.</summary>
    private int Match(ref CharSource source, ReadOnlySpan<byte> letters, int enough)
    {
        for (int i = 0; i < letters.Length; i++)
        {
            int c = source.Next();
            if (c < 0 || (c | 0x20) != letters[i])
            {
                source.Back(c);
                return i;
            }

            if (i + 1 == enough || i + 1 == letters.Length)
            {
                Length = source.Count - _start;
            }
        }

        return letters.Length;
    }

    private void ScanNotANumber(ref CharSource source)
    {
        if (Match(ref source, "an"u8, 2) < 2)
        {
            return;
        }

        Kind = FloatKind.NotANumber;
        int c = source.Next();
        if (c != '(')
        {
            source.Back(c);
            return;
        }

        do
        {
            c = source.Next();
        }
        while (c == '_' || C.isalnum(c) != 0);

        if (c == ')')
        {
            Length = source.Count - _start;
        }
        else
        {
            source.Back(c);
        }
    }

    private void ScanDecimal(ref CharSource source, int c, bool hasDigits)
    {
        int capacity = _precision == 64 ? DecimalNumber.LongDoubleDigits : DecimalNumber.DoubleDigits;
        byte* buffer = stackalloc byte[capacity];
        DecimalNumber number = new(buffer, capacity);
        ulong leading = 0;
        int leadingDigits = 0;
        long point = 0;
        long digits = 0;
        bool hasPoint = false;
        while (true)
        {
            if (c is >= '0' and <= '9')
            {
                hasDigits = true;
                Length = source.Count - _start;
                if (digits > 0 || c != '0')
                {
                    digits++;
                    number.Append((byte)(c - '0'));
                    if (leadingDigits < 19)
                    {
                        leading = (leading * 10) + (uint)(c - '0');
                        leadingDigits++;
                    }

                    point += hasPoint ? 0 : 1;
                }
                else
                {
                    point -= hasPoint ? 1 : 0;
                }
            }
            else if (c == '.' && !hasPoint)
            {
                hasPoint = true;
                Length = hasDigits ? source.Count - _start : Length;
            }
            else
            {
                break;
            }

            c = source.Next();
        }

        if (!hasDigits)
        {
            source.Back(c);
            return;
        }

        if (c >= 0 && (c | 0x20) == 'e')
        {
            point += ScanExponent(ref source);
        }
        else
        {
            source.Back(c);
        }

        if (digits <= 19 && (TryFast(leading, point - digits) || TryProduct(leading, point - digits)))
        {
            return;
        }

        number.Point = (int)Clamp(point);
        Mantissa = number.ToBinary(_precision, MinimumExponent, MaximumExponent, out Exponent, out IsOutOfRange);
        if (IsOutOfRange && Mantissa == 0 && point > 0)
        {
            Kind = FloatKind.Infinite;
        }
    }

    /// <summary>
    /// Both digits and power of ten are exact doubles, so that one rounding of one operation is the right one (Clinger, "How to
    /// read floating point numbers accurately", PLDI 1990, §3).
    /// </summary>
    private bool TryFast(ulong digits, long exponent)
    {
        if (_precision != 53 || digits == 0 || digits >> 53 != 0 || exponent is < -22 or > 22)
        {
            return false;
        }

        double power = 1;
        for (long i = exponent < 0 ? -exponent : exponent; i > 0; i--)
        {
            power *= 10;
        }

        FloatParts parts = FloatParts.Of(exponent < 0 ? digits / power : digits * power);
        Mantissa = parts.Mantissa;
        Exponent = parts.Exponent;
        return true;
    }

    /// <summary>
    /// From the first 128 bits of the product: enough unless the true value, a little above them, might lie on the other side of where
    /// rounding changes, or exactly there (compare Lemire, "Number parsing at a gigabyte per second", 2021).
    /// </summary>
    private bool TryProduct(ulong digits, long exponent)
    {
        const ulong Margin = 16;
        if (_precision == 64 || digits == 0 || exponent is < PowersOfFive.Lowest or > PowersOfFive.Highest) return false;
        PowersOfFive.Multiply(digits, (int)exponent, out ulong high, out ulong low, out int binary);
        if (low == 0 || low > ulong.MaxValue - Margin) return false;
        RoundBinary(high, binary, isSticky: true);
        return true;
    }

    /// <summary>What follows the e or p; 0 if it is no exponent after all.</summary>
    private long ScanExponent(ref CharSource source)
    {
        int c = source.Next();
        bool isNegative = c == '-';
        if (c is '+' or '-')
        {
            c = source.Next();
        }

        long exponent = 0;
        while (c is >= '0' and <= '9')
        {
            Length = source.Count - _start;
            exponent = exponent < ExponentLimit ? (exponent * 10) + (c - '0') : exponent;
            c = source.Next();
        }

        source.Back(c);
        return isNegative ? -exponent : exponent;
    }

    private void ScanHexadecimal(ref CharSource source)
    {
        ulong mantissa = 0;
        long exponent = 0;
        bool isSticky = false;
        bool hasPoint = false;
        bool hasDigits = false;
        int c;
        while (true)
        {
            c = source.Next();
            if (c == '.' && !hasPoint)
            {
                hasPoint = true;
                Length = hasDigits ? source.Count - _start : Length;
                continue;
            }

            if (C.isxdigit(c) == 0)
            {
                break;
            }

            uint digit = (uint)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
            hasDigits = true;
            Length = source.Count - _start;
            if (mantissa >> 60 == 0)
            {
                mantissa = (mantissa << 4) | digit;
                exponent -= hasPoint ? 4 : 0;
            }
            else
            {
                isSticky |= digit != 0;
                exponent += hasPoint ? 0 : 4;
            }
        }

        if (hasDigits && c >= 0 && (c | 0x20) == 'p')
        {
            exponent += ScanExponent(ref source);
        }
        else
        {
            source.Back(c);
        }

        if (mantissa != 0)
        {
            RoundBinary(mantissa, Clamp(exponent), isSticky);
        }
    }

    private void RoundBinary(ulong mantissa, long exponent, bool isSticky)
    {
        int shift = FloatParts.LeadingZeros(mantissa);
        mantissa <<= shift;
        exponent -= shift;
        long dropped = 64 - _precision;
        if (exponent + dropped < MinimumExponent)
        {
            dropped = MinimumExponent - exponent;
        }

        bool isSubnormal = dropped > 64 - _precision;
        bool isInexact = isSticky;
        ulong result = dropped >= 64 ? 0 : mantissa >> (int)dropped;
        if (dropped > 0)
        {
            ulong half = dropped > 64 ? 0 : 1UL << (int)(dropped - 1);
            ulong rest = dropped >= 64 ? mantissa : mantissa & ((1UL << (int)dropped) - 1);
            isInexact |= rest != 0;
            bool isUp = half != 0 && (rest > half || (rest == half && (isSticky || (result & 1) != 0)));
            result += isUp ? 1UL : 0;
        }

        exponent += dropped;
        if (_precision < 64 && result >> _precision != 0)
        {
            result >>= 1;
            exponent++;
        }

        IsOutOfRange = isSubnormal && isInexact;
        if (exponent > MaximumExponent)
        {
            IsOutOfRange = true;
            Kind = FloatKind.Infinite;
        }

        Mantissa = result;
        Exponent = (int)exponent;
    }

    private static long Clamp(long value) => value > ExponentLimit ? ExponentLimit : value < -ExponentLimit ? -ExponentLimit : value;
}
