// SPDX-License-Identifier: MIT
using System;

namespace Skift.Imaging.Compression;

/// <summary>The checksum of zlib streams, RFC 1950 §8.2.</summary>
public struct Adler32
{
    private const uint Modulus = 65521;

    // The most additions after which the second sum still fits in 32 bits.
    private const int ChunkLength = 5552;

    private uint _sum;
    private uint _sumOfSums;

    public Adler32()
    {
        _sum = 1;
        _sumOfSums = 0;
    }

    public readonly uint Value => (_sumOfSums << 16) | _sum;

    public void Append(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            ReadOnlySpan<byte> chunk = data.Slice(0, Math.Min(data.Length, ChunkLength));
            uint sum = _sum;
            uint sumOfSums = _sumOfSums;
            foreach (byte value in chunk)
            {
                sum += value;
                sumOfSums += sum;
            }

            _sum = sum % Modulus;
            _sumOfSums = sumOfSums % Modulus;
            data = data.Slice(chunk.Length);
        }
    }
}
