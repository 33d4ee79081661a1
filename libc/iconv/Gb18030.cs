// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>
/// GB 18030: two bytes for what the grid has, which is the edition of 2000, and four for all other characters in their order. The edition of 2022
/// gives two bytes to characters that had four, and their four to the private ones that had two.
/// </summary>
internal static unsafe class Gb18030
{
    // Of four bytes, counted from 81 30 81 30: how many stand for the first plane, and where the others begin.
    private const uint FirstPlaneCount = 39420;
    private const uint SupplementaryIndex = 189000;
    private const uint SupplementaryCount = 0x100000;

    private static ReadOnlySpan<ushort> PrivateThen =>
    [
        0xE78D, 0xE78E, 0xE78F, 0xE790, 0xE791, 0xE792, 0xE793, 0xE794, 0xE795, 0xE796, 0xE7C7, 0xE816, 0xE817, 0xE818, 0xE81E, 0xE826,
        0xE82B, 0xE82C, 0xE831, 0xE832, 0xE83B, 0xE843, 0xE854, 0xE855, 0xE864,
    ];

    private static ReadOnlySpan<uint> AssignedNow =>
    [
        0xFE10, 0xFE12, 0xFE11, 0xFE13, 0xFE14, 0xFE15, 0xFE16, 0xFE17, 0xFE18, 0xFE19, 0x1E3F, 0x20087, 0x20089, 0x200CC, 0x9FB4, 0x9FB5,
        0x9FB6, 0x9FB7, 0x215D7, 0x9FB8, 0x2298F, 0x9FB9, 0x9FBA, 0x241FE, 0x9FBB,
    ];

    /// <summary>The first byte is a lead, and there is another.</summary>
    internal static int Decode(CharacterGrid* grid, byte* source, nuint length, out uint character)
    {
        character = Exchange(grid->Character(source[0], source[1]));
        if (character != 0)
        {
            return 2;
        }

        uint second = source[1] - 0x30u;
        uint third = length > 2 ? source[2] - 0x81u : 0;
        uint fourth = length > 3 ? source[3] - 0x30u : 0;
        if (second > 9 || third > 125 || fourth > 9)
        {
            return Charset.Illegal;
        }

        if (length < 4)
        {
            return Charset.Incomplete;
        }

        uint index = ((((((source[0] - 0x81u) * 10) + second) * 126) + third) * 10) + fourth;
        character = index < FirstPlaneCount ? Exchange(grid->UnusedCharacter(index))
            : index - SupplementaryIndex < SupplementaryCount ? index - SupplementaryIndex + 0x10000 : 0;
        return character != 0 ? 4 : Charset.Illegal;
    }

    internal static int Encode(CharacterGrid* grid, uint character, byte* target)
    {
        *target = (byte)character;
        if (character < 0x80)
        {
            return 1;
        }

        uint then = Exchange(character);
        uint code = grid->Code(then);
        if (code != 0)
        {
            target[0] = (byte)(code >> 8);
            target[1] = (byte)code;
            return 2;
        }

        if (character < 0x10000 && then >= 0x10000)
        {
            // Four bytes are not given to what was private for these: they are read as what they always were.
            return Charset.Illegal;
        }

        uint index = then < 0x10000 ? grid->UnusedIndex(then) : then - 0x10000 + SupplementaryIndex;
        target[3] = (byte)(0x30 + (index % 10));
        index /= 10;
        target[2] = (byte)(0x81 + (index % 126));
        index /= 126;
        target[1] = (byte)(0x30 + (index % 10));
        target[0] = (byte)(0x81 + (index / 10));
        return 4;
    }

    private static uint Exchange(uint character)
    {
        ReadOnlySpan<ushort> then = PrivateThen;
        ReadOnlySpan<uint> now = AssignedNow;
        for (int i = 0; i < then.Length; i++)
        {
            if (character == then[i])
            {
                return now[i];
            }

            if (character == now[i])
            {
                return then[i];
            }
        }

        return character;
    }
}
