// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Compression;

/// <summary>Compressed bytes that may lie in several pieces of one array, as a PNG's IDAT chunks do.</summary>
public abstract class CompressedInput
{
    protected CompressedInput(byte[] data) => Data = data;

    internal byte[] Data { get; }

    /// <summary>Offset of the next byte of the current piece.</summary>
    internal int Position { get; set; }

    /// <summary>End of the current piece.</summary>
    internal int End { get; private set; }

    /// <summary>What to say when more bytes are needed than there are.</summary>
    internal virtual string EndMessage => "zlib: data ends early";

    /// <summary>Moves to the next piece by calling <see cref="SetPiece"/>; false when there is none.</summary>
    protected abstract bool MoveNext();

    protected void SetPiece(int start, int length)
    {
        Position = start;
        End = start + length;
    }

    /// <summary>The next byte, or -1 at the end of the last piece.</summary>
    internal int ReadByte()
    {
        while (Position >= End)
        {
            if (!MoveNext())
                return -1;
        }

        return Data[Position++];
    }
}
