// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Pnm;

/// <summary>Netpbm's formats: PBM, PGM, PPM in text and binary form, and PAM (netpbm.sourceforge.net/doc).</summary>
public sealed class PnmFormat : ImageFormat
{
    public override string Name => "PNM";

    public override bool Matches(ReadOnlySpan<byte> data) =>
        data.Length >= 3 && data[0] == 'P' && data[1] >= '1' && data[1] <= '7' && PnmReader.IsSpaceOrComment(data[2]);

    public override ImageDecoder CreateDecoder(byte[] data, long maxPixels)
    {
        PnmReader reader = new PnmReader(data);
        PnmHeader header = PnmHeader.Read(reader);
        return new PnmDecoder(reader, header, maxPixels);
    }
}
