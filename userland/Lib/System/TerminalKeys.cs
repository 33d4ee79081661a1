// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Libc;

namespace System;

/// <summary>From the bytes that a terminal sends to keys: UTF-8, and the sequences of xterm and the VT220.</summary>
internal static class TerminalKeys
{
    private const byte Escape = 0x1B;
    private const byte Delete = 0x7F;

    /// <summary>Takes the first key off the bytes.</summary>
    internal static ConsoleKeyInfo Take(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] != Escape || bytes.Length == 1) return Character(ref bytes, isAlt: false);
        if (bytes[1] is (byte)'[' or (byte)'O' && TrySequence(ref bytes, out ConsoleKeyInfo key)) return key;

        // Alt and a key come as Escape and that key; with more behind them it was Escape, as .NET has it.
        bool isAlt = bytes.Length == 2 && bytes[1] != Escape;
        if (isAlt) bytes = bytes[1..];
        return Character(ref bytes, isAlt);
    }

    private static ConsoleKeyInfo Character(ref ReadOnlySpan<byte> bytes, bool isAlt)
    {
        char c = (char)bytes[0];
        int length = 1;
        if (c >= 0x80)
        {
            length = Math.Min(c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4, bytes.Length);
            c = ByteString.Decode(bytes[..length])[0];
        }

        bytes = bytes[length..];
        (ConsoleKey key, ConsoleModifiers modifiers) = Of(c);
        bool isNumberWithControl = c is > (char)Escape and < ' ';
        return new ConsoleKeyInfo(isNumberWithControl ? '\0' : c, key, modifiers == ConsoleModifiers.Shift, isAlt, modifiers == ConsoleModifiers.Control);
    }

    private static (ConsoleKey Key, ConsoleModifiers Modifiers) Of(char c) => c switch
    {
        '\b' => (ConsoleKey.Backspace, ConsoleModifiers.Control),
        '\t' => (ConsoleKey.Tab, 0),
        '\n' => (ConsoleKey.Enter, ConsoleModifiers.Control),
        '\r' => (ConsoleKey.Enter, 0),
        (char)Escape => (ConsoleKey.Escape, 0),
        (char)Delete => (ConsoleKey.Backspace, 0),
        ' ' => (ConsoleKey.Spacebar, 0),
        '*' => (ConsoleKey.Multiply, 0),
        '+' => (ConsoleKey.Add, 0),
        ',' => (ConsoleKey.OemComma, 0),
        '-' => (ConsoleKey.Subtract, 0),
        '.' => (ConsoleKey.OemPeriod, 0),
        '/' => (ConsoleKey.Divide, 0),
        >= '0' and <= '9' => (ConsoleKey.D0 + (c - '0'), 0),
        >= 'A' and <= 'Z' => (ConsoleKey.A + (c - 'A'), ConsoleModifiers.Shift),
        >= 'a' and <= 'z' => (ConsoleKey.A + (c - 'a'), 0),
        >= (char)1 and <= (char)26 => (ConsoleKey.A + (c - 1), ConsoleModifiers.Control),
        >= (char)28 and <= (char)31 => (ConsoleKey.D4 + (c - 28), ConsoleModifiers.Control),
        _ => (ConsoleKey.None, 0),
    };

    /// <summary>ESC [ or ESC O, numbers with semicolons between them, and a letter or a tilde.</summary>
    private static bool TrySequence(ref ReadOnlySpan<byte> bytes, out ConsoleKeyInfo info)
    {
        info = default;
        List<int> numbers = [0];
        int i = 2;
        for (; i < bytes.Length && bytes[i] is (>= (byte)'0' and <= (byte)'9') or (byte)';'; i++)
        {
            if (bytes[i] == ';') numbers.Add(0);
            else numbers[^1] = Math.Min((numbers[^1] * 10) + bytes[i] - '0', 999);
        }

        if (i == bytes.Length) return false;
        ConsoleKey key = bytes[i] == '~' ? OfNumber(numbers[0]) : OfLetter(bytes[i]);
        if (key == ConsoleKey.None) return false;

        // xterm's "modifyOtherKeys": one more than the sum of 1 for Shift, 2 for Alt and 4 for Control.
        int held = numbers.Count > 1 ? numbers[^1] - 1 : bytes[i] == 'Z' ? 1 : 0;
        info = new ConsoleKeyInfo('\0', key, (held & 1) != 0, (held & 2) != 0, (held & 4) != 0);
        bytes = bytes[(i + 1)..];
        return true;
    }

    private static ConsoleKey OfLetter(byte letter) => (char)letter switch
    {
        'A' => ConsoleKey.UpArrow,
        'B' => ConsoleKey.DownArrow,
        'C' => ConsoleKey.RightArrow,
        'D' => ConsoleKey.LeftArrow,
        'F' => ConsoleKey.End,
        'H' => ConsoleKey.Home,
        'Z' => ConsoleKey.Tab,
        >= 'P' and <= 'S' => ConsoleKey.F1 + (letter - 'P'),
        _ => ConsoleKey.None,
    };

    /// <remarks>The VT220 left gaps between groups of function keys.</remarks>
    private static ConsoleKey OfNumber(int number) => number switch
    {
        1 or 7 => ConsoleKey.Home,
        2 => ConsoleKey.Insert,
        3 => ConsoleKey.Delete,
        4 or 8 => ConsoleKey.End,
        5 => ConsoleKey.PageUp,
        6 => ConsoleKey.PageDown,
        >= 11 and <= 15 => ConsoleKey.F1 + (number - 11),
        >= 17 and <= 21 => ConsoleKey.F6 + (number - 17),
        >= 23 and <= 26 => ConsoleKey.F11 + (number - 23),
        28 or 29 => ConsoleKey.F15 + (number - 28),
        >= 31 and <= 34 => ConsoleKey.F17 + (number - 31),
        _ => ConsoleKey.None,
    };
}
