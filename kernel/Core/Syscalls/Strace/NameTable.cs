// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Syscalls.Strace;

/// <summary>Names of numbers, as text: <c>"O_CREAT 40 O_EXCL 80"</c>, the numbers hexadecimal, in the order in which strace(1) names them.</summary>
internal static class NameTable
{
    /// <summary>The name of a number; <c>false</c>: it has none.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> table, ulong value, out ReadOnlySpan<byte> name)
    {
        while (TryNext(ref table, out name, out ulong own))
        {
            if (own == value) return true;
        }

        return false;
    }

    /// <summary>One of several: its name, or the number and what it should have been.</summary>
    internal static void Choice(TraceText text, ReadOnlySpan<byte> table, ulong value, ReadOnlySpan<byte> prefix)
    {
        if (TryFind(table, value, out ReadOnlySpan<byte> name)) text.Add(name);
        else text.HexadecimalAlways(value).Add(" /* "u8).Add(prefix).Add("_??? */"u8);
    }

    /// <summary>A set of flags, joined by bars; 0 is its name, if it has one, or <c>0</c>.</summary>
    /// <param name="prefix">What all names begin with; empty if unknown bits are not remarked upon.</param>
    internal static void Flags(TraceText text, ReadOnlySpan<byte> table, ulong value, ReadOnlySpan<byte> prefix)
    {
        int start = text.Length;
        ulong rest = value;
        while (TryNext(ref table, out ReadOnlySpan<byte> name, out ulong flag))
        {
            bool isZero = flag == 0 && value == 0;
            if (!isZero && (flag == 0 || (rest & flag) != flag)) continue;
            if (text.Length != start) text.Add((byte)'|');
            text.Add(name);
            rest &= ~flag;
            if (isZero) return;
        }

        if (text.Length == start)
        {
            text.Hexadecimal(rest);
            if (rest != 0 && prefix.Length != 0) text.Add(" /* "u8).Add(prefix).Add("_??? */"u8);
        }
        else if (rest != 0)
        {
            text.Add((byte)'|').HexadecimalAlways(rest);
        }
    }

    private static bool TryNext(scoped ref ReadOnlySpan<byte> table, out ReadOnlySpan<byte> name, out ulong value)
    {
        name = default;
        value = 0;
        if (table.Length == 0) return false;
        int space = table.IndexOf((byte)' ');
        name = table[..space];
        table = table[(space + 1)..];
        int end = 0;
        for (; end < table.Length && table[end] != ' '; end++)
        {
            uint digit = table[end];
            value = (value << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        table = table[Math.Min(end + 1, table.Length)..];
        return true;
    }
}
