// SPDX-License-Identifier: MIT
using System;
using Skift.Sh.Syntax;

namespace Skift.Sh.Expansion;

internal sealed partial class Arithmetic
{
    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }

    private bool Take(string symbol)
    {
        SkipBlanks();
        if (string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) != 0)
        {
            return false;
        }

        _at += symbol.Length;
        return true;
    }

    private bool TryReadName(out string name)
    {
        SkipBlanks();
        int start = _at;
        while (_at < _text.Length && (Lexer.IsNameStart(_text[_at]) || (_at > start && char.IsAsciiDigit(_text[_at]))))
        {
            _at++;
        }

        name = _text.Substring(start, _at - start);
        return name.Length > 0;
    }

    private bool TryReadAssignmentOperator(out string op)
    {
        SkipBlanks();
        int length = 0;
        char first = At(0);
        if (first == '=' && At(1) != '=')
        {
            length = 1;
        }
        else if (first is '*' or '/' or '%' or '+' or '-' or '&' or '^' or '|' && At(1) == '=')
        {
            length = 2;
        }
        else if (first is '<' or '>' && At(1) == first && At(2) == '=')
        {
            length = 3;
        }

        op = _text.Substring(_at, length);
        _at += length;
        return length > 0;
    }

    /// <summary>Precedence as in C, from <c>||</c> at 1 to <c>*</c> at 10; <c>**</c> above all.</summary>
    private bool TryReadBinaryOperator(out string op, out int precedence)
    {
        SkipBlanks();
        char first = At(0);
        char second = At(1);
        int length = 1;
        switch (first)
        {
            case '|':
                length = second == '|' ? 2 : 1;
                precedence = length == 2 ? 1 : 3;
                break;
            case '&':
                length = second == '&' ? 2 : 1;
                precedence = length == 2 ? 2 : 5;
                break;
            case '^':
                precedence = 4;
                break;
            case '=' or '!' when second == '=':
                length = 2;
                precedence = 6;
                break;
            case '<' or '>':
                length = second == first || second == '=' ? 2 : 1;
                precedence = second == first ? 8 : 7;
                break;
            case '+' or '-':
                precedence = 9;
                break;
            case '*' when second == '*':
                length = 2;
                precedence = 11;
                break;
            case '*' or '/' or '%':
                precedence = 10;
                break;
            default:
                op = "";
                precedence = 0;
                return false;
        }

        op = _text.Substring(_at, length);
        _at += length;

        // "x += 1" can only follow a name, and the assignment has been tried before.
        return At(0) != '=' || op is "<=" or ">=" or "==" or "!=";
    }

    private char At(int offset) => _at + offset < _text.Length ? _text[_at + offset] : '\0';

    /// <summary>Decimal, 0 octal, 0x hexadecimal, or <c>base#digits</c> with the digits 0-9 a-z A-Z @ _.</summary>
    private long ReadNumber()
    {
        int radix = 10;
        if (_text[_at] == '0' && At(1) is 'x' or 'X')
        {
            _at += 2;
            radix = 16;
            if (!char.IsAsciiHexDigit(At(0)))
            {
                throw Wrong();
            }
        }
        else if (_text[_at] == '0')
        {
            radix = 8;
        }

        long value = ReadDigits(radix);
        if (At(0) == '#' && radix == 10)
        {
            if (value is < 2 or > 64)
            {
                throw Wrong();
            }

            _at++;
            value = ReadDigits((int)value);
        }

        if (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '#' or '@'))
        {
            throw Wrong();
        }

        return value;
    }

    private long ReadDigits(int radix)
    {
        long value = 0;
        while (_at < _text.Length)
        {
            int digit = DigitValue(_text[_at], radix);
            if (digit >= radix)
            {
                break;
            }

            value = unchecked((value * radix) + digit);
            _at++;
        }

        return value;
    }

    private static int DigitValue(char c, int radix) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + (radix <= 36 ? 10 : 36),
        '@' => 62,
        '_' => 63,
        _ => int.MaxValue,
    };
}
