// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>The characters in classes: those of one class are alike to every step of an expression, and a column of its automata.</summary>
internal unsafe struct RegexAlphabet
{
    private const int Ascii = 128;

    /// <summary>Classes beyond ASCII; characters for which these do not suffice have none.</summary>
    private const int MostWide = 6;

    /// <summary>More readers than that are not asked about each character.</summary>
    private const int MostReaders = 64;
    private const int Remembered = 256;

    private fixed byte _classes[Ascii];

    // A member of each wide class, and of which class the characters were that came last.
    private fixed uint _members[MostWide];
    private int _wideCount;
    private fixed uint _characters[Remembered];
    private fixed sbyte _known[Remembered];

    private RegexProgram* _program;
    private int _readers;
    private bool _hasWords;
    private bool _hasAnchors;
    private bool _hasLines;

    /// <summary>Classes of ASCII; behind them come the wide ones and the two edges of a text.</summary>
    private int _count;

    /// <summary>Columns of characters.</summary>
    public readonly int Count => _count + MostWide;

    public readonly int Columns => Count + 2;

    public int ClassOf(byte character) => _classes[character];

    /// <summary>The column of a character beyond ASCII, or -1.</summary>
    public int ClassOfWide(uint character)
    {
        uint place = character % Remembered;
        if (_characters[place] != character)
        {
            _known[place] = (sbyte)FindWide(character);
            _characters[place] = character;
        }

        return _known[place];
    }

    public readonly int ColumnOf(RegexSide edge) => edge == RegexSide.Edge ? Count : Count + 1;

    /// <summary>Sides that no assertion of the expression tells apart are one.</summary>
    public readonly RegexSide SideOf(uint character) => _hasWords && RegexInput.IsWord(character) ? RegexSide.Word
        : _hasLines && character == '\n' ? RegexSide.Newline : RegexSide.Other;

    /// <summary>What lies before or behind the whole text.</summary>
    public readonly RegexSide EdgeOf(bool isTrue) => isTrue && _hasAnchors ? RegexSide.Edge : RegexSide.Other;

    internal void Build(RegexProgram* program)
    {
        _program = program;
        for (RegexStep* step = program->Steps; step < program->Steps + program->Count; step++)
        {
            _hasWords |= step->Kind is RegexKind.WordStart or RegexKind.WordEnd or RegexKind.WordEdge or RegexKind.NotWordEdge;
            _hasAnchors |= step->Kind is RegexKind.LineStart or RegexKind.LineEnd;
            _readers += step->IsReader ? 1 : 0;
        }

        _hasLines = _hasAnchors && (program->Flags & RegexNumber.REG_NEWLINE) != 0;

        for (uint c = 0; c < Ascii; c++) _classes[c] = (byte)SideOf(c);
        AsciiSet last = default;
        for (RegexStep* step = program->Steps; step < program->Steps + program->Count; step++)
        {
            if (!step->IsReader || step->Ascii.Equals(in last)) continue;
            last = step->Ascii;
            Split(in last);
        }

        Split(default);
    }

    private int FindWide(uint character)
    {
        for (int i = 0; i < _wideCount; i++)
        {
            if (AreAlike(character, _members[i])) return _count + i;
        }

        if (_wideCount == MostWide || _readers > MostReaders) return -1;
        _members[_wideCount] = character;
        return _count + _wideCount++;
    }

    private readonly bool AreAlike(uint left, uint right)
    {
        for (RegexStep* step = _program->Steps; step < _program->Steps + _program->Count; step++)
        {
            if (step->IsReader && step->Accepts(left, _program->Flags) != step->Accepts(right, _program->Flags)) return false;
        }

        return true;
    }

    /// <summary>Parts every class into what is in the set and what is not, and numbers the parts anew.</summary>
    private void Split(in AsciiSet set)
    {
        byte* numbers = stackalloc byte[2 * 256];
        C.memset(numbers, 0xFF, 2 * 256);
        _count = 0;
        for (uint c = 0; c < Ascii; c++)
        {
            byte* number = numbers + (2 * _classes[c]) + (set.Has(c) ? 1 : 0);
            if (*number == 0xFF) *number = (byte)_count++;
            _classes[c] = *number;
        }
    }
}
