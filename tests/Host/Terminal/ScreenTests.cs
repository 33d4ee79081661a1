// SPDX-License-Identifier: MIT
using System;
using System.Linq;
using System.Text;
using Skift.Abi;
using Skift.Core.Terminal.Screen;
using Xunit;

namespace Skift.Tests.Host.Terminal;

public sealed class ScreenTests
{
    private readonly ScreenBuffer _screen = new(10, 4);
    private readonly ScreenParser _parser;

    public ScreenTests() => _parser = new ScreenParser(_screen);

    private void Write(string text) => _parser.Write(Encoding.UTF8.GetBytes(text));

    private string Row(int row)
    {
        StringBuilder text = new();
        foreach (ScreenCell cell in _screen.Row(row))
        {
            _ = text.Append(char.ConvertFromUtf32(cell.Character));
        }

        return text.ToString().TrimEnd();
    }

    private string Text => string.Join("|", Enumerable.Range(0, _screen.Rows).Select(Row));

    private (int Row, int Column) Cursor => (_screen.CursorRow, _screen.CursorColumn);

    private string Reply
    {
        get
        {
            string reply = Encoding.ASCII.GetString(_parser.Reply);
            _parser.ClearReply();
            return reply;
        }
    }

    [Theory]
    [InlineData("hello\r\nworld", "hello|world||", 1, 5)]
    [InlineData("0123456789", "0123456789|||", 0, 9)]
    [InlineData("0123456789x", "0123456789|x||", 1, 1)]
    [InlineData("0123456789\r\nx", "0123456789|x||", 1, 1)]
    [InlineData("\u001b[?7l0123456789xyz", "012345678z|||", 0, 9)]
    [InlineData("a\tb\tc", "a       bc|||", 0, 9)]
    [InlineData("abc\bX", "abX|||", 0, 3)]
    [InlineData("1\n2\n3\n4\n5", " 2|  3|   4|    5", 3, 5)]
    [InlineData("\u001b[2;3Hx\u001b[HA", "A|  x||", 0, 1)]
    [InlineData("\u001b[99;99Hx", "|||         x", 3, 9)]
    [InlineData("abc\u001b[2Dx\u001b[Cy", "axcy|||", 0, 4)]
    [InlineData("abc\u001b[1GX\u001b[3dY", "Xbc|| Y|", 2, 2)]
    [InlineData("abcdef\u001b[3G\u001b[K", "ab|||", 0, 2)]
    [InlineData("abcdef\u001b[3G\u001b[1K", "   def|||", 0, 2)]
    [InlineData("a\r\nb\r\nc\u001b[2;1H\u001b[J", "a|||", 1, 0)]
    [InlineData("a\r\nb\r\nc\u001b[2;1H\u001b[1J", "||c|", 1, 0)]
    [InlineData("abcdef\u001b[2G\u001b[2P", "adef|||", 0, 1)]
    [InlineData("abcdef\u001b[2G\u001b[2@", "a  bcdef|||", 0, 1)]
    [InlineData("abcdef\u001b[2G\u001b[2X", "a  def|||", 0, 1)]
    [InlineData("a\r\nb\r\nc\u001b[2H\u001b[L", "a||b|c", 1, 0)]
    [InlineData("a\r\nb\r\nc\u001b[1H\u001b[M", "b|c||", 0, 0)]
    [InlineData("a\r\nb\r\nc\r\nd\u001b[2;3r\u001b[3H\n", "a|c||d", 2, 0)]
    [InlineData("a\r\nb\u001b[H\u001bM", "|a|b|", 0, 0)]
    [InlineData("\u001b[4habc\u001b[GX", "Xabc|||", 0, 1)]
    [InlineData("ab\u001b7cd\u001b8X", "abXd|||", 0, 3)]
    [InlineData("x\u001b[3b", "xxxx|||", 0, 4)]
    [InlineData("\u001b(0lqk\u001b(Bq", "┌─┐q|||", 0, 4)]
    [InlineData("a\u001b]0;title\u0007b\u001bPtext\u001b\\c", "abc|||", 0, 3)]
    [InlineData("a\u001b[?2004hb\u001b[>4;2mc\u001b[!pd", "abcd|||", 0, 4)]
    [InlineData("äöü€", "äöü€|||", 0, 4)]
    [InlineData("main\u001b[?1049hother\u001b[?1049l!", "main!|||", 0, 5)]
    public void Sequences_DoWhatTerminalsDo(string input, string text, int row, int column)
    {
        Write(input);
        Assert.Equal(text, Text);
        Assert.Equal((row, column), Cursor);
    }

    [Fact]
    public void Graphics_SetColoursAndStyles()
    {
        Write("\u001b[1;31ma\u001b[0;7mb\u001b[38;5;196mc\u001b[48;2;1;2;3md\u001b[me");
        ScreenCell[] cells = _screen.Row(0)[..5].ToArray();
        Assert.Equal(CellStyle.Bold, cells[0].Style);
        Assert.NotEqual(cells[4].Foreground, cells[0].Foreground);
        Assert.Equal(CellStyle.Reverse, cells[1].Style);
        Assert.Equal(0xFF0000u, cells[2].Foreground);
        Assert.Equal(0x010203u, cells[3].Background);
        Assert.Equal(CellStyle.None, cells[4].Style);
        Write("\u001b[44m\u001b[2J");
        Assert.NotEqual(cells[4].Background, _screen.Row(3)[9].Background);
    }

    [Fact]
    public void Questions_AreAnswered()
    {
        Write("\u001b[3;4H\u001b[6n");
        Assert.Equal("\u001b[3;4R", Reply);
        Write("\u001b[5n\u001b[c");
        Assert.Equal("\u001b[0n\u001b[?6c", Reply);
    }

    [Fact]
    public void BrokenUtf8_BecomesReplacements()
    {
        _parser.Write([(byte)'a', 0xFF, 0xC3, (byte)'b', 0xE2, 0x82, 0xAC, 0xC0, 0x80, 0xED, 0xA0, 0x80]);
        Assert.Equal("a\uFFFD\uFFFDb€\uFFFD\uFFFD\uFFFD", Row(0));
    }

    [Fact]
    public void OnlyChangedRows_AreDirty()
    {
        for (int row = 0; row < 4; row++)
        {
            Assert.True(_screen.TakeDirty(row));
            Assert.False(_screen.TakeDirty(row));
        }

        Write("\u001b[3Hx");
        Assert.Equal([true, false, true, false], Enumerable.Range(0, 4).Select(_screen.TakeDirty));
    }

    [Fact]
    public void RandomBytes_NeverDoHarm()
    {
        Random random = new(1);
        const string Alphabet = "\u001b\u001b\u001b[[[?>;;;0123456789ABCDEFGHJKLMPSTXZ@`abcdefghlmnrsu()#8cDEMH\r\n\t\b]P\\\u0007\u00c3\u00a4 xyz";
        for (int round = 0; round < 300; round++)
        {
            ScreenBuffer screen = new(1 + random.Next(20), 1 + random.Next(8));
            ScreenParser parser = new(screen);
            byte[] data = new byte[2000];
            for (int index = 0; index < data.Length; index++)
            {
                data[index] = random.Next(10) == 0 ? (byte)random.Next(256) : (byte)Alphabet[random.Next(Alphabet.Length)];
            }

            parser.Write(data);
            Assert.InRange(screen.CursorRow, 0, screen.Rows - 1);
            Assert.InRange(screen.CursorColumn, 0, screen.Columns - 1);
        }
    }

    [Fact]
    public void Drawing_ShowsGlyphsCursorAndColours()
    {
        MemorySurface surface = new(170, 40);
        ScreenConsole console = new(surface);
        Assert.Equal((21, 2), (console.Columns, console.Rows));
        console.Write("\u001b[31mI\u001b[0m ─"u8);
        Assert.Equal(Errno.None, console.WaitForChange());
        console.Draw();
        uint background = surface[100, 10];
        // The stem of the I is two pixels wide and red; the line runs through its whole cell; the cursor is a filled cell.
        Assert.Equal([false, false, false, true, true, false, false, false], Enumerable.Range(0, 8).Select(x => surface[x, 6] != background));
        Assert.True(surface[3, 6] >> 16 > (surface[3, 6] & 0xFF));
        Assert.All(Enumerable.Range(16, 8), x => Assert.NotEqual(background, surface[x, 7]));
        Assert.All(Enumerable.Range(24, 8), x => Assert.NotEqual(background, surface[x, 15]));
        Assert.True(surface.FlushCount > 0);
        int before = surface.FlushCount;
        console.Draw();
        Assert.Equal(before, surface.FlushCount);
    }

    [Fact]
    public void Font_HasEveryLetterOfLatin1_AndNoTwoAlike()
    {
        for (int character = 0x21; character < 0x100; character++)
        {
            bool isBlank = character is (>= 0x7F and <= 0xA0) or 0xAD;
            ReadOnlySpan<byte> glyph = ScreenFont.GlyphOf(character);
            Assert.Equal(ScreenFont.Height, glyph.Length);
            Assert.True(isBlank || glyph.IndexOfAnyExcept((byte)0) >= 0, $"{(char)character}");
            for (int other = character + 1; !isBlank && other < 0x7F; other++)
            {
                Assert.False(glyph.SequenceEqual(ScreenFont.GlyphOf(other)), $"{(char)character} and {(char)other}");
            }
        }

        Assert.Equal(ScreenFont.GlyphOf('-').ToArray(), ScreenFont.GlyphOf(0x2013).ToArray());
        Assert.Equal(ScreenFont.GlyphOf(0x1F600).ToArray(), ScreenFont.GlyphOf(0x4E00).ToArray());
    }

    private sealed class MemorySurface(int width, int height) : ScreenSurface
    {
        private readonly uint[] _pixels = new uint[width * height];

        internal int FlushCount { get; private set; }

        public override int Width => width;

        public override int Height => height;

        internal uint this[int x, int y] => _pixels[(y * width) + x];

        public override void WriteRow(int x, int y, ReadOnlySpan<uint> pixels)
        {
            Assert.InRange(x + pixels.Length, 0, width);
            pixels.CopyTo(_pixels.AsSpan((y * width) + x));
        }

        public override void Flush(int x, int y, int flushWidth, int flushHeight)
        {
            Assert.InRange(x + flushWidth, 1, width);
            Assert.InRange(y + flushHeight, 1, height);
            FlushCount++;
        }
    }
}
