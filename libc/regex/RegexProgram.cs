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

/// <summary>A part of a parsed expression.</summary>
internal unsafe struct RegexNode
{
    public RegexKind Kind;
    public int Low;
    public int High;
    public RegexNode* Left;
    public RegexNode* Right;
    public byte* Start;
    public byte* End;
}

/// <summary>One step of a compiled expression. Split tries <see cref="Next"/> first and then <see cref="Other"/>.</summary>
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

    public void Add(in AsciiSet other)
    {
        _low |= other._low;
        _high |= other._high;
    }
}

/// <summary>A compiled expression: behind it in memory lie its steps, then a copy of the pattern that brackets point into.</summary>
internal unsafe struct RegexProgram
{
    public RegexStep* Steps;
    public int Count;
    public int Groups;
    public int Loops;
    public int Flags;
    public bool HasBackReferences;

    /// <summary>What a match can begin with of ASCII, if it cannot be empty or begin with what was matched before.</summary>
    public AsciiSet First;
    public bool HasFirst;
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
