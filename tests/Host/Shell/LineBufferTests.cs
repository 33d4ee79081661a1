// SPDX-License-Identifier: MIT
using Skift.Sh.Editing;
using Xunit;

namespace Skift.Tests.Host.Shell;

public class LineBufferTests
{
    [Fact]
    public void Edit_InTheMiddle()
    {
        LineBuffer line = new();
        line.Set("echo hllo");
        line.WordLeft();
        line.Right();
        line.Insert("e");
        Assert.Equal("echo hello", line.ToString());
        line.MoveTo(0);
        line.WordRight();
        line.KillToEnd();
        Assert.Equal("echo", line.ToString());
        line.Yank();
        Assert.Equal("echo hello", line.ToString());
        line.KillBlankWord();
        Assert.Equal("echo ", line.ToString());
        line.KillToStart();
        Assert.Equal("", line.ToString());
        line.Backspace();
        line.Delete();
        line.Left();
        line.Transpose();
        Assert.Equal(0, line.Cursor);
    }

    [Fact]
    public void Move_KeepsCharactersWhole()
    {
        LineBuffer line = new();
        line.Set("a😀e\u0301z");
        line.Left();
        Assert.Equal(5, line.Cursor);
        line.Left();
        Assert.Equal(3, line.Cursor);
        line.Left();
        Assert.Equal(1, line.Cursor);
        line.Delete();
        Assert.Equal("ae\u0301z", line.ToString());
        line.MoveTo(99);
        line.Transpose();
        Assert.Equal("aze\u0301", line.ToString());
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("😀", 2)]
    [InlineData("\u001b[1;31mred\u001b[0m", 3)]
    public void Width(string text, int expected) => Assert.Equal(expected, CharacterWidth.Of(text));
}
