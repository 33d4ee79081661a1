// SPDX-License-Identifier: MIT
using System;
using System.Globalization;
using System.Text;

namespace Skift.Charsets;

/// <summary>
/// The characters of two bytes, in the order of lead (0x81 to 0xFE) and trail (0x40 to 0xFE without 0x7F), and how a layer over them is
/// written: what libc/iconv/CharacterGrid.cs reads, and kept up here as there.
/// </summary>
internal sealed class Grid
{
    internal const int Leads = 126;
    internal const int Trails = 190;

    private const char Skip = '\u0001';
    private const char Successors = '\u0002';
    private const char UnusedSuccessors = '\u0003';
    private const char ReadOnly = '\u0004';

    private readonly char[] _cells = new char[Leads * Trails];
    private readonly int[] _codes = new int[0x10000];

    internal Grid() => Array.Fill(_codes, -1);

    internal static int Lead(int cell) => (cell / Trails) + 0x81;

    internal static int Trail(int cell) => (cell % Trails) + 0x40 + (cell % Trails > 0x3E ? 1 : 0);

    internal static int Cell(int lead, int trail) => ((lead - 0x81) * Trails) + trail - 0x40 - (trail > 0x7F ? 1 : 0);

    /// <summary>Puts the layer over what is there and returns its text: zeros of it leave a cell alone.</summary>
    internal string Add(Func<int, (char Character, bool IsWritten)> layer)
    {
        StringBuilder text = new();
        int skipped = 0;
        char previous = '\0';
        for (int cell = 0; cell < _cells.Length;)
        {
            (char wanted, bool isWritten) = layer(cell);
            if (wanted == 0 || wanted == _cells[cell])
            {
                skipped++;
                cell++;
                continue;
            }

            if (skipped > 0) text.Append(Skip).Append(Count(skipped));
            skipped = 0;
            int successors = Run(layer, cell, previous, next => (char)(next + 1));
            int unused = Run(layer, cell, previous, NextUnused);
            int run = Math.Max(successors, unused);
            if (run > 1)
            {
                text.Append(successors >= unused ? Successors : UnusedSuccessors).Append(Count(run));
                for (int end = cell + run; cell < end; cell++) Put(cell, previous = layer(cell).Character, true);
                continue;
            }

            if (!isWritten) text.Append(ReadOnly);
            text.Append(wanted);
            Put(cell++, previous = wanted, isWritten);
        }

        return text.ToString();
    }

    /// <summary>As C# writes it: what cannot be seen, or is not the same everywhere, by its number.</summary>
    internal static string Quote(string text)
    {
        StringBuilder quoted = new();
        foreach (char c in text)
        {
            bool isPlain = CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
                or UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.OtherSymbol
                or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.OtherPunctuation;
            // The last are East Asian compatibility characters, which editors may normalize.
            bool isQuoted = !isPlain || c is '"' or '\\' || !text.IsNormalized() && c is >= '\uF900' and < '\uFB00';
            quoted.Append(isQuoted ? $"\\u{(int)c:X4}" : c.ToString());
        }

        return quoted.ToString();
    }

    private int Run(Func<int, (char Character, bool IsWritten)> layer, int cell, char previous, Func<char, char> next)
    {
        int length = 0;
        if (previous == 0) return 0;
        for (; cell + length < _cells.Length; length++)
        {
            (char wanted, bool isWritten) = layer(cell + length);
            previous = next(previous);
            if (wanted != previous || !isWritten) break;
        }

        return length;
    }

    private char NextUnused(char previous)
    {
        do
        {
            previous++;
        }
        while (_codes[previous] >= 0);
        return previous;
    }

    private void Put(int cell, char character, bool isWritten)
    {
        if (_codes[_cells[cell]] == cell) _codes[_cells[cell]] = -1;
        _cells[cell] = character;
        if (isWritten) _codes[character] = cell;
    }

    // Above what steers; counts stay far below the surrogates.
    private static char Count(int count) => (char)(count + 0x20);
}
