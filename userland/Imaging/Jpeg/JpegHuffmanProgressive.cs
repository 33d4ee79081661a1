// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>Progressive decoding with Huffman codes, T.81 §G.1.2 and §G.2.</summary>
internal sealed class JpegHuffmanProgressive : JpegEntropyDecoder
{
    private readonly JpegBitReader _bits;
    private readonly JpegHuffmanTable?[] _dc;
    private readonly JpegHuffmanTable? _ac;
    private readonly int[] _predictions;

    // Blocks, with the current one, that have no more new coefficients in this band.
    private int _endOfBandRun;

    internal JpegHuffmanProgressive(JpegScan scan, JpegTables tables, JpegEntropyReader reader)
        : base(scan)
    {
        _bits = new JpegBitReader(reader);
        int count = scan.Components.Length;
        _predictions = new int[count];
        _dc = new JpegHuffmanTable?[count];
        if (scan.First != 0)
            _ac = JpegHuffmanSequential.RequireAC(tables, scan.ACSlots[0]);
        else if (!scan.IsRefinement)
        {
            for (int i = 0; i < count; i++)
                _dc[i] = JpegHuffmanSequential.RequireDC(tables, scan.DCSlots[i]);
        }
    }

    internal override void Restart()
    {
        _bits.Reset();
        Array.Clear(_predictions);
        _endOfBandRun = 0;
    }

    internal override void DecodeBlock(int index, Span<short> block)
    {
        if (_ac is not null)
        {
            if (Scan.IsRefinement)
                RefineBand(_ac, block);
            else
                DecodeBand(_ac, block);
        }
        else if (Scan.IsRefinement)
        {
            if (_bits.Read(1) != 0)
                block[0] |= (short)(1 << Scan.Bit);
        }
        else
        {
            int category = _bits.Decode(_dc[index]!);
            if (category < 0)
                IsDamaged = true;
            else
                _predictions[index] += _bits.ReadSigned(category);
            block[0] = (short)(_predictions[index] << Scan.Bit);
        }
    }

    private void DecodeBand(JpegHuffmanTable ac, Span<short> block)
    {
        if (_endOfBandRun > 0)
        {
            _endOfBandRun--;
            return;
        }

        for (int k = Scan.First; k <= Scan.Last; k++)
        {
            int symbol = _bits.Decode(ac);
            if (symbol < 0)
            {
                IsDamaged = true;
                return;
            }

            int run = symbol >> 4;
            int size = symbol & 15;
            if (size == 0)
            {
                if (run != 15)
                {
                    // EOBn: this block and the next 2^n - 1 + (n bits) ones end here.
                    _endOfBandRun = (1 << run) - 1 + _bits.Read(run);
                    return;
                }

                k += 15;
                continue;
            }

            k += run;
            int value = _bits.ReadSigned(size);
            if (k > 63)
            {
                IsDamaged = true;
                return;
            }

            block[JpegZigZag.ToNatural[k]] = (short)(value << Scan.Bit);
        }
    }

    /// <summary>§G.1.2.3: one more bit for each coefficient that is not zero, and new ones of the size of that bit between them.</summary>
    private void RefineBand(JpegHuffmanTable ac, Span<short> block)
    {
        int k = Scan.First;
        while (_endOfBandRun == 0 && k <= Scan.Last)
        {
            int symbol = _bits.Decode(ac);
            if (symbol < 0)
            {
                IsDamaged = true;
                symbol = 0;
            }

            int run = symbol >> 4;
            int value = 0;
            if ((symbol & 15) != 0)
            {
                // The only size possible is 1: the value is the bit's weight with a sign.
                IsDamaged |= (symbol & 15) != 1;
                value = _bits.Read(1) != 0 ? 1 << Scan.Bit : -1 << Scan.Bit;
            }
            else if (run != 15)
            {
                _endOfBandRun = (1 << run) + _bits.Read(run);
                break;
            }

            k = RefineUntil(block, k, run);
            if (value != 0 && k <= 63)
                block[JpegZigZag.ToNatural[k]] = (short)value;
            k++;
        }

        if (_endOfBandRun > 0)
        {
            RefineUntil(block, k, int.MaxValue);
            _endOfBandRun--;
        }
    }

    /// <summary>Refines coefficients while passing over the given number of zeros; returns where the next zero, or the band's end, is.</summary>
    private int RefineUntil(Span<short> block, int k, int zeros)
    {
        int weight = 1 << Scan.Bit;
        for (; k <= Scan.Last; k++)
        {
            ref short coefficient = ref block[JpegZigZag.ToNatural[k]];
            if (coefficient == 0)
            {
                if (zeros-- == 0)
                    break;
            }
            else if (_bits.Read(1) != 0 && (coefficient & weight) == 0)
            {
                coefficient += (short)(coefficient >= 0 ? weight : -weight);
            }
        }

        return k;
    }
}
