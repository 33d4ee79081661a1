// SPDX-License-Identifier: MIT
using System;
using Skift.ImageViewer.View;
using Skift.Imaging;
using Xunit;

namespace Skift.Tests.Host.ImageViewer;

public sealed class ScalerTests
{
    private const uint Black = 0xFF000000;

    [Fact]
    public void UnscaledPicture_IsShownExactly()
    {
        Bitmap picture = RandomBitmap(new Random(1), 7, 5, hasAlpha: false);
        Bitmap screen = Draw(picture, new Placement(2, 3, 7, 5), 12, 10);
        for (int y = 0; y < 10; y++)
        {
            for (int x = 0; x < 12; x++)
            {
                bool isInside = x is >= 2 and < 9 && y is >= 3 and < 8;
                Assert.Equal(isInside ? picture.Pixels[(y - 3) * 7 + x - 2] : Black, screen.Row(y)[x]);
            }
        }
    }

    [Fact]
    public void PictureBeyondTheScreen_IsCut()
    {
        Bitmap picture = RandomBitmap(new Random(1), 20, 20, hasAlpha: false);
        Bitmap screen = Draw(picture, new Placement(-3, -4, 20, 20), 8, 8);
        for (int y = 0; y < 8; y++)
            Assert.Equal(picture.Row(y + 4).Slice(3, 8).ToArray(), screen.Row(y).ToArray());
        Assert.All(Draw(picture, new Placement(8, 0, 20, 20), 8, 8).Pixels, pixel => Assert.Equal(Black, pixel));
        Assert.All(Draw(picture, new Placement(-20, 0, 20, 20), 8, 8).Pixels, pixel => Assert.Equal(Black, pixel));
    }

    [Fact]
    public void Enlarging_RepeatsPixels()
    {
        Bitmap picture = RandomBitmap(new Random(2), 4, 3, hasAlpha: false);
        Bitmap screen = Draw(picture, new Placement(-2, -1, 12, 9), 9, 7);
        for (int y = 0; y < 7; y++)
        {
            for (int x = 0; x < 9; x++)
                Assert.Equal(picture.Row((y + 1) / 3)[(x + 2) / 3], screen.Row(y)[x]);
        }
    }

    [Theory]
    [InlineData(40, 30, 20, 15)]
    [InlineData(40, 30, 13, 7)]
    [InlineData(41, 31, 40, 30)]
    [InlineData(100, 3, 1, 1)]
    [InlineData(5, 5, 5, 2)]
    public void Reducing_AveragesTheCoveredArea(int width, int height, int shownWidth, int shownHeight)
    {
        Bitmap picture = RandomBitmap(new Random(3), width, height, hasAlpha: false);
        Bitmap screen = Draw(picture, new Placement(0, 0, shownWidth, shownHeight), shownWidth, shownHeight);
        for (int y = 0; y < shownHeight; y++)
        {
            for (int x = 0; x < shownWidth; x++)
            {
                for (int shift = 0; shift < 24; shift += 8)
                {
                    double expected = Average(picture, shift, (double)x * width / shownWidth, (double)(x + 1) * width / shownWidth,
                        (double)y * height / shownHeight, (double)(y + 1) * height / shownHeight);
                    Assert.InRange(((screen.Row(y)[x] >> shift) & 0xFF) - expected, -0.6, 0.6);
                }
            }
        }
    }

    [Fact]
    public void Reducing_KeepsAnEvenColor()
    {
        for (int size = 2; size < 60; size++)
        {
            Bitmap picture = new Bitmap(61, 67);
            picture.Pixels.AsSpan().Fill(0xFFFE017F);
            Assert.All(Draw(picture, new Placement(0, 0, size, size), size, size).Pixels, pixel => Assert.Equal(0xFFFE017F, pixel));
        }
    }

    [Fact]
    public void Reducing_DoesNotLetTransparentPixelsColorOthers()
    {
        Bitmap picture = new Bitmap(2, 1);
        picture.Pixels[0] = 0xFF0000FF;
        picture.Pixels[1] = 0x00FF0000;
        // Half blue, half nothing, on black and on white.
        Assert.Equal([0xFF000080], Draw(picture, new Placement(0, 0, 1, 1), 1, 1).Pixels);
        Assert.Equal([0xFF7F7FFF], Draw(picture, new Placement(0, 0, 1, 1), 1, 1, Background.White).Pixels);
    }

    [Fact]
    public void Transparency_ShowsTheBackground()
    {
        Bitmap picture = new Bitmap(1, 1);
        picture.Pixels[0] = 0x80FF0000;
        Assert.Equal([0xFF800000], Draw(picture, new Placement(0, 0, 1, 1), 1, 1).Pixels);
        Assert.Equal([0xFFFF7F7F], Draw(picture, new Placement(0, 0, 1, 1), 1, 1, Background.White).Pixels);
        Bitmap nothing = new Bitmap(16, 16);
        Bitmap board = Draw(nothing, new Placement(0, 0, 16, 16), 16, 16, Background.Chessboard);
        Assert.Equal(0xFF666666, board.Row(0)[0]);
        Assert.Equal(0xFF999999, board.Row(0)[8]);
        Assert.Equal(0xFF999999, board.Row(8)[7]);
        Assert.Equal(0xFF666666, board.Row(15)[15]);
    }

    [Fact]
    public void Backgrounds_ComeRound()
    {
        Assert.Same(Background.White, Background.Black.Next);
        Assert.Same(Background.Black, Background.Black.Next.Next.Next);
    }

    private static Bitmap Draw(Bitmap picture, Placement placement, int width, int height, Background? background = null)
    {
        Bitmap screen = new Bitmap(width, height);
        screen.Pixels.AsSpan().Fill(0x12345678);
        Scaler.Draw(picture, placement, background ?? Background.Black, screen);
        return screen;
    }

    private static double Average(Bitmap picture, int shift, double left, double right, double top, double bottom)
    {
        double sum = 0;
        for (int y = (int)top; y < Math.Min(picture.Height, Math.Ceiling(bottom)); y++)
        {
            for (int x = (int)left; x < Math.Min(picture.Width, Math.Ceiling(right)); x++)
            {
                double area = (Math.Min(x + 1, right) - Math.Max(x, left)) * (Math.Min(y + 1, bottom) - Math.Max(y, top));
                sum += area * ((picture.Row(y)[x] >> shift) & 0xFF);
            }
        }

        return sum / ((right - left) * (bottom - top));
    }

    private static Bitmap RandomBitmap(Random random, int width, int height, bool hasAlpha)
    {
        Bitmap bitmap = new Bitmap(width, height);
        for (int i = 0; i < bitmap.Pixels.Length; i++)
            bitmap.Pixels[i] = (uint)random.Next() | (hasAlpha ? 0 : Black);
        return bitmap;
    }
}
