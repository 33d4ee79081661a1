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
    private Rounding _rounding;

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

        _rounding = RoundingMode.Of(IsNegative);

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
        Mantissa = number.ToBinary(_precision, MinimumExponent, MaximumExponent, _rounding, out Exponent, out IsOutOfRange);
        if (IsOutOfRange && Mantissa == 0 && point > 0)
        {
            SetTooLarge();
        }
    }

    /// <summary>
    /// Both digits and power of ten are exact doubles, so that one rounding of one operation is the right one (Clinger, "How to
    /// read floating point numbers accurately", PLDI 1990, §3).
    /// </summary>
    private bool TryFast(ulong digits, long exponent)
    {
        if (_precision != 53 || _rounding != Rounding.Nearest || digits == 0 || digits >> 53 != 0 || exponent is < -22 or > 22)
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
        RoundBinary(high, 0, binary, isSticky: true);
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
        // 128 bits hold all that a long double keeps and the bit behind it, however many zeros the first digit begins with.
        ulong mantissa = 0;
        ulong below = 0;
        int belowBits = 64;
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
                belowBits -= belowBits > 0 ? 4 : 0;
                below |= (ulong)digit << belowBits;
                isSticky |= belowBits == 0 && digit != 0;
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
            RoundBinary(mantissa, below, Clamp(exponent), isSticky);
        }
    }

    /// <summary>Rounds (mantissa + below / 2^64) × 2^exponent; what is sticky is more than that by less than what can be seen.</summary>
    private void RoundBinary(ulong mantissa, ulong below, long exponent, bool isSticky)
    {
        int shift = FloatParts.LeadingZeros(mantissa);
        mantissa = (mantissa << shift) | (shift == 0 ? 0 : below >> (64 - shift));
        below <<= shift;
        exponent -= shift;
        long dropped = 64 - _precision;
        if (exponent + dropped < MinimumExponent)
        {
            dropped = MinimumExponent - exponent;
        }

        bool isSubnormal = dropped > 64 - _precision;
        ulong result = dropped >= 64 ? 0 : mantissa >> (int)dropped;
        // What is dropped, from its highest bit on; more than 64 bits are less than half of the last place.
        ulong rest = dropped == 0 ? below : dropped > 64 ? 0 : mantissa << (int)(64 - dropped);
        bool hasMore = isSticky || (dropped > 0 && below != 0) || dropped > 64;
        const ulong Half = 1UL << 63;
        bool isInexact = rest != 0 || hasMore;
        int comparison = rest > Half || (rest == Half && hasMore) ? 1 : rest == Half ? 0 : -1;
        result += RoundingMode.IsUp(_rounding, comparison, isInexact, (result & 1) != 0) ? 1UL : 0;
        exponent += dropped;
        if (result == 0 && dropped < 64)
        {
            // All 64 bits were ones.
            result = Half;
            exponent++;
        }
        else if (_precision < 64 && result >> _precision != 0)
        {
            result >>= 1;
            exponent++;
        }

        IsOutOfRange = isSubnormal && isInexact;
        Mantissa = result;
        Exponent = (int)exponent;
        if (exponent > MaximumExponent)
        {
            SetTooLarge();
        }
    }

    /// <summary>Infinite, or the largest number if what is rounded goes toward zero (IEEE 754-2019 §7.4).</summary>
    private void SetTooLarge()
    {
        IsOutOfRange = true;
        if (_rounding != Rounding.TowardZero)
        {
            Kind = FloatKind.Infinite;
            return;
        }

        Mantissa = ulong.MaxValue >> (64 - _precision);
        Exponent = MaximumExponent;
    }

    private static long Clamp(long value) => value > ExponentLimit ? ExponentLimit : value < -ExponentLimit ? -ExponentLimit : value;
}
