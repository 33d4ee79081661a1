// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>Progressive decoding with arithmetic codes, T.81 §G.1.3 and §G.2.</summary>
internal sealed class JpegArithmeticProgressive : JpegEntropyDecoder
{
    private readonly JpegArithmeticContexts _contexts;

    // After damage nothing can be made of the data up to the next restart.
    private bool _isLost;

    internal JpegArithmeticProgressive(JpegScan scan, JpegTables tables, JpegEntropyReader reader)
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
        if (Scan.First == 0)
            DecodeDC(index, block);
        else if (Scan.IsRefinement)
            _isLost = !TryRefineBand(block);
        else
            _isLost = !JpegArithmeticSequential.TryDecodeBand(_contexts, Scan.ACSlots[0], block, Scan.First, Scan.Last, Scan.Bit);
        _isLost |= _contexts.IsDamaged;
        IsDamaged |= _isLost;
    }

    private void DecodeDC(int index, Span<short> block)
    {
        if (!Scan.IsRefinement)
            block[0] = (short)(_contexts.DecodeDC(index, Scan.DCSlots[index]) << Scan.Bit);
        else if (_contexts.Reader.DecodeEven() != 0)
            block[0] |= (short)(1 << Scan.Bit);
    }

    /// <summary>Figure G.10: correction bits for known coefficients, and new ones of this bit's weight.</summary>
    private bool TryRefineBand(Span<short> block)
    {
        JpegArithmeticReader reader = _contexts.Reader;
        byte[] contexts = _contexts.AC(Scan.ACSlots[0]);
        int weight = 1 << Scan.Bit;
        int lastKnown = Scan.Last;
        while (lastKnown > 0 && block[JpegZigZag.ToNatural[lastKnown]] == 0)
            lastKnown--;

        for (int k = Scan.First; k <= Scan.Last; k++)
        {
            // The block cannot end before the last coefficient that earlier scans brought.
            if (k > lastKnown && reader.Decode(ref contexts[3 * (k - 1)]) != 0)
                return true;
            while (!TryRefine(ref block[JpegZigZag.ToNatural[k]], contexts, 3 * (k - 1), weight))
            {
                if (++k > Scan.Last)
                    return false;
            }
        }

        return true;
    }

    /// <summary>Refines one coefficient; false if it is zero and stays so.</summary>
    private bool TryRefine(ref short coefficient, byte[] contexts, int at, int weight)
    {
        JpegArithmeticReader reader = _contexts.Reader;
        if (coefficient != 0)
        {
            if (reader.Decode(ref contexts[at + 2]) != 0)
                coefficient += (short)(coefficient < 0 ? -weight : weight);
            return true;
        }

        if (reader.Decode(ref contexts[at + 1]) == 0)
            return false;
        coefficient = (short)(reader.DecodeEven() != 0 ? -weight : weight);
        return true;
    }
}
