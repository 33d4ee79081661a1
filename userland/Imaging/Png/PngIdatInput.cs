// SPDX-License-Identifier: MIT
using Skift.Imaging.Compression;

namespace Skift.Imaging.Png;

/// <summary>The data of consecutive IDAT chunks as one stream; each chunk's CRC is checked before its data is used.</summary>
internal sealed class PngIdatInput : CompressedInput
{
    private int _next;
    private bool _isFileAtEnd;

    internal PngIdatInput(byte[] file, PngChunk first)
        : base(file) => Use(first);

    /// <summary>Offset of the first chunk after the IDAT chunks read so far.</summary>
    internal int NextChunk => _next;

    internal override string EndMessage => _isFileAtEnd ? "file ends early" : base.EndMessage;

    protected override bool MoveNext()
    {
        // The decompressor reads ahead, so the end of the file is an error only once a missing byte is needed.
        if (!PngChunk.TryRead(Data, _next, out PngChunk chunk))
        {
            _isFileAtEnd = true;
            return false;
        }

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
