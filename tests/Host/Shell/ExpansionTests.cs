// SPDX-License-Identifier: MIT
using System;
using Skift.Sh.Syntax;
using Xunit;

namespace Skift.Tests.Host.Shell;

public class ExpansionTests
{
    [Theory]
    [InlineData("a 'b c' \"d\"e", "a|b c|de")]
    [InlineData("$v", "one|two")]
    [InlineData("\"$v\"", "one two")]
    [InlineData("x${v}y", "xone|twoy")]
    [InlineData("$none \"$none\" ''", "|")]
    [InlineData("\"$@\"", "p 1||p3")]
    [InlineData("$@", "p|1|p3")]
    [InlineData("\"-$@-\"", "-p 1||p3-")]
    [InlineData("\"$*\"", "p 1  p3")]
    [InlineData("${none:-a b} \"${none:-a b}\"", "a|b|a b")]
    [InlineData("${v+x} ${none+x}y", "x|y")]
    [InlineData("${#v} ${#} ${##}", "7|3|1")]
    [InlineData("${path##*/} ${path%.*} ${path#*/} ${path%%/*}x", "c.tar|a/b/c|b/c.tar|ax")]
    [InlineData("${path/b/X} ${path//[ac]/_} ${path/%nothing/}", "a/X/c.tar|_/b/_.t_r|a/b/c.tar")]
    [InlineData("${path:2} ${path:2:1} ${path: -3} ${path:0:-4}", "b/c.tar|b|tar|a/b/c")]
    [InlineData("\"${star}\" $star", "*|*")]
    [InlineData("$((1 + 2)) x$((v2*2))", "3|x10")]
    [InlineData("~ ~/x ~root ~nobody \\~ '~'", "/home/me|/home/me/x|/root|~nobody|~|~")]
    [InlineData("$'a\\tb\\x41\\'' $'\\u00e4'", "a\tbA'|ä")]
    [InlineData("\"a\\$b\\`\\\"\\\\\\x\"", "a$b`\"\\\\x")]
    [InlineData("${none:+}z", "z")]
    [InlineData("\"${v#\"one \"}\" \"${v#'one '}\"", "two|two")]
    public void Expand(string words, string expected)
    {
        ShellDouble shell = CreateShell();
        Assert.Equal(expected, string.Join("|", shell.Expand("c " + words).GetRange(1, shell.Expand("c " + words).Count - 1)));
    }

    [Theory]
    [InlineData(":", "a:b", "a|b")]
    [InlineData(":", ":a::b:", "|a||b")]
    [InlineData(" :", " a : b ", "a|b")]
    [InlineData(" :", "a  b::c", "a|b||c")]
    [InlineData("", "a b", "a b")]
    public void Split(string separators, string value, string expected)
    {
        ShellDouble shell = CreateShell();
        shell.Variables["IFS"] = separators;
        shell.Variables["w"] = value;
        Assert.Equal(expected, string.Join("|", shell.Expand("$w")));
    }

    [Theory]
    [InlineData("*", "a.c|b.c|dir")]
    [InlineData("*.c", "a.c|b.c")]
    [InlineData("'*'.c", "*.c")]
    [InlineData("[ab].c", "a.c|b.c")]
    [InlineData(".*", ".hidden")]
    [InlineData("*/x*", "dir/x1")]
    [InlineData("nothing*", "nothing*")]
    [InlineData("dir/\"x\"*", "dir/x1")]
    [InlineData("[", "[")]
    public void Glob(string word, string expected)
    {
        ShellDouble shell = CreateShell();
        shell.Directories["."] = new[] { ".", "..", "b.c", "a.c", "dir", ".hidden" };
        shell.Directories["dir"] = new[] { ".", "..", "x1", "y" };
        shell.Directories["dir/"] = shell.Directories["dir"];
        Assert.Equal(expected, string.Join("|", shell.Expand(word)));
    }

    [Theory]
    [InlineData("${none?gone}", "none: gone")]
    [InlineData("${none:?}", "none: parameter not set or null")]
    [InlineData("${1q=x}", null)]
    [InlineData("$((1/0))", "divide by zero")]
    public void Expand_WhenWrong_SaysWhy(string word, string? message)
    {
        ShellDouble shell = CreateShell();
        if (message == null)
        {
            Assert.Equal("syntax error: bad substitution", Assert.Throws<SyntaxError>(() => shell.Expand(word)).Message);
            return;
        }

        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => shell.Expand(word)).Message);
    }

    [Fact]
    public void Expand_UnsetWithNoUnset_Fails()
    {
        ShellDouble shell = CreateShell();
        shell.NoUnset = true;
        Assert.Equal("none: parameter not set", Assert.Throws<InvalidOperationException>(() => shell.Expand("$none")).Message);
        Assert.Equal("x", string.Join("|", shell.Expand("${none-x}")));
    }

    private static ShellDouble CreateShell()
    {
        ShellDouble shell = new();
        shell.Arguments.AddRange(new[] { "p 1", "", "p3" });
        shell.Variables["v"] = "one two";
        shell.Variables["v2"] = "5";
        shell.Variables["path"] = "a/b/c.tar";
        shell.Variables["star"] = "*";
        return shell;
    }
}
