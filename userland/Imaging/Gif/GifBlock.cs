// SPDX-License-Identifier: MIT
namespace Skift.Imaging.Gif;

/// <summary>The bytes that introduce blocks (GIF89a appendix A).</summary>
internal static class GifBlock
{
    internal const int Extension = 0x21;
    internal const int Image = 0x2C;
    internal const int Trailer = 0x3B;

    /// <summary>Extension labels.</summary>
    internal const int GraphicControl = 0xF9;
    internal const int Application = 0xFF;

    /// <summary>Bytes after the separator, without a local colour table.</summary>
    internal const int ImageDescriptorSize = 9;
}
