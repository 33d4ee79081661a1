// SPDX-License-Identifier: MIT
using Skift.Imaging.Compression;

namespace Skift.Imaging.Png;

/// <summary>The data of consecutive IDAT chunks as one stream; each chunk's CRC is checked before its data is used.</summary>
internal sealed class PngIdatInput : CompressedInput
{
    private int _next;

    internal PngIdatInput(byte[] file, PngChunk first)
        : base(file) => Use(first);

    /// <summary>Offset of the first chunk after the IDAT chunks read so far.</summary>
    internal int NextChunk => _next;

    protected override bool MoveNext()
    {
        if (!PngChunk.TryRead(Data, _next, out PngChunk chunk))
            throw DataReader.Truncated();
        if (chunk.Type != PngChunk.IDAT)
            return false;
        Use(chunk);
        return true;
    }

    private void Use(PngChunk chunk)
    {
        if (!chunk.IsIntact)
            throw new ImageFormatException("bad CRC in IDAT");
        SetPiece(chunk.Start, chunk.Length);
        _next = chunk.Next;
    }
}
