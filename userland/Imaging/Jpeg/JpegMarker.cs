// SPDX-License-Identifier: MIT
namespace Skift.Imaging.Jpeg;

/// <summary>The second byte of markers (T.81 table B.1), and finding them.</summary>
internal static class JpegMarker
{
    internal const int SOF0 = 0xC0;
    internal const int SOF1 = 0xC1;
    internal const int SOF2 = 0xC2;
    internal const int DHT = 0xC4;
    internal const int JPG = 0xC8;
    internal const int SOF9 = 0xC9;
    internal const int SOF10 = 0xCA;
    internal const int DAC = 0xCC;
    internal const int SOF15 = 0xCF;
    internal const int RST0 = 0xD0;
    internal const int RST7 = 0xD7;
    internal const int SOI = 0xD8;
    internal const int EOI = 0xD9;
    internal const int SOS = 0xDA;
    internal const int DQT = 0xDB;
    internal const int DRI = 0xDD;
    internal const int APP0 = 0xE0;
    internal const int APP1 = 0xE1;
    internal const int APP14 = 0xEE;
    internal const int TEM = 0x01;

    internal static bool IsStartOfFrame(int marker) =>
        marker >= SOF0 && marker <= SOF15 && marker is not (DHT or JPG or DAC);

    /// <summary>Markers that no segment follows.</summary>
    internal static bool StandsAlone(int marker) => marker is TEM or (>= RST0 and <= EOI);

    /// <summary>Moves the reader behind the next marker and returns it, or -1 at the end of the file.</summary>
    internal static int FindNext(DataReader reader)
    {
        while (reader.Remaining >= 2)
        {
            if (reader.ReadByte() != 0xFF)
                continue;
            int code = reader.ReadByte();
            while (code == 0xFF && reader.Remaining > 0)
                code = reader.ReadByte();
            if (code is not (0 or 0xFF))
                return code;
        }

        reader.Seek(reader.Length);
        return -1;
    }

    /// <summary>Reads a segment's length and returns its body as a reader's end position.</summary>
    internal static int ReadSegmentEnd(DataReader reader)
    {
        int length = reader.ReadUInt16BigEndian();
        if (length < 2)
            throw new ImageFormatException("invalid segment length");
        if (length - 2 > reader.Remaining)
            throw DataReader.Truncated();
        return reader.Position + length - 2;
    }
}
