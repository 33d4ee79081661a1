// SPDX-License-Identifier: MIT
namespace Skift.Imaging.Jpeg;

/// <summary>The bits of Huffman-coded segments, highest bit first.</summary>
internal sealed class JpegBitReader
{
    private readonly JpegEntropyReader _reader;
    private ulong _bits;
    private int _count;

    // Zero bits that were put in behind the end of the segment.
    private int _invented;

    internal JpegBitReader(JpegEntropyReader reader) => _reader = reader;

    internal void Reset()
    {
        _bits = 0;
        _count = 0;
        _invented = 0;
    }

    /// <summary>Decodes one Huffman code (T.81 §F.2.2.3); -1 if there is no such code.</summary>
    internal int Decode(JpegHuffmanTable table)
    {
        if (_count < JpegHuffmanTable.MaxBits)
            Fill();
        int entry = table.Lookup((int)(_bits >> (_count - JpegHuffmanTable.MaxBits)) & 0xFFFF);
        Drop(entry & 31);
        return entry >> 5;
    }

    /// <summary>Reads count bits, 0 to 16, as an unsigned number.</summary>
    internal int Read(int count)
    {
        if (_count < count)
            Fill();
        int value = (int)(_bits >> (_count - count)) & ((1 << count) - 1);
        Drop(count);
        return value;
    }

    /// <summary>RECEIVE and EXTEND (§F.2.2.1): a number of count bits whose first bit tells its sign.</summary>
    internal int ReadSigned(int count)
    {
        int value = Read(count);
        return count == 0 || value >= 1 << (count - 1) ? value : value - (1 << count) + 1;
    }

    private void Drop(int count)
    {
        _count -= count;
        if (_count < _invented)
        {
            // An invented bit was used. The block at hand is finished with zeros, and the rest of the segment is skipped.
            _reader.IsExhausted = true;
            _invented = _count;
        }
    }

    private void Fill()
    {
        while (_count <= 48)
        {
            _bits = (_bits << 8) | _reader.ReadByte();
            _count += 8;
            if (_reader.IsAtMarker)
                _invented += 8;
        }
    }
}
