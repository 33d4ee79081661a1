// SPDX-License-Identifier: MIT
using System;

namespace Skift.Sh.Expansion;

/// <summary>An expression that has no value; the message says why.</summary>
internal sealed class ArithmeticError : Exception
{
    public ArithmeticError(string message)
        : base(message)
    {
    }
}

/// <summary>
/// Arithmetic of <c>$((…))</c> and <c>let</c> (POSIX.1-2024 XCU 2.6.4): the operators and precedence of C on 64-bit integers,
/// with assignment, <c>**</c> and <c>base#digits</c>.
/// </summary>
internal sealed partial class Arithmetic
{
    /// <summary>A variable's value is an expression itself; one that leads back to itself must end somewhere.</summary>
    private const int MaxDepth = 64;

    /// <summary>Parentheses and signs inside each other.</summary>
    private const int MaxNesting = 1000;

    private readonly Func<string, string?> _get;
    private readonly Action<string, string> _set;
    private string _text = "";
    private int _at;
    private int _depth;
    private int _nesting;

    /// <summary>Above zero the operand is not evaluated: the other branch of <c>?:</c>, <c>&amp;&amp;</c>, <c>||</c>.</summary>
    private int _skipping;

    public Arithmetic(Func<string, string?> get, Action<string, string> set)
    {
        _get = get;
        _set = set;
    }

    /// <summary>Value of the expression; an empty one is 0.</summary>
    public long Evaluate(string text)
    {
        string outerText = _text;
        int outerAt = _at;
        if (++_depth > MaxDepth)
        {
            throw new ArithmeticError("expression recursion loop detected");
        }

        _text = text;
        _at = 0;
        SkipBlanks();
        long value = _at == _text.Length ? 0 : ParseComma();
        if (_at < _text.Length)
        {
            throw Wrong();
        }

        _text = outerText;
        _at = outerAt;
        _depth--;
        return value;
    }

    private long ParseComma()
    {
        long value = ParseAssignment();
        while (Take(","))
        {
            value = ParseAssignment();
        }

        return value;
    }

    private long ParseAssignment()
    {
        int start = _at;
        if (TryReadName(out string name) && TryReadAssignmentOperator(out string op))
        {
            Enter();
            long right = ParseAssignment();
            _nesting--;
            long value = op == "=" ? right : Apply(op.Substring(0, op.Length - 1), Get(name), right);
            Set(name, value);
            return value;
        }

        _at = start;
        return ParseConditional();
    }

    private long ParseConditional()
    {
        long condition = ParseBinary(0);
        if (!Take("?"))
        {
            return condition;
        }

        bool isTrue = condition != 0;
        _skipping += isTrue ? 0 : 1;
        long then = ParseComma();
        _skipping -= isTrue ? 0 : 1;
        if (!Take(":"))
        {
            throw new ArithmeticError("malformed ?: operator");
        }

        _skipping += isTrue ? 1 : 0;
        Enter();
        long otherwise = ParseConditional();
        _nesting--;
        _skipping -= isTrue ? 1 : 0;
        return isTrue ? then : otherwise;
    }

    /// <summary>Precedence climbing: an operator takes a right side of higher precedence, or of the same if it groups to the right.</summary>
    private long ParseBinary(int precedence)
    {
        long left = ParseUnary();
        while (true)
        {
            int start = _at;
            if (!TryReadBinaryOperator(out string op, out int own) || own < precedence)
            {
                _at = start;
                return left;
            }

            bool decides = (op == "&&" && left == 0) || (op == "||" && left != 0);
            _skipping += decides ? 1 : 0;
            Enter();
            long right = ParseBinary(op == "**" ? own : own + 1);
            _nesting--;
            _skipping -= decides ? 1 : 0;
            left = Apply(op, left, right);
        }
    }

    private long ParseUnary()
    {
        Enter();
        long value = ParseOperand();
        _nesting--;
        return value;
    }

    private long ParseOperand()
    {
        SkipBlanks();
        if (_at == _text.Length)
        {
            throw Wrong();
        }

        char c = _text[_at];
        switch (c)
        {
            case '!':
                _at++;
                return ParseUnary() == 0 ? 1 : 0;
            case '~':
                _at++;
                return ~ParseUnary();
            case '+' or '-':
                return ParseSign(c);
            case '(':
                _at++;
                long value = ParseComma();
                return Take(")") ? value : throw Wrong();
            case >= '0' and <= '9':
                return ReadNumber();
        }

        return TryReadName(out string name) ? ParseIncrementAfter(name) : throw Wrong();
    }

    /// <summary><c>++name</c> and <c>--name</c>; before anything but a name they are two signs.</summary>
    private long ParseSign(char sign)
    {
        int start = _at;
        if (_at + 1 < _text.Length && _text[_at + 1] == sign)
        {
            _at += 2;
            if (TryReadName(out string name))
            {
                long value = Get(name) + (sign == '+' ? 1 : -1);
                Set(name, value);
                return value;
            }
        }

        _at = start + 1;
        long operand = ParseUnary();
        return sign == '-' ? unchecked(-operand) : operand;
    }

    private long ParseIncrementAfter(string name)
    {
        long value = Get(name);
        SkipBlanks();
        bool isIncrement = string.CompareOrdinal(_text, _at, "++", 0, 2) == 0;
        bool isDecrement = string.CompareOrdinal(_text, _at, "--", 0, 2) == 0;
        if (isIncrement || isDecrement)
        {
            _at += 2;
            Set(name, value + (isIncrement ? 1 : -1));
        }

        return value;
    }

    private long Get(string name)
    {
        if (_skipping > 0)
        {
            return 0;
        }

        string? value = _get(name);
        return string.IsNullOrEmpty(value) ? 0 : Evaluate(value);
    }

    private void Set(string name, long value)
    {
        if (_skipping == 0)
        {
            _set(name, value.ToString());
        }
    }

    private long Apply(string op, long left, long right)
    {
        if (_skipping > 0)
        {
            return 0;
        }

        unchecked
        {
            switch (op)
            {
                case "*":
                    return left * right;
                case "/" or "%":
                    return Divide(op, left, right);
                case "+":
                    return left + right;
                case "-":
                    return left - right;
                case "<<":
                    return left << (int)(right & 63);
                case ">>":
                    return left >> (int)(right & 63);
                case "&":
                    return left & right;
                case "^":
                    return left ^ right;
                case "|":
                    return left | right;
                case "**":
                    return Power(left, right);
            }
        }

        bool isTrue = op switch
        {
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            ">=" => left >= right,
            "==" => left == right,
            "!=" => left != right,
            "&&" => left != 0 && right != 0,
            "||" => left != 0 || right != 0,
            _ => throw Wrong(),
        };
        return isTrue ? 1 : 0;
    }

    private static long Divide(string op, long left, long right)
    {
        if (right == 0)
        {
            throw new ArithmeticError("divide by zero");
        }

        // The one quotient that does not fit is its own two's complement; the processor would trap.
        if (right == -1)
        {
            return op == "/" ? unchecked(-left) : 0;
        }

        return op == "/" ? left / right : left % right;
    }

    private static long Power(long value, long exponent)
    {
        if (exponent < 0)
        {
            throw new ArithmeticError("exponent less than 0");
        }

        long result = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            result = (exponent & 1) != 0 ? unchecked(result * value) : result;
            value = unchecked(value * value);
        }

        return result;
    }

    private void Enter()
    {
        if (++_nesting > MaxNesting)
        {
            throw new ArithmeticError("nesting too deep");
        }
    }

    private static ArithmeticError Wrong() => new("arithmetic syntax error");
}
