// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>Sequential decoding with Huffman codes, T.81 §F.2.2.</summary>
internal sealed class JpegHuffmanSequential : JpegEntropyDecoder
{
    private readonly JpegBitReader _bits;
    private readonly JpegHuffmanTable[] _dc;
    private readonly JpegHuffmanTable[] _ac;
    private readonly int[] _predictions;

    internal JpegHuffmanSequential(JpegScan scan, JpegTables tables, JpegEntropyReader reader)
        : base(scan)
    {
        _bits = new JpegBitReader(reader);
        int count = scan.Components.Length;
        _predictions = new int[count];
        _dc = new JpegHuffmanTable[count];
        _ac = new JpegHuffmanTable[count];
        for (int i = 0; i < count; i++)
        {
            _dc[i] = RequireDC(tables, scan.DCSlots[i]);
            _ac[i] = RequireAC(tables, scan.ACSlots[i]);
        }
    }

    internal static JpegHuffmanTable RequireDC(JpegTables tables, int slot)
    {
        JpegHuffmanTable table = tables.DC[slot] ?? throw new ImageFormatException("missing Huffman table");
        return table.IsForDC ? table : throw new ImageFormatException("invalid Huffman table");
    }

    internal static JpegHuffmanTable RequireAC(JpegTables tables, int slot) =>
        tables.AC[slot] ?? throw new ImageFormatException("missing Huffman table");

    internal override void Restart()
    {
        _bits.Reset();
        Array.Clear(_predictions);
    }

    internal override void DecodeBlock(int index, Span<short> block)
    {
        int category = _bits.Decode(_dc[index]);
        if (category < 0)
            IsDamaged = true;
        else
            _predictions[index] += _bits.ReadSigned(category);
        block[0] = (short)_predictions[index];

        JpegHuffmanTable ac = _ac[index];
        byte[] toNatural = JpegZigZag.ToNatural;
        for (int k = 1; k < 64; k++)
        {
            int symbol = _bits.Decode(ac);
            int run = symbol >> 4;
            int size = symbol & 15;
            if (symbol <= 0)
            {
                IsDamaged |= symbol < 0;
                return;
            }

            if (size == 0)
            {
                // Only sixteen zeros (0xF0) go on; any other run without a value ends the block.
                if (run != 15)
                    return;
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

            block[toNatural[k]] = (short)value;
        }
    }
}
