// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Tools;

namespace Skift.Text;

/// <summary>A bracket expression: ranges of code points and named classes, or all but those.</summary>
internal sealed class CharacterSet
{
    private readonly List<(int First, int Last)> _ranges = [];
    private readonly List<string> _classes = [];

    public bool IsNegated { get; set; }

    public void Add(int first, int last) => _ranges.Add((first, last));

    public void AddClass(string name) => _classes.Add(name);

    public bool Contains(int c, bool ignoresCase)
    {
        bool isMember = IsMember(c) || (ignoresCase && (IsMember(CodePoint.ToUpper(c)) || IsMember(CodePoint.ToLower(c))));
        return isMember != IsNegated;
    }

    private bool IsMember(int c)
    {
        foreach ((int first, int last) in _ranges)
        {
            if (c >= first && c <= last) return true;
        }

        foreach (string name in _classes)
        {
            if (c < 128 ? CharacterClass.Contains(name, (char)c) : IsLetterClass(name) && c < 0x10000 && char.IsLetter((char)c)) return true;
        }

        return false;
    }

    private static bool IsLetterClass(string name) => name is "alpha" or "alnum" or "print" or "graph";
}

/// <summary>Characters as UTF-16 holds them; a lone surrogate, which stands for a byte that is not UTF-8, is one character.</summary>
internal static class CodePoint
{
    public static int At(ReadOnlySpan<char> text, int index, out int length)
    {
        char c = text[index];
        if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        {
            length = 2;
            return 0x10000 + ((c - 0xD800) << 10) + (text[index + 1] - 0xDC00);
        }

        length = 1;
        return c;
    }

    public static int ToUpper(int c) => c < 0x10000 ? char.ToUpperInvariant((char)c) : c;

    public static int ToLower(int c) => c < 0x10000 ? char.ToLowerInvariant((char)c) : c;

    /// <summary>What \w means.</summary>
    public static bool IsWord(int c) => c == '_' || (c < 0x10000 && char.IsLetterOrDigit((char)c));
}
