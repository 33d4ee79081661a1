// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Qoi;

/// <summary>The "Quite OK Image" format, specification 1.0 (qoiformat.org).</summary>
public sealed class QoiFormat : ImageFormat
{
    public override string Name => "QOI";

    public override bool Matches(ReadOnlySpan<byte> data) => data.StartsWith("qoif"u8);

    public override ImageDecoder CreateDecoder(byte[] data, long maxPixels) =>
        new QoiDecoder(data, new QoiHeader(new DataReader(data)), maxPixels);
}
