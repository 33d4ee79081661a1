// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Jpeg;

/// <summary>A Huffman table (T.81 annex C): codes of up to 9 bits by one look-up, longer ones by their length's last code.</summary>
internal sealed class JpegHuffmanTable
{
    internal const int MaxBits = 16;
    private const int FastBits = 9;

    private readonly byte[] _values;

    // Entry: value << 5 | length; 0 where no short code begins with these bits.
    private readonly ushort[] _fast = new ushort[1 << FastBits];

    // Per length: the first number, in 16 bits from the left, that is too large for a code of this length; and what to add
    // to a code to get the index of its value.
    private readonly int[] _limits = new int[MaxBits + 1];
    private readonly int[] _offsets = new int[MaxBits + 1];

    /// <param name="counts">Codes of each length, 1 to 16.</param>
    /// <param name="values">The values in the order of their codes.</param>
    internal JpegHuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        _values = values.ToArray();
        int code = 0;
        int index = 0;
        for (int length = 1; length <= MaxBits; length++)
        {
            _offsets[length] = index - code;
            for (int i = 0; i < counts[length - 1]; i++)
            {
                if (length <= FastBits)
                    FillFast(code + i, length, _values[index + i]);
            }

            code += counts[length - 1];
            index += counts[length - 1];
            // The code of all ones must stay free (§C.2), but some encoders use it.
            if (code > 1 << length)
                throw new ImageFormatException("invalid Huffman table");
            _limits[length] = code << (MaxBits - length);
            code <<= 1;
        }
    }

    /// <summary>Whether all values are categories of DC differences, which are at most 15.</summary>
    internal bool IsForDC
    {
        get
        {
            foreach (byte value in _values)
            {
                if (value > 15)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Finds the code that 16 bits begin with: value &lt;&lt; 5 | length, negative if there is none.</summary>
    internal int Lookup(int bits)
    {
        int entry = _fast[bits >> (MaxBits - FastBits)];
        if (entry != 0)
            return entry;
        for (int length = FastBits + 1; length <= MaxBits; length++)
        {
            if (bits < _limits[length])
                return (_values[_offsets[length] + (bits >> (MaxBits - length))] << 5) | length;
        }

        // Sixteen bits are dropped, and the shift by five leaves -1.
        return (-1 << 5) | MaxBits;
    }

    private void FillFast(int code, int length, int value)
    {
        int shift = FastBits - length;
        // A code too large for its length is refused by the constructor right after.
        int end = Math.Min((code + 1) << shift, _fast.Length);
        for (int i = code << shift; i < end; i++)
            _fast[i] = (ushort)((value << 5) | length);
    }
}
