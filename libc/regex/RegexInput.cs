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
        if (p >= End)
        {
            character = uint.MaxValue;
            return 0;
        }

        int length = BracketExpression.Decode(p, out character);
        if (p + length > End)
        {
            character = *p | 0x8000_0000U;
            return 1;
        }

        return length;
    }

    public readonly bool Takes(RegexStep* step, uint character) => character < 128 ? step->Ascii.Has(character) : Accepts(step, character);

    /// <summary>No match begins with the character at the place.</summary>
    public readonly bool IsHopeless(byte* p) => Program->HasFirst && p < End && *p < 128 && !Program->First.Has(*p);

    /// <summary>What <see cref="Takes"/> says, from the expression itself.</summary>
    public readonly bool Accepts(RegexStep* step, uint character)
    {
        bool folds = (Program->Flags & REG_ICASE) != 0;
        bool isLineEnd = character == '\n' && (Program->Flags & REG_NEWLINE) != 0;
        return step->Kind switch
        {
            RegexKind.Character => character == step->Value || (folds && C.towlower(character) == C.towlower(step->Value)),
            RegexKind.Any => character != uint.MaxValue && !isLineEnd,
            _ => character != uint.MaxValue && !(isLineEnd && step->Start[1] == '^')
                && BracketExpression.Matches(step->Start, step->End, character, folds, false, false),
        };
    }

    public readonly bool Holds(RegexStep* step, byte* p)
    {
        bool hasLines = (Program->Flags & REG_NEWLINE) != 0;
        bool before = p > Start && IsWord(p[-1]);
        bool after = p < End && IsWord(*p);
        return step->Kind switch
        {
            RegexKind.LineStart => p == Start ? (Flags & REG_NOTBOL) == 0 : hasLines && p[-1] == '\n',
            RegexKind.LineEnd => p == End ? (Flags & REG_NOTEOL) == 0 : hasLines && *p == '\n',
            RegexKind.WordStart => !before && after,
            RegexKind.WordEnd => before && !after,
            RegexKind.WordEdge => before != after,
            _ => before == after,
        };
    }

    /// <summary>Every byte of a character that is not ASCII counts as a letter.</summary>
    private static bool IsWord(byte c) => c >= 0x80 || c == '_' || C.isalnum(c) != 0;
}
