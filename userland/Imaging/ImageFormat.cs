// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging;

/// <summary>A file format: how to recognise it and how to begin to decode it.</summary>
public abstract class ImageFormat
{
    /// <summary>Short name, for example <c>PNG</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether data begins with the format's signature.</summary>
    public abstract bool Matches(ReadOnlySpan<byte> data);

    /// <summary>Reads and checks the header.</summary>
    public abstract ImageDecoder CreateDecoder(byte[] data, long maxPixels);
}
