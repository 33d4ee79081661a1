// SPDX-License-Identifier: MIT
using System.Text;

namespace Skift.Sh.Syntax;

/// <summary>Everything that begins with a dollar sign.</summary>
internal sealed partial class Lexer
{
    private void ReadDollar(WordBuilder word, bool isQuoted, WordMode mode)
    {
        int c = _scanner.ReadJoined();
        switch (c)
        {
            case '(':
                _scanner.Enter();
                word.Add(Follows('(') ? ReadArithmetic(isQuoted) : new CommandPart(ReadCommands(), isQuoted));
                _scanner.Leave();
                break;
            case '{':
                _scanner.Enter();
                word.Add(ReadBraces(isQuoted));
                _scanner.Leave();
                break;
            case '\'' when !isQuoted && mode != WordMode.Arithmetic:
                ReadDollarQuotes(word);
                break;
            default:
                if (IsNameStart(c) || IsSpecialParameter(c))
                {
                    word.Add(new ParameterPart(ReadName(c, isBraced: false), ParameterOperator.Value, isQuoted));
                    break;
                }

                _scanner.Unread();
                word.Add('$', isQuoted);
                break;
        }
    }

    /// <summary>A name, a special parameter, or a positional one: a single digit unless in braces.</summary>
    private string ReadName(int first, bool isBraced)
    {
        StringBuilder name = new();
        name.Append((char)first);
        bool isDigits = first is >= '0' and <= '9';
        if (!(IsNameStart(first) || (isDigits && isBraced)))
        {
            return name.ToString();
        }

        while (true)
        {
            int c = _scanner.ReadJoined();
            if (!(c is >= '0' and <= '9' || (!isDigits && IsNameStart(c))))
            {
                _scanner.Unread();
                return name.ToString();
            }

            name.Append((char)c);
        }
    }

    /// <summary>Reads <c>${…}</c> after the brace (POSIX.1-2024 XCU 2.6.2, with the substrings and replacements of other shells).</summary>
    private ParameterPart ReadBraces(bool isQuoted)
    {
        int c = _scanner.ReadJoined();
        if (c == '#')
        {
            int next = _scanner.ReadJoined();
            if (next == '}')
            {
                return new ParameterPart("#", ParameterOperator.Value, isQuoted);
            }

            // ${#x} is the length of any single-character parameter, so ${#-} is not a default for $#.
            bool isParameter = IsNameStart(next) || IsSpecialParameter(next);
            if (isParameter && (_scanner.Peek() == '}' || IsNameStart(next) || next is >= '0' and <= '9'))
            {
                ParameterPart length = new(ReadName(next, isBraced: true), ParameterOperator.Length, isQuoted);
                return Follows('}') ? length : throw BadSubstitution();
            }

            _scanner.Unread();
            if (next is '=' or '+' && PeekSecond() == '}')
            {
                throw BadSubstitution();
            }

            return ReadOperator("#", isQuoted);
        }

        if (!IsNameStart(c) && !IsSpecialParameter(c))
        {
            throw BadSubstitution();
        }

        return ReadOperator(ReadName(c, isBraced: true), isQuoted);
    }

    /// <summary>Looks at the character after the next one.</summary>
    private int PeekSecond()
    {
        _scanner.Read();
        int second = _scanner.Peek();
        _scanner.Unread();
        return second;
    }

    private ParameterPart ReadOperator(string name, bool isQuoted)
    {
        int c = _scanner.ReadJoined();
        switch (c)
        {
            case '}':
                return new ParameterPart(name, ParameterOperator.Value, isQuoted);
            case ':':
                return ReadColon(name, isQuoted);
            case '-' or '=' or '?' or '+':
                return ReadArgument(new ParameterPart(name, DefaultOperator(c), isQuoted), isQuoted ? WordMode.QuotedBraces : WordMode.Braces);
            case '#':
                return ReadPattern(name, Follows('#') ? ParameterOperator.RemoveLargestPrefix : ParameterOperator.RemoveSmallestPrefix, isQuoted);
            case '%':
                return ReadPattern(name, Follows('%') ? ParameterOperator.RemoveLargestSuffix : ParameterOperator.RemoveSmallestSuffix, isQuoted);
            case '/':
                return ReadReplacement(name, isQuoted);
            case Scanner.End:
                throw Error("missing '}'");
            default:
                throw BadSubstitution();
        }
    }

    private ParameterPart ReadColon(string name, bool isQuoted)
    {
        int c = _scanner.ReadJoined();
        if (c is '-' or '=' or '?' or '+')
        {
            ParameterPart part = new(name, DefaultOperator(c), isQuoted) { TestsNull = true };
            return ReadArgument(part, isQuoted ? WordMode.QuotedBraces : WordMode.Braces);
        }

        if (c == '}')
        {
            throw Error("missing '}'");
        }

        _scanner.Unread();
        ParameterPart substring = new(name, ParameterOperator.Substring, isQuoted);
        WordBuilder offset = new();
        bool hasLength = ReadUntil(offset, WordMode.QuotedBraces, ':') == ':';
        substring.Argument = offset.ToWord();
        if (hasLength)
        {
            WordBuilder length = new();
            ReadUntil(length, WordMode.QuotedBraces, '}');
            substring.SecondArgument = length.ToWord();
        }

        return substring;
    }

    private static ParameterOperator DefaultOperator(int c) => c switch
    {
        '-' => ParameterOperator.Default,
        '=' => ParameterOperator.Assign,
        '?' => ParameterOperator.Error,
        _ => ParameterOperator.Alternative,
    };

    private ParameterPart ReadArgument(ParameterPart part, WordMode mode)
    {
        WordBuilder argument = new();
        ReadUntil(argument, mode, '}');
        part.Argument = argument.ToWord();
        return part;
    }

    /// <summary>A pattern has the quoting of its own, whatever stands around the expansion.</summary>
    private ParameterPart ReadPattern(string name, ParameterOperator op, bool isQuoted) =>
        ReadArgument(new ParameterPart(name, op, isQuoted), WordMode.Braces);

    private ParameterPart ReadReplacement(string name, bool isQuoted)
    {
        ParameterPart part = new(name, Follows('/') ? ParameterOperator.ReplaceAll : ParameterOperator.ReplaceFirst, isQuoted);
        WordBuilder pattern = new();

        // A slash in the first place belongs to the pattern: ${path//// }.
        if (Follows('/'))
        {
            pattern.Add('/', isQuoted: false);
        }

        bool hasReplacement = ReadUntil(pattern, WordMode.Braces, '/') == '/';
        part.Argument = pattern.ToWord();
        if (hasReplacement)
        {
            WordBuilder replacement = new();
            ReadUntil(replacement, WordMode.Braces, '}');
            part.SecondArgument = replacement.ToWord();
        }

        return part;
    }

    /// <summary>Reads <c>$((…))</c> after both parentheses; inside are the rules of double quotes (POSIX.1-2024 XCU 2.6.4).</summary>
    private ArithmeticPart ReadArithmetic(bool isQuoted)
    {
        WordBuilder expression = new();
        int depth = 0;
        while (true)
        {
            int c = _scanner.ReadJoined();
            switch (c)
            {
                case Scanner.End:
                    throw Error("missing '))'");
                case '(':
                    depth++;
                    break;
                case ')' when depth > 0:
                    depth--;
                    break;
                case ')':
                    return Follows(')') ? new ArithmeticPart(expression.ToWord(), isQuoted) : throw Error("missing '))'");
                case '"':
                    continue;
            }

            ReadQuoted(expression, c, WordMode.Arithmetic);
        }
    }

    private SyntaxError BadSubstitution() => Error("bad substitution");

    public static bool IsNameStart(int c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    private static bool IsSpecialParameter(int c) => c is (>= '0' and <= '9') or '@' or '*' or '#' or '?' or '-' or '$' or '!';
}
