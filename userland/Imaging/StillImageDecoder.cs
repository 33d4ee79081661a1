// SPDX-License-Identifier: MIT
namespace Skift.Imaging;

/// <summary>A decoder for formats that hold one picture.</summary>
public abstract class StillImageDecoder : ImageDecoder
{
    private bool _isDone;

    protected StillImageDecoder(ImageInfo info, long maxPixels)
        : base(info, maxPixels)
    {
    }

    public override bool ReadFrame()
    {
        if (_isDone)
            return false;
        Decode(Canvas);
        _isDone = true;
        return true;
    }

    public override void Rewind() => _isDone = false;

    /// <summary>Draws the whole picture. Every pixel is written, unless the data ends early with a warning.</summary>
    protected abstract void Decode(Bitmap canvas);
}
