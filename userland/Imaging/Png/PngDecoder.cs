// SPDX-License-Identifier: MIT
using System;
using Skift.Imaging.Compression;

namespace Skift.Imaging.Png;

/// <summary>
/// Decodes a PNG. Damage in a critical chunk is an error, also where only a checksum tells; damage of ancillary chunks, and a
/// file that ends after the last row but before it should, are warnings, as in libpng.
/// </summary>
internal sealed class PngDecoder : StillImageDecoder
{
    // Deflate's best case: a bit for a length and one for a distance per 258 bytes, which gives 1032 to 1 (and a little
    // more never happens). A file that cannot hold its picture is refused before the picture's memory is taken.
    private const int MaxCompression = 1032;

    private readonly byte[] _file;
    private readonly PngHeader _header;

    internal PngDecoder(byte[] file, PngHeader header, long maxPixels)
        : base(header.ToInfo(), maxPixels)
    {
        _file = file;
        _header = header;
        long rawBytes = (header.RowByteCount(header.Width)) * header.Height;
        if (rawBytes / MaxCompression > file.Length)
            throw DataReader.Truncated();
    }

    protected override void Decode(Bitmap canvas)
    {
        PngPixels pixels = new PngPixels(_header);
        PngChunk firstIdat = ReadUntilIdat(pixels);
        if (_header.ColorType == PngColorType.Palette && pixels.PaletteLength == 0)
            throw new ImageFormatException("missing PLTE");

        PngIdatInput input = new PngIdatInput(_file, firstIdat);
        ZlibDecoder zlib = new ZlibDecoder(input);
        if (_header.IsInterlaced)
            DecodeAdam7(zlib, pixels, canvas);
        else
            DecodePass(zlib, pixels, canvas, 0, 0, 1, 1);
        CheckStreamEnd(zlib);
        CheckRemainingChunks(input.NextChunk);
    }

    /// <summary>Takes in palette and transparency; returns the first chunk of pixel data.</summary>
    private PngChunk ReadUntilIdat(PngPixels pixels)
    {
        bool hasPalette = false;
        int position = PngFormat.Signature.Length;
        if (PngChunk.TryRead(_file, position, out PngChunk chunk))
            position = chunk.Next;
        while (PngChunk.TryRead(_file, position, out chunk))
        {
            if (chunk.Type == PngChunk.IDAT)
                return chunk;
            if (chunk.Type == PngChunk.IEND)
                throw new ImageFormatException("missing IDAT");
            CheckChunk(chunk);
            ReadOnlySpan<byte> data = new ReadOnlySpan<byte>(_file, chunk.Start, chunk.Length);
            if (chunk.Type == PngChunk.PLTE)
            {
                if (hasPalette)
                    throw new ImageFormatException("more than one PLTE");
                ReadPalette(data, pixels);
                hasPalette = true;
            }
            else if (chunk.Type == PngChunk.tRNS && chunk.IsIntact && !pixels.TrySetTransparency(data))
            {
                Warn("tRNS does not fit the picture and is ignored");
            }

            position = chunk.Next;
        }

        throw DataReader.Truncated();
    }

    private void ReadPalette(ReadOnlySpan<byte> data, PngPixels pixels)
    {
        if (_header.ColorType == PngColorType.Palette)
        {
            if (data.Length == 0 || data.Length > 3 * 256 || data.Length % 3 != 0)
                throw new ImageFormatException("invalid length of PLTE");
            pixels.SetPalette(data);
        }
        else if (_header.ColorType is PngColorType.Gray or PngColorType.GrayAlpha)
        {
            Warn("PLTE in a gray picture is ignored");
        }
    }

    /// <summary>Critical chunks must be known and intact; ancillary ones may be damaged.</summary>
    private void CheckChunk(PngChunk chunk)
    {
        if (!chunk.IsIntact)
        {
            if (chunk.IsCritical)
                throw new ImageFormatException("bad CRC in " + chunk.Name);
            Warn("bad CRC in " + chunk.Name);
        }

        if (chunk.IsCritical && chunk.Type is not (PngChunk.PLTE or PngChunk.IDAT or PngChunk.IEND))
            throw new ImageFormatException("unknown critical chunk " + chunk.Name);
    }

    /// <summary>The seven passes of Adam7 (§8.2); a pass without pixels has no rows in the data.</summary>
    private void DecodeAdam7(ZlibDecoder zlib, PngPixels pixels, Bitmap canvas)
    {
        DecodePass(zlib, pixels, canvas, 0, 0, 8, 8);
        DecodePass(zlib, pixels, canvas, 4, 0, 8, 8);
        DecodePass(zlib, pixels, canvas, 0, 4, 4, 8);
        DecodePass(zlib, pixels, canvas, 2, 0, 4, 4);
        DecodePass(zlib, pixels, canvas, 0, 2, 2, 4);
        DecodePass(zlib, pixels, canvas, 1, 0, 2, 2);
        DecodePass(zlib, pixels, canvas, 0, 1, 1, 2);
    }

    private void DecodePass(ZlibDecoder zlib, PngPixels pixels, Bitmap canvas, int firstX, int firstY, int stepX, int stepY)
    {
        if (firstX >= canvas.Width || firstY >= canvas.Height)
            return;
        int width = (int)(((long)canvas.Width - firstX + stepX - 1) / stepX);
        long byteCount = _header.RowByteCount(width);
        if (byteCount > 0x7000_0000)
            throw new ImageFormatException("rows are too long");

        // The filter type byte comes first in each row.
        byte[] row = new byte[1 + (int)byteCount];
        byte[] above = new byte[row.Length];
        for (int y = firstY; y < canvas.Height; y += stepY)
        {
            if (zlib.Read(row) != row.Length)
                throw new ImageFormatException("not enough image data in IDAT");
            PngFilter.Undo(row[0], new Span<byte>(row, 1, row.Length - 1),
                new ReadOnlySpan<byte>(above, 1, above.Length - 1), _header.FilterDistance);
            pixels.Expand(new ReadOnlySpan<byte>(row, 1, row.Length - 1), canvas.Row(y), firstX, stepX);
            (row, above) = (above, row);
        }
    }

    /// <summary>Reads on to the end of the zlib stream, so that its checksum is checked.</summary>
    private void CheckStreamEnd(ZlibDecoder zlib)
    {
        Span<byte> rest = stackalloc byte[1];
        try
        {
            if (zlib.Read(rest) != 0)
                Warn("more image data than the picture needs");
        }
        catch (ImageFormatException exception) when (zlib.HasEndedEarly)
        {
            Warn(exception.Message);
        }
    }

    private void CheckRemainingChunks(int position)
    {
        while (PngChunk.TryRead(_file, position, out PngChunk chunk))
        {
            CheckChunk(chunk);
            if (chunk.Type == PngChunk.IEND)
                return;
            position = chunk.Next;
        }

        Warn("file ends early, after the image data");
    }
}
