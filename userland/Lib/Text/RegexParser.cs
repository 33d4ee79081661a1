// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Tools;

namespace Skift.Text;

/// <summary>
/// Parses basic and extended regular expressions (POSIX.1-2024 XBD 9.3, 9.4) with the usual extensions: \| \+ \? in basic
/// ones, and \w \W \s \S \b \B \&lt; \&gt; and back-references in both.
/// </summary>
internal ref struct RegexParser
{
    /// <summary>POSIX RE_DUP_MAX is at least 255; this is what other systems offer.</summary>
    private const int MaximumRepeat = 32767;
    private const int MaximumDepth = 250;

    private readonly string _pattern;
    private readonly bool _isExtended;
    private readonly List<int> _closedGroups;
    private int _index;
    private int _depth;

    public RegexParser(string pattern, bool isExtended)
    {
        _pattern = pattern;
        _isExtended = isExtended;
        _closedGroups = [];
        Error = "";
    }

    public int GroupCount { get; private set; }

    /// <summary>What is wrong; empty if nothing is.</summary>
    public string Error { get; private set; }

    public RegexNode? Parse()
    {
        RegexNode? node = ParseAlternatives();
        if (node is not null && _index < _pattern.Length)
        {
            return Fail(_isExtended ? "Unmatched ) or \\)" : "Unmatched ) or \\)");
        }

        return node;
    }

    private RegexNode? Fail(string error)
    {
        Error = Error.Length == 0 ? error : Error;
        return null;
    }

    private RegexNode? ParseAlternatives()
    {
        if (++_depth > MaximumDepth) return Fail("Regular expression too big");

        RegexNode? first = ParseSequence();
        if (first is null) return null;

        RegexNode? alternatives = null;
        while (TakeOperator('|'))
        {
            if (alternatives is null)
            {
                alternatives = RegexNode.Of(RegexNodeKind.Alternatives, first);
            }

            RegexNode? next = ParseSequence();
            if (next is null) return null;

            alternatives.Children.Add(next);
        }

        _depth--;
        return alternatives ?? first;
    }

    private RegexNode? ParseSequence()
    {
        var sequence = new RegexNode(RegexNodeKind.Sequence);
        while (_index < _pattern.Length && !AtOperator('|') && !(AtOperator(')') && _depth > 1))
        {
            bool isFirst = sequence.Children.Count == 0 || (!_isExtended && sequence.Children[^1].Kind == RegexNodeKind.LineStart && sequence.Children.Count == 1);
            RegexNode? atom = ParseAtom(isFirst);
            if (atom is null) return null;

            atom = ParseRepeats(atom);
            if (atom is null) return null;

            sequence.Children.Add(atom);
        }

        return sequence.Children.Count == 1 ? sequence.Children[0] : sequence;
    }

    /// <summary>Whether an operator stands here: bare in extended expressions, behind a backslash in basic ones.</summary>
    private readonly bool AtOperator(char c) => _isExtended
        ? _index < _pattern.Length && _pattern[_index] == c
        : _index + 1 < _pattern.Length && _pattern[_index] == '\\' && _pattern[_index + 1] == c;

    private bool TakeOperator(char c)
    {
        bool isHere = AtOperator(c);
        _index += isHere ? _isExtended ? 1 : 2 : 0;
        return isHere;
    }

    private RegexNode? ParseAtom(bool isFirst)
    {
        if (TakeOperator('(')) return ParseGroup();

        if (!_isExtended && AtOperator(')')) return Fail("Unmatched ( or \\(");

        int c = CodePoint.At(_pattern, _index, out int length);
        _index += length;
        switch (c)
        {
            case '.': return new RegexNode(RegexNodeKind.Any);
            case '[': return ParseBracket();
            case '\\': return ParseEscape();
            case '^' when _isExtended || isFirst: return new RegexNode(RegexNodeKind.LineStart);
            case '$' when _isExtended || _index == _pattern.Length || AtOperator(')') || AtOperator('|'): return new RegexNode(RegexNodeKind.LineEnd);
            default: return new RegexNode(RegexNodeKind.Character) { Value = c };
        }
    }

    private RegexNode? ParseGroup()
    {
        int number = ++GroupCount;
        RegexNode? inner = ParseAlternatives();
        if (inner is null) return null;

        if (!TakeOperator(')')) return Fail("Unmatched ( or \\(");

        _closedGroups.Add(number);
        return RegexNode.Of(RegexNodeKind.Group, inner, number);
    }

    private RegexNode? ParseEscape()
    {
        if (_index == _pattern.Length) return Fail("Trailing backslash");

        int c = CodePoint.At(_pattern, _index, out int length);
        _index += length;
        switch (c)
        {
            case >= '1' and <= '9':
                return _closedGroups.Contains(c - '0') ? new RegexNode(RegexNodeKind.BackReference) { Value = c - '0' } : Fail("Invalid back reference");
            case '<': return new RegexNode(RegexNodeKind.WordStart);
            case '>': return new RegexNode(RegexNodeKind.WordEnd);
            case 'b': return new RegexNode(RegexNodeKind.WordBoundary);
            case 'B': return new RegexNode(RegexNodeKind.NotWordBoundary);
            case 'w' or 'W': return ClassNode("alnum", c == 'W', '_');
            case 's' or 'S': return ClassNode("space", c == 'S', ' ');
            default: return new RegexNode(RegexNodeKind.Character) { Value = c };
        }
    }

    private static RegexNode ClassNode(string name, bool isNegated, char also)
    {
        var set = new CharacterSet { IsNegated = isNegated };
        set.AddClass(name);
        set.Add(also, also);
        return new RegexNode(RegexNodeKind.Set) { Set = set };
    }

    private RegexNode? ParseRepeats(RegexNode atom)
    {
        while (_index < _pattern.Length)
        {
            // In a basic expression a star behind nothing, or behind ^, is an ordinary character.
            if (_pattern[_index] == '*' && (_isExtended || atom.Kind != RegexNodeKind.LineStart))
            {
                _index++;
                atom = RegexNode.Repeat(atom, 0, RegexNode.Unbounded);
            }
            else if (TakeOperator('+'))
            {
                atom = RegexNode.Repeat(atom, 1, RegexNode.Unbounded);
            }
            else if (TakeOperator('?'))
            {
                atom = RegexNode.Repeat(atom, 0, 1);
            }
            else if (AtOperator('{') && IsInterval())
            {
                _ = TakeOperator('{');
                if (!TryInterval(out int minimum, out int maximum)) return null;

                atom = RegexNode.Repeat(atom, minimum, maximum);
            }
            else
            {
                break;
            }
        }

        return atom;
    }

    /// <summary>An extended { that begins no complete interval is an ordinary character.</summary>
    private readonly bool IsInterval()
    {
        if (!_isExtended) return true;

        int next = _index + 1;
        for (int commas = 0; next < _pattern.Length && (char.IsAsciiDigit(_pattern[next]) || (_pattern[next] == ',' && commas == 0)); next++)
        {
            commas += _pattern[next] == ',' ? 1 : 0;
        }

        return next > _index + 1 && next < _pattern.Length && _pattern[next] == '}';
    }

    private bool TryInterval(out int minimum, out int maximum)
    {
        bool hasMinimum = TryNumber(out minimum);
        maximum = minimum;
        if (_index < _pattern.Length && _pattern[_index] == ',')
        {
            _index++;
            maximum = TryNumber(out int number) ? number : RegexNode.Unbounded;
        }
        else if (!hasMinimum)
        {
            _ = Fail("Invalid content of \\{\\}");
            return false;
        }

        if (!TakeOperator('}'))
        {
            _ = Fail(_index == _pattern.Length ? "Unmatched { or \\{" : "Invalid content of \\{\\}");
            return false;
        }

        bool isValid = minimum <= MaximumRepeat && maximum <= MaximumRepeat && (maximum == RegexNode.Unbounded || minimum <= maximum);
        _ = isValid ? null : Fail(minimum > MaximumRepeat || maximum > MaximumRepeat ? "Regular expression too big" : "Invalid content of \\{\\}");
        return isValid;
    }

    private bool TryNumber(out int number)
    {
        int start = _index;
        number = 0;
        for (; _index < _pattern.Length && char.IsAsciiDigit(_pattern[_index]); _index++)
        {
            number = Math.Min(number * 10 + _pattern[_index] - '0', MaximumRepeat + 1);
        }

        return _index > start;
    }

    private RegexNode? ParseBracket()
    {
        var set = new CharacterSet();
        if (_index < _pattern.Length && _pattern[_index] == '^')
        {
            set.IsNegated = true;
            _index++;
        }

        for (bool isFirst = true; ; isFirst = false)
        {
            if (_index >= _pattern.Length) return Fail("Unmatched [, [^, [:, [., or [=");

            if (_pattern[_index] == ']' && !isFirst)
            {
                _index++;
                return new RegexNode(RegexNodeKind.Set) { Set = set };
            }

            if (!TryElement(set, out int first)) return null;

            if (first < 0) continue;

            int last = first;
            bool isRange = _index + 1 < _pattern.Length && _pattern[_index] == '-' && _pattern[_index + 1] != ']';
            if (isRange)
            {
                _index++;
                if (!TryElement(set, out last)) return null;
            }

            if (last < first) return Fail("Invalid range end");

            set.Add(first, last);
        }
    }

    /// <param name="c">The character; -1 if a class was added instead.</param>
    private bool TryElement(CharacterSet set, out int c)
    {
        bool isNamed = _pattern[_index] == '[' && _index + 1 < _pattern.Length && _pattern[_index + 1] is ':' or '.' or '=';
        if (!isNamed)
        {
            c = CodePoint.At(_pattern, _index, out int length);
            _index += length;
            return true;
        }

        c = -1;
        char kind = _pattern[_index + 1];
        int end = _pattern.IndexOf(kind + "]", _index + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            _ = Fail("Unmatched [, [^, [:, [., or [=");
            return false;
        }

        string name = _pattern.Substring(_index + 2, end - _index - 2);
        _index = end + 2;
        if (kind == ':' && CharacterClass.IsKnown(name))
        {
            set.AddClass(name);
            return true;
        }

        if (kind != ':' && name.Length > 0)
        {
            c = CodePoint.At(name, 0, out int length);
            if (length == name.Length) return true;
        }

        _ = Fail(kind == ':' ? "Invalid character class name" : "Invalid collation character");
        return false;
    }
}
