// SPDX-License-Identifier: MIT
//
// JPEG, ITU-T T.81 (ISO/IEC 10918-1): sequential and progressive, Huffman and arithmetic coding, 8 bits per sample.
// JpegDecoder walks the markers; a JpegScan goes through its blocks and has a JpegEntropyDecoder fill them in; JpegInverseDct
// turns a block into samples of a JpegComponent's plane; JpegUpsampler and JpegColorConverter make pixels of the planes.
// Inverse DCT, upsampling and colour conversion round as the IJG's library does by default, so that pixels come out equal.
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>JPEG interchange format and JFIF.</summary>
public sealed class JpegFormat : ImageFormat
{
    public override string Name => "JPEG";

    public override bool Matches(ReadOnlySpan<byte> data) =>
        data.Length >= 3 && data[0] == 0xFF && data[1] == JpegMarker.SOI && data[2] == 0xFF;

    public override ImageDecoder CreateDecoder(byte[] data, long maxPixels) =>
        new JpegDecoder(data, JpegFrame.Find(data), maxPixels);
}
