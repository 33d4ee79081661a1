// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>
/// The exact decimal digits of a binary floating-point number, and their rounding: what makes printf right for every precision.
/// </summary>
/// <remarks>
/// The number is cut at its binary point. The integer part gives nine digits per division by 10^9, from the right; the fraction
/// gives nine per multiplication by 10^9, from the left, and ends because each multiplication (10^9 = 2^9 × 5^9) takes nine
/// bits off its tail. All in words on the stack: 35 for a double, 515 for a long double.
/// </remarks>
internal unsafe ref struct DecimalExpansion
{
    private const uint Chunk = 1_000_000_000;

    /// <summary>Digit values 0 to 9; the first is not zero, unless there are none.</summary>
    public byte* Digits;

    public int Count;

    /// <summary>The value is 0.d1d2d3… × 10^Point.</summary>
    public int Point;

    /// <summary>Of the magnitude.</summary>
    public Rounding Rounding;

    /// <summary>Something other than zero follows the digits.</summary>
    private bool _isInexact;

    /// <summary>Bytes that <see cref="Digits"/> must have room for.</summary>
    public static int BufferSize(in FloatParts parts) => parts.Exponent >= 0 ? ((parts.Exponent + 64) * 5 / 16) + 16 : 64 - parts.Exponent;

    /// <summary>Takes digits × 10^exponent, not 0, that need no rounding.</summary>
    public void Set(ulong digits, int exponent)
    {
        int count = 0;
        for (ulong rest = digits; rest != 0; rest /= 10)
        {
            count++;
        }

        Count = count;
        Point = count + exponent;
        while (count > 0)
        {
            ulong rest = digits / 10;
            Digits[--count] = (byte)(digits - (rest * 10));
            digits = rest;
        }
    }

    /// <summary>Expands a finite value into <see cref="Digits"/>, at least up to the digits that rounding will look at.</summary>
    /// <param name="parts">The value; its sign does not matter.</param>
    /// <param name="limit">Digits wanted: after the decimal point, or significant ones.</param>
    /// <param name="isLimitAfterPoint">Which of both <paramref name="limit"/> counts.</param>
    public void Expand(in FloatParts parts, long limit, bool isLimitAfterPoint)
    {
        Count = 0;
        Point = 0;
        _isInexact = false;
        if (parts.Mantissa == 0)
        {
            return;
        }

        if (parts.Exponent >= 0)
        {
            int wordCount = ((parts.Exponent + 64) / 32) + 2;
            uint* words = stackalloc uint[wordCount];
            Place(words, wordCount, parts.Mantissa, parts.Exponent);
            AddInteger(words, wordCount);
            return;
        }

        int fractionBits = -parts.Exponent;
        ulong integer = fractionBits < 64 ? parts.Mantissa >> fractionBits : 0;
        if (integer != 0)
        {
            uint* words = stackalloc uint[2] { (uint)integer, (uint)(integer >> 32) };
            AddInteger(words, 2);
        }

        ulong fraction = fractionBits < 64 ? parts.Mantissa & ((1UL << fractionBits) - 1) : parts.Mantissa;
        if (fraction != 0)
        {
            int wordCount = ((fractionBits + 31) / 32) + 2;
            uint* words = stackalloc uint[wordCount];
            int fractionWords = (fractionBits + 31) / 32;
            Place(words, wordCount, fraction, (fractionWords * 32) - fractionBits);
            AddFraction(words, fractionWords, limit, isLimitAfterPoint);
        }
    }

    /// <summary>Rounds to <paramref name="keep"/> digits (IEEE 754-2019 §4.3).</summary>
    public void Round(long keep)
    {
        if (Count == 0 ? !_isInexact : keep >= Count)
        {
            return;
        }

        if (keep < 0 || Count == 0)
        {
            // Less than a tenth of the last place: nothing, or one there.
            Point += 1 - (int)keep;
            Count = Rounding == Rounding.Away ? 1 : 0;
            Digits[0] = 1;
            return;
        }

        int position = (int)keep;
        bool isInexact = _isInexact;
        while (--Count > position)
        {
            isInexact |= Digits[Count] != 0;
        }

        int rest = Digits[position] - 5;
        rest = rest == 0 && isInexact ? 1 : rest;
        bool isOdd = position > 0 && (Digits[position - 1] & 1) != 0;
        if (!RoundingMode.IsUp(Rounding, rest, isInexact || Digits[position] != 0, isOdd))
        {
            return;
        }

        while (Count > 0 && Digits[Count - 1] == 9)
        {
            Count--;
        }

        if (Count > 0)
        {
            Digits[Count - 1]++;
        }
        else
        {
            Digits[0] = 1;
            Count = 1;
            Point++;
        }
    }

    /// <summary>words = value × 2^shift, least significant word first.</summary>
    private static void Place(uint* words, int wordCount, ulong value, int shift)
    {
        for (int i = 0; i < wordCount; i++)
        {
            words[i] = 0;
        }

        int index = shift / 32;
        int bits = shift % 32;
        ulong low = value << bits;
        words[index] = (uint)low;
        words[index + 1] = (uint)(low >> 32);
        if (bits != 0)
        {
            words[index + 2] = (uint)(value >> (64 - bits));
        }
    }

    private void AddInteger(uint* words, int wordCount)
    {
        while (wordCount > 0 && words[wordCount - 1] == 0)
        {
            wordCount--;
        }

        // Written from the right into the space behind, then moved to the front: the number of digits is not known before.
        int capacity = (wordCount * 10) + 9;
        byte* scratch = stackalloc byte[capacity];
        byte* end = scratch + capacity;
        byte* start = end;
        while (wordCount > 0)
        {
            ulong remainder = 0;
            for (int i = wordCount - 1; i >= 0; i--)
            {
                ulong dividend = (remainder << 32) | words[i];
                words[i] = (uint)(dividend / Chunk);
                remainder = dividend % Chunk;
            }

            for (int i = 0; i < 9; i++)
            {
                *--start = (byte)(remainder % 10);
                remainder /= 10;
            }

            while (wordCount > 0 && words[wordCount - 1] == 0)
            {
                wordCount--;
            }
        }

        while (start < end && *start == 0)
        {
            start++;
        }

        while (start < end)
        {
            Digits[Count++] = *start++;
        }

        Point = Count;
    }

    private void AddFraction(uint* words, int wordCount, long limit, bool isLimitAfterPoint)
    {
        int first = 0;
        int produced = 0;
        while (true)
        {
            while (first < wordCount && words[first] == 0)
            {
                first++;
            }

            if (first == wordCount)
            {
                return;
            }

            if (isLimitAfterPoint ? produced > limit : Count > limit)
            {
                _isInexact = true;
                return;
            }

            ulong carry = 0;
            for (int i = first; i < wordCount; i++)
            {
                ulong product = ((ulong)words[i] * Chunk) + carry;
                words[i] = (uint)product;
                carry = product >> 32;
            }

            AddChunk((uint)carry);
            produced += 9;
        }
    }

    private void AddChunk(uint chunk)
    {
        for (uint divisor = Chunk / 10; divisor != 0; divisor /= 10)
        {
            byte digit = (byte)(chunk / divisor);
            chunk %= divisor;
            if (Count != 0 || digit != 0)
            {
                Digits[Count++] = digit;
            }
            else
            {
                Point--;
            }
        }
    }
}
