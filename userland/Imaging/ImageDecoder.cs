// SPDX-License-Identifier: MIT
//
// Image codecs: bytes in, pixels out. A format is a folder with a fixed cast: XFormat (its name and signature), XHeader
// (what the header says, checked), XDecoder (pixels), and helpers where a format needs them. ImageFormats holds the list.
// Nothing here knows about files or screens, so all of it is tested on ordinary .NET.
using System;

namespace Skift.Imaging;

/// <summary>
/// Decodes one picture, frame by frame, onto a canvas that it owns. Frames are decoded when asked for, so memory is
/// bounded by the picture's size and not by the number of its frames.
/// </summary>
public abstract class ImageDecoder
{
    /// <summary>Largest picture that is decoded by default: 64 megapixels, which are 256 MiB.</summary>
    public const long DefaultMaxPixels = 1L << 26;

    private Bitmap? _canvas;

    protected ImageDecoder(ImageInfo info, long maxPixels)
    {
        Info = info;
        // A product of two positive ints cannot overflow a long.
        if ((long)info.Width * info.Height > maxPixels)
        {
            throw new ImageFormatException("picture of " + info.Width.ToString() + "x" + info.Height.ToString()
                + " pixels is too large");
        }
    }

    public ImageInfo Info { get; }

    /// <summary>The first recoverable fault seen so far (the picture can be shown), or null.</summary>
    public string? Warning { get; private set; }

    /// <summary>How long the current frame is shown. Meaningful for animations.</summary>
    public int FrameDelayMilliseconds { get; protected set; }

    /// <summary>The current frame, after <see cref="ReadFrame"/> returned true. The next frame is drawn over it.</summary>
    public Bitmap Canvas => _canvas ??= new Bitmap(Info.Width, Info.Height);

    /// <summary>Finds the format by its signature and reads the header. No pixel memory is taken yet.</summary>
    /// <param name="data">The whole file. It is kept, and must not change, while the decoder is in use.</param>
    /// <param name="maxPixels">Pictures with more pixels than this are refused.</param>
    /// <exception cref="ImageFormatException">Not a known format, a damaged header, or too many pixels.</exception>
    public static ImageDecoder Open(byte[] data, long maxPixels = DefaultMaxPixels)
    {
        // More than this does not fit in one array of pixels.
        maxPixels = Math.Min(maxPixels, 0x1FFF_FFFF);
        foreach (ImageFormat format in ImageFormats.All)
        {
            if (format.Matches(data))
                return format.CreateDecoder(data, maxPixels);
        }

        throw new ImageFormatException(data.Length == 0 ? "empty file" : "not an image in a known format");
    }

    /// <summary>Decodes the next frame onto <see cref="Canvas"/>.</summary>
    /// <returns>False when there are no more frames.</returns>
    /// <exception cref="ImageFormatException">The data is damaged beyond use.</exception>
    public abstract bool ReadFrame();

    /// <summary>Goes back to before the first frame.</summary>
    public abstract void Rewind();

    /// <summary>Decodes the first frame of a picture.</summary>
    /// <exception cref="ImageFormatException">The data is not a picture that can be shown.</exception>
    public static Bitmap DecodeFirstFrame(byte[] data, long maxPixels = DefaultMaxPixels)
    {
        ImageDecoder decoder = Open(data, maxPixels);
        if (!decoder.ReadFrame())
            throw new ImageFormatException("no picture in the file");
        return decoder.Canvas;
    }

    /// <summary>Notes a fault that leaves something to show. The first one is kept.</summary>
    protected internal void Warn(string message) => Warning ??= message;
}
