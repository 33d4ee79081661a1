// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Sh.Syntax;
using Xunit;

namespace Skift.Tests.Host.Shell;

public class ParserTests
{
    [Theory]
    [InlineData("a; b & c", typeof(Sequence))]
    [InlineData("a && b || c", typeof(AndOr))]
    [InlineData("! a | b", typeof(Inversion))]
    [InlineData("a | b", typeof(Pipeline))]
    [InlineData("(a; b)", typeof(Subshell))]
    [InlineData("{ a; } >f", typeof(Redirected))]
    [InlineData("if a; then b; elif c; then d; else e; fi", typeof(IfCommand))]
    [InlineData("while a; do b; done", typeof(WhileLoop))]
    [InlineData("for i in 1 2; do b; done", typeof(ForLoop))]
    [InlineData("for i\ndo b; done", typeof(ForLoop))]
    [InlineData("case x in (a|b) c;; *) d; esac", typeof(CaseCommand))]
    [InlineData("f() { a; }", typeof(FunctionDefinition))]
    [InlineData("function f { a; }", typeof(FunctionDefinition))]
    [InlineData("a=1 >f", typeof(SimpleCommand))]
    [InlineData("echo if then fi", typeof(SimpleCommand))]
    [InlineData("\\if", typeof(SimpleCommand))]
    public void Parse(string text, System.Type expected) => Assert.IsType(expected, new ShellDouble().Parse(text));

    [Theory]
    [InlineData("if a; then", "syntax error: unexpected end of file")]
    [InlineData("if a; fi", "syntax error: unexpected \"fi\" (expecting \"then\")")]
    [InlineData("a )", "syntax error: unexpected \")\"")]
    [InlineData("( a", "syntax error: unexpected end of file (expecting \")\")")]
    [InlineData("a | | b", "syntax error: unexpected \"|\"")]
    [InlineData("a >", "syntax error: unexpected end of file")]
    [InlineData("a > ; b", "syntax error: unexpected \";\"")]
    [InlineData("'a", "syntax error: unterminated quoted string")]
    [InlineData("\"a", "syntax error: unterminated quoted string")]
    [InlineData("${a", "syntax error: missing '}'")]
    [InlineData("${a b}", "syntax error: bad substitution")]
    [InlineData("$((1", "syntax error: missing '))'")]
    [InlineData("`a", "syntax error: EOF in backquote substitution")]
    [InlineData("$(a", "syntax error: unexpected end of file (expecting \")\")")]
    [InlineData("for 1 in a; do b; done", "syntax error: bad for loop variable")]
    [InlineData("{ a; ", "syntax error: unexpected end of file (expecting \"}\")")]
    [InlineData("done", "syntax error: unexpected \"done\"")]
    [InlineData("a;; b", "syntax error: unexpected \";;\"")]
    public void Parse_WhenWrong_SaysWhy(string text, string message) =>
        Assert.Equal(message, Assert.Throws<SyntaxError>(() => new ShellDouble().Parse(text)).Message);

    [Fact]
    public void Parse_HereDocuments_ComeInOrder()
    {
        Pipeline pipeline = (Pipeline)new ShellDouble().Parse("a <<X | b <<-'Y'\n$x\\\n 1\nX\n\t\t$y\n\tY\n")!;
        Redirection first = ((SimpleCommand)pipeline.Commands[0]).Redirections![0];
        Redirection second = ((SimpleCommand)pipeline.Commands[1]).Redirections![0];
        Assert.IsType<ParameterPart>(first.Target.Parts[0]);
        Assert.Equal(" 1\n", ((LiteralPart)first.Target.Parts[1]).Text);
        Assert.Equal("$y\n", second.Target.LiteralText());
    }

    [Fact]
    public void Parse_Aliases_NeverRecurse()
    {
        ShellDouble shell = new();
        shell.Aliases["a"] = new Alias("a", "b 1");
        shell.Aliases["b"] = new Alias("b", "a 2");
        shell.Aliases["s"] = new Alias("s", "sudo ");
        Assert.Equal(new[] { "a", "2", "1" }, Words(shell.Parse("a")));
        Assert.Equal(new[] { "sudo", "a", "2", "1" }, Words(shell.Parse("s a")));
        Assert.Equal(new[] { "a" }, Words(shell.Parse("\\a")));
    }

    [Fact]
    public void Parse_Lines_AreCounted()
    {
        Sequence sequence = (Sequence)new ShellDouble().Parse("a\n\nb \\\n x\nif c\nthen d; fi")!;
        Assert.Equal(new[] { 1, 3, 5 }, new[] { sequence.Commands[0].Line, sequence.Commands[1].Line, sequence.Commands[2].Line });
    }

    [Theory]
    [InlineData("( ")]
    [InlineData("{ ")]
    [InlineData("! ")]
    [InlineData("if ")]
    [InlineData("${x:-")]
    [InlineData("$(")]
    public void Parse_DeepNesting_IsRefused(string opening) => Assert.Equal("syntax error: nesting too deep",
        Assert.Throws<SyntaxError>(() => new ShellDouble().Parse(string.Concat(System.Linq.Enumerable.Repeat(opening, 100_000)))).Message);

    /// <summary>Whatever the text, the parser ends, with a tree or a syntax error.</summary>
    [Fact]
    public void Parse_RandomText_NeverFailsOtherwise()
    {
        string[] pieces = { "if", "then", "fi", "case", "esac", "in", "do", "done", "{", "}", "(", ")", ";", ";;", "&", "&&", "|", "<", ">", "<<E", "E", "$",
            "${", "$((", "))", "`", "'", "\"", "\\", "\n", " ", "a", "=", "#", "[[", "]]", "!", "$x", "${x:-", "*", "~", "\t", "1", "for", "while", "function", ":" };
        System.Random random = new(1);
        for (int i = 0; i < 20000; i++)
        {
            List<string> parts = new();
            for (int count = random.Next(1, 14); count > 0; count--)
            {
                parts.Add(pieces[random.Next(pieces.Length)]);
            }

            try
            {
                new ShellDouble().Parse(string.Join(random.Next(2) == 0 ? " " : "", parts));
            }
            catch (SyntaxError)
            {
                // The usual outcome.
            }
        }
    }

    private static List<string> Words(Node? node)
    {
        List<string> words = new();
        foreach (Word word in ((SimpleCommand)node!).Words)
        {
            words.Add(word.LiteralText());
        }

        return words;
    }
}
