// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>
/// The characters of two bytes of a character set, both ways: lead 0x81 to 0xFE, trail 0x40 to 0xFE without 0x7F. On the heap, made of layers
/// (<see cref="GridTables"/>) when a conversion is opened, because programs carry the layers and they are a tenth of its size.
/// </summary>
internal unsafe struct CharacterGrid
{
    private const int Leads = 126;
    private const int Trails = 190;

    private const uint FirstLead = 0x81;
    private const uint FirstTrail = 0x40;
    private const uint NoTrail = 0x7F;

    private const uint UnusedBlock = 64;
    private const int UnusedBlocks = 0x10000 / (int)UnusedBlock;

    // What steers in a layer; the next character is a count, with this added.
    private const uint Skip = 1;
    private const uint Successors = 2;
    private const uint UnusedSuccessors = 3;
    private const uint ReadOnly = 4;
    private const uint CountBase = 0x20;

    /// <summary>0 for none.</summary>
    private fixed ushort _characters[Leads * Trails];
    private fixed ushort _codes[0x10000];
    private fixed ushort _unusedUpTo[UnusedBlocks];

    /// <summary>Null if there is no memory. To be freed with <see cref="C.free"/>.</summary>
    internal static CharacterGrid* Make() => (CharacterGrid*)C.calloc(1, (nuint)sizeof(CharacterGrid));

    /// <summary>Whether characters begin with this byte.</summary>
    internal bool IsLead(uint value)
    {
        uint cell = value - FirstLead < Leads ? Cell(value, FirstTrail) : Leads * Trails;
        uint end = cell < Leads * Trails ? cell + Trails : cell;
        while (cell < end && _characters[cell] == 0)
        {
            cell++;
        }

        return cell < end;
    }

    /// <summary>The character of two bytes, 0 for none.</summary>
    internal uint Character(uint lead, uint trail) => lead - FirstLead < Leads && IsTrail(trail) ? _characters[Cell(lead, trail)] : 0u;

    /// <summary>The bytes of a character, the lead above; 0 for none.</summary>
    internal uint Code(uint character) => character < 0x10000 ? _codes[character] : 0u;

    /// <summary>Puts a layer over what is there. Its characters, in UTF-8, go to one cell after the other, but for what steers.</summary>
    internal void Add(ReadOnlySpan<byte> layer)
    {
        fixed (byte* start = layer)
        {
            byte* next = start;
            uint cell = 0;
            uint previous = 0;
            while (next < start + layer.Length)
            {
                uint character = Read(ref next);
                switch (character)
                {
                    case Skip:
                        cell += Read(ref next) - CountBase;
                        break;
                    case Successors or UnusedSuccessors:
                        for (uint left = Read(ref next) - CountBase; left > 0; left--)
                        {
                            previous = character == Successors ? previous + 1 : NextUnused(previous);
                            Put(cell++, previous, true);
                        }

                        break;
                    case ReadOnly:
                        previous = Read(ref next);
                        Put(cell++, previous, false);
                        break;
                    default:
                        previous = character;
                        Put(cell++, previous, true);
                        break;
                }
            }
        }
    }

    /// <summary>The place of a character of the first plane among those that the grid does not have, from U+0080 on and without surrogates.</summary>
    internal uint UnusedIndex(uint character)
    {
        uint index = UnusedBefore(character / UnusedBlock);
        for (uint c = character & ~(UnusedBlock - 1); c < character; c++)
        {
            index += IsUnused(c) ? 1u : 0u;
        }

        return index;
    }

    /// <summary>The character at a place among those that the grid does not have; 0 behind the last.</summary>
    internal uint UnusedCharacter(uint index)
    {
        uint block = 0;
        while (block < UnusedBlocks && UnusedBefore(block + 1) <= index)
        {
            block++;
        }

        uint character = block * UnusedBlock;
        for (uint left = index - UnusedBefore(block); character < 0x10000 && (left > 0 || !IsUnused(character)); character++)
        {
            left -= IsUnused(character) ? 1u : 0u;
        }

        return character < 0x10000 ? character : 0;
    }

    /// <summary>Counts what <see cref="UnusedIndex"/> and <see cref="UnusedCharacter"/> look up; after the last layer.</summary>
    internal void CountUnused()
    {
        uint count = 0;
        for (uint c = 0; c < 0x10000; c++)
        {
            count += IsUnused(c) ? 1u : 0u;
            _unusedUpTo[c / UnusedBlock] = (ushort)count;
        }
    }

    private bool IsUnused(uint character) => character >= 0x80 && (character & 0xF800) != 0xD800 && _codes[character] == 0;

    private uint UnusedBefore(uint block) => block == 0 ? 0u : _unusedUpTo[block - 1];

    private static bool IsTrail(uint value) => value is >= FirstTrail and <= 0xFE and not NoTrail;

    private static uint Cell(uint lead, uint trail) => ((lead - FirstLead) * Trails) + trail - FirstTrail - (trail > NoTrail ? 1u : 0u);

    private static uint CodeOf(uint cell)
    {
        uint trail = (cell % Trails) + FirstTrail;
        return (((cell / Trails) + FirstLead) << 8) | (trail + (trail >= NoTrail ? 1u : 0u));
    }

    private static uint Read(ref byte* next)
    {
        int length = Utf8.SequenceLength(*next);
        _ = Utf8.Decode(next, length, out uint character);
        next += length;
        return character;
    }

    private void Put(uint cell, uint character, bool isWritten)
    {
        uint code = CodeOf(cell);
        uint old = _characters[cell];
        if (_codes[old] == code)
        {
            _codes[old] = 0;
        }

        _characters[cell] = (ushort)character;
        if (isWritten)
        {
            _codes[character] = (ushort)code;
        }
    }

    private uint NextUnused(uint character)
    {
        do
        {
            character++;
        }
        while (_codes[character] != 0);
        return character;
    }
}
