// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>The frame header (T.81 §B.2.2), checked.</summary>
internal sealed class JpegFrame
{
    private JpegFrame(int marker, DataReader reader, int end)
    {
        if (marker is not (JpegMarker.SOF0 or JpegMarker.SOF1 or JpegMarker.SOF2 or JpegMarker.SOF9 or JpegMarker.SOF10))
            throw new ImageFormatException("unsupported JPEG process (SOF" + (marker - JpegMarker.SOF0).ToString() + ")");
        IsProgressive = marker is JpegMarker.SOF2 or JpegMarker.SOF10;
        IsArithmetic = marker is JpegMarker.SOF9 or JpegMarker.SOF10;
        int precision = reader.ReadByte();
        if (precision != 8)
            throw new ImageFormatException("unsupported precision of " + precision.ToString() + " bits");
        Height = reader.ReadUInt16BigEndian();
        Width = reader.ReadUInt16BigEndian();
        if (Width == 0 || Height == 0)
            throw new ImageFormatException("invalid size " + Width.ToString() + "x" + Height.ToString());
        int count = reader.ReadByte();
        if (count is not (1 or 3 or 4))
            throw new ImageFormatException("unsupported number of components " + count.ToString());
        if (end - reader.Position != 3 * count)
            throw new ImageFormatException("invalid length of the frame header");
        Components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
            Components[i] = ReadComponent(reader);
        SetSizes();
    }

    internal int Width { get; }

    internal int Height { get; }

    internal bool IsProgressive { get; }

    internal bool IsArithmetic { get; }

    internal JpegComponent[] Components { get; }

    /// <summary>How the stored picture is to be turned.</summary>
    internal JpegOrientation Orientation { get; private set; }

    internal int MaxHorizontal { get; private set; } = 1;

    internal int MaxVertical { get; private set; } = 1;

    internal int McusWide { get; private set; }

    internal int McusHigh { get; private set; }

    /// <summary>Finds the frame header without decoding anything.</summary>
    internal static JpegFrame Find(byte[] data)
    {
        DataReader reader = new DataReader(data, 2);
        JpegOrientation orientation = default;
        while (true)
        {
            int marker = JpegMarker.FindNext(reader);
            if (marker < 0)
                throw DataReader.Truncated();
            if (marker is JpegMarker.SOS or JpegMarker.EOI)
                throw new ImageFormatException("missing frame header");
            if (JpegMarker.StandsAlone(marker))
                continue;
            int end = JpegMarker.ReadSegmentEnd(reader);
            if (JpegMarker.IsStartOfFrame(marker))
            {
                JpegFrame frame = Read(marker, reader, end);
                frame.Orientation = orientation;
                return frame;
            }

            if (marker == JpegMarker.APP1 && !orientation.IsPresent)
                orientation = JpegOrientation.Read(reader.ReadBytes(end - reader.Position));
            reader.Seek(end);
        }
    }

    internal static JpegFrame Read(int marker, DataReader reader, int end)
    {
        if (end - reader.Position < 6)
            throw new ImageFormatException("invalid length of the frame header");
        return new JpegFrame(marker, reader, end);
    }

    internal ImageInfo ToInfo()
    {
        string layout = Components.Length switch
        {
            1 => "8-bit gray",
            3 => "8-bit colour",
            _ => "8-bit CMYK",
        };
        bool isTransposed = Orientation.IsTransposed;
        return new ImageInfo("JPEG", isTransposed ? Height : Width, isTransposed ? Width : Height,
            layout + (IsProgressive ? " progressive" : string.Empty) + (IsArithmetic ? " arithmetic" : string.Empty));
    }

    internal void Allocate()
    {
        foreach (JpegComponent component in Components)
            component.Allocate(McusWide, McusHigh, IsProgressive);
    }

    private static JpegComponent ReadComponent(DataReader reader)
    {
        int id = reader.ReadByte();
        int sampling = reader.ReadByte();
        int quantization = reader.ReadByte();
        int horizontal = sampling >> 4;
        int vertical = sampling & 15;
        if (horizontal is < 1 or > 4 || vertical is < 1 or > 4)
            throw new ImageFormatException("invalid sampling factors");
        if (quantization > 3)
            throw new ImageFormatException("invalid quantization table");
        return new JpegComponent(id, horizontal, vertical, quantization);
    }

    private void SetSizes()
    {
        foreach (JpegComponent component in Components)
        {
            MaxHorizontal = Math.Max(MaxHorizontal, component.Horizontal);
            MaxVertical = Math.Max(MaxVertical, component.Vertical);
        }

        int mcuWidth = MaxHorizontal * JpegComponent.BlockSize;
        int mcuHeight = MaxVertical * JpegComponent.BlockSize;
        McusWide = (Width + mcuWidth - 1) / mcuWidth;
        McusHigh = (Height + mcuHeight - 1) / mcuHeight;
        foreach (JpegComponent component in Components)
            component.SetSize(Width, Height, MaxHorizontal, MaxVertical);
    }
}
