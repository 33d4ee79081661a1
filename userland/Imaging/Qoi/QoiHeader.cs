// SPDX-License-Identifier: MIT
namespace Skift.Imaging.Qoi;

/// <summary>The 14 bytes in front of the pixels.</summary>
internal sealed class QoiHeader
{
    internal const int Length = 14;

    internal QoiHeader(DataReader reader)
    {
        reader.Skip(4);
        uint width = reader.ReadUInt32BigEndian();
        uint height = reader.ReadUInt32BigEndian();
        if (width == 0 || height == 0 || width > int.MaxValue || height > int.MaxValue)
            throw new ImageFormatException("invalid size " + width.ToString() + "x" + height.ToString());
        Width = (int)width;
        Height = (int)height;
        int channels = reader.ReadByte();
        int colorSpace = reader.ReadByte();
        if (channels is not (3 or 4))
            throw new ImageFormatException("invalid number of channels " + channels.ToString());
        if (colorSpace > 1)
            throw new ImageFormatException("invalid colour space " + colorSpace.ToString());
        HasAlpha = channels == 4;
    }

    internal int Width { get; }

    internal int Height { get; }

    internal bool HasAlpha { get; }

    internal ImageInfo ToInfo() => new ImageInfo("QOI", Width, Height, HasAlpha ? "8-bit RGBA" : "8-bit RGB");
}
