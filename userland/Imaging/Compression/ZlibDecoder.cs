// SPDX-License-Identifier: MIT
//
// zlib (RFC 1950) around deflate (RFC 1951), decoded on demand: the caller asks for as many bytes as it has room for, so
// the memory needed is one window however large the data. Messages begin with "zlib: ".
using System;

namespace Skift.Imaging.Compression;

/// <summary>Decompresses a zlib stream.</summary>
public sealed class ZlibDecoder
{
    private const int WindowSize = 32768;
    private const int MaxMatch = 258;
    private const int BufferSize = 4 * WindowSize;
    private const int EndOfBlock = 256;

    private readonly CompressedInput _input;

    // Decoded bytes; [_consumed, _produced) were not asked for yet. At least one window before _produced stays in place.
    private readonly byte[] _buffer = new byte[BufferSize + MaxMatch];
    private int _consumed;
    private int _produced;
    private int _checked;

    private readonly HuffmanDecoder _literals = new HuffmanDecoder(DeflateTables.MaxLiterals);
    private readonly HuffmanDecoder _distances = new HuffmanDecoder(DeflateTables.MaxDistances);
    private readonly byte[] _lengths = new byte[DeflateTables.MaxLiterals + DeflateTables.MaxDistances];
    private ulong _bits;
    private int _bitCount;
    private Adler32 _adler = new Adler32();
    private State _state;
    private bool _isLastBlock;
    private int _storedRemaining;

    public ZlibDecoder(CompressedInput input) => _input = input;

    private enum State
    {
        StreamHeader,
        BlockHeader,
        Stored,
        Compressed,
        Trailer,
        Done,
    }

    /// <summary>Whether an exception was thrown because the input ended, not because it is wrong.</summary>
    public bool HasEndedEarly { get; private set; }

    /// <summary>Decodes until destination is full or the stream ends.</summary>
    /// <returns>Bytes written; fewer than asked for only at the end of the stream.</returns>
    /// <exception cref="ImageFormatException">The stream is damaged or ends early.</exception>
    public int Read(Span<byte> destination)
    {
        int written = 0;
        while (written < destination.Length)
        {
            if (_consumed == _produced && !Produce())
                break;
            int count = Math.Min(destination.Length - written, _produced - _consumed);
            new ReadOnlySpan<byte>(_buffer, _consumed, count).CopyTo(destination.Slice(written));
            _consumed += count;
            written += count;
        }

        return written;
    }

    /// <summary>Decodes more bytes into the empty buffer; false at the end of the stream.</summary>
    private bool Produce()
    {
        if (_produced >= BufferSize - WindowSize)
            SlideWindow();
        while (_state != State.Done)
        {
            switch (_state)
            {
                case State.StreamHeader:
                    ReadStreamHeader();
                    break;
                case State.BlockHeader:
                    ReadBlockHeader();
                    break;
                case State.Stored:
                    CopyStored();
                    break;
                case State.Compressed:
                    DecodeCompressed();
                    break;
                case State.Trailer:
                    CheckTrailer();
                    break;
            }

            // What was decoded is handed out before the trailer is looked at: a wrong checksum spoils no earlier byte.
            if (_produced > _consumed)
                return true;
        }

        return false;
    }

    private void SlideWindow()
    {
        UpdateChecksum();
        int start = _produced - WindowSize;
        Array.Copy(_buffer, start, _buffer, 0, WindowSize);
        _consumed -= start;
        _checked -= start;
        _produced = WindowSize;
    }

    private void UpdateChecksum()
    {
        _adler.Append(new ReadOnlySpan<byte>(_buffer, _checked, _produced - _checked));
        _checked = _produced;
    }

    // RFC 1950 §2.2.
    private void ReadStreamHeader()
    {
        int method = (int)TakeBits(8);
        int flags = (int)TakeBits(8);
        if (((method << 8) | flags) % 31 != 0)
            throw Damaged("incorrect header check");
        if ((method & 15) != 8)
            throw Damaged("unknown compression method");
        if (method >> 4 > 7)
            throw Damaged("invalid window size");
        if ((flags & 0x20) != 0)
            throw Damaged("preset dictionary is not allowed here");
        _state = State.BlockHeader;
    }

    // RFC 1951 §3.2.3.
    private void ReadBlockHeader()
    {
        if (_isLastBlock)
        {
            _state = State.Trailer;
            return;
        }

        _isLastBlock = TakeBits(1) != 0;
        switch (TakeBits(2))
        {
            case 0:
                ReadStoredHeader();
                break;
            case 1:
                DeflateTables.FillFixedLengths(_lengths, out int literalCount);
                BuildCodes(literalCount, _lengths.Length - literalCount);
                break;
            case 2:
                ReadDynamicCodes();
                break;
            default:
                throw Damaged("invalid block type");
        }
    }

    private void ReadStoredHeader()
    {
        TakeBits(_bitCount & 7);
        uint length = TakeBits(16);
        if ((length ^ 0xFFFF) != TakeBits(16))
            throw Damaged("invalid stored block length");
        _storedRemaining = (int)length;
        _state = State.Stored;
    }

    private void CopyStored()
    {
        while (_storedRemaining > 0 && _produced < BufferSize)
        {
            _buffer[_produced++] = (byte)TakeBits(8);
            _storedRemaining--;
        }

        if (_storedRemaining == 0)
            _state = State.BlockHeader;
    }

    // RFC 1951 §3.2.7.
    private void ReadDynamicCodes()
    {
        int literalCount = (int)TakeBits(5) + 257;
        int distanceCount = (int)TakeBits(5) + 1;
        int codeLengthCount = (int)TakeBits(4) + 4;
        if (literalCount > 286 || distanceCount > 30)
            throw Damaged("too many length or distance symbols");

        Span<byte> codeLengths = stackalloc byte[DeflateTables.CodeLengthOrder.Length];
        codeLengths.Clear();
        for (int i = 0; i < codeLengthCount; i++)
            codeLengths[DeflateTables.CodeLengthOrder[i]] = (byte)TakeBits(3);
        // The literal code is not needed before it is built below, so its decoder serves for the code of code lengths.
        if (!_literals.TryBuild(codeLengths, mayBeIncomplete: false))
            throw Damaged("invalid code lengths set");

        ReadCodeLengths(literalCount + distanceCount);
        if (_lengths[EndOfBlock] == 0)
            throw Damaged("invalid code, missing end-of-block");
        BuildCodes(literalCount, distanceCount);
    }

    private void ReadCodeLengths(int total)
    {
        int index = 0;
        while (index < total)
        {
            int symbol = DecodeSymbol(_literals, "invalid code lengths set");
            if (symbol < 16)
            {
                _lengths[index++] = (byte)symbol;
                continue;
            }

            byte value = 0;
            if (symbol == 16)
            {
                if (index == 0)
                    throw Damaged("invalid bit length repeat");
                value = _lengths[index - 1];
            }

            int repeat = symbol == 16 ? 3 + (int)TakeBits(2) : symbol == 17 ? 3 + (int)TakeBits(3) : 11 + (int)TakeBits(7);
            if (index + repeat > total)
                throw Damaged("invalid bit length repeat");
            new Span<byte>(_lengths, index, repeat).Fill(value);
            index += repeat;
        }
    }

    private void BuildCodes(int literalCount, int distanceCount)
    {
        if (!_literals.TryBuild(new ReadOnlySpan<byte>(_lengths, 0, literalCount), mayBeIncomplete: true))
            throw Damaged("invalid literal/lengths set");
        if (!_distances.TryBuild(new ReadOnlySpan<byte>(_lengths, literalCount, distanceCount), mayBeIncomplete: true))
            throw Damaged("invalid distances set");
        _state = State.Compressed;
    }

    private void DecodeCompressed()
    {
        while (_produced < BufferSize)
        {
            int symbol = DecodeSymbol(_literals, "invalid literal/length code");
            if (symbol < EndOfBlock)
            {
                _buffer[_produced++] = (byte)symbol;
                continue;
            }

            if (symbol == EndOfBlock)
            {
                _state = State.BlockHeader;
                return;
            }

            CopyMatch(symbol - EndOfBlock - 1);
        }
    }

    private void CopyMatch(int lengthSymbol)
    {
        if (lengthSymbol >= DeflateTables.LengthBase.Length)
            throw Damaged("invalid literal/length code");
        int length = DeflateTables.LengthBase[lengthSymbol] + (int)TakeBits(DeflateTables.LengthExtraBits[lengthSymbol]);
        int distanceSymbol = DecodeSymbol(_distances, "invalid distance code");
        if (distanceSymbol >= DeflateTables.DistanceBase.Length)
            throw Damaged("invalid distance code");
        int distance = DeflateTables.DistanceBase[distanceSymbol]
            + (int)TakeBits(DeflateTables.DistanceExtraBits[distanceSymbol]);
        // Before the first slide the buffer begins where the stream does; after it, at least a window lies before _produced.
        if (distance > _produced)
            throw Damaged("invalid distance too far back");

        byte[] buffer = _buffer;
        int from = _produced - distance;
        int to = _produced;
        // Byte by byte: source and destination overlap on purpose when the distance is shorter than the length.
        for (int end = to + length; to < end; to++)
            buffer[to] = buffer[from++];
        _produced = to;
    }

    private void CheckTrailer()
    {
        UpdateChecksum();
        TakeBits(_bitCount & 7);
        uint expected = 0;
        for (int i = 0; i < 4; i++)
            expected = (expected << 8) | TakeBits(8);
        if (expected != _adler.Value)
            throw Damaged("incorrect Adler-32 checksum");
        _state = State.Done;
    }

    private int DecodeSymbol(HuffmanDecoder code, string message)
    {
        FillBits();
        int symbol = code.Decode((uint)_bits, out int length);
        if (length == 0)
            throw _bitCount < HuffmanDecoder.MaxBits ? EndsEarly() : Damaged(message);
        if (length > _bitCount)
            throw EndsEarly();
        _bits >>= length;
        _bitCount -= length;
        return symbol;
    }

    private uint TakeBits(int count)
    {
        if (_bitCount < count)
        {
            FillBits();
            if (_bitCount < count)
                throw EndsEarly();
        }

        uint value = (uint)_bits & ((1u << count) - 1);
        _bits >>= count;
        _bitCount -= count;
        return value;
    }

    /// <summary>Makes at least 48 bits available, fewer only at the end of the input. Missing bits read as 0.</summary>
    private void FillBits()
    {
        while (_bitCount < 48)
        {
            int value = _input.Position < _input.End ? _input.Data[_input.Position++] : _input.ReadByte();
            if (value < 0)
                return;
            _bits |= (ulong)value << _bitCount;
            _bitCount += 8;
        }
    }

    private static ImageFormatException Damaged(string what) => new ImageFormatException("zlib: " + what);

    private ImageFormatException EndsEarly()
    {
        HasEndedEarly = true;
        return new ImageFormatException(_input.EndMessage);
    }
}
