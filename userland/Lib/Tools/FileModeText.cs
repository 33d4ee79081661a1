// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Tools;

/// <summary>File modes as people write them: <c>-rwxr-xr-x</c>, <c>755</c>, <c>u+x,go-w</c> (POSIX chmod).</summary>
public static class FileModeText
{
    public static char TypeLetter(StatMode mode) => (mode & StatMode.S_IFMT) switch
    {
        StatMode.S_IFDIR => 'd',
        StatMode.S_IFLNK => 'l',
        StatMode.S_IFCHR => 'c',
        StatMode.S_IFBLK => 'b',
        StatMode.S_IFIFO => 'p',
        StatMode.S_IFSOCK => 's',
        _ => '-',
    };

    /// <summary>Ten letters, as <c>ls -l</c> shows them.</summary>
    public static string Format(StatMode mode)
    {
        Span<char> text = stackalloc char[10];
        text[0] = TypeLetter(mode);
        for (int i = 0; i < 9; i++)
        {
            text[i + 1] = ((uint)mode >> (8 - i) & 1) != 0 ? "rwx"[i % 3] : '-';
        }

        SetSpecial(text, 3, mode & StatMode.S_ISUID, 's');
        SetSpecial(text, 6, mode & StatMode.S_ISGID, 's');
        SetSpecial(text, 9, mode & StatMode.S_ISVTX, 't');
        return new string(text);
    }

    private static void SetSpecial(Span<char> text, int index, StatMode bit, char letter)
    {
        if (bit != StatMode.None)
        {
            text[index] = text[index] == 'x' ? letter : char.ToUpperInvariant(letter);
        }
    }

    /// <summary>Applies an octal or symbolic mode to the mode that a file has.</summary>
    /// <param name="mask">The file mode creation mask, which holds where a clause names no one.</param>
    /// <returns>False if the text is no mode.</returns>
    public static bool TryApply(string text, StatMode current, StatMode mask, out StatMode result)
    {
        result = current & StatMode.Permissions;
        if (text.Length > 0 && char.IsAsciiDigit(text[0]))
        {
            return TryParseOctal(text, out result);
        }

        bool isDirectory = (current & StatMode.S_IFMT) == StatMode.S_IFDIR;
        foreach (string clause in text.Split(','))
        {
            if (!TryApplyClause(clause, isDirectory, mask, ref result))
            {
                return false;
            }
        }

        return true;
    }

    public static bool TryParseOctal(string text, out StatMode mode)
    {
        uint value = 0;
        foreach (char c in text)
        {
            if (c is < '0' or > '7' || value > 0x1FF)
            {
                mode = StatMode.None;
                return false;
            }

            value = value * 8 + (uint)(c - '0');
        }

        mode = (StatMode)value;
        return text.Length > 0 && value <= (uint)StatMode.Permissions;
    }

    private static bool TryApplyClause(string clause, bool isDirectory, StatMode mask, ref StatMode mode)
    {
        int index = 0;
        uint who = 0;
        for (; index < clause.Length && "ugoa".Contains(clause[index]); index++)
        {
            who |= clause[index] switch { 'u' => 0x9C0u, 'g' => 0x438u, 'o' => 0x207u, _ => 0xFFFu };
        }

        uint allowed = who == 0 ? 0xFFF & ~(uint)(mask & (StatMode)0x1FF) : who;
        who = who == 0 ? 0xFFF : who;
        if (index == clause.Length)
        {
            return false;
        }

        while (index < clause.Length)
        {
            char operation = clause[index++];
            if (!"+-=".Contains(operation))
            {
                return false;
            }

            if (!TryReadPermissions(clause, ref index, isDirectory, (uint)mode, out uint bits))
            {
                return false;
            }

            bits &= allowed;
            mode = operation switch
            {
                '+' => mode | (StatMode)bits,
                '-' => mode & ~(StatMode)bits,
                _ => (mode & ~(StatMode)(who & KeptByAssignment(isDirectory))) | (StatMode)bits,
            };
        }

        return true;
    }

    /// <summary>A directory keeps its set-ID bits when an assignment does not name them, as GNU chmod has it.</summary>
    private static uint KeptByAssignment(bool isDirectory) => isDirectory ? 0xFFFu & ~0xC00u : 0xFFFu;

    private static bool TryReadPermissions(string clause, ref int index, bool isDirectory, uint mode, out uint bits)
    {
        bits = 0;
        if (index < clause.Length && "ugo".Contains(clause[index]))
        {
            int shift = clause[index++] switch { 'u' => 6, 'g' => 3, _ => 0 };
            bits = (mode >> shift & 7) * 0x49;
            return index == clause.Length || "+-=".Contains(clause[index]);
        }

        for (; index < clause.Length && !"+-=".Contains(clause[index]); index++)
        {
            switch (clause[index])
            {
                case 'r': bits |= 0x124; break;
                case 'w': bits |= 0x92; break;
                case 'x': bits |= 0x49; break;
                case 'X': bits |= isDirectory || (mode & 0x49) != 0 ? 0x49u : 0; break;
                case 's': bits |= 0xC00; break;
                case 't': bits |= 0x200; break;
                default: return false;
            }
        }

        return true;
    }
}
