// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Gif;

/// <summary>Graphics Interchange Format, versions 87a and 89a (CompuServe 1990).</summary>
public sealed class GifFormat : ImageFormat
{
    public override string Name => "GIF";

    public override bool Matches(ReadOnlySpan<byte> data) => data.StartsWith("GIF87a"u8) || data.StartsWith("GIF89a"u8);

    public override ImageDecoder CreateDecoder(byte[] data, long maxPixels) =>
        new GifDecoder(data, new GifHeader(new DataReader(data)), maxPixels);
}
