// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace Skift.Sh.Syntax;

internal sealed partial class Parser
{
    private Node ParseCommand()
    {
        Token token = Peek(isCommand: true);
        int line = _lexer.Line;
        _lexer.Scanner.Enter();
        Node? compound = ParseCompound(token);
        _lexer.Scanner.Leave();
        if (compound == null)
        {
            return ParseSimple(line);
        }

        // A group of one command is that command, which has a line of its own.
        compound.Line = compound.Line == 0 ? line : compound.Line;
        List<Redirection>? redirections = ParseRedirections();
        if (redirections == null)
        {
            return compound;
        }

        if (compound is Subshell subshell)
        {
            subshell.Redirections = redirections;
            return subshell;
        }

        return new Redirected(compound, redirections) { Line = line };
    }

    /// <returns>Null if the token begins a simple command.</returns>
    private Node? ParseCompound(Token token)
    {
        if (token.Kind == TokenKind.LeftParenthesis)
        {
            Take();
            Node body = ParseRequiredList();
            Expect(TokenKind.RightParenthesis);
            return new Subshell(body);
        }

        if (token.Kind != TokenKind.Word)
        {
            return null;
        }

        switch (token.Plain)
        {
            case "{":
                Take();
                Node group = ParseRequiredList();
                ExpectKeyword("}");
                return group;
            case "if":
                Take();
                return ParseIf();
            case "while" or "until":
                Take();
                Node condition = ParseRequiredList();
                return new WhileLoop(condition, ParseDoGroup(), token.Plain == "until");
            case "for":
                Take();
                return ParseFor();
            case "case":
                Take();
                return ParseCase();
            case "function":
                Take();
                return ParseFunctionKeyword();
            default:
                return Keywords.EndsList(token.Plain) ? throw Unexpected() : null;
        }
    }

    private Node ParseDoGroup()
    {
        ExpectKeyword("do");
        Node body = ParseRequiredList();
        ExpectKeyword("done");
        return body;
    }

    private Node ParseIf()
    {
        Node condition = ParseRequiredList();
        ExpectKeyword("then");
        Node then = ParseRequiredList();
        Node? otherwise = null;
        if (TakeKeyword("elif"))
        {
            return new IfCommand(condition, then, ParseIf()) { Line = condition.Line };
        }

        if (TakeKeyword("else"))
        {
            otherwise = ParseRequiredList();
        }

        ExpectKeyword("fi");
        return new IfCommand(condition, then, otherwise);
    }

    private Node ParseFor()
    {
        Token name = Take();
        if (name.Plain == null || !IsName(name.Plain))
        {
            throw new SyntaxError("bad for loop variable", _lexer.Line);
        }

        List<Word>? words = null;
        SkipNewlines();
        if (TakeKeyword("in"))
        {
            words = new List<Word>();
            while (Peek(isCommand: false).Kind == TokenKind.Word)
            {
                words.Add(Take().Word!);
            }

            if (Peek(isCommand: false).Kind is not (TokenKind.Semicolon or TokenKind.Newline))
            {
                throw Unexpected();
            }

            Take();
        }
        else if (Peek(isCommand: false).Kind == TokenKind.Semicolon)
        {
            Take();
        }

        SkipNewlines();
        return new ForLoop(name.Plain, words, ParseDoGroup());
    }

    private Node ParseCase()
    {
        Token subject = Take();
        if (subject.Kind != TokenKind.Word)
        {
            throw new SyntaxError("unexpected " + subject.Describe() + " (expecting word)", _lexer.Line);
        }

        CaseCommand command = new(subject.Word!);
        SkipNewlines();
        ExpectKeyword("in");
        while (true)
        {
            SkipNewlinesPlain();
            Token token = Peek(isCommand: false);
            if (token.Kind == TokenKind.Word && token.Plain == "esac")
            {
                Take();
                return command;
            }

            if (token.Kind == TokenKind.LeftParenthesis)
            {
                Take();
            }

            CaseItem item = ParseCaseItem();
            command.Items.Add(item);
            TokenKind end = Peek(isCommand: true).Kind;
            if (end is TokenKind.DoubleSemicolon or TokenKind.SemicolonAmpersand)
            {
                item.FallsThrough = end == TokenKind.SemicolonAmpersand;
                Take();
                continue;
            }

            ExpectKeyword("esac");
            return command;
        }
    }

    private CaseItem ParseCaseItem()
    {
        CaseItem item = new();
        while (true)
        {
            Token pattern = Peek(isCommand: false);
            if (pattern.Kind != TokenKind.Word)
            {
                throw Unexpected();
            }

            item.Patterns.Add(Take().Word!);
            if (Peek(isCommand: false).Kind != TokenKind.Pipe)
            {
                break;
            }

            Take();
        }

        Expect(TokenKind.RightParenthesis);
        item.Body = ParseList(isLine: false);
        return item;
    }

    /// <summary>Newlines where no command may begin, so that the pattern after them is not taken for an alias.</summary>
    private void SkipNewlinesPlain()
    {
        while (Peek(isCommand: false).Kind == TokenKind.Newline)
        {
            Take();
        }
    }

    /// <summary><c>function name [()] command</c>, as other shells have it.</summary>
    private Node ParseFunctionKeyword()
    {
        Token name = Take();
        if (name.Kind != TokenKind.Word)
        {
            throw new SyntaxError("bad function name", _lexer.Line);
        }

        if (Peek(isCommand: false).Kind == TokenKind.LeftParenthesis)
        {
            Take();
            Expect(TokenKind.RightParenthesis);
        }

        SkipNewlines();
        return new FunctionDefinition(name.Word!.LiteralText(), ParseCommand());
    }

    private Node ParseSimple(int line)
    {
        SimpleCommand command = new() { Line = line };
        while (true)
        {
            // Assignments and redirections may stand before the name, which is then still open to aliases.
            Token token = Peek(isCommand: command.Words.Count == 0);
            if (token.Kind == TokenKind.Redirection)
            {
                AddRedirection(ref command.Redirections);
                continue;
            }

            if (token.Kind == TokenKind.LeftParenthesis && command.Words.Count == 1 && command.Assignments.Count == 0 && command.Redirections == null)
            {
                return ParseFunction(command.Words[0]);
            }

            if (token.Kind != TokenKind.Word)
            {
                break;
            }

            Word word = Take().Word!;
            if (command.Words.Count == 0 && SplitAssignment(word) is { } assignment)
            {
                command.Assignments.Add(assignment);
                continue;
            }

            if (command.Words.Count == 0 && word.Plain == "[[")
            {
                command.IsConditional = true;
                _lexer.InConditional = true;
            }

            command.Words.Add(word);
            if (word.Plain == "]]")
            {
                _lexer.InConditional = false;
            }
        }

        _lexer.InConditional = false;
        if (command.Words.Count == 0 && command.Assignments.Count == 0 && command.Redirections == null)
        {
            throw Unexpected();
        }

        return command;
    }

    private Node ParseFunction(Word name)
    {
        Take();
        Expect(TokenKind.RightParenthesis);
        if (name.Plain == null)
        {
            throw new SyntaxError("bad function name", _lexer.Line);
        }

        SkipNewlines();
        return new FunctionDefinition(name.Plain, ParseCommand()) { Line = _lexer.Line };
    }

    private List<Redirection>? ParseRedirections()
    {
        List<Redirection>? redirections = null;
        while (Peek(isCommand: false).Kind == TokenKind.Redirection)
        {
            AddRedirection(ref redirections);
        }

        return redirections;
    }

    private void AddRedirection(ref List<Redirection>? redirections)
    {
        Redirection redirection = Take().Redirection!;
        if (redirection.Kind != RedirectionKind.HereDocument)
        {
            if (Peek(isCommand: false).Kind != TokenKind.Word)
            {
                throw Unexpected();
            }

            redirection.Target = Take().Word!;
        }

        redirections ??= new List<Redirection>();
        redirections.Add(redirection);
    }

    /// <summary>Takes <c>name=value</c> apart; the name and the sign must not be quoted (POSIX.1-2024 XCU 2.10.2 rule 7).</summary>
    public static Assignment? SplitAssignment(Word word)
    {
        if (word.Parts.Count == 0 || word.Parts[0] is not LiteralPart { IsQuoted: false } first)
        {
            return null;
        }

        int equals = first.Text.IndexOf('=');
        if (equals <= 0 || !IsName(first.Text.Substring(0, equals)))
        {
            return null;
        }

        List<WordPart> value = new();
        if (equals + 1 < first.Text.Length)
        {
            value.Add(new LiteralPart(first.Text.Substring(equals + 1), isQuoted: false));
        }

        for (int i = 1; i < word.Parts.Count; i++)
        {
            value.Add(word.Parts[i]);
        }

        return new Assignment(first.Text.Substring(0, equals), new Word(value));
    }

    public static bool IsName(string text)
    {
        if (text.Length == 0 || !Lexer.IsNameStart(text[0]))
        {
            return false;
        }

        for (int i = 1; i < text.Length; i++)
        {
            if (!Lexer.IsNameStart(text[i]) && !char.IsAsciiDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
