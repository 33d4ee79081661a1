// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace Skift.Sh.Syntax;

/// <summary>Forms tokens from characters (POSIX.1-2024 XCU 2.3). Words come out with their quotes and expansions already parsed.</summary>
internal sealed partial class Lexer
{
    private readonly Scanner _scanner;
    private readonly ParserContext _context;
    private readonly List<PendingHereDocument> _pending = new();

    public Lexer(Scanner scanner, ParserContext context)
    {
        _scanner = scanner;
        _context = context;
    }

    public int Line => _scanner.Line;

    public Scanner Scanner => _scanner;

    /// <summary>Inside <c>[[ ]]</c>: the comparison and grouping operators are words.</summary>
    public bool InConditional { get; set; }

    public Token Next()
    {
        _scanner.ReleaseAliases();
        int c = SkipBlanks();
        int start = _scanner.LogLength - (c == Scanner.End ? 0 : 1);
        Token token = Read(c);
        return new Token(token.Kind, token.Word, token.Redirection, start < 0 ? 0 : start, _scanner.LogLength);
    }

    /// <summary>A blank after the name of an alias that is being replaced does not matter; a newline ends its effect on the next word.</summary>
    private int SkipBlanks()
    {
        while (true)
        {
            int c = _scanner.ReadJoined();
            if (c is ' ' or '\t')
            {
                continue;
            }

            if (c != '#')
            {
                return c;
            }

            do
            {
                c = _scanner.Read();
            }
            while (c != '\n' && c != Scanner.End);

            return c;
        }
    }

    private Token Read(int c)
    {
        switch (c)
        {
            case Scanner.End:
                ReadHereDocuments();
                return new Token(TokenKind.End);
            case '\n':
                _scanner.AliasEndedWithBlank = false;
                ReadHereDocuments();
                return new Token(TokenKind.Newline);
            case ';':
                return new Token(Follows(';') ? TokenKind.DoubleSemicolon : Follows('&') ? TokenKind.SemicolonAmpersand : TokenKind.Semicolon);
            case '&':
                if (Follows('&'))
                {
                    return InConditional ? WordToken("&&") : new Token(TokenKind.AndIf);
                }

                if (Follows('>'))
                {
                    bool appends = Follows('>');
                    return RedirectionToken(1, appends ? RedirectionKind.AppendOutputAndError : RedirectionKind.OutputAndError);
                }

                return new Token(TokenKind.Ampersand);
            case '|':
                if (Follows('|'))
                {
                    return InConditional ? WordToken("||") : new Token(TokenKind.OrIf);
                }

                return new Token(TokenKind.Pipe);
            case '(':
                return InConditional ? WordToken("(") : new Token(TokenKind.LeftParenthesis);
            case ')':
                return InConditional ? WordToken(")") : new Token(TokenKind.RightParenthesis);
            case '<' or '>' when InConditional:
                return WordToken(c == '<' ? "<" : ">");
            case '<' or '>' when !IsProcessSubstitution():
                return ReadRedirection(c, c == '<' ? 0 : 1);
            default:
                _scanner.Unread();
                return ReadWordOrNumber();
        }
    }

    private static Token WordToken(string text) => new(TokenKind.Word, Word.Literal(text, isQuoted: false));

    private static Token RedirectionToken(int descriptor, RedirectionKind kind) =>
        new(TokenKind.Redirection, redirection: new Redirection(descriptor, kind, Word.Empty));

    /// <summary>A word, or the descriptor number of a redirection (POSIX.1-2024 XCU 2.7).</summary>
    private Token ReadWordOrNumber()
    {
        Word word = ReadWord();
        if (word.Plain is { Length: <= 9 } digits && IsNumber(digits))
        {
            int next = _scanner.ReadJoined();
            if (next is '<' or '>' && !IsProcessSubstitution())
            {
                return ReadRedirection(next, int.Parse(digits));
            }

            _scanner.Unread();
        }

        return new Token(TokenKind.Word, word);
    }

    private Token ReadRedirection(int first, int descriptor)
    {
        if (first == '>')
        {
            RedirectionKind kind = Follows('>') ? RedirectionKind.Append
                : Follows('|') ? RedirectionKind.Clobber
                : Follows('&') ? RedirectionKind.DuplicateOutput
                : RedirectionKind.Output;
            return RedirectionToken(descriptor, kind);
        }

        if (Follows('<'))
        {
            if (Follows('<'))
            {
                return RedirectionToken(descriptor, RedirectionKind.HereString);
            }

            Redirection redirection = new(descriptor, RedirectionKind.HereDocument, Word.Empty);
            ReadHereDelimiter(redirection, stripsTabs: Follows('-'));
            return new Token(TokenKind.Redirection, redirection: redirection);
        }

        return RedirectionToken(descriptor, Follows('&') ? RedirectionKind.DuplicateInput : Follows('>') ? RedirectionKind.ReadWrite : RedirectionKind.Input);
    }

    /// <summary>Takes the next character if it is the given one.</summary>
    private bool Follows(char c)
    {
        if (_scanner.ReadJoined() == c)
        {
            return true;
        }

        _scanner.Unread();
        return false;
    }

    private bool IsProcessSubstitution()
    {
        int next = _scanner.ReadJoined();
        _scanner.Unread();
        return next == '(';
    }

    private static bool IsNumber(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    private SyntaxError Error(string message) => new(message, _scanner.Line);
}
