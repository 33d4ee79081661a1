// SPDX-License-Identifier: MIT
using System;
using Skift.Libc;
using Skift.Text;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Expr
{
    public const string Help = """
        Usage: expr EXPRESSION
        Prints the value of an expression, each part an argument of its own. From weak to strong:
          A | B                A if it is neither empty nor 0, else B
          A & B                A if both are neither empty nor 0, else 0
          A < B  <= = != >= >  1 if it holds, else 0; as numbers where both are
          A + B  A - B
          A * B  A / B  A % B
          A : REGEX            what the basic regular expression \(…\) matches at the start, or the length of the match
          match A REGEX, substr A POSITION LENGTH, index A CHARACTERS, length A
          + TOKEN              TOKEN as a string, even if it is a keyword
          ( EXPRESSION )
        Exit status: 0 if the value is neither empty nor 0, 1 if it is, 2 after an error.

        """;

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        if (args.Length == 1 && args[0] == "--help")
        {
            io.Out.Write(Help);
            return 0;
        }

        if (args.Length > 0 && args[0] == "--")
        {
            args = args.Slice(1);
        }

        if (args.Length == 0) return io.FailUsage("missing operand", 2);

        var evaluator = new ExprEvaluator(args);
        string? value = evaluator.Evaluate();
        if (value is null) return io.Fail(evaluator.Error, 2);

        io.Out.WriteLine(value);
        return ExprEvaluator.IsFalse(value) ? 1 : 0;
    }
}

/// <summary>A recursive descent over the arguments. Null means an error, which <see cref="Error"/> tells.</summary>
internal ref struct ExprEvaluator(ReadOnlySpan<string> tokens)
{
    private const int Levels = 6;
    private const int MaximumDepth = 200;

    private readonly ReadOnlySpan<string> _tokens = tokens;
    private int _index;
    private int _depth;

    public string Error { get; private set; } = "";

    public string? Evaluate()
    {
        string? value = Binary(0);
        return value is not null && _index < _tokens.Length ? Fail($"syntax error: unexpected argument '{_tokens[_index]}'") : value;
    }

    /// <summary>Empty, or a zero with any number of digits.</summary>
    public static bool IsFalse(string value) => value.Length == 0 || (value.AsSpan().TrimStart('-').Trim('0').IsEmpty && value != "-");

    private string? Fail(string error)
    {
        Error = Error.Length == 0 ? error : Error;
        return null;
    }

    private readonly bool IsOperator(int level, string token) => level switch
    {
        0 => token == "|",
        1 => token == "&",
        2 => token is "<" or "<=" or "=" or "==" or "!=" or ">=" or ">",
        3 => token is "+" or "-",
        4 => token is "*" or "/" or "%",
        _ => token == ":",
    };

    private string? Binary(int level)
    {
        if (level == Levels) return Primary();

        string? left = Binary(level + 1);
        while (left is not null && _index < _tokens.Length && IsOperator(level, _tokens[_index]))
        {
            string operation = _tokens[_index++];
            string? right = Binary(level + 1);
            left = right is null ? null : Apply(operation, left, right);
        }

        return left;
    }

    private string? Apply(string operation, string left, string right)
    {
        switch (operation)
        {
            case "|": return !IsFalse(left) ? left : !IsFalse(right) ? right : "0";
            case "&": return !IsFalse(left) && !IsFalse(right) ? left : "0";
            case ":": return MatchRegex(left, right);
            case "+" or "-" or "*" or "/" or "%": return Calculate(operation, left, right);
            default: return Compare(operation, left, right) ? "1" : "0";
        }
    }

    private static bool Compare(string operation, string left, string right)
    {
        int order = long.TryParse(left, out long a) && long.TryParse(right, out long b) ? a.CompareTo(b) : string.CompareOrdinal(left, right);
        return operation switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            "=" or "==" => order == 0,
            "!=" => order != 0,
            ">=" => order >= 0,
            _ => order > 0,
        };
    }

    private string? Calculate(string operation, string left, string right)
    {
        if (!long.TryParse(left, out long a) || !long.TryParse(right, out long b)) return Fail("non-integer argument");

        if (operation is "/" or "%" && b == 0) return Fail("division by zero");

        try
        {
            long value = operation switch
            {
                "+" => checked(a + b),
                "-" => checked(a - b),
                "*" => checked(a * b),
                "/" => checked(a / b),
                _ => b == -1 ? 0 : a % b,
            };
            return value.ToString();
        }
        catch (OverflowException)
        {
            return Fail($"{left}: Numerical result out of range");
        }
    }

    private string? MatchRegex(string text, string pattern)
    {
        if (!PosixRegex.TryCompile(pattern, RegexSyntax.Basic, out PosixRegex? regex, out string error)) return Fail(error);

        Span<int> ends = stackalloc int[4];
        bool isMatch = regex!.Match(text, 0, ends) && ends[0] == 0;
        if (regex.GroupCount > 0) return isMatch && ends[2] >= 0 ? text.Substring(ends[2], ends[3] - ends[2]) : "";

        return isMatch ? LengthOf(text.AsSpan(0, ends[1])).ToString() : "0";
    }

    private string? Primary()
    {
        if (_index == _tokens.Length) return Fail(_index == 0 ? "missing operand" : $"syntax error: missing argument after '{_tokens[_index - 1]}'");

        string token = _tokens[_index++];
        switch (token)
        {
            case "(":
                if (++_depth > MaximumDepth) return Fail("expression too deep");

                string? value = Binary(0);
                if (value is null) return null;

                _depth--;
                return _index < _tokens.Length && _tokens[_index++] == ")" ? value : Fail("syntax error: expecting ')'");
            case ")": return Fail("syntax error: unexpected ')'");
            case "+" when _index < _tokens.Length: return _tokens[_index++];
            case "length" when _index < _tokens.Length: return Primary() is string counted ? LengthOf(counted).ToString() : null;
            case "match" when _index + 1 < _tokens.Length: return Primary() is string text && Primary() is string pattern ? MatchRegex(text, pattern) : null;
            case "index" when _index + 1 < _tokens.Length: return Primary() is string searched && Primary() is string wanted ? (searched.AsSpan().IndexOfAny(wanted) + 1).ToString() : null;
            case "substr" when _index + 2 < _tokens.Length: return Primary() is string whole && Primary() is string from && Primary() is string count ? Substring(whole, from, count) : null;
            default: return token;
        }
    }

    private static string Substring(string text, string from, string count)
    {
        if (!long.TryParse(from, out long start) || !long.TryParse(count, out long length) || start < 1 || length < 1 || start > text.Length) return "";

        return text.Substring((int)start - 1, (int)Math.Min(length, text.Length - start + 1));
    }

    /// <summary>In characters: a surrogate pair is one.</summary>
    private static int LengthOf(ReadOnlySpan<char> text)
    {
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            length += char.IsLowSurrogate(text[i]) && i > 0 && char.IsHighSurrogate(text[i - 1]) ? 0 : 1;
        }

        return length;
    }
}
