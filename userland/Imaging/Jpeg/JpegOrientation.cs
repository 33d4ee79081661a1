// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;

namespace Skift.Imaging.Jpeg;

/// <summary>How a camera was held (Exif 2.3 §4.6.4, tag Orientation): where the stored rows and columns belong in the picture.</summary>
internal readonly struct JpegOrientation
{
    private const int HeaderLength = 8;
    private const int EntryLength = 12;
    private const ushort OrientationTag = 0x0112;
    private const ushort ShortType = 3;

    /// <summary>1 to 8; 0, the default, means 1.</summary>
    private readonly int _value;

    private JpegOrientation(int value) => _value = value;

    internal bool IsPresent => _value != 0;

    /// <summary>Rows of the file are columns of the picture.</summary>
    internal bool IsTransposed => _value >= 5;

    /// <summary>Reads the body of an APP1 segment; anything that is not a valid orientation changes nothing.</summary>
    internal static JpegOrientation Read(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8))
            return default;
        // A TIFF file follows, in either byte order.
        ReadOnlySpan<byte> tiff = segment.Slice(6);
        bool isBig = tiff.StartsWith("MM\0*"u8);
        if (tiff.Length < HeaderLength || !(isBig || tiff.StartsWith("II*\0"u8)))
            return default;
        uint directory = isBig ? BinaryPrimitives.ReadUInt32BigEndian(tiff.Slice(4)) : BinaryPrimitives.ReadUInt32LittleEndian(tiff.Slice(4));
        if (directory > tiff.Length - 2)
            return default;
        ReadOnlySpan<byte> entries = tiff.Slice((int)directory + 2);
        int count = ReadShort(tiff.Slice((int)directory), isBig);
        for (int i = 0; i < count && entries.Length >= EntryLength; i++)
        {
            if (ReadShort(entries, isBig) == OrientationTag && ReadShort(entries.Slice(2), isBig) == ShortType)
            {
                int value = ReadShort(entries.Slice(8), isBig);
                return value is >= 1 and <= 8 ? new JpegOrientation(value) : default;
            }

            entries = entries.Slice(EntryLength);
        }

        return default;
    }

    /// <summary>
    /// Tells where stored pixels go on a canvas: pixel x of row y to <c>first + x * perColumn + y * perRow</c>.
    /// </summary>
    internal void GetSteps(Bitmap canvas, out int first, out int perColumn, out int perRow)
    {
        int right = canvas.Width - 1;
        int bottom = canvas.Width * (canvas.Height - 1);
        // By the side of the picture where the file's first row lies, and the corner where it begins.
        (first, perColumn, perRow) = _value switch
        {
            2 => (right, -1, canvas.Width),
            3 => (right + bottom, -1, -canvas.Width),
            4 => (bottom, 1, -canvas.Width),
            5 => (0, canvas.Width, 1),
            6 => (right, canvas.Width, -1),
            7 => (right + bottom, -canvas.Width, -1),
            8 => (bottom, -canvas.Width, 1),
            _ => (0, 1, canvas.Width),
        };
    }

    private static int ReadShort(ReadOnlySpan<byte> bytes, bool isBig) =>
        isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
