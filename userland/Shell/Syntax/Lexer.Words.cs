// SPDX-License-Identifier: MIT
using System.Text;

namespace Skift.Sh.Syntax;

/// <summary>Where the text of a word stands: it decides what quotes mean and what ends it.</summary>
internal enum WordMode
{
    /// <summary>A token: blanks and operators end it.</summary>
    Plain,

    /// <summary>The argument of an expansion: a closing brace, or the character the caller waits for, ends it.</summary>
    Braces,

    /// <summary>The same inside double quotes, where single quotes are ordinary.</summary>
    QuotedBraces,

    DoubleQuotes,
    HereDocument,
    Arithmetic,
}

internal sealed partial class Lexer
{
    /// <summary>Reads a word up to the blank or operator that ends it (POSIX.1-2024 XCU 2.2, 2.3).</summary>
    public Word ReadWord()
    {
        WordBuilder word = new();
        while (true)
        {
            int c = _scanner.ReadJoined();
            switch (c)
            {
                case Scanner.End or '\n' or ' ' or '\t' or ';' or '&' or '|' or '(' or ')':
                    _scanner.Unread();
                    return word.ToWord();
                case '<' or '>':
                    if (InConditional || !IsProcessSubstitution())
                    {
                        _scanner.Unread();
                        return word.ToWord();
                    }

                    _scanner.Read();
                    word.Add(new ProcessPart(ReadCommands(), isInput: c == '<'));
                    break;
                default:
                    ReadUnquoted(word, c, WordMode.Plain);
                    break;
            }
        }
    }

    /// <summary>Reads text in which quotes and expansions have their usual meaning, up to <c>}</c> or <paramref name="stop"/>.</summary>
    /// <returns>The character that ended it.</returns>
    private int ReadUntil(WordBuilder word, WordMode mode, char stop)
    {
        while (true)
        {
            int c = mode == WordMode.QuotedBraces ? _scanner.Read() : _scanner.ReadJoined();
            if (c == '}' || c == stop)
            {
                return c;
            }

            if (c == Scanner.End)
            {
                throw Error("missing '}'");
            }

            if (mode == WordMode.QuotedBraces)
            {
                ReadQuoted(word, c, mode);
            }
            else
            {
                ReadUnquoted(word, c, mode);
            }
        }
    }

    private void ReadUnquoted(WordBuilder word, int c, WordMode mode)
    {
        switch (c)
        {
            case '\\':
                int escaped = _scanner.Read();
                word.Add(escaped == Scanner.End ? '\\' : (char)escaped, isQuoted: true);
                break;
            case '\'':
                ReadSingleQuotes(word);
                break;
            case '"':
                ReadDoubleQuotes(word);
                break;
            case '`':
                word.Add(new CommandPart(ReadBackquotes(inQuotes: false), isQuoted: false));
                break;
            case '$':
                ReadDollar(word, isQuoted: false, mode);
                break;
            default:
                word.Add((char)c, isQuoted: false);
                break;
        }
    }

    /// <summary>One character, escape or expansion of a place with the rules of double quotes (POSIX.1-2024 XCU 2.2.3).</summary>
    private void ReadQuoted(WordBuilder word, int c, WordMode mode)
    {
        switch (c)
        {
            case '\\':
                int next = _scanner.Read();
                if (next == '\n')
                {
                    break;
                }

                bool escapes = next is '$' or '`' or '\\' || (next == '"' && mode != WordMode.HereDocument) || (next == '}' && mode == WordMode.QuotedBraces);
                if (escapes)
                {
                    word.Add((char)next, isQuoted: true);
                    break;
                }

                word.Add('\\', isQuoted: true);
                _scanner.Unread();
                break;
            case '"' when mode == WordMode.QuotedBraces:
                ReadDoubleQuotes(word);
                break;
            case '`':
                word.Add(new CommandPart(ReadBackquotes(inQuotes: mode != WordMode.HereDocument), isQuoted: true));
                break;
            case '$':
                ReadDollar(word, isQuoted: true, mode);
                break;
            default:
                word.Add((char)c, isQuoted: true);
                break;
        }
    }

    private void ReadSingleQuotes(WordBuilder word)
    {
        bool any = false;
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

            word.Add((char)c, isQuoted: true);
            any = true;
        }

        if (!any)
        {
            word.AddEmptyQuotes();
        }
    }

    private void ReadDoubleQuotes(WordBuilder word)
    {
        bool any = false;
        while (true)
        {
            int c = _scanner.Read();
            if (c == '"')
            {
                break;
            }

            if (c == Scanner.End)
            {
                throw Error("unterminated quoted string");
            }

            any = true;
            ReadQuoted(word, c, WordMode.DoubleQuotes);
        }

        if (!any)
        {
            word.AddEmptyQuotes();
        }
    }

    /// <summary>Reads <c>`…`</c>: the text with its own escapes removed is parsed as a command (POSIX.1-2024 XCU 2.6.3).</summary>
    private Node? ReadBackquotes(bool inQuotes)
    {
        StringBuilder text = new();
        while (true)
        {
            int c = _scanner.Read();
            if (c == '`')
            {
                return _context.ParseText(text.ToString());
            }

            if (c == '\\')
            {
                c = _scanner.Read();
                bool escapes = c is '\\' or '`' or '$' || (c == '"' && inQuotes);
                if (c == '\n')
                {
                    continue;
                }

                if (!escapes)
                {
                    text.Append('\\');
                }
            }

            if (c == Scanner.End)
            {
                throw Error("EOF in backquote substitution");
            }

            text.Append((char)c);
        }
    }

    /// <summary>Reads the commands of <c>$(…)</c> after the opening parenthesis, and the closing one.</summary>
    private Node? ReadCommands() => new Parser(_scanner, _context).ParseUntilParenthesis();
}
