// SPDX-License-Identifier: MIT
using Skift.Sh.Expansion;
using Xunit;

namespace Skift.Tests.Host.Shell;

public class PatternTests
{
    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("a*c", "abbbc", true)]
    [InlineData("a*c", "abbbd", false)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("*", "", true)]
    [InlineData("?", "", false)]
    [InlineData("?", "é", true)]
    [InlineData("?", "😀", true)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[a\\]]", "]", true)]
    [InlineData("[a\\-c]", "b", false)]
    [InlineData("[[:digit:][:upper:]]", "Q", true)]
    [InlineData("[[:digit:]]", "x", false)]
    [InlineData("[[.-.]]", "-", true)]
    [InlineData("[", "[", true)]
    [InlineData("[a", "[a", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "x", false)]
    [InlineData("a\\", "a\\", true)]
    public void Matches(string pattern, string text, bool expected) => Assert.Equal(expected, Pattern.Matches(pattern, text));

    [Theory]
    [InlineData("[", false)]
    [InlineData("a[b]", true)]
    [InlineData("\\*\\?", false)]
    [InlineData("x?", true)]
    public void HasSpecial(string pattern, bool expected) => Assert.Equal(expected, Pattern.HasSpecial(pattern));

    [Fact]
    public void Matches_ManyStars_EndsSoon()
    {
        string text = new('a', 2000);
        Assert.False(Pattern.Matches("*a*a*a*a*a*a*a*a*b", text));
    }
}
