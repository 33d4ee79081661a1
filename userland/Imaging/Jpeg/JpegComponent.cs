// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>One colour component: its sampling, and its samples while decoding.</summary>
internal sealed class JpegComponent
{
    internal const int BlockSize = 8;

    internal JpegComponent(int id, int horizontal, int vertical, int quantizationIndex)
    {
        Id = id;
        Horizontal = horizontal;
        Vertical = vertical;
        QuantizationIndex = quantizationIndex;
    }

    internal int Id { get; }

    /// <summary>Horizontal sampling factor, 1 to 4.</summary>
    internal int Horizontal { get; }

    /// <summary>Vertical sampling factor, 1 to 4.</summary>
    internal int Vertical { get; }

    internal int QuantizationIndex { get; }

    /// <summary>Samples per row that belong to the picture (T.81 §A.1.1).</summary>
    internal int Width { get; private set; }

    internal int Height { get; private set; }

    /// <summary>Blocks per row in a scan of this component alone (§A.2.2).</summary>
    internal int BlocksWide => (Width + BlockSize - 1) / BlockSize;

    internal int BlocksHigh => (Height + BlockSize - 1) / BlockSize;

    /// <summary>Blocks per row with the padding to whole MCUs that interleaved scans have (§A.2.4).</summary>
    internal int BlockStride { get; private set; }

    /// <summary>Bytes per row of <see cref="Samples"/>.</summary>
    internal int Stride => BlockStride * BlockSize;

    internal byte[] Samples { get; private set; } = Array.Empty<byte>();

    /// <summary>Progressive pictures: 64 coefficients per block, in natural order.</summary>
    internal short[] Coefficients { get; private set; } = Array.Empty<short>();

    /// <summary>The table as it was when the component's first scan began, in natural order.</summary>
    internal ushort[]? Quantization { get; set; }

    internal void SetSize(int pictureWidth, int pictureHeight, int maxHorizontal, int maxVertical)
    {
        Width = DivideUp(pictureWidth * Horizontal, maxHorizontal);
        Height = DivideUp(pictureHeight * Vertical, maxVertical);
    }

    internal void Allocate(int mcusWide, int mcusHigh, bool keepCoefficients)
    {
        BlockStride = mcusWide * Horizontal;
        int blocks = checked(BlockStride * mcusHigh * Vertical);
        Samples = new byte[checked(blocks * BlockSize * BlockSize)];
        // Blocks that the data does not reach are medium gray, as a block of zero coefficients is.
        Samples.AsSpan().Fill(128);
        if (keepCoefficients)
            Coefficients = new short[Samples.Length];
        Quantization = null;
    }

    internal void Free()
    {
        Samples = Array.Empty<byte>();
        Coefficients = Array.Empty<short>();
    }

    internal Span<short> CoefficientsOf(int blockX, int blockY) => Coefficients.AsSpan((blockY * BlockStride + blockX) * 64, 64);

    internal int OffsetOf(int blockX, int blockY) => blockY * BlockSize * Stride + blockX * BlockSize;

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
