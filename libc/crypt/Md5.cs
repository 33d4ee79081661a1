// SPDX-License-Identifier: MIT
using System.Numerics;

namespace Skift.Libc;

/// <summary>RFC 1321.</summary>
internal unsafe struct Md5
{
    internal const int Size = 16;
    private const int BlockSize = 64;

    private fixed uint _state[4];
    private fixed byte _block[BlockSize];
    private ulong _length;

    internal static Md5 Start()
    {
        Md5 hash = default;
        hash._state[0] = 0x67452301;
        hash._state[1] = 0xEFCDAB89;
        hash._state[2] = 0x98BADCFE;
        hash._state[3] = 0x10325476;
        return hash;
    }

    internal void Add(byte* data, nuint count)
    {
        for (; count > 0; count--)
        {
            _block[_length++ % BlockSize] = *data++;
            if (_length % BlockSize == 0)
            {
                Mix();
            }
        }
    }

    internal void Finish(byte* digest)
    {
        ulong bits = _length * 8;
        byte next = 0x80;
        do
        {
            Add(&next, 1);
            next = 0;
        }
        while (_length % BlockSize != BlockSize - 8);
        Add((byte*)&bits, 8);
        for (int i = 0; i < 4; i++)
        {
            ((uint*)digest)[i] = _state[i];
        }
    }

    private void Mix()
    {
        uint a = _state[0], b = _state[1], c = _state[2], d = _state[3];
        fixed (byte* block = _block)
        {
            for (int i = 0; i < 64; i++)
            {
                int round = i / 16;
                uint f = round == 0 ? (b & c) | (~b & d) : round == 1 ? (d & b) | (~d & c) : round == 2 ? b ^ c ^ d : c ^ (b | ~d);
                int word = (round == 0 ? i : round == 1 ? (5 * i) + 1 : round == 2 ? (3 * i) + 5 : 7 * i) & 15;
                uint sum = a + f + HashTables.Md5Rounds[i] + ((uint*)block)[word];
                a = d;
                d = c;
                c = b;
                b += BitOperations.RotateLeft(sum, Shift(round, i & 3));
            }
        }

        _state[0] += a;
        _state[1] += b;
        _state[2] += c;
        _state[3] += d;
    }

    private static int Shift(int round, int step)
    {
        System.ReadOnlySpan<byte> shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
        return shifts[(round * 4) + step];
    }
}
