// SPDX-License-Identifier: MIT
namespace Skift.Imaging.Gif;

/// <summary>What happens to a frame's area before the next frame is drawn (GIF89a §23).</summary>
internal enum GifDisposal
{
    None = 0,
    Keep = 1,
    Background = 2,
    Previous = 3,
}

/// <summary>One image descriptor (GIF89a §20) with the graphic control extension in front of it.</summary>
internal struct GifFrame
{
    private const int DefaultDelayMilliseconds = 100;

    internal int Left;
    internal int Top;
    internal int Width;
    internal int Height;
    internal bool IsInterlaced;
    internal uint[]? LocalPalette;
    internal GifDisposal Disposal;

    /// <summary>Index that is not drawn, or -1.</summary>
    internal int Transparent;
    internal int DelayMilliseconds;

    /// <summary>What holds for a frame without a graphic control extension.</summary>
    internal static GifFrame Default => new GifFrame { Transparent = -1, DelayMilliseconds = DefaultDelayMilliseconds };

    /// <summary>Reads the body of a graphic control extension.</summary>
    internal void ReadControl(DataReader reader)
    {
        int flags = reader.ReadByte();
        int delayCentiseconds = reader.ReadUInt16LittleEndian();
        int transparent = reader.ReadByte();
        int disposal = (flags >> 2) & 7;
        Disposal = disposal <= 3 ? (GifDisposal)disposal : GifDisposal.None;
        Transparent = (flags & 1) != 0 ? transparent : -1;
        // Files that ask for no delay at all were made for slow machines; every viewer shows such frames for a tenth of a second.
        DelayMilliseconds = delayCentiseconds < 2 ? DefaultDelayMilliseconds : delayCentiseconds * 10;
    }

    internal void ReadDescriptor(DataReader reader)
    {
        Left = reader.ReadUInt16LittleEndian();
        Top = reader.ReadUInt16LittleEndian();
        Width = reader.ReadUInt16LittleEndian();
        Height = reader.ReadUInt16LittleEndian();
        int flags = reader.ReadByte();
        IsInterlaced = (flags & 0x40) != 0;
        LocalPalette = (flags & 0x80) != 0 ? GifHeader.ReadPalette(reader, flags) : null;
    }
}
