// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>Fills in the coefficients that one scan carries, block by block.</summary>
internal abstract class JpegEntropyDecoder
{
    protected JpegEntropyDecoder(JpegScan scan) => Scan = scan;

    /// <summary>Something was met that no encoder writes; zeros were used in its place.</summary>
    internal bool IsDamaged { get; private protected set; }

    protected JpegScan Scan { get; }

    /// <summary>Chooses the decoder and checks that the tables it needs are there.</summary>
    internal static JpegEntropyDecoder Create(JpegFrame frame, JpegScan scan, JpegTables tables, JpegEntropyReader reader)
    {
        if (frame.IsArithmetic)
        {
            return frame.IsProgressive
                ? new JpegArithmeticProgressive(scan, tables, reader)
                : new JpegArithmeticSequential(scan, tables, reader);
        }

        return frame.IsProgressive
            ? new JpegHuffmanProgressive(scan, tables, reader)
            : new JpegHuffmanSequential(scan, tables, reader);
    }

    /// <summary>Begins anew behind a restart marker.</summary>
    internal abstract void Restart();

    /// <summary>Decodes the next block of a component.</summary>
    /// <param name="index">The component's place in the scan.</param>
    /// <param name="block">64 coefficients in natural order.</param>
    internal abstract void DecodeBlock(int index, Span<short> block);
}
