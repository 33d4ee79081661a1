// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Libc;

namespace Skift.Sh.Syntax;

/// <summary><c>$'…'</c> (POSIX.1-2024 XCU 2.2.4).</summary>
internal sealed partial class Lexer
{
    private void ReadDollarQuotes(WordBuilder word)
    {
        // Bytes, so that \x escapes that spell a UTF-8 character become that character.
        List<byte> bytes = new();
        bool isCut = false;
        while (true)
        {
            int c = _scanner.Read();
            if (c == '\'')
            {
                break;
            }

            if (c == Scanner.End)
            {
                throw Error("unterminated quoted string");
            }

            int code = c == '\\' ? ReadEscape(bytes, isCut) : c;

            // A NUL ends the string: no word can hold one.
            isCut |= code == 0;
            if (code > 0 && !isCut)
            {
                AddCharacter(bytes, (char)code, isByte: c == '\\');
            }
        }

        if (bytes.Count == 0)
        {
            word.AddEmptyQuotes();
            return;
        }

        word.Add(ByteString.Decode(bytes.ToArray()), isQuoted: true);
    }

    /// <summary>Adds a character that stands for itself; a pair of surrogates is put together as its halves arrive.</summary>
    private void AddCharacter(List<byte> bytes, char c, bool isByte)
    {
        if (isByte)
        {
            bytes.Add((byte)c);
            return;
        }

        System.ReadOnlySpan<char> text = char.IsHighSurrogate(c) ? new[] { c, (char)_scanner.Read() } : new[] { c };
        bytes.AddRange(ByteString.Encode(text));
    }

    /// <returns>The byte the escape stands for, or -1 if it has put its text into <paramref name="bytes"/> itself.</returns>
    private int ReadEscape(List<byte> bytes, bool isCut)
    {
        int c = _scanner.Read();
        switch (c)
        {
            case 'a':
                return 7;
            case 'b':
                return 8;
            case 'e':
                return 27;
            case 'f':
                return 12;
            case 'n':
                return 10;
            case 'r':
                return 13;
            case 't':
                return 9;
            case 'v':
                return 11;
            case '\\' or '\'' or '"' or '?':
                return c;
            case 'c':
                return _scanner.Read() & 0x1F;
            case 'x':
                return ReadDigits(16, 2, 0, 0);
            case 'u' or 'U':
                int scalar = ReadDigits(16, c == 'u' ? 4 : 8, 0, 0);
                if (scalar is > 0 and <= 0x10FFFF && !isCut)
                {
                    bytes.AddRange(ByteString.Encode(char.ConvertFromUtf32(scalar is >= 0xD800 and < 0xE000 ? 0xFFFD : scalar)));
                }

                return scalar == 0 ? 0 : -1;
            case >= '0' and <= '7':
                return ReadDigits(8, 2, c - '0', 1) & 0xFF;
        }

        if (!isCut)
        {
            bytes.Add((byte)'\\');
        }

        _scanner.Unread();
        return -1;
    }

    private int ReadDigits(int radix, int most, int value, int found)
    {
        for (int i = 0; i < most; i++)
        {
            int c = _scanner.Read();
            int digit = c is >= '0' and <= '9' ? c - '0' : c is >= 'a' and <= 'f' ? c - 'a' + 10 : c is >= 'A' and <= 'F' ? c - 'A' + 10 : 99;
            if (digit >= radix)
            {
                _scanner.Unread();
                break;
            }

            value = (value * radix) + digit;
            found++;
        }

        return found == 0 ? -1 : value;
    }
}
