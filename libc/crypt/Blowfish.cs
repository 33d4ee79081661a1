// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>N. Provos and D. Mazières, "A Future-Adaptable Password Scheme" (1999): Blowfish with an expensive schedule of keys.</summary>
internal unsafe struct Blowfish
{
    private const int Subkeys = 18;
    private const int Words = Subkeys + (4 * 256);

    private fixed uint _words[Words];

    /// <param name="key">With the zero at its end; it is repeated.</param>
    internal static void Set(Blowfish* state, byte* key, int length, uint* salt, int cost)
    {
        for (int i = 0; i < Words; i++)
        {
            state->_words[i] = HashTables.Blowfish[i];
        }

        uint* expanded = stackalloc uint[Subkeys];
        int next = 0;
        for (int i = 0; i < Subkeys; i++)
        {
            for (int k = 0; k < 4; k++, next = next + 1 == length ? 0 : next + 1)
            {
                expanded[i] = expanded[i] << 8 | key[next];
            }
        }

        uint* none = stackalloc uint[4];
        new Span<uint>(none, 4).Clear();
        uint* salted = stackalloc uint[Subkeys];
        for (int i = 0; i < Subkeys; i++)
        {
            salted[i] = salt[i & 3];
        }

        state->Expand(expanded, salt);
        for (ulong rounds = 1UL << cost; rounds > 0; rounds--)
        {
            state->Expand(expanded, none);
            state->Expand(salted, none);
        }
    }

    internal readonly void Encrypt(ref uint left, ref uint right)
    {
        fixed (uint* words = _words)
        {
            uint l = left, r = right;
            for (int i = 0; i < 16; i += 2)
            {
                l ^= words[i];
                r ^= Mix(words, l);
                r ^= words[i + 1];
                l ^= Mix(words, r);
            }

            left = r ^ words[17];
            right = l ^ words[16];
        }
    }

    private void Expand(uint* key, uint* salt)
    {
        for (int i = 0; i < Subkeys; i++)
        {
            _words[i] ^= key[i];
        }

        uint left = 0, right = 0;
        for (int i = 0; i < Words; i += 2)
        {
            left ^= salt[i & 2];
            right ^= salt[(i & 2) + 1];
            Encrypt(ref left, ref right);
            _words[i] = left;
            _words[i + 1] = right;
        }
    }

    private static uint Mix(uint* words, uint x)
    {
        uint* boxes = words + Subkeys;
        return ((boxes[x >> 24] + boxes[256 + (x >> 16 & 255)]) ^ boxes[512 + (x >> 8 & 255)]) + boxes[768 + (x & 255)];
    }
}
