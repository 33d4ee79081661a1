// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Gif;

/// <summary>The variable-length LZW code of GIF (GIF89a appendix F), decoded on demand.</summary>
internal sealed class GifLzw
{
    private const int MaxCodes = 4096;

    private readonly DataReader _reader;
    private readonly ushort[] _prefix = new ushort[MaxCodes];
    private readonly byte[] _suffix = new byte[MaxCodes];

    // The current code's string, last byte first.
    private readonly byte[] _pending = new byte[MaxCodes + 1];
    private int _pendingCount;

    private readonly int _initialBits;
    private readonly int _clearCode;
    private int _codeBits;
    private int _nextCode;
    private int _previousCode = -1;
    private byte _firstOfPrevious;

    private uint _bits;
    private int _bitCount;
    private int _blockRemaining;
    private bool _isAtEnd;

    internal GifLzw(DataReader reader)
    {
        _reader = reader;
        int codeSize = reader.ReadByte();
        if (codeSize < 1 || codeSize > 8)
            throw new ImageFormatException("invalid LZW code size " + codeSize.ToString());
        _clearCode = 1 << codeSize;
        _initialBits = codeSize + 1;
        for (int i = 0; i < _clearCode; i++)
            _suffix[i] = (byte)i;
        Reset();
    }

    /// <summary>Whether a code was met that the table does not have.</summary>
    internal bool IsDamaged { get; private set; }

    /// <summary>Decodes indices until destination is full; fewer at the end of the data.</summary>
    internal int Read(Span<byte> destination)
    {
        int written = 0;
        while (written < destination.Length)
        {
            if (_pendingCount == 0 && !DecodeCode())
                break;
            while (_pendingCount > 0 && written < destination.Length)
                destination[written++] = _pending[--_pendingCount];
        }

        return written;
    }

    /// <summary>Moves the reader behind the image's data.</summary>
    internal void SkipRest()
    {
        if (_isAtEnd && _blockRemaining < 0)
            return;
        _reader.Skip(Math.Min(_blockRemaining, _reader.Remaining));
        GifHeader.TrySkipSubBlocks(_reader);
    }

    private void Reset()
    {
        _codeBits = _initialBits;
        _nextCode = _clearCode + 2;
        _previousCode = -1;
    }

    /// <summary>Decodes one code into <see cref="_pending"/>; false at the end.</summary>
    private bool DecodeCode()
    {
        while (true)
        {
            int code = ReadCode();
            if (code == _clearCode)
            {
                Reset();
                continue;
            }

            if (code < 0 || code == _clearCode + 1)
            {
                _isAtEnd = true;
                return false;
            }

            return TryExpand(code);
        }
    }

    private bool TryExpand(int code)
    {
        // One code may be used just before it is known: the previous string and its own first byte.
        bool isNew = code == _nextCode && _previousCode >= 0;
        if (code > _nextCode || (code == _nextCode && !isNew) || (_previousCode < 0 && code >= _clearCode))
        {
            IsDamaged = true;
            _isAtEnd = true;
            return false;
        }

        int count = 0;
        if (isNew)
            _pending[count++] = _firstOfPrevious;
        int walk = isNew ? _previousCode : code;
        while (walk >= _clearCode)
        {
            _pending[count++] = _suffix[walk];
            walk = _prefix[walk];
        }

        _pending[count++] = (byte)walk;
        _pendingCount = count;
        byte first = (byte)walk;
        if (_previousCode >= 0 && _nextCode < MaxCodes)
        {
            _prefix[_nextCode] = (ushort)_previousCode;
            _suffix[_nextCode] = first;
            _nextCode++;
            // A full table stays as it is until the encoder clears it.
            if (_nextCode == 1 << _codeBits && _codeBits < 12)
                _codeBits++;
        }

        _previousCode = code;
        _firstOfPrevious = first;
        return true;
    }

    private int ReadCode()
    {
        if (_isAtEnd)
            return -1;
        while (_bitCount < _codeBits)
        {
            int value = ReadDataByte();
            if (value < 0)
                return -1;
            _bits |= (uint)value << _bitCount;
            _bitCount += 8;
        }

        int code = (int)(_bits & ((1u << _codeBits) - 1));
        _bits >>= _codeBits;
        _bitCount -= _codeBits;
        return code;
    }

    /// <summary>The next byte of the sub-blocks, or -1 (and a negative remainder) behind the last.</summary>
    private int ReadDataByte()
    {
        if (_blockRemaining == 0)
        {
            _blockRemaining = _reader.Remaining == 0 ? -1 : _reader.ReadByte();
            if (_blockRemaining == 0)
                _blockRemaining = -1;
        }

        if (_blockRemaining < 0 || _reader.Remaining == 0)
        {
            _blockRemaining = -1;
            return -1;
        }

        _blockRemaining--;
        return _reader.ReadByte();
    }
}
