// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>What the strtol family and scanf's integer conversions have in common.</summary>
internal unsafe ref struct IntegerScanner
{
    private const uint NoDigit = 99;

    /// <summary>36^12 fits 64 bits.</summary>
    private const int SafeDigits = 12;

    public ulong Magnitude;
    public bool IsNegative;
    public bool HasOverflowed;

    /// <summary>Bytes from where the scan began up to the end of the number; 0 if there is no number.</summary>
    public long Length;

    /// <summary>
    /// Reads sign, prefix and digits (C23 §7.24.1.7). On return the source stands behind the last byte that belongs to the number,
    /// except after "0x" without a digit, where a stream cannot go back that far.
    /// </summary>
    /// <param name="source">Blanks are already skipped.</param>
    /// <param name="radix">2 to 36, or 0 to let the prefix decide.</param>
    public void Scan(ref CharSource source, int radix)
    {
        long start = source.Count;
        int c = source.Peek();
        // Plus and minus differ in one bit alone, and so do the two radices that may have a prefix.
        if (((c - '+') & ~('-' - '+')) == 0)
        {
            IsNegative = c == '-';
            source.At++;
        }

        if ((radix & ~16) == 0) radix = ScanPrefix(ref source, radix, start);
        byte* first = source.At;
        byte* at = TakeDigits(first, source.End, (uint)radix, out ulong magnitude);
        Magnitude = magnitude;
        source.At = at;
        if (at != first) Length = source.Count - start;
        if (at - first == SafeDigits || at >= source.End) ScanRest(ref source, (uint)radix, start);
    }

    /// <summary>The usual case: a few decimal digits without a sign, and behind them, in the same window, something else. Reads nothing if it is not that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryShort(ref CharSource source, out ulong value)
    {
        byte* first = source.At;
        byte* end = source.End;
        byte* at = TakeDigits(first, end, 10, out value);
        if (at == first || at - first == SafeDigits || at >= end) return false;
        source.At = at;
        return true;
    }

    private int ScanPrefix(ref CharSource source, int radix, long start)
    {
        int c = source.Peek();
        if (c != '0') return radix == 0 ? 10 : radix;
        source.At++;
        Length = source.Count - start;
        c = source.Peek();
        if (c is not ('x' or 'X')) return radix == 0 ? 8 : radix;
        source.At++;
        return 16;
    }

    /// <summary>As many as cannot overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* TakeDigits(byte* at, byte* end, uint radix, out ulong magnitude)
    {
        end = end - at > SafeDigits ? at + SafeDigits : end;
        ulong value = 0;
        uint digit;
        if (radix == 10)
        {
            for (; at < end && (digit = (uint)*at - '0') < 10; at++) value = (value * 10) + digit;
        }
        else
        {
            for (; at < end && (digit = Digit(*at)) < radix; at++) value = (value * radix) + digit;
        }

        magnitude = value;
        return at;
    }

    private void ScanRest(ref CharSource source, uint radix, long start)
    {
        int c;
        uint digit;
        while ((c = source.Peek()) >= 0 && (digit = Digit((uint)c)) < radix)
        {
            HasOverflowed |= Math.BigMul(Magnitude, radix, out ulong product) != 0 || product + digit < product;
            Magnitude = HasOverflowed ? ulong.MaxValue : product + digit;
            source.At++;
            Length = source.Count - start;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Digit(uint c)
    {
        uint digit = c - '0';
        if (digit < 10) return digit;
        digit = (c | 0x20) - 'a';
        return digit < 26 ? digit + 10 : NoDigit;
    }
}
