// SPDX-License-Identifier: MIT
using static Skift.Libc.RegexNumber;

namespace Skift.Libc;

/// <summary>The text that is searched, and what holds at a place in it.</summary>
internal unsafe struct RegexInput
{
    public byte* Start;
    public byte* End;
    public RegexProgram* Program;
    public int Flags;

    /// <summary>The character at the place and its length; 0 at the end.</summary>
    public readonly int Decode(byte* p, out uint character)
    {
        if (p < End) return BracketExpression.Decode(p, End - p, out character);
        character = RegexStep.NoCharacter;
        return 0;
    }

    /// <summary>The character that ends before the place, which is not the start.</summary>
    public readonly int DecodeBefore(byte* p, out uint character)
    {
        const int Longest = 4;
        for (int length = 2; length <= Longest && p - length >= Start && IsContinuation(p[1 - length]); length++)
        {
            if (!IsContinuation(p[-length]) && Decode(p - length, out character) == length) return length;
        }

        return BracketExpression.Decode(p - 1, 1, out character);
    }

    /// <summary>No match begins with the character at the place.</summary>
    public readonly bool IsHopeless(byte* p) => Program->HasFirst && p < End && *p < 128 && !Program->First.Has(*p);

    /// <summary>Whether the assertion holds at the place.</summary>
    public readonly bool Holds(RegexStep* step, byte* p)
    {
        RegexSide left = p > Start ? SideOf(p[-1]) : (Flags & REG_NOTBOL) == 0 ? RegexSide.Edge : RegexSide.Other;
        RegexSide right = p < End ? SideOf(*p) : (Flags & REG_NOTEOL) == 0 ? RegexSide.Edge : RegexSide.Other;
        return step->Holds(left, right);
    }

    /// <summary>Every character that is not ASCII counts as a letter, and so does each of its bytes.</summary>
    internal static bool IsWord(uint character) => character >= 0x80 || character == '_' || C.isalnum((int)character) != 0;

    private static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;

    private readonly RegexSide SideOf(byte value) => IsWord(value) ? RegexSide.Word
        : value == '\n' && (Program->Flags & REG_NEWLINE) != 0 ? RegexSide.Newline : RegexSide.Other;
}
