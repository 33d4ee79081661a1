// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Text;
using Skift.Tools;

namespace Skift.Coreutils;

internal sealed class SortLine(string text)
{
    public string Text => text;
}

/// <summary>How one key is compared.</summary>
internal struct SortFlags
{
    public char Kind;
    public bool IsReversed, IgnoresCase, OnlyDictionary, OnlyPrintable, SkipsBlanks;

    public readonly bool IsDefault => Kind == 0 && !IsReversed && !IgnoresCase && !OnlyDictionary && !OnlyPrintable;

    /// <returns>False if there is no such option.</returns>
    public bool Add(char option)
    {
        switch (option)
        {
            case 'n' or 'g' or 'h' or 'M' or 'V': Kind = option; return true;
            case 'r': IsReversed = true; return true;
            case 'f': IgnoresCase = true; return true;
            case 'd': OnlyDictionary = true; return true;
            case 'i': OnlyPrintable = true; return true;
            case 'b': SkipsBlanks = true; return true;
            default: return false;
        }
    }
}

/// <summary>The order of lines: by each key in turn, at last by the whole line (POSIX sort).</summary>
internal sealed class SortOrder
{
    private static readonly string[] s_months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    private sealed class Key
    {
        public int StartField, StartCharacter, EndField, EndCharacter;
        public bool EndSkipsBlanks;
        public SortFlags Flags;
    }

    private readonly List<Key> _keys = [];

    public SortFlags Defaults;

    /// <summary>-1 means: runs of blanks, which belong to the field after them.</summary>
    public int Separator { get; set; } = -1;

    public bool IsStable { get; set; }

    public bool TryAddKey(string text)
    {
        var key = new Key();
        int index = 0;
        if (!TryPosition(text, ref index, out key.StartField, out key.StartCharacter, 1) || key.StartField < 1 || key.StartCharacter < 1) return false;

        for (; index < text.Length && text[index] != ','; index++)
        {
            if (!key.Flags.Add(text[index])) return false;
        }

        if (index < text.Length)
        {
            index++;
            if (!TryPosition(text, ref index, out key.EndField, out key.EndCharacter, 0) || key.EndField < 1) return false;

            for (; index < text.Length; index++)
            {
                key.EndSkipsBlanks |= text[index] == 'b';
                if (text[index] != 'b' && !key.Flags.Add(text[index])) return false;
            }
        }

        _keys.Add(key);
        return true;
    }

    public int Compare(SortLine a, SortLine b)
    {
        foreach (Key key in _keys)
        {
            SortFlags flags = key.Flags.IsDefault && !key.Flags.SkipsBlanks ? Defaults : key.Flags;
            int order = CompareKey(Select(a.Text, key, flags.SkipsBlanks), Select(b.Text, key, flags.SkipsBlanks), flags);
            if (order != 0) return flags.IsReversed ? -order : order;
        }

        if (_keys.Count == 0)
        {
            int order = CompareKey(a.Text, b.Text, Defaults);
            if (order != 0) return Defaults.IsReversed ? -order : order;
        }

        if (IsStable) return 0;

        int last = string.CompareOrdinal(a.Text, b.Text);
        return Defaults.IsReversed ? -last : last;
    }

    private static bool TryPosition(string text, ref int index, out int field, out int character, int noCharacter)
    {
        character = noCharacter;
        if (!TryNumber(text, ref index, out field)) return false;

        if (index < text.Length && text[index] == '.')
        {
            index++;
            return TryNumber(text, ref index, out character);
        }

        return true;
    }

    private static bool TryNumber(string text, ref int index, out int value)
    {
        int start = index;
        value = 0;
        for (; index < text.Length && char.IsAsciiDigit(text[index]) && value < int.MaxValue / 10 - 1; index++)
        {
            value = value * 10 + text[index] - '0';
        }

        return index > start;
    }

    private ReadOnlySpan<char> Select(string line, Key key, bool skipsBlanks)
    {
        int start = FieldStart(line, key.StartField - 1);
        start = Math.Min(line.Length, (skipsBlanks ? SkipBlanks(line, start) : start) + key.StartCharacter - 1);
        int end = line.Length;
        if (key.EndField > 0)
        {
            if (key.EndCharacter == 0)
            {
                end = FieldEnd(line, key.EndField - 1);
            }
            else
            {
                int field = FieldStart(line, key.EndField - 1);
                end = Math.Min(line.Length, (key.EndSkipsBlanks || skipsBlanks ? SkipBlanks(line, field) : field) + key.EndCharacter);
            }
        }

        return end <= start ? default : line.AsSpan(start, end - start);
    }

    private int FieldStart(string line, int field)
    {
        int index = 0;
        for (; field > 0 && index < line.Length; field--)
        {
            index = EndOfField(line, index);
            index += Separator >= 0 && index < line.Length ? 1 : 0;
        }

        return index;
    }

    private int FieldEnd(string line, int field) => EndOfField(line, FieldStart(line, field));

    private int EndOfField(string line, int index)
    {
        if (Separator >= 0)
        {
            int next = line.IndexOf((char)Separator, index);
            return next < 0 ? line.Length : next;
        }

        index = SkipBlanks(line, index);
        while (index < line.Length && line[index] is not (' ' or '\t'))
        {
            index++;
        }

        return index;
    }

    private static int SkipBlanks(string line, int index)
    {
        while (index < line.Length && line[index] is ' ' or '\t')
        {
            index++;
        }

        return index;
    }

    private static int CompareKey(ReadOnlySpan<char> a, ReadOnlySpan<char> b, in SortFlags flags)
    {
        switch (flags.Kind)
        {
            case 'n': return NumberText.Compare(a, b);
            case 'h': return NumberText.CompareHuman(a, b);
            case 'g': return NumberText.ToDouble(a).CompareTo(NumberText.ToDouble(b));
            case 'M': return Month(a).CompareTo(Month(b));
            case 'V': return VersionText.Compare(a, b);
        }

        if (!flags.IgnoresCase && !flags.OnlyDictionary && !flags.OnlyPrintable)
        {
            return (flags.SkipsBlanks ? a.TrimStart(" \t") : a).SequenceCompareTo(flags.SkipsBlanks ? b.TrimStart(" \t") : b);
        }

        return Fold(a, flags).AsSpan().SequenceCompareTo(Fold(b, flags));
    }

    private static string Fold(ReadOnlySpan<char> text, in SortFlags flags)
    {
        var folded = new StringBuilder();
        foreach (char c in flags.SkipsBlanks ? text.TrimStart(" \t") : text)
        {
            bool isDropped = (flags.OnlyDictionary && !char.IsLetterOrDigit(c) && c is not (' ' or '\t')) || (flags.OnlyPrintable && char.IsControl(c));
            if (!isDropped)
            {
                folded.Append(flags.IgnoresCase ? char.ToUpperInvariant(c) : c);
            }
        }

        return folded.ToString();
    }

    private static int Month(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(" \t");
        string name = text.Slice(0, Math.Min(3, text.Length)).ToString().ToUpperInvariant();
        return Array.IndexOf(s_months, name) + 1;
    }
}
