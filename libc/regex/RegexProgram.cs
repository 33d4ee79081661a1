// SPDX-License-Identifier: MIT
namespace Skift.Libc;

internal enum RegexKind
{
    Empty,
    Character,
    Any,
    Bracket,
    Join,
    Either,
    Repeat,
    Group,
    LineStart,
    LineEnd,
    WordStart,
    WordEnd,
    WordEdge,
    NotWordEdge,
    BackReference,

    // Only in programs:
    Split,
    Jump,
    Save,
    Progress,
    Match,
}

/// <summary>What stands on one side of a place in the text, as far as assertions ask for it.</summary>
internal enum RegexSide : byte
{
    Other,
    Word,
    Newline,

    /// <summary>The text's own begin or end, unless REG_NOTBOL or REG_NOTEOL says that anchors do not hold there.</summary>
    Edge,
}

/// <summary>A part of a parsed expression.</summary>
internal unsafe struct RegexNode
{
    public RegexKind Kind;

    /// <summary>Of a repetition the counts; of a group its own place among all groups, and that of the last within it.</summary>
    public int Low;
    public int High;

    /// <summary>Of a group what regexec() calls it, or 0: one that is made around a repetition, since it too takes the longest it can.</summary>
    public int Number;
    public RegexNode* Left;
    public RegexNode* Right;
    public byte* Start;
    public byte* End;
    public AsciiSet Ascii;

    /// <summary>Its steps (of a repetition's part those of its last copy) in the program, and in the reversed one.</summary>
    public RegexRange Forward;
    public RegexRange Reversed;
}

/// <summary>Steps of a program: the first, and that behind the last.</summary>
internal struct RegexRange
{
    public int From;
    public int To;
}

/// <summary>
/// One step of a compiled expression. Split tries <see cref="Next"/> first and then <see cref="Other"/>. Save at a group's begin forgets the
/// groups within, up to that of the place <see cref="Other"/>: they are told within the group's last match only (POSIX.1-2008 regexec()).
/// </summary>
internal unsafe struct RegexStep
{
    public RegexKind Kind;
    public int Next;
    public int Other;
    public uint Value;
    public byte* Start;
    public byte* End;

    /// <summary>Of a step that takes a character, which of ASCII it takes.</summary>
    public AsciiSet Ascii;

    /// <summary>What stands for the text's end; no reader takes it.</summary>
    internal const uint NoCharacter = uint.MaxValue;

    public readonly bool IsReader => Kind is RegexKind.Character or RegexKind.Any or RegexKind.Bracket;

    /// <summary>Whether a reader takes the character, by the flags of the expression.</summary>
    public readonly bool Takes(uint character, int flags) => character < 128 ? Ascii.Has(character) : Accepts(character, flags);

    /// <summary>What <see cref="Takes"/> says, from the expression itself.</summary>
    public readonly bool Accepts(uint character, int flags)
    {
        bool folds = (flags & RegexNumber.REG_ICASE) != 0;
        bool isLineEnd = character == '\n' && (flags & RegexNumber.REG_NEWLINE) != 0;
        return Kind switch
        {
            RegexKind.Character => character == Value || (folds && C.towlower(character) == C.towlower(Value)),
            RegexKind.Any => character != NoCharacter && !isLineEnd,
            _ => character != NoCharacter && !(isLineEnd && Start[1] == '^') && BracketExpression.Matches(Start, End, character, folds, false, false),
        };
    }

    /// <summary>Whether an assertion holds between two characters.</summary>
    public readonly bool Holds(RegexSide left, RegexSide right) => Kind switch
    {
        RegexKind.LineStart => left is RegexSide.Edge or RegexSide.Newline,
        RegexKind.LineEnd => right is RegexSide.Edge or RegexSide.Newline,
        RegexKind.WordStart => left != RegexSide.Word && right == RegexSide.Word,
        RegexKind.WordEnd => left == RegexSide.Word && right != RegexSide.Word,
        RegexKind.WordEdge => (left == RegexSide.Word) != (right == RegexSide.Word),
        _ => (left == RegexSide.Word) == (right == RegexSide.Word),
    };
}

/// <summary>A bit for each character below 128.</summary>
internal struct AsciiSet
{
    private ulong _low;
    private ulong _high;

    public readonly bool Has(uint character) => ((character < 64 ? _low : _high) >> (int)(character & 63) & 1) != 0;

    public void Add(uint character)
    {
        _low |= character < 64 ? 1UL << (int)character : 0;
        _high |= character < 64 ? 0 : 1UL << (int)(character & 63);
    }

    public readonly bool Equals(in AsciiSet other) => _low == other._low && _high == other._high;

    public void Remove(uint character)
    {
        _low &= character < 64 ? ~(1UL << (int)character) : ulong.MaxValue;
        _high &= character < 64 ? ulong.MaxValue : ~(1UL << (int)(character & 63));
    }

    public void Invert()
    {
        _low = ~_low;
        _high = ~_high;
    }

    public void Add(in AsciiSet other)
    {
        _low |= other._low;
        _high |= other._high;
    }
}

/// <summary>
/// A compiled expression: behind it in memory lie its steps, those of the reversed expression, then a copy of the pattern that brackets point into.
/// </summary>
internal unsafe struct RegexProgram
{
    public RegexStep* Steps;

    /// <summary>As many steps, which match the same texts read from their end; without groups.</summary>
    public RegexStep* Reversed;
    public int Count;
    public int Groups;

    /// <summary>For each group that regexec() tells of the place among all groups; that of the whole is 0.</summary>
    public int* Places;
    public int Loops;
    public int Flags;
    public bool HasBackReferences;

    /// <summary>See <see cref="RegexDivision.IsNeeded"/>.</summary>
    public bool HasTurns;

    /// <summary>A copy of the expression.</summary>
    public byte* Pattern;

    /// <summary>What a match can begin with of ASCII, if it cannot be empty or begin with what was matched before.</summary>
    public AsciiSet First;
    public bool HasFirst;

    /// <summary>Made by the first search; 1 in <see cref="IsCacheInUse"/> while a thread has it.</summary>
    public RegexCache* Cache;
    public int IsCacheInUse;
}

/// <summary>Numbers of regex.h.</summary>
internal static class RegexNumber
{
    internal const int REG_EXTENDED = 1;
    internal const int REG_ICASE = 2;
    internal const int REG_NEWLINE = 4;
    internal const int REG_NOSUB = 8;
    internal const int REG_NOTBOL = 1;
    internal const int REG_NOTEOL = 2;
    internal const int REG_STARTEND = 4;

    internal const int REG_NOMATCH = 1;
    internal const int REG_BADPAT = 2;
    internal const int REG_ECOLLATE = 3;
    internal const int REG_ECTYPE = 4;
    internal const int REG_EESCAPE = 5;
    internal const int REG_ESUBREG = 6;
    internal const int REG_EBRACK = 7;
    internal const int REG_EPAREN = 8;
    internal const int REG_EBRACE = 9;
    internal const int REG_BADBR = 10;
    internal const int REG_ERANGE = 11;
    internal const int REG_ESPACE = 12;
    internal const int REG_BADRPT = 13;

    internal const int RE_DUP_MAX = 255;
    internal const int Unlimited = -1;

    /// <summary>Steps of one program; counted repetitions multiply what they repeat.</summary>
    internal const int MostSteps = 100_000;
}
