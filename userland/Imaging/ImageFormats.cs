// SPDX-License-Identifier: MIT
using Skift.Imaging.Bmp;
using Skift.Imaging.Gif;
using Skift.Imaging.Jpeg;
using Skift.Imaging.Png;
using Skift.Imaging.Pnm;
using Skift.Imaging.Qoi;

namespace Skift.Imaging;

/// <summary>The list of formats. A new one is a folder and a line here.</summary>
public static class ImageFormats
{
    private static readonly ImageFormat[] s_all =
    {
        new PngFormat(),
        new JpegFormat(),
        new GifFormat(),
        new QoiFormat(),
        new PnmFormat(),
        new BmpFormat(),
    };

    internal static ImageFormat[] All => s_all;
}
