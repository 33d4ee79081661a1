// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>
/// A decimal number of many digits that can be multiplied and divided by powers of two, and rounded to a binary floating-point
/// format: the exact way from text to double, whatever the text's length.
/// </summary>
/// <remarks>
/// Digits beyond the buffer only set a flag. That is exact as long as the buffer holds every digit of the longest value halfway
/// between two neighbours: 768 for a double, 11,515 for a long double.
/// </remarks>
internal unsafe ref struct DecimalNumber
{
    internal const int DoubleDigits = 800;
    internal const int LongDoubleDigits = 11_600;

    /// <summary>A shift's carry stays below 2^63: nine times 2^MaxShift plus what came before.</summary>
    private const int MaxShift = 59;

    private byte* _digits;
    private int _capacity;
    private int _count;

    /// <summary>The value is 0.d1d2d3… × 10^_point.</summary>
    private int _point;

    /// <summary>Non-zero digits were dropped behind the last.</summary>
    private bool _isTruncated;

    public DecimalNumber(byte* buffer, int capacity)
    {
        this = default;
        _digits = buffer;
        _capacity = capacity;
    }

    public readonly bool IsZero => _count == 0;

    /// <summary>Where the decimal point is among the digits added; set it when all are there.</summary>
    public int Point
    {
        readonly get => _point;
        set => _point = value;
    }

    /// <summary>Appends a digit; the first must not be zero.</summary>
    public void Append(byte digit)
    {
        if (_count < _capacity)
        {
            _digits[_count++] = digit;
        }
        else
        {
            _isTruncated |= digit != 0;
        }
    }

    /// <summary>Rounds to a format: mantissa of at most <paramref name="precision"/> bits × 2^exponent.</summary>
    /// <param name="precision">24, 53 or 64.</param>
    /// <param name="minimumExponent">Of the mantissa's lowest bit in a subnormal number: -1074 for double.</param>
    /// <param name="maximumExponent">Of the mantissa's lowest bit in the largest number: 971 for double.</param>
    /// <param name="rounding">Of the magnitude.</param>
    /// <param name="exponent">Of the mantissa's lowest bit.</param>
    /// <param name="isOutOfRange">Too large (the mantissa is then 0), or inexact and subnormal or zero.</param>
    public ulong ToBinary(int precision, int minimumExponent, int maximumExponent, Rounding rounding, out int exponent, out bool isOutOfRange)
    {
        Trim();
        exponent = minimumExponent;
        isOutOfRange = false;
        if (_count == 0)
        {
            return 0;
        }

        // Far out of any range: no need to shift that long.
        int farthest = precision == 64 ? 5000 : 400;
        if (_point > farthest || _point < -farthest)
        {
            isOutOfRange = true;
            return _point < 0 && rounding == Rounding.Away ? 1UL : 0;
        }

        // Scale to [1/2, 1), counting the powers of two.
        int scale = 0;
        while (_point > 0)
        {
            int shift = _point >= 19 ? MaxShift : PowerFor(_point);
            ShiftRight(shift);
            scale += shift;
        }

        while (_point < 0 || _digits[0] < 5)
        {
            int shift = -_point >= 18 ? MaxShift : PowerFor(-_point);
            ShiftLeft(shift);
            scale -= shift;
        }

        // value = digits × 2^scale with digits in [1/2, 1), so the mantissa's top bit weighs 2^(scale - 1).
        exponent = scale - precision;
        int bits = precision;
        if (exponent < minimumExponent)
        {
            bits -= minimumExponent - exponent;
            exponent = minimumExponent;
        }

        if (bits < 0)
        {
            isOutOfRange = true;
            return rounding == Rounding.Away ? 1UL : 0;
        }

        for (int left = bits; left > 0;)
        {
            int shift = left < MaxShift ? left : MaxShift;
            ShiftLeft(shift);
            left -= shift;
        }

        ulong mantissa = RoundedInteger(rounding, out bool isInexact, out bool hasCarried);
        isOutOfRange = isInexact && bits < precision;
        if (hasCarried || (precision < 64 && mantissa >> precision != 0))
        {
            mantissa = 1UL << (precision - 1);
            exponent++;
        }

        if (exponent > maximumExponent)
        {
            isOutOfRange = true;
            return 0;
        }

        return mantissa;
    }

    /// <summary>A power of two that surely does not pass 10^digits.</summary>
    private static int PowerFor(int digits) => digits == 0 ? 1 : digits * 3 + (digits / 4);

    private void Trim()
    {
        while (_count > 0 && _digits[_count - 1] == 0)
        {
            _count--;
        }
    }

    private void ShiftRight(int shift)
    {
        int read = 0;
        int write = 0;
        ulong rest = 0;
        while (rest >> shift == 0)
        {
            if (read >= _count && rest == 0)
            {
                _count = 0;
                return;
            }

            rest = (rest * 10) + (read < _count ? _digits[read] : 0u);
            read++;
        }

        _point -= read - 1;
        ulong mask = (1UL << shift) - 1;
        while (read < _count || rest != 0)
        {
            byte digit = (byte)(rest >> shift);
            rest &= mask;
            if (write < _capacity)
            {
                _digits[write++] = digit;
            }
            else
            {
                _isTruncated |= digit != 0;
            }

            rest = (rest * 10) + (read < _count ? _digits[read] : 0u);
            read++;
        }

        _count = write;
        Trim();
    }

    private void ShiftLeft(int shift)
    {
        // From the right, each digit becomes what multiplication leaves; the carry runs to the left and makes new digits.
        ulong carry = 0;
        for (int i = _count - 1; i >= 0; i--)
        {
            carry += (ulong)_digits[i] << shift;
            _digits[i] = (byte)(carry % 10);
            carry /= 10;
        }

        int added = 0;
        for (ulong rest = carry; rest != 0; rest /= 10)
        {
            added++;
        }

        int kept = _count + added <= _capacity ? _count : _capacity - added;
        for (int i = kept; i < _count; i++)
        {
            _isTruncated |= _digits[i] != 0;
        }

        for (int i = kept - 1; i >= 0; i--)
        {
            _digits[i + added] = _digits[i];
        }

        for (int i = added - 1; i >= 0; i--)
        {
            _digits[i] = (byte)(carry % 10);
            carry /= 10;
        }

        _count = kept + added;
        _point += added;
        Trim();
    }

    private readonly ulong RoundedInteger(Rounding rounding, out bool isInexact, out bool hasCarried)
    {
        ulong value = 0;
        for (int i = 0; i < _point; i++)
        {
            value = (value * 10) + (i < _count ? _digits[i] : 0u);
        }

        isInexact = _isTruncated || (_point < _count && _count > 0);
        int rest = -1;
        if (_point >= 0 && _point < _count)
        {
            byte next = _digits[_point];
            bool isTie = next == 5 && _point + 1 == _count && !_isTruncated;
            rest = isTie ? 0 : next >= 5 ? 1 : -1;
        }

        bool isUp = RoundingMode.IsUp(rounding, rest, isInexact, (value & 1) != 0);
        hasCarried = isUp && value == ulong.MaxValue;
        return isUp ? value + 1 : value;
    }
}
