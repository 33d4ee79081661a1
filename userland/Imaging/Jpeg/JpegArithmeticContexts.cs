// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>The contexts of one scan, and the binary decisions that numbers are made of (T.81 §F.1.4 and §F.2.4).</summary>
internal sealed class JpegArithmeticContexts
{
    // Tables F.4 and F.5: DC uses 49 contexts per table, AC 245.
    private const int DCContexts = 64;
    private const int ACContexts = 256;
    private const int DCMagnitude = 20;
    private const int ACMagnitudeLow = 189;
    private const int ACMagnitudeHigh = 217;

    /// <summary>From the context of a magnitude category to that of its bits.</summary>
    private const int BitsAfterMagnitude = 14;
    private const int MaxMagnitude = 0x8000;

    private readonly JpegTables _tables;
    private readonly byte[][] _dc = { new byte[DCContexts], new byte[DCContexts], new byte[DCContexts], new byte[DCContexts] };
    private readonly byte[][] _ac = { new byte[ACContexts], new byte[ACContexts], new byte[ACContexts], new byte[ACContexts] };

    // Per component of the scan: the last DC value, and which set of contexts the last difference leads to.
    private readonly int[] _predictions;
    private readonly int[] _dcCategories;

    internal JpegArithmeticContexts(JpegScan scan, JpegTables tables, JpegEntropyReader reader)
    {
        _tables = tables;
        Reader = new JpegArithmeticReader(reader);
        _predictions = new int[scan.Components.Length];
        _dcCategories = new int[scan.Components.Length];
    }

    internal JpegArithmeticReader Reader { get; }

    /// <summary>A number too large for any picture was met; nothing that follows can be right.</summary>
    internal bool IsDamaged { get; private set; }

    internal void Restart()
    {
        foreach (byte[] contexts in _dc)
            Array.Clear(contexts);
        foreach (byte[] contexts in _ac)
            Array.Clear(contexts);
        Array.Clear(_predictions);
        Array.Clear(_dcCategories);
        IsDamaged = false;
        Reader.Reset();
    }

    internal byte[] AC(int slot) => _ac[slot];

    /// <summary>Decodes a DC difference and returns the new value (§F.2.4.1).</summary>
    internal int DecodeDC(int index, int slot)
    {
        byte[] contexts = _dc[slot];
        int at = _dcCategories[index];
        if (Reader.Decode(ref contexts[at]) == 0)
        {
            _dcCategories[index] = 0;
            return _predictions[index];
        }

        int sign = Reader.Decode(ref contexts[at + 1]);
        at += 2 + sign;
        int magnitude = Reader.Decode(ref contexts[at]);
        if (magnitude != 0)
        {
            at = DCMagnitude;
            magnitude = DecodeMagnitude(contexts, ref at, magnitude);
        }

        // §F.1.4.4.1.2: zero, small and large differences, the last two by sign, have contexts of their own.
        if (magnitude < (1 << _tables.SmallDCLower[slot]) >> 1)
            _dcCategories[index] = 0;
        else if (magnitude > (1 << _tables.SmallDCUpper[slot]) >> 1)
            _dcCategories[index] = 12 + 4 * sign;
        else
            _dcCategories[index] = 4 + 4 * sign;
        int value = DecodeBits(contexts, at, magnitude);
        _predictions[index] += sign != 0 ? -value : value;
        return _predictions[index];
    }

    /// <summary>Decodes the coefficient at place k of the zigzag order, which is known not to be zero (§F.2.4.2).</summary>
    internal int DecodeAC(int slot, int k)
    {
        byte[] contexts = _ac[slot];
        int sign = Reader.DecodeEven();
        int at = 3 * (k - 1) + 2;
        int magnitude = Reader.Decode(ref contexts[at]);
        if (magnitude != 0 && Reader.Decode(ref contexts[at]) != 0)
        {
            at = k <= _tables.LowFrequencyEnd[slot] ? ACMagnitudeLow : ACMagnitudeHigh;
            magnitude = DecodeMagnitude(contexts, ref at, magnitude << 1);
        }

        int value = DecodeBits(contexts, at, magnitude);
        return sign != 0 ? -value : value;
    }

    /// <summary>Doubles the magnitude for each decision that says so (figure F.23).</summary>
    private int DecodeMagnitude(byte[] contexts, ref int at, int magnitude)
    {
        while (Reader.Decode(ref contexts[at]) != 0)
        {
            magnitude <<= 1;
            if (magnitude >= MaxMagnitude)
            {
                IsDamaged = true;
                return 0;
            }

            at++;
        }

        return magnitude;
    }

    /// <summary>The bits below the highest one of (value - 1) (figure F.24).</summary>
    private int DecodeBits(byte[] contexts, int at, int magnitude)
    {
        int value = magnitude;
        at += BitsAfterMagnitude;
        for (magnitude >>= 1; magnitude != 0; magnitude >>= 1)
        {
            if (Reader.Decode(ref contexts[at]) != 0)
                value |= magnitude;
        }

        return value + 1;
    }
}
