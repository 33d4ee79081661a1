// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using Skift.Imaging;
using Xunit;

namespace Skift.Tests.Host.Imaging;

public sealed class BmpTests
{
    private const uint Red = 0xFFFF0000;
    private const uint Green = 0xFF00FF00;
    private const uint Blue = 0xFF0000FF;
    private const uint White = 0xFFFFFFFF;
    private static readonly byte[] s_palette = BmpBuilder.Palette(0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF);

    [Fact]
    public void EveryBmpOfLibjpegsSources_DecodesAsNetpbmDoes()
    {
        string root = SourcePackage.Fetch("libjpeg-turbo");
        string[] files = Directory.GetFiles(root, "*.bmp", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (string name in files)
            Assert.Null(CompareWithNetpbm(File.ReadAllBytes(name)));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(4, 16)]
    [InlineData(8, 200)]
    [InlineData(24, 0)]
    public void WhatNetpbmWrites_DecodesAsNetpbmDoes(int bitsPerPixel, int colors)
    {
        List<string> failures = [];
        for (int width = 1; width < 20; width++)
        {
            byte[] picture = JpegTests.RandomPpm(new Random(width), width, 20 - width);
            if (colors != 0)
                picture = Tool.Run("pnmquant", ["-quiet", colors.ToString()], picture);
            string[] formats = bitsPerPixel == 24 ? ["-windows"] : ["-windows", "-os2"];
            foreach (string format in formats)
            {
                byte[] file = Tool.Run("ppmtobmp", ["-quiet", format, "-bpp=" + bitsPerPixel], picture);
                if (CompareWithNetpbm(file) is string difference)
                    failures.Add($"width {width}, {format}: {difference}");
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public void TopDown_BeginsAtTheTop()
    {
        byte[] pixels = [0, 0, 255, 0, 0, 255, 0, 0];
        Assert.Equal([Red, Green], Decode(BmpBuilder.Build(40, 1, -2, 24, 0, [], pixels)));
        Assert.Equal([Green, Red], Decode(BmpBuilder.Build(40, 1, 2, 24, 0, [], pixels)));
    }

    [Fact]
    public void Bitfields_InAndBehindTheHeader()
    {
        uint[] masks = [0xF800, 0x07E0, 0x001F, 0];
        byte[] pixels = [0x00, 0xF8, 0xE0, 0x07, 0x1F, 0x00, 0x10, 0x84];
        // 16 of 31 is 131.6, 32 of 63 is 129.5.
        uint[] expected = [Red, Green, Blue, 0xFF848284];
        Assert.Equal(expected, Decode(BmpBuilder.Build(40, 4, 1, 16, 3, BmpBuilder.Masks(masks[..3]), pixels)));
        foreach (int size in new[] { 52, 56, 108, 124 })
            Assert.Equal(expected, Decode(BmpBuilder.Build(size, 4, 1, 16, 3, [], pixels, masks)));
    }

    [Fact]
    public void DeepPixels_HaveAlphaOnlyByMask()
    {
        byte[] pixels = [1, 2, 3, 4];
        Assert.Equal([0xFF030201], Decode(BmpBuilder.Build(40, 1, 1, 32, 0, [], pixels)));
        uint[] masks = [0xFF, 0xFF00, 0xFF0000, 0xFF000000];
        Assert.Equal([0x04010203u], Decode(BmpBuilder.Build(124, 1, 1, 32, 3, [], pixels, masks)));
        Assert.Equal([0x04010203u], Decode(BmpBuilder.Build(40, 1, 1, 32, 6, BmpBuilder.Masks(masks), pixels)));
        // Ten bits per channel: 1023 is white, 512 is 127.6.
        masks = [0x3FF00000, 0xFFC00, 0x3FF, 0];
        Assert.Equal([0xFFFF8000u], Decode(BmpBuilder.Build(56, 1, 1, 32, 3, [], [0x00, 0x00, 0xF8, 0x3F], masks)));
    }

    [Fact]
    public void FiveBitsPerChannel_IsTheDefaultOfSixteen() =>
        Assert.Equal([White, Red, 0xFF080808], Decode(BmpBuilder.Build(40, 3, 1, 16, 0, [], [0xFF, 0x7F, 0x00, 0x7C, 0x21, 0x04, 0, 0])));

    [Fact]
    public void Rle8_KnowsRunsLiteralsAndJumps()
    {
        byte[] data =
        [
            3, 1, 1, 2, 0, 0,               // three green, one blue; end of row
            0, 3, 0, 1, 2, 99, 0, 0,        // literals red green blue, with padding
            0, 2, 1, 1, 2, 3, 0, 1,         // one right and one up, two white; end
        ];
        Assert.Equal(
            [
                Red, White, White, Red,
                Red, Red, Red, Red,
                Red, Green, Blue, Red,
                Green, Green, Green, Blue,
            ],
            Decode(BmpBuilder.Build(40, 4, 4, 8, 1, s_palette, data, colorsUsed: 4)));
    }

    [Fact]
    public void Rle4_AlternatesBetweenTwoColors()
    {
        byte[] data = [5, 0x12, 0, 0, 0, 5, 0x01, 0x23, 0x10, 0, 0, 1];
        Assert.Equal(
            [
                Red, Green, Blue, White, Green,
                Green, Blue, Green, Blue, Green,
            ],
            Decode(BmpBuilder.Build(40, 5, 2, 4, 2, s_palette, data, colorsUsed: 4)));
    }

    [Fact]
    public void RunsBeyondTheRow_AreCut_AndAMissingEndIsAWarning()
    {
        ImageDecoder decoder = ImageDecoder.Open(BmpBuilder.Build(40, 2, 2, 8, 1, s_palette, [200, 1, 0, 0, 1], colorsUsed: 4));
        Assert.True(decoder.ReadFrame());
        Assert.Equal([Red, Red, Green, Green], decoder.Canvas.Pixels);
        Assert.Equal("file ends early", decoder.Warning);
    }

    [Theory]
    [InlineData("unknown header size 41", 41, 1, 1, 24, 0)]
    [InlineData("invalid size 0x1", 40, 0, 1, 24, 0)]
    [InlineData("invalid size 1x-2147483648", 40, 1, int.MinValue, 24, 0)]
    [InlineData("unsupported compression 4", 40, 1, 1, 24, 4)]
    [InlineData("unsupported compression 3", 64, 1, 1, 24, 3)]
    [InlineData("invalid combination of bit depth and compression", 40, 1, 1, 24, 1)]
    [InlineData("invalid combination of bit depth and compression", 40, 1, 1, 7, 0)]
    [InlineData("invalid combination of bit depth and compression", 40, 1, -1, 8, 1)]
    [InlineData("invalid bit mask", 40, 1, 1, 32, 3)]
    [InlineData("file ends early", 40, 9, 9, 24, 0)]
    [InlineData("picture of 2147483647x2147483647 pixels is too large", 40, int.MaxValue, int.MaxValue, 24, 0)]
    public void DamagedFile_IsReportedPrecisely(string message, int headerSize, int width, int height, int bitsPerPixel, int compression)
    {
        byte[] file = BmpBuilder.Build(headerSize, width, height, bitsPerPixel, compression, BmpBuilder.Masks(5, 2, 1), new byte[64]);
        Assert.Equal(message, Assert.Throws<ImageFormatException>(() => Decode(file)).Message);
    }

    private static string? CompareWithNetpbm(byte[] file)
    {
        Bitmap bitmap = ImageDecoder.DecodeFirstFrame(file);
        byte[] pnm = Tool.Run("bmptopnm", ["-quiet"], file);
        // ppmtoppm makes a color picture of a gray or black-and-white one too.
        byte[] deep = Tool.Run("pamdepth", ["-quiet", "255"], Tool.Run("ppmtoppm", [], pnm));
        return Reference.CompareBytes(PnmTests.Expand(deep, 3, bitmap.Pixels.Length), Reference.ToRgba(bitmap), tolerance: 0);
    }

    private static uint[] Decode(byte[] file) => ImageDecoder.DecodeFirstFrame(file).Pixels;
}
