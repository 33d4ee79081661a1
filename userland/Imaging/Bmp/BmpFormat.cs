// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Bmp;

/// <summary>Windows and OS/2 bitmaps (Microsoft "Bitmap Storage", headers of 12 to 124 bytes).</summary>
public sealed class BmpFormat : ImageFormat
{
    public override string Name => "BMP";

    public override bool Matches(ReadOnlySpan<byte> data) => data.StartsWith("BM"u8);

    public override ImageDecoder CreateDecoder(byte[] data, long maxPixels) =>
        new BmpDecoder(data, new BmpHeader(new DataReader(data)), maxPixels);
}
