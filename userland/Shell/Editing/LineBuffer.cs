// SPDX-License-Identifier: MIT
using System;
using System.Text;

namespace Skift.Sh.Editing;

/// <summary>The line being edited and the cursor in it. Nothing here knows of terminals.</summary>
internal sealed class LineBuffer
{
    private readonly StringBuilder _text = new();

    /// <summary>UTF-16 units before the cursor, never inside a pair.</summary>
    public int Cursor { get; private set; }

    public int Length => _text.Length;

    /// <summary>What was cut last, for ^Y.</summary>
    public string Killed { get; private set; } = "";

    public override string ToString() => _text.ToString();

    public void Set(string text)
    {
        _text.Clear().Append(text);
        Cursor = _text.Length;
    }

    public void Insert(string text)
    {
        _text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    /// <summary>Replaces the text from <paramref name="start"/> to the cursor.</summary>
    public void Replace(int start, string text)
    {
        _text.Remove(start, Cursor - start);
        Cursor = start;
        Insert(text);
    }

    public void MoveTo(int position) => Cursor = Math.Clamp(position, 0, _text.Length);

    public void Left() => Cursor = Before(Cursor);

    public void Right() => Cursor = After(Cursor);

    public void WordLeft() => Cursor = WordStart(Cursor, static c => !char.IsLetterOrDigit(c));

    public void WordRight() => Cursor = WordEnd(Cursor);

    public void Backspace() => Remove(Before(Cursor), Cursor);

    public void Delete() => Remove(Cursor, After(Cursor));

    public void KillToEnd() => Kill(Cursor, _text.Length);

    public void KillToStart() => Kill(0, Cursor);

    /// <summary>^W: back to the blank.</summary>
    public void KillBlankWord() => Kill(WordStart(Cursor, static c => c == ' ' || c == '\t'), Cursor);

    public void KillWordLeft() => Kill(WordStart(Cursor, static c => !char.IsLetterOrDigit(c)), Cursor);

    public void KillWordRight() => Kill(Cursor, WordEnd(Cursor));

    public void Yank() => Insert(Killed);

    /// <summary>^T: exchanges the characters around the cursor.</summary>
    public void Transpose()
    {
        int middle = Cursor == _text.Length ? Before(Cursor) : Cursor;
        int start = Before(middle);
        if (start == middle)
        {
            return;
        }

        int end = After(middle);
        string first = _text.ToString(start, middle - start);
        string second = _text.ToString(middle, end - middle);
        _text.Remove(start, end - start).Insert(start, second + first);
        Cursor = end;
    }

    private void Kill(int start, int end)
    {
        if (end > start)
        {
            Killed = _text.ToString(start, end - start);
            Remove(start, end);
        }
    }

    private void Remove(int start, int end)
    {
        _text.Remove(start, end - start);
        Cursor = start;
    }

    /// <summary>A character and the combining ones behind it count as one.</summary>
    private int Before(int position)
    {
        while (position > 0)
        {
            position--;
            bool isSecondHalf = position > 0 && char.IsLowSurrogate(_text[position]) && char.IsHighSurrogate(_text[position - 1]);
            position -= isSecondHalf ? 1 : 0;
            if (!IsCombining(position))
            {
                break;
            }
        }

        return position;
    }

    private int After(int position)
    {
        if (position == _text.Length)
        {
            return position;
        }

        do
        {
            bool isPair = char.IsHighSurrogate(_text[position]) && position + 1 < _text.Length && char.IsLowSurrogate(_text[position + 1]);
            position += isPair ? 2 : 1;
        }
        while (position < _text.Length && IsCombining(position));

        return position;
    }

    private bool IsCombining(int position) =>
        _text[position] >= 0x300 && CharacterWidth.Of(CharacterWidth.ScalarAt(_text.ToString(position, Math.Min(2, _text.Length - position)), 0, out _)) == 0;

    private int WordStart(int position, Func<char, bool> separates)
    {
        while (position > 0 && separates(_text[position - 1]))
        {
            position--;
        }

        while (position > 0 && !separates(_text[position - 1]))
        {
            position--;
        }

        return position;
    }

    private int WordEnd(int position)
    {
        while (position < _text.Length && !char.IsLetterOrDigit(_text[position]))
        {
            position++;
        }

        while (position < _text.Length && char.IsLetterOrDigit(_text[position]))
        {
            position++;
        }

        return position;
    }
}
