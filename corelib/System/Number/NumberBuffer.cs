// SPDX-License-Identifier: MIT

namespace System;

/// <summary>A decimal number on its way to or from text: 0.d₁d₂d₃… × 10^<see cref="Scale"/>, without leading zeros.</summary>
internal ref struct NumberBuffer
{
    /// <summary>Digits of an exact double: 767 significant ones (IEEE 754 binary64), one to round on, one spare.</summary>
    internal const int DoubleCapacity = 769;
    internal const int UInt64Capacity = 20;

    internal readonly Span<byte> Digits;
    internal int Count;
    internal int Scale;
    internal bool IsNegative;

    internal NumberBuffer(Span<byte> digits)
    {
        Digits = digits;
        Count = 0;
        Scale = 0;
        IsNegative = false;
    }

    /// <summary>The digit character at an index; zero past the end, as of any decimal number.</summary>
    internal readonly char DigitAt(int index) => (uint)index < (uint)Count ? (char)Digits[index] : '0';

    internal void SetInteger(ulong value)
    {
        int count = 0;
        for (ulong rest = value; rest != 0; rest /= 10) count++;
        Count = Scale = count;
        for (int i = count - 1; i >= 0; i--)
        {
            Digits[i] = (byte)('0' + value % 10);
            value /= 10;
        }
    }

    /// <summary>Keeps <paramref name="position"/> digits, rounding half away from zero as .NET does on decimal digits.</summary>
    internal void RoundTo(int position)
    {
        if (position >= Count) { TrimTrailingZeros(); return; }
        bool up = position >= 0 && Digits[position] >= '5';
        Count = Math.Max(position, 0);
        if (up)
        {
            while (Count > 0 && Digits[Count - 1] == '9') Count--;
            if (Count > 0)
            {
                Digits[Count - 1]++;
            }
            else
            {
                Digits[0] = (byte)'1';
                Count = 1;
                Scale++;
            }
        }
        TrimTrailingZeros();
    }

    internal void TrimTrailingZeros()
    {
        while (Count > 0 && Digits[Count - 1] == '0') Count--;
        if (Count == 0) Scale = 0;
    }
}
