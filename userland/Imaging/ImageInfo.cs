// SPDX-License-Identifier: MIT
namespace Skift.Imaging;

/// <summary>What a picture's header says, known before any pixel is decoded.</summary>
public sealed class ImageInfo
{
    public ImageInfo(string format, int width, int height, string pixels, int frameCount = 1, int loopCount = 1)
    {
        Format = format;
        Width = width;
        Height = height;
        Pixels = pixels;
        FrameCount = frameCount;
        LoopCount = loopCount;
    }

    /// <summary>Name of the file format, for example <c>PNG</c>.</summary>
    public string Format { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>How the file stores a pixel, for example <c>8-bit RGBA</c>.</summary>
    public string Pixels { get; }

    /// <summary>Frames of an animation; 1 for a still picture.</summary>
    public int FrameCount { get; }

    /// <summary>How often an animation is shown; 0 means for ever.</summary>
    public int LoopCount { get; }

    public override string ToString()
    {
        string frames = FrameCount == 1 ? "1 frame" : FrameCount.ToString() + " frames";
        return Format + " " + Width.ToString() + "x" + Height.ToString() + " " + Pixels + ", " + frames;
    }
}
