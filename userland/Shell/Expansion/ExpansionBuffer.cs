// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Text;

namespace Skift.Sh.Expansion;

/// <summary>What may still happen to a character after expansion.</summary>
internal enum Mark : byte
{
    /// <summary>Nothing: it stands for itself.</summary>
    Quoted,

    /// <summary>Written unquoted: it can be part of a pattern.</summary>
    Literal,

    /// <summary>Came from an unquoted expansion: it can separate fields, and be part of a pattern.</summary>
    Splittable,

    /// <summary>No character: empty quotes, which make a field exist.</summary>
    QuotedNull,

    /// <summary>No character: the end of one positional parameter and the beginning of the next.</summary>
    Break,
}

/// <summary>The text of a word after expansion, each character with its <see cref="Mark"/>.</summary>
internal sealed class ExpansionBuffer
{
    private char[] _text = new char[64];
    private Mark[] _marks = new Mark[64];

    public int Length { get; private set; }

    public void Clear() => Length = 0;

    public void Add(char c, Mark mark)
    {
        if (Length == _text.Length)
        {
            Grow();
        }

        _text[Length] = c;
        _marks[Length++] = mark;
    }

    public void Add(string text, Mark mark)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Add(text[i], mark);
        }
    }

    /// <summary>The value of an expansion; a quoted empty one still makes a field.</summary>
    public void AddValue(string value, bool isQuoted)
    {
        Add(value, isQuoted ? Mark.Quoted : Mark.Splittable);
        if (isQuoted && value.Length == 0)
        {
            Add('\0', Mark.QuotedNull);
        }
    }

    public void AddBreak() => Add('\0', Mark.Break);

    /// <summary>The plain text.</summary>
    public override string ToString() => ToText(0, Length);

    public string ToPattern() => ToPattern(0, Length);

    /// <summary>
    /// Splits into fields (POSIX.1-2024 XCU 2.6.5): a run of white-space separators is one delimiter, together with at most one
    /// other separator; every further one delimits an empty field.
    /// </summary>
    public void Split(string separators, List<(int Start, int End)> fields)
    {
        int start = 0;
        bool hasField = false;
        bool canAbsorb = false;
        for (int i = 0; i < Length; i++)
        {
            Mark mark = _marks[i];
            bool separates = mark == Mark.Break || (mark == Mark.Splittable && separators.Contains(_text[i]));
            if (!separates)
            {
                if (!hasField)
                {
                    start = i;
                    hasField = true;
                }

                continue;
            }

            bool isBlank = mark == Mark.Splittable && _text[i] is ' ' or '\t' or '\n';
            if (hasField)
            {
                fields.Add((start, i));
                canAbsorb = isBlank;
            }
            else if (!isBlank && mark != Mark.Break)
            {
                if (!canAbsorb)
                {
                    fields.Add((i, i));
                }

                canAbsorb = false;
            }

            hasField = false;
        }

        if (hasField)
        {
            fields.Add((start, Length));
        }
    }

    public string ToText(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            if (_marks[i] >= Mark.QuotedNull)
            {
                return ToTextWithoutMarks(start, end);
            }
        }

        return new string(_text, start, end - start);
    }

    /// <summary>The text with a backslash before everything that quotes protect.</summary>
    public string ToPattern(int start, int end)
    {
        StringBuilder pattern = new();
        for (int i = start; i < end; i++)
        {
            if (_marks[i] >= Mark.QuotedNull)
            {
                continue;
            }

            if (_marks[i] == Mark.Quoted && _text[i] < 128 && !char.IsAsciiLetterOrDigit(_text[i]) && _text[i] != '/')
            {
                pattern.Append('\\');
            }

            pattern.Append(_text[i]);
        }

        return pattern.ToString();
    }

    /// <summary>Whether a field can match file names. A bracket alone, as the command of that name, cannot.</summary>
    public bool HasPattern(int start, int end)
    {
        bool hasBracket = false;
        for (int i = start; i < end; i++)
        {
            if (_marks[i] is Mark.Literal or Mark.Splittable && (_text[i] is '*' or '?' || (hasBracket && _text[i] == ']')))
            {
                return true;
            }

            hasBracket |= _marks[i] is Mark.Literal or Mark.Splittable && _text[i] == '[';
        }

        return false;
    }

    private void Grow()
    {
        char[] text = new char[Length * 2];
        Mark[] marks = new Mark[Length * 2];
        _text.AsSpan().CopyTo(text);
        _marks.AsSpan().CopyTo(marks);
        _text = text;
        _marks = marks;
    }

    private string ToTextWithoutMarks(int start, int end)
    {
        StringBuilder text = new();
        for (int i = start; i < end; i++)
        {
            if (_marks[i] < Mark.QuotedNull)
            {
                text.Append(_text[i]);
            }
        }

        return text.ToString();
    }
}
