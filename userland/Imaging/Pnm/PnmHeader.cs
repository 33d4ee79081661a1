// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Pnm;

/// <summary>The header of any of the seven variants; the reader is left at the raster.</summary>
internal sealed class PnmHeader
{
    private const int MaxMaxval = 65535;

    private PnmHeader(int variant) => Variant = variant;

    /// <summary>The digit after the P.</summary>
    internal int Variant { get; }

    internal int Width { get; private set; }

    internal int Height { get; private set; }

    /// <summary>Samples per pixel: 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA.</summary>
    internal int Depth { get; private set; }

    /// <summary>The sample value that means full brightness.</summary>
    internal int Maxval { get; private set; } = 1;

    internal bool IsText => Variant <= 3;

    /// <summary>PBM: one bit per pixel, and 1 is black.</summary>
    internal bool IsBitmap => Variant is 1 or 4;

    internal int BytesPerSample => Maxval > 255 ? 2 : 1;

    internal static PnmHeader Read(PnmReader reader)
    {
        PnmHeader header = new PnmHeader(reader.Peek(2)[1] - '0');
        reader.Position = 2;
        if (header.Variant == 7)
            header.ReadPam(reader);
        else
            header.ReadClassic(reader);
        header.Check();
        return header;
    }

    internal ImageInfo ToInfo()
    {
        string name = Variant switch
        {
            1 or 4 => "PBM",
            2 or 5 => "PGM",
            3 or 6 => "PPM",
            _ => "PAM",
        };
        string layout = Depth switch
        {
            1 => "gray",
            2 => "gray+alpha",
            3 => "RGB",
            _ => "RGBA",
        };
        string depth = Maxval == 1 ? "1-bit " : Maxval <= 255 ? "8-bit " : "16-bit ";
        return new ImageInfo(name, Width, Height, depth + layout + (IsText ? " text" : string.Empty));
    }

    private void ReadClassic(PnmReader reader)
    {
        Width = reader.ReadNumber("width");
        Height = reader.ReadNumber("height");
        Depth = Variant is 3 or 6 ? 3 : 1;
        if (!IsBitmap)
            Maxval = reader.ReadNumber("maxval");
        reader.SkipSeparator();
    }

    private void ReadPam(PnmReader reader)
    {
        while (true)
        {
            ReadOnlySpan<byte> word = reader.ReadWord();
            if (word.SequenceEqual("ENDHDR"u8))
                break;
            if (word.SequenceEqual("WIDTH"u8))
                Width = reader.ReadNumber("width");
            else if (word.SequenceEqual("HEIGHT"u8))
                Height = reader.ReadNumber("height");
            else if (word.SequenceEqual("DEPTH"u8))
                Depth = reader.ReadNumber("depth");
            else if (word.SequenceEqual("MAXVAL"u8))
                Maxval = reader.ReadNumber("maxval");
            else if (word.SequenceEqual("TUPLTYPE"u8))
                reader.SkipLine();
            else
                throw new ImageFormatException("unknown line in the header");
        }

        reader.SkipLine();
    }

    private void Check()
    {
        if (Width == 0 || Height == 0)
            throw new ImageFormatException("invalid size " + Width.ToString() + "x" + Height.ToString());
        if (Maxval < 1 || Maxval > MaxMaxval)
            throw new ImageFormatException("invalid maxval " + Maxval.ToString());
        if (Depth < 1 || Depth > 4)
            throw new ImageFormatException("unsupported depth " + Depth.ToString());
    }
}
