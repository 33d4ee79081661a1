// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Pnm;

/// <summary>Reads the words and numbers of headers and text rasters; a <c>#</c> begins a comment up to the line's end.</summary>
internal sealed class PnmReader
{
    private readonly byte[] _data;

    internal PnmReader(byte[] data) => _data = data;

    internal int Position { get; set; }

    internal int Remaining => _data.Length - Position;

    internal static bool IsSpaceOrComment(byte value) => IsSpace(value) || value == '#';

    internal ReadOnlySpan<byte> Peek(int count) => new ReadOnlySpan<byte>(_data, Position, count);

    /// <summary>Reads a decimal number that fits in an int.</summary>
    internal int ReadNumber(string what)
    {
        SkipSpace();
        int start = Position;
        long value = 0;
        while (Position < _data.Length && _data[Position] >= '0' && _data[Position] <= '9')
        {
            value = value * 10 + (_data[Position++] - '0');
            if (value > int.MaxValue)
                throw new ImageFormatException("invalid " + what);
        }

        if (Position == start)
            throw Position == _data.Length ? DataReader.Truncated() : new ImageFormatException("invalid " + what);
        return (int)value;
    }

    /// <summary>Reads one binary digit of a text PBM, where digits need no space between them.</summary>
    internal int ReadDigit()
    {
        SkipSpace();
        if (Position == _data.Length)
            throw DataReader.Truncated();
        int digit = _data[Position++] - '0';
        if (digit is not (0 or 1))
            throw new ImageFormatException("invalid sample");
        return digit;
    }

    /// <summary>Reads a word of a PAM header.</summary>
    internal ReadOnlySpan<byte> ReadWord()
    {
        SkipSpace();
        int start = Position;
        while (Position < _data.Length && !IsSpace(_data[Position]))
            Position++;
        if (Position == start)
            throw DataReader.Truncated();
        return new ReadOnlySpan<byte>(_data, start, Position - start);
    }

    internal void SkipLine()
    {
        while (Position < _data.Length && _data[Position++] != '\n')
        {
        }
    }

    /// <summary>The single white-space byte between header and binary raster.</summary>
    internal void SkipSeparator()
    {
        if (Position == _data.Length)
            throw DataReader.Truncated();
        if (!IsSpace(_data[Position]))
            throw new ImageFormatException("no white space after the header");
        Position++;
    }

    private void SkipSpace()
    {
        while (Position < _data.Length)
        {
            if (_data[Position] == '#')
                SkipLine();
            else if (IsSpace(_data[Position]))
                Position++;
            else
                return;
        }
    }

    private static bool IsSpace(byte value) => value == ' ' || (value >= 9 && value <= 13);
}
