// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>The C expression over n that chooses a plural form (GNU gettext manual, "Additional functions for plural forms").</summary>
internal unsafe ref struct PluralRule
{
    private const int MostDepth = 100;

    private byte* _at;
    private readonly ulong _number;
    private int _depth;
    private bool _isBroken;

    internal PluralRule(byte* text, ulong number)
    {
        _at = text;
        _number = number;
        _depth = 0;
        _isBroken = false;
    }

    /// <summary>False for what is no such expression, or divides by zero.</summary>
    internal bool TryEvaluate(out ulong value)
    {
        value = Condition();
        return !_isBroken && *Skip() is (byte)';' or (byte)'\n' or 0;
    }

    private byte* Skip()
    {
        while (*_at is (byte)' ' or (byte)'\t')
        {
            _at++;
        }

        return _at;
    }

    private bool Takes(byte first, byte second)
    {
        if (*Skip() != first || (second != 0 && _at[1] != second))
        {
            return false;
        }

        _at += second != 0 ? 2 : 1;
        return true;
    }

    private ulong Condition()
    {
        if (++_depth > MostDepth)
        {
            _isBroken = true;
            return 0;
        }

        ulong value = Binary(0);
        if (Takes((byte)'?', 0))
        {
            ulong whenTrue = Condition();
            _isBroken |= !Takes((byte)':', 0);
            ulong whenFalse = Condition();
            value = value != 0 ? whenTrue : whenFalse;
        }

        _depth--;
        return value;
    }

    /// <summary>The levels of C's precedence: || && (==, !=) (&lt;, &gt;, &lt;=, &gt;=) (+, -) (*, /, %).</summary>
    private ulong Binary(int level)
    {
        const int Levels = 6;
        if (level == Levels)
        {
            return Unary();
        }

        ulong value = Binary(level + 1);
        while (!_isBroken)
        {
            int operation = Operator(level);
            if (operation == 0)
            {
                break;
            }

            value = Apply(operation, value, Binary(level + 1));
        }

        return value;
    }

    /// <summary>The next operator if it is of that level: its first letter, or for the two-letter comparisons a capital.</summary>
    private int Operator(int level) => level switch
    {
        0 => Takes((byte)'|', (byte)'|') ? '|' : 0,
        1 => Takes((byte)'&', (byte)'&') ? '&' : 0,
        2 => Takes((byte)'=', (byte)'=') ? '=' : Takes((byte)'!', (byte)'=') ? '!' : 0,
        3 => Takes((byte)'<', (byte)'=') ? 'L' : Takes((byte)'>', (byte)'=') ? 'G' : Takes((byte)'<', 0) ? '<' : Takes((byte)'>', 0) ? '>' : 0,
        4 => Takes((byte)'+', 0) ? '+' : Takes((byte)'-', 0) ? '-' : 0,
        _ => Takes((byte)'*', 0) ? '*' : Takes((byte)'/', 0) ? '/' : Takes((byte)'%', 0) ? '%' : 0,
    };

    private ulong Apply(int operation, ulong left, ulong right)
    {
        if (operation is '/' or '%' && right == 0)
        {
            _isBroken = true;
            return 0;
        }

        return operation switch
        {
            '|' => (left | right) != 0 ? 1u : 0,
            '&' => left != 0 && right != 0 ? 1u : 0,
            '=' => left == right ? 1u : 0,
            '!' => left != right ? 1u : 0,
            'L' => left <= right ? 1u : 0,
            'G' => left >= right ? 1u : 0,
            '<' => left < right ? 1u : 0,
            '>' => left > right ? 1u : 0,
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            '/' => left / right,
            _ => left % right,
        };
    }

    private ulong Unary()
    {
        byte c = *Skip();
        if (c == '!' && ++_depth <= MostDepth)
        {
            _at++;
            ulong value = Unary();
            _depth--;
            return value == 0 ? 1u : 0;
        }

        if (Takes((byte)'(', 0))
        {
            ulong value = Condition();
            _isBroken |= !Takes((byte)')', 0);
            return value;
        }

        if (Takes((byte)'n', 0))
        {
            return _number;
        }

        _isBroken |= C.isdigit(c) == 0;
        ulong number = 0;
        for (; C.isdigit(*_at) != 0; _at++)
        {
            number = (number * 10) + (ulong)(*_at - '0');
        }

        return number;
    }
}
