// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace Skift.Sh.Syntax;

/// <summary>What the parser asks of the shell around it: aliases, and the line number that nested texts begin with.</summary>
internal abstract class ParserContext
{
    public abstract Alias? FindAlias(string name);

    /// <summary>The line of the command that is running, which <c>eval</c> and the like continue to count.</summary>
    public abstract int CurrentLine { get; }

    /// <summary>Parses a whole text as a list of commands.</summary>
    public Node? ParseText(string text) => new Parser(new Scanner(new StringSource(text), CurrentLine), this).ParseAll();

    public Word ParseHereDocument(string body, int line) => new Lexer(new Scanner(new StringSource(body), line), this).ReadHereDocumentWord();

    /// <summary>Reads a text with the rules of double quotes, as prompts are expanded.</summary>
    public Word ParsePrompt(string text) => ParseHereDocument(text, CurrentLine);
}

/// <summary>Recursive descent over the shell grammar (POSIX.1-2024 XCU 2.10).</summary>
internal sealed partial class Parser
{
    private readonly Lexer _lexer;
    private readonly ParserContext _context;
    private Token _token;
    private bool _hasToken;
    private bool _aliasesDone;
    private int _lastEnd;

    public Parser(Scanner scanner, ParserContext context)
    {
        _lexer = new Lexer(scanner, context);
        _context = context;
    }

    /// <summary>Set by <see cref="ParseLine"/> when nothing more comes.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Parses the commands of one line, or of as many as they need.</summary>
    /// <returns>Null for an empty line, and at the end.</returns>
    public Node? ParseLine()
    {
        Scanner scanner = _lexer.Scanner;
        scanner.IsContinuation = false;
        if (!_hasToken)
        {
            scanner.ClearLog();
        }

        Token token = Peek(isCommand: true);
        scanner.IsContinuation = true;
        if (token.Kind == TokenKind.End)
        {
            IsAtEnd = true;
            return null;
        }

        if (token.Kind == TokenKind.Newline)
        {
            Take();
            return null;
        }

        return ParseList(isLine: true);
    }

    /// <summary>Parses everything up to the end of the text.</summary>
    public Node? ParseAll()
    {
        Node? list = ParseList(isLine: false);
        if (Peek(isCommand: true).Kind != TokenKind.End)
        {
            throw Unexpected();
        }

        return list;
    }

    /// <summary>Parses the inside of <c>$(…)</c> and takes the closing parenthesis.</summary>
    public Node? ParseUntilParenthesis()
    {
        _lexer.Scanner.Enter();
        Node? list = ParseList(isLine: false);
        _lexer.Scanner.Leave();
        Expect(TokenKind.RightParenthesis);
        return list;
    }

    /// <summary>Commands separated by <c>;</c>, <c>&amp;</c> and newlines, until something that cannot begin a command.</summary>
    private Node? ParseList(bool isLine)
    {
        Node? first = null;
        Sequence? all = null;
        while (true)
        {
            if (!isLine)
            {
                SkipNewlines();
            }

            Token token = Peek(isCommand: true);
            bool ends = token.Kind is TokenKind.End or TokenKind.RightParenthesis or TokenKind.DoubleSemicolon or TokenKind.SemicolonAmpersand
                || (token.Kind == TokenKind.Word && Keywords.EndsList(token.Plain));
            if (isLine && token.Kind == TokenKind.Newline)
            {
                Take();
                break;
            }

            if (ends && !(isLine && token.Kind != TokenKind.End))
            {
                break;
            }

            Node command = ParseAndOr();
            token = Peek(isCommand: false);
            bool more = token.Kind is TokenKind.Semicolon or TokenKind.Ampersand || (token.Kind == TokenKind.Newline && !isLine);
            if (token.Kind == TokenKind.Ampersand)
            {
                command = new Background(command) { Line = command.Line, Text = command.Text };
            }

            if (more)
            {
                Take();
            }

            if (first == null)
            {
                first = command;
            }
            else
            {
                if (all == null)
                {
                    all = new Sequence { Line = first.Line };
                    all.Commands.Add(first);
                }

                all.Commands.Add(command);
            }

            if (!more)
            {
                if (!isLine)
                {
                    break;
                }

                if (token.Kind == TokenKind.Newline)
                {
                    Take();
                }
                else if (token.Kind != TokenKind.End)
                {
                    throw Unexpected();
                }

                break;
            }
        }

        return all ?? first;
    }

    private Node ParseRequiredList()
    {
        Node? list = ParseList(isLine: false);
        return list ?? throw Unexpected();
    }

    private Node ParseAndOr()
    {
        int start = Peek(isCommand: true).Start;
        Node left = ParsePipeline();
        while (Peek(isCommand: false).Kind is TokenKind.AndIf or TokenKind.OrIf)
        {
            bool isOr = Take().Kind == TokenKind.OrIf;
            SkipNewlines();
            Node right = ParsePipeline();
            left = new AndOr(left, right, isOr) { Line = left.Line };
        }

        left.Text = TextSince(start);
        return left;
    }

    private Node ParsePipeline()
    {
        Token token = Peek(isCommand: true);
        int line = _lexer.Line;
        if (token.Kind == TokenKind.Word && token.Plain == "!")
        {
            Take();
            _lexer.Scanner.Enter();
            Node inverted = ParsePipeline();
            _lexer.Scanner.Leave();
            return new Inversion(inverted) { Line = line };
        }

        int start = token.Start;
        Node first = ParseCommand();
        first.Text = TextSince(start);
        if (Peek(isCommand: false).Kind != TokenKind.Pipe)
        {
            return first;
        }

        Pipeline pipeline = new() { Line = line };
        pipeline.Commands.Add(first);
        while (Peek(isCommand: false).Kind == TokenKind.Pipe)
        {
            Take();
            SkipNewlines();
            int from = Peek(isCommand: true).Start;
            Node next = ParseCommand();
            next.Text = TextSince(from);
            pipeline.Commands.Add(next);
        }

        pipeline.Text = TextSince(start);
        return pipeline;
    }

    private string TextSince(int start)
    {
        return start <= _lastEnd && _lastEnd <= _lexer.Scanner.LogLength ? _lexer.Scanner.LogText(start, _lastEnd) : "";
    }

    /// <summary>The next token; where a command may begin, aliases are replaced first.</summary>
    private Token Peek(bool isCommand)
    {
        while (true)
        {
            if (!_hasToken)
            {
                bool wasAlias = _lexer.Scanner.AliasEndedWithBlank;
                _token = _lexer.Next();
                _hasToken = true;
                _aliasesDone = false;

                // A blank at the end of an alias's text may have been seen only while this token was looked for.
                isCommand |= wasAlias || _lexer.Scanner.AliasEndedWithBlank;
                _lexer.Scanner.AliasEndedWithBlank = false;
            }

            if (!isCommand || _aliasesDone || _token.Plain == null)
            {
                return _token;
            }

            _aliasesDone = true;
            if (Keywords.IsKeyword(_token.Plain) || _context.FindAlias(_token.Plain) is not { IsInUse: false } alias)
            {
                return _token;
            }

            _lexer.Scanner.Push(alias);
            _hasToken = false;
        }
    }

    private Token Take()
    {
        Peek(isCommand: false);
        _hasToken = false;
        _lastEnd = _token.End;
        return _token;
    }

    private void SkipNewlines()
    {
        while (Peek(isCommand: true).Kind == TokenKind.Newline)
        {
            Take();
        }
    }

    private bool TakeKeyword(string keyword)
    {
        Token token = Peek(isCommand: true);
        if (token.Kind != TokenKind.Word || token.Plain != keyword)
        {
            return false;
        }

        Take();
        return true;
    }

    private void ExpectKeyword(string keyword)
    {
        if (!TakeKeyword(keyword))
        {
            throw Unexpected("\"" + keyword + "\"");
        }
    }

    private void Expect(TokenKind kind)
    {
        if (Peek(isCommand: false).Kind != kind)
        {
            throw Unexpected("\"" + Token.Spelling(kind) + "\"");
        }

        Take();
    }

    private SyntaxError Unexpected(string? expected = null)
    {
        Token token = Peek(isCommand: false);
        int line = token.Kind == TokenKind.Newline ? _lexer.Line - 1 : _lexer.Line;
        return new SyntaxError("unexpected " + token.Describe() + (expected == null ? "" : " (expecting " + expected + ")"), line);
    }
}
