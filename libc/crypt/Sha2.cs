// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Numerics;

namespace Skift.Libc;

/// <summary>SHA-512, or SHA-256 whose words are half as long (FIPS 180-4).</summary>
internal unsafe struct Sha2
{
    internal const int LargestSize = 64;

    private fixed ulong _state[8];
    private fixed byte _block[128];
    private ulong _length;
    private bool _isLong;

    internal static Sha2 Start(bool isLong)
    {
        Sha2 hash = default;
        hash._isLong = isLong;
        for (int i = 0; i < 8; i++)
        {
            hash._state[i] = isLong ? HashTables.Sha512Start[i] : HashTables.Sha512Start[i] >> 32;
        }

        return hash;
    }

    internal readonly int Size => _isLong ? 64 : 32;

    private readonly uint BlockSize => _isLong ? 128U : 64;

    internal void Add(byte* data, nuint count)
    {
        for (; count > 0; count--)
        {
            _block[_length++ % BlockSize] = *data++;
            if (_length % BlockSize == 0)
            {
                if (_isLong)
                {
                    MixLong();
                }
                else
                {
                    MixShort();
                }
            }
        }
    }

    internal void Finish(byte* digest)
    {
        ulong bits = BinaryPrimitives.ReverseEndianness(_length * 8);
        byte next = 0x80;
        do
        {
            Add(&next, 1);
            next = 0;
        }
        while (_length % BlockSize != BlockSize - (BlockSize / 8));
        if (_isLong)
        {
            ulong high = 0; // of the length
            Add((byte*)&high, 8);
        }

        Add((byte*)&bits, 8);
        for (int i = 0; i < 8; i++)
        {
            if (_isLong)
            {
                ((ulong*)digest)[i] = BinaryPrimitives.ReverseEndianness(_state[i]);
            }
            else
            {
                ((uint*)digest)[i] = BinaryPrimitives.ReverseEndianness((uint)_state[i]);
            }
        }
    }

    private void MixLong()
    {
        ulong* w = stackalloc ulong[80];
        ulong* s = stackalloc ulong[8];
        for (int i = 0; i < 16; i++)
        {
            fixed (byte* block = _block)
            {
                w[i] = BinaryPrimitives.ReverseEndianness(((ulong*)block)[i]);
            }
        }

        for (int i = 16; i < 80; i++)
        {
            ulong x = w[i - 15], y = w[i - 2];
            w[i] = w[i - 16] + w[i - 7] + (BitOperations.RotateRight(x, 1) ^ BitOperations.RotateRight(x, 8) ^ x >> 7)
                + (BitOperations.RotateRight(y, 19) ^ BitOperations.RotateRight(y, 61) ^ y >> 6);
        }

        for (int i = 0; i < 8; i++)
        {
            s[i] = _state[i];
        }

        for (int i = 0; i < 80; i++)
        {
            ulong a = s[0], e = s[4];
            ulong first = s[7] + (BitOperations.RotateRight(e, 14) ^ BitOperations.RotateRight(e, 18) ^ BitOperations.RotateRight(e, 41))
                + ((e & s[5]) ^ (~e & s[6])) + HashTables.Sha512Rounds[i] + w[i];
            ulong second = (BitOperations.RotateRight(a, 28) ^ BitOperations.RotateRight(a, 34) ^ BitOperations.RotateRight(a, 39))
                + ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
            Shift(s);
            s[4] += first;
            s[0] = first + second;
        }

        for (int i = 0; i < 8; i++)
        {
            _state[i] += s[i];
        }
    }

    private void MixShort()
    {
        uint* w = stackalloc uint[64];
        ulong* s = stackalloc ulong[8];
        for (int i = 0; i < 16; i++)
        {
            fixed (byte* block = _block)
            {
                w[i] = BinaryPrimitives.ReverseEndianness(((uint*)block)[i]);
            }
        }

        for (int i = 16; i < 64; i++)
        {
            uint x = w[i - 15], y = w[i - 2];
            w[i] = w[i - 16] + w[i - 7] + (BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ x >> 3)
                + (BitOperations.RotateRight(y, 17) ^ BitOperations.RotateRight(y, 19) ^ y >> 10);
        }

        for (int i = 0; i < 8; i++)
        {
            s[i] = _state[i];
        }

        for (int i = 0; i < 64; i++)
        {
            uint a = (uint)s[0], e = (uint)s[4];
            uint first = (uint)s[7] + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25))
                + ((e & (uint)s[5]) ^ (~e & (uint)s[6])) + (uint)(HashTables.Sha512Rounds[i] >> 32) + w[i];
            uint second = (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22))
                + ((a & (uint)s[1]) ^ (a & (uint)s[2]) ^ ((uint)s[1] & (uint)s[2]));
            Shift(s);
            s[4] = (uint)s[4] + first;
            s[0] = first + second;
        }

        for (int i = 0; i < 8; i++)
        {
            _state[i] = (uint)(_state[i] + s[i]);
        }
    }

    private static void Shift(ulong* s)
    {
        for (int i = 7; i > 0; i--)
        {
            s[i] = s[i - 1];
        }
    }
}
