// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>$((…)) of wordexp: C's operators on long, but for those that change a variable (POSIX.1-2008, Shell Command Language §2.6.4).</summary>
internal unsafe struct WordArithmetic
{
    private const int Unary = 11;
    private const int DeepestNesting = 100;

    private byte* _next;
    private bool _hasFailed;
    private int _depth;

    internal static bool Evaluate(byte* text, out long value)
    {
        WordArithmetic reader = default;
        reader._next = text;
        value = reader.Choice();
        reader.SkipBlanks();
        return !reader._hasFailed && *reader._next == 0;
    }

    private long Choice()
    {
        if (++_depth > DeepestNesting)
        {
            _hasFailed = true;
            return 0;
        }

        long value = Binary(1);
        if (Take("?"u8))
        {
            long first = Choice();
            _hasFailed |= !Take(":"u8);
            long second = Choice();
            value = value != 0 ? first : second;
        }

        _depth--;
        return value;
    }

    /// <summary>Operators that bind at least as tightly as that level says.</summary>
    private long Binary(int level)
    {
        if (level == Unary)
        {
            return Operand();
        }

        long left = Binary(level + 1);
        while (!_hasFailed)
        {
            if (level == 1 && Take("||"u8)) { long right = Binary(2); left = left != 0 || right != 0 ? 1 : 0; }
            else if (level == 2 && Take("&&"u8)) { long right = Binary(3); left = left != 0 && right != 0 ? 1 : 0; }
            else if (level == 3 && Take("|"u8, '|')) left |= Binary(4);
            else if (level == 4 && Take("^"u8)) left ^= Binary(5);
            else if (level == 5 && Take("&"u8, '&')) left &= Binary(6);
            else if (level == 6 && Take("=="u8)) left = left == Binary(7) ? 1 : 0;
            else if (level == 6 && Take("!="u8)) left = left != Binary(7) ? 1 : 0;
            else if (level == 7 && Take("<="u8)) left = left <= Binary(8) ? 1 : 0;
            else if (level == 7 && Take(">="u8)) left = left >= Binary(8) ? 1 : 0;
            else if (level == 7 && Take("<"u8, '<')) left = left < Binary(8) ? 1 : 0;
            else if (level == 7 && Take(">"u8, '>')) left = left > Binary(8) ? 1 : 0;
            else if (level == 8 && Take("<<"u8)) left <<= (int)Binary(9) & 63;
            else if (level == 8 && Take(">>"u8)) left >>= (int)Binary(9) & 63;
            else if (level == 9 && Take("+"u8)) left += Binary(10);
            else if (level == 9 && Take("-"u8)) left -= Binary(10);
            else if (level == 10 && Take("*"u8)) left *= Binary(11);
            else if (level == 10 && Take("/"u8)) left = Divide(left, Binary(11), false);
            else if (level == 10 && Take("%"u8)) left = Divide(left, Binary(11), true);
            else break;
        }

        return left;
    }

    private long Divide(long left, long right, bool isRest)
    {
        if (right == 0)
        {
            _hasFailed = true;
            return 0;
        }

        // The smallest number by -1 overflows.
        return right == -1 ? (isRest ? 0 : -left) : isRest ? left % right : left / right;
    }

    private long Operand()
    {
        if (++_depth > DeepestNesting)
        {
            _hasFailed = true;
            return 0;
        }

        long value = Take("-"u8) ? -Operand() : Take("+"u8) ? Operand() : Take("~"u8) ? ~Operand() : Take("!"u8) ? (Operand() == 0 ? 1 : 0) : Primary();
        _depth--;
        return value;
    }

    private long Primary()
    {
        if (Take("("u8))
        {
            long inner = Choice();
            _hasFailed |= !Take(")"u8);
            return inner;
        }

        byte* start = _next;
        byte* text = start;
        if (C.isalpha(*start) != 0 || *start == '_')
        {
            while (*_next == '_' || C.isalnum(*_next) != 0)
            {
                _next++;
            }

            byte* name = C.strndup(start, (nuint)(_next - start));
            text = name == null ? null : C.getenv(name);
            C.free(name);
            return text == null || *text == 0 ? 0 : Number(text, null);
        }

        byte* end = start;
        long value = Number(start, &end);
        _hasFailed |= end == start;
        _next = end;
        return value;
    }

    private long Number(byte* text, byte** end)
    {
        byte* behind;
        long value = C.strtol(text, &behind, 0);
        _hasFailed |= end == null && *behind != 0;
        if (end != null)
        {
            *end = behind;
        }

        return value;
    }

    private void SkipBlanks()
    {
        while (C.isspace(*_next) != 0)
        {
            _next++;
        }
    }

    /// <param name="not">What may not stand behind it.</param>
    private bool Take(System.ReadOnlySpan<byte> symbol, char not = '\0')
    {
        SkipBlanks();
        for (int i = 0; i < symbol.Length; i++)
        {
            if (_next[i] != symbol[i])
            {
                return false;
            }
        }

        if (not != '\0' && _next[symbol.Length] == not)
        {
            return false;
        }

        _next += symbol.Length;
        return true;
    }
}
