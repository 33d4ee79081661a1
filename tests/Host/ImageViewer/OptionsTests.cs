// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Drawing;
using Skift.ImageViewer.View;
using Skift.Imaging;
using Xunit;

namespace Skift.Tests.Host.ImageViewer;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("a.png b.png", Options.Command.Show, "a.png b.png")]
    [InlineData("--info a.png", Options.Command.Information, "a.png")]
    [InlineData("a.png --info", Options.Command.Information, "a.png")]
    [InlineData("--dump a.png out.ppm", Options.Command.Dump, "a.png out.ppm")]
    [InlineData("-- --info -x", Options.Command.Show, "--info -x")]
    [InlineData("--help", Options.Command.Help, "")]
    public void CommandLine_IsUnderstood(string line, Options.Command command, string paths)
    {
        Assert.True(Options.TryParse(line.Split(' '), out Options options, out string error), error);
        Assert.Equal(command, options.Task);
        Assert.Equal(paths, string.Join(' ', options.Paths));
        Assert.Equal("/dev/fb0", options.Framebuffer);
    }

    [Theory]
    [InlineData("", "no file given (try --help)")]
    [InlineData("--info", "no file given (try --help)")]
    [InlineData("--zoom a.png", "unknown option '--zoom' (try --help)")]
    [InlineData("a.png --fb", "--fb needs a device (try --help)")]
    [InlineData("--dump a.png", "--dump needs a file and a name for the output (try --help)")]
    public void WrongCommandLine_IsExplained(string line, string message)
    {
        Assert.False(Options.TryParse(line.Length == 0 ? [] : line.Split(' '), out _, out string error));
        Assert.Equal(message, error);
    }

    [Fact]
    public void PictureNames_AreKnownByTheirEnding_AndSortNumbersByValue()
    {
        Assert.All(["a.png", "B.JPEG", "x.y.gif", "1.PgM"], name => Assert.True(PictureNames.IsPicture(name), name));
        Assert.All(["png", ".png", ".hidden.png", "a.txt", "a.png~", ""], name => Assert.False(PictureNames.IsPicture(name), name));
        List<string> names = ["b.png", "a10.png", "a2.png", "a.png", "a02.png", "a1b.png", "a1.png", "a10b.png", "a00.png", "a0.png"];
        PictureNames.Sort(names);
        Assert.Equal(["a.png", "a0.png", "a00.png", "a1.png", "a1b.png", "a02.png", "a2.png", "a10.png", "a10b.png", "b.png"], names);
    }

    [Fact]
    public void PpmWriter_LeavesOutAlpha()
    {
        Bitmap bitmap = new Bitmap(2, 1);
        bitmap.Pixels[0] = 0x01020304;
        bitmap.Pixels[1] = 0xFF0A0B0C;
        byte[] bytes = new byte[6];
        PpmWriter.WriteRow(bitmap, 0, bytes);
        Assert.Equal([2, 3, 4, 10, 11, 12], bytes);
        Assert.Equal("P6\n2 1\n255\n", PpmWriter.GetHeader(bitmap));
    }

    [Fact]
    public void Font_DrawsEveryCharacterDifferently()
    {
        HashSet<string> shapes = [];
        for (char character = ' '; character <= '~' + 1; character++)
        {
            string shape = string.Empty;
            for (int row = 0; row < PixelFont.Height; row++)
            {
                Assert.InRange(PixelFont.GetRow(character, row), 0, (1 << PixelFont.Width) - 1);
                shape += PixelFont.GetRow(character, row) + " ";
            }

            Assert.True(shapes.Add(shape), $"'{character}' looks like another");
        }
    }
}
