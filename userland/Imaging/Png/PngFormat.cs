// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Png;

/// <summary>Portable Network Graphics, PNG specification third edition (W3C) and ISO/IEC 15948.</summary>
public sealed class PngFormat : ImageFormat
{
    public override string Name => "PNG";

    internal static ReadOnlySpan<byte> Signature => new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10 };

    public override bool Matches(ReadOnlySpan<byte> data) => data.StartsWith(Signature);

    public override ImageDecoder CreateDecoder(byte[] data, long maxPixels) =>
        new PngDecoder(data, PngHeader.Read(data), maxPixels);
}
