// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>FIPS 46-3, a bit at a time, since all that is left of it is crypt's oldest hash and encrypt().</summary>
internal unsafe struct Des
{
    internal const int BlockBits = 64;
    private const int Rounds = 16;
    private const int KeyBits = 48;

    private fixed byte _keys[Rounds * KeyBits];

    private static ReadOnlySpan<byte> FirstChoice =>
        [
            57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
            63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
        ];

    private static ReadOnlySpan<byte> SecondChoice =>
        [
            14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
            41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
        ];

    private static ReadOnlySpan<byte> Permutation =>
        [16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25];

    private static ReadOnlySpan<byte> Boxes =>
        [
            14, 4, 13, 1, 2, 15, 11, 8, 3, 10, 6, 12, 5, 9, 0, 7, 0, 15, 7, 4, 14, 2, 13, 1, 10, 6, 12, 11, 9, 5, 3, 8,
            4, 1, 14, 8, 13, 6, 2, 11, 15, 12, 9, 7, 3, 10, 5, 0, 15, 12, 8, 2, 4, 9, 1, 7, 5, 11, 3, 14, 10, 0, 6, 13,
            15, 1, 8, 14, 6, 11, 3, 4, 9, 7, 2, 13, 12, 0, 5, 10, 3, 13, 4, 7, 15, 2, 8, 14, 12, 0, 1, 10, 6, 9, 11, 5,
            0, 14, 7, 11, 10, 4, 13, 1, 5, 8, 12, 6, 9, 3, 2, 15, 13, 8, 10, 1, 3, 15, 4, 2, 11, 6, 7, 12, 0, 5, 14, 9,
            10, 0, 9, 14, 6, 3, 15, 5, 1, 13, 12, 7, 11, 4, 2, 8, 13, 7, 0, 9, 3, 4, 6, 10, 2, 8, 5, 14, 12, 11, 15, 1,
            13, 6, 4, 9, 8, 15, 3, 0, 11, 1, 2, 12, 5, 10, 14, 7, 1, 10, 13, 0, 6, 9, 8, 7, 4, 15, 14, 3, 11, 5, 2, 12,
            7, 13, 14, 3, 0, 6, 9, 10, 1, 2, 8, 5, 11, 12, 4, 15, 13, 8, 11, 5, 6, 15, 0, 3, 4, 7, 2, 12, 1, 10, 14, 9,
            10, 6, 9, 0, 12, 11, 7, 13, 15, 1, 3, 14, 5, 2, 8, 4, 3, 15, 0, 6, 10, 1, 13, 8, 9, 4, 5, 11, 12, 7, 2, 14,
            2, 12, 4, 1, 7, 10, 11, 6, 8, 5, 3, 15, 13, 0, 14, 9, 14, 11, 2, 12, 4, 7, 13, 1, 5, 0, 15, 10, 3, 9, 8, 6,
            4, 2, 1, 11, 10, 13, 7, 8, 15, 9, 12, 5, 6, 3, 0, 14, 11, 8, 12, 7, 1, 14, 2, 13, 6, 15, 0, 9, 10, 4, 5, 3,
            12, 1, 10, 15, 9, 2, 6, 8, 0, 13, 3, 4, 14, 7, 5, 11, 10, 15, 4, 2, 7, 12, 9, 5, 6, 1, 13, 14, 0, 11, 3, 8,
            9, 14, 15, 5, 2, 8, 12, 3, 7, 0, 4, 10, 1, 13, 11, 6, 4, 3, 2, 12, 9, 5, 15, 10, 11, 14, 1, 7, 6, 0, 8, 13,
            4, 11, 2, 14, 15, 0, 8, 13, 3, 12, 9, 7, 5, 10, 6, 1, 13, 0, 11, 7, 4, 9, 1, 10, 14, 3, 5, 12, 2, 15, 8, 6,
            1, 4, 11, 13, 12, 3, 7, 14, 10, 15, 6, 8, 0, 5, 9, 2, 6, 11, 13, 8, 1, 4, 10, 7, 9, 5, 0, 15, 14, 2, 3, 12,
            13, 2, 8, 4, 6, 15, 11, 1, 10, 9, 3, 14, 5, 0, 12, 7, 1, 15, 13, 8, 10, 3, 7, 4, 12, 5, 6, 11, 0, 14, 9, 2,
            7, 11, 4, 1, 9, 12, 14, 2, 0, 6, 10, 13, 15, 3, 5, 8, 2, 1, 14, 7, 4, 10, 8, 13, 15, 12, 9, 0, 3, 5, 6, 11,
        ];

    /// <param name="key">A byte for each of 64 bits, of which every eighth does not count.</param>
    internal void SetKey(byte* key)
    {
        byte* halves = stackalloc byte[56];
        for (int i = 0; i < 56; i++)
        {
            halves[i] = (byte)(key[FirstChoice[i] - 1] & 1);
        }

        for (int round = 0; round < Rounds; round++)
        {
            for (int turn = round is 0 or 1 or 8 or 15 ? 1 : 2; turn > 0; turn--)
            {
                RotateHalf(halves);
                RotateHalf(halves + 28);
            }

            for (int i = 0; i < KeyBits; i++)
            {
                _keys[(round * KeyBits) + i] = halves[SecondChoice[i] - 1];
            }
        }
    }

    /// <summary>Encrypts 64 bits, a byte each, or the reverse.</summary>
    /// <param name="salt">Of 12 bits: each exchanges two of the bits that a half is expanded to.</param>
    internal readonly void Crypt(byte* block, int salt, bool isReverse)
    {
        byte* left = stackalloc byte[32];
        byte* right = stackalloc byte[32];
        byte* mixed = stackalloc byte[32];
        for (int i = 0; i < 32; i++)
        {
            // The initial permutation takes columns, the even ones first, each from the bottom up.
            int column = i / 8, row = 7 - (i % 8);
            left[i] = block[(row * 8) + (2 * column) + 1];
            right[i] = block[(row * 8) + (2 * column)];
        }

        for (int round = 0; round < Rounds; round++)
        {
            Mix(right, isReverse ? Rounds - 1 - round : round, salt, mixed);
            for (int i = 0; i < 32; i++)
            {
                byte kept = right[i];
                right[i] = (byte)(left[i] ^ mixed[i]);
                left[i] = kept;
            }
        }

        for (int i = 0; i < 32; i++)
        {
            int column = i / 8, row = 7 - (i % 8);
            block[(row * 8) + (2 * column) + 1] = right[i];
            block[(row * 8) + (2 * column)] = left[i];
        }
    }

    private readonly void Mix(byte* half, int round, int salt, byte* mixed)
    {
        byte* expanded = stackalloc byte[KeyBits];
        for (int i = 0; i < KeyBits; i++)
        {
            // Six bits around each four.
            expanded[i] = half[((i / 6 * 4) + (i % 6) + 31) & 31];
        }

        for (int i = 0; i < 12; i++)
        {
            if ((salt >> i & 1) != 0)
            {
                (expanded[i], expanded[i + 24]) = (expanded[i + 24], expanded[i]);
            }
        }

        byte* chosen = stackalloc byte[32];
        for (int box = 0; box < 8; box++)
        {
            int bits = 0;
            for (int i = 0; i < 6; i++)
            {
                bits = bits << 1 | expanded[(box * 6) + i] ^ _keys[(round * KeyBits) + (box * 6) + i];
            }

            int row = (bits >> 4 & 2) | (bits & 1), column = bits >> 1 & 15;
            byte value = Boxes[(box * 64) + (row * 16) + column];
            for (int i = 0; i < 4; i++)
            {
                chosen[(box * 4) + i] = (byte)(value >> (3 - i) & 1);
            }
        }

        for (int i = 0; i < 32; i++)
        {
            mixed[i] = chosen[Permutation[i] - 1];
        }
    }

    private static void RotateHalf(byte* half)
    {
        byte first = half[0];
        for (int i = 0; i < 27; i++)
        {
            half[i] = half[i + 1];
        }

        half[27] = first;
    }
}
