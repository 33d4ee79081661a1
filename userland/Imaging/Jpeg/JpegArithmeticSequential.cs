// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>Sequential decoding with arithmetic codes, T.81 §F.2.4.</summary>
internal sealed class JpegArithmeticSequential : JpegEntropyDecoder
{
    private readonly JpegArithmeticContexts _contexts;

    // After damage nothing can be made of the data up to the next restart.
    private bool _isLost;

    internal JpegArithmeticSequential(JpegScan scan, JpegTables tables, JpegEntropyReader reader)
        : base(scan) => _contexts = new JpegArithmeticContexts(scan, tables, reader);

    internal override void Restart()
    {
        _contexts.Restart();
        _isLost = false;
    }

    internal override void DecodeBlock(int index, Span<short> block)
    {
        if (_isLost)
            return;
        block[0] = (short)_contexts.DecodeDC(index, Scan.DCSlots[index]);
        _isLost = !TryDecodeBand(_contexts, Scan.ACSlots[index], block, 1, 63, 0) || _contexts.IsDamaged;
        IsDamaged |= _isLost;
    }

    /// <summary>Decodes new coefficients first to last of a block (figure F.20); false if they run over the end.</summary>
    internal static bool TryDecodeBand(JpegArithmeticContexts contexts, int slot, Span<short> block, int first, int last, int bit)
    {
        JpegArithmeticReader reader = contexts.Reader;
        byte[] ac = contexts.AC(slot);
        for (int k = first; k <= last; k++)
        {
            // Three contexts per place: end of block, zero, and the magnitude's first decision.
            if (reader.Decode(ref ac[3 * (k - 1)]) != 0)
                return true;
            while (reader.Decode(ref ac[3 * (k - 1) + 1]) == 0)
            {
                if (++k > last)
                    return false;
            }

            block[JpegZigZag.ToNatural[k]] = (short)(contexts.DecodeAC(slot, k) << bit);
        }

        return true;
    }
}
