// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Compression;

/// <summary>
/// A canonical prefix code of deflate (RFC 1951 §3.2.2). Codes of up to <see cref="FastBits"/> bits are found by one look
/// into a table; the few longer ones bit by bit.
/// </summary>
internal sealed class HuffmanDecoder
{
    internal const int MaxBits = 15;
    internal const int FastBits = 10;

    // Entry: symbol << 4 | length; 0 where no short code begins with these bits.
    private readonly ushort[] _fast = new ushort[1 << FastBits];
    private readonly ushort[] _counts = new ushort[MaxBits + 1];
    private readonly ushort[] _symbols;

    internal HuffmanDecoder(int maxSymbols) => _symbols = new ushort[maxSymbols];

    /// <summary>Builds the code from the length of each symbol's code (0: the symbol does not occur).</summary>
    /// <param name="lengths">One length per symbol, at most <see cref="MaxBits"/>.</param>
    /// <param name="mayBeIncomplete">Whether a code of a single one-bit symbol, or of none, is allowed, as RFC 1951 §3.2.7 does for distances.</param>
    /// <returns>False if the lengths do not make a prefix code.</returns>
    internal bool TryBuild(ReadOnlySpan<byte> lengths, bool mayBeIncomplete)
    {
        Array.Clear(_counts);
        foreach (byte length in lengths)
            _counts[length]++;
        _counts[0] = 0;
        if (!IsPrefixCode(mayBeIncomplete))
            return false;

        Span<ushort> offsets = stackalloc ushort[MaxBits + 2];
        Span<uint> codes = stackalloc uint[MaxBits + 2];
        for (int length = 1; length <= MaxBits; length++)
        {
            offsets[length + 1] = (ushort)(offsets[length] + _counts[length]);
            codes[length + 1] = (codes[length] + _counts[length]) << 1;
        }

        Array.Clear(_fast);
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0)
                continue;
            _symbols[offsets[length]++] = (ushort)symbol;
            uint code = codes[length]++;
            if (length <= FastBits)
                FillFast(symbol, length, code);
        }

        return true;
    }

    /// <summary>Decodes the symbol that the given bits begin with.</summary>
    /// <param name="bits">The next bits of the stream, the first one lowest.</param>
    /// <param name="length">Bits used by the code; 0 if no code begins with these bits.</param>
    internal int Decode(uint bits, out int length)
    {
        int entry = _fast[bits & ((1 << FastBits) - 1)];
        if (entry != 0)
        {
            length = entry & 15;
            return entry >> 4;
        }

        return DecodeSlow(bits, out length);
    }

    private int DecodeSlow(uint bits, out int length)
    {
        // Codes of one length are consecutive numbers, so a code is found by its distance from the first of its length.
        int code = 0;
        int first = 0;
        int index = 0;
        for (length = 1; length <= MaxBits; length++)
        {
            code |= (int)(bits & 1);
            bits >>= 1;
            int count = _counts[length];
            if (code - first < count)
                return _symbols[index + (code - first)];
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }

        length = 0;
        return 0;
    }

    private bool IsPrefixCode(bool mayBeIncomplete)
    {
        int free = 1;
        int used = 0;
        int longest = 0;
        for (int length = 1; length <= MaxBits; length++)
        {
            free = (free << 1) - _counts[length];
            if (free < 0)
                return false;
            used += _counts[length];
            if (_counts[length] != 0)
                longest = length;
        }

        return free == 0 || (mayBeIncomplete && (used == 0 || longest == 1));
    }

    private void FillFast(int symbol, int length, uint code)
    {
        // Codes are sent highest bit first while other numbers are sent lowest bit first, so the index is the code reversed.
        uint reversed = 0;
        for (int i = 0; i < length; i++)
            reversed |= ((code >> i) & 1) << (length - 1 - i);
        ushort entry = (ushort)((symbol << 4) | length);
        for (uint index = reversed; index < 1 << FastBits; index += 1u << length)
            _fast[index] = entry;
    }
}
