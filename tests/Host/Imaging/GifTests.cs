// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Linq;
using Skift.Imaging;
using Xunit;

namespace Skift.Tests.Host.Imaging;

public sealed class GifTests
{
    private const uint R = 0xFFFF0000;
    private const uint G = 0xFF00FF00;
    private const uint B = 0xFF0000FF;
    private const uint W = 0xFFFFFFFF;
    private const uint Nothing = 0;
    private static readonly int[] s_palette = [0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF];

    [Theory]
    [InlineData("")]
    [InlineData("-interlace")]
    public void WhatNetpbmWrites_DecodesAsNetpbmDoes(string option)
    {
        foreach ((int width, int height, int colors) in new[] { (1, 1, 2), (7, 5, 3), (16, 9, 16), (67, 49, 200), (300, 200, 256) })
        {
            byte[] picture = Tool.Run("pnmquant", ["-quiet", colors.ToString()], JpegTests.RandomPpm(new Random(colors), width, height));
            byte[] file = Tool.Run("pamtogif", option.Length > 0 ? [option] : [], picture);
            Bitmap bitmap = ImageDecoder.DecodeFirstFrame(file);
            Assert.Equal((width, height), (bitmap.Width, bitmap.Height));
            byte[] expected = PnmTests.Expand(Tool.Run("pamdepth", ["-quiet", "255"], picture), 3, width * height);
            Assert.Null(Reference.CompareBytes(expected, Reference.ToRgba(bitmap), tolerance: 0));
            Assert.Equal(expected, PnmTests.Expand(Tool.Run("giftopnm", ["-quiet"], file), 3, width * height));
        }
    }

    [Fact]
    public void LongData_FillsTheCodeTable()
    {
        byte[] indices = PngBuilder.RandomBytes(new Random(1), 200 * 200);
        int[] palette = [.. Enumerable.Range(0, 256).Select(i => i * 0x010203 & 0xFFFFFF)];
        byte[] file = new GifBuilder(200, 200, palette).Frame(0, 0, 200, indices).End();
        Assert.Equal(indices.Select(i => 0xFF000000 | (uint)palette[i]), ImageDecoder.DecodeFirstFrame(file).Pixels);
    }

    [Fact]
    public void Interlacing_OrdersRows()
    {
        byte[] rows = [0, 8, 4, 12, 2, 6, 10, 1, 3, 5, 7, 9, 11];
        int[] palette = [.. Enumerable.Range(0, 16)];
        byte[] file = new GifBuilder(1, 13, palette).Frame(0, 0, 1, rows, isInterlaced: true).End();
        Assert.Equal(Enumerable.Range(0, 13).Select(i => 0xFF000000 | (uint)i), ImageDecoder.DecodeFirstFrame(file).Pixels);
    }

    [Fact]
    public void Disposal_DecidesWhatTheNextFrameIsDrawnOn()
    {
        byte[] file = new GifBuilder(3, 1, s_palette).Loop(0)
            .Control(1, 10).Frame(0, 0, 3, [0, 0, 0])
            .Control(2, 20).Frame(0, 0, 2, [1, 1])
            .Control(3, 30).Frame(1, 0, 1, [2])
            .Control(0, 0, transparent: 2).Frame(0, 0, 3, [2, 3, 2])
            .Frame(2, 0, 5, [2, 2, 2, 2, 2])
            .End();
        ImageDecoder decoder = ImageDecoder.Open(file);
        Assert.Equal("GIF89a 3x1 2-bit palette, 5 frames", decoder.Info.ToString());
        Assert.Equal(0, decoder.Info.LoopCount);
        for (int round = 0; round < 2; round++)
        {
            CheckFrame(decoder, 100, R, R, R);
            CheckFrame(decoder, 200, G, G, R);
            CheckFrame(decoder, 300, Nothing, B, R);
            CheckFrame(decoder, 100, Nothing, W, R);
            CheckFrame(decoder, 100, Nothing, W, B);
            Assert.False(decoder.ReadFrame());
            Assert.Null(decoder.Warning);
            decoder.Rewind();
        }
    }

    [Fact]
    public void LocalPalette_IsUsed_AndFramesOutsideTheScreenAreCut()
    {
        byte[] file = new GifBuilder(2, 2).Frame(1, 1, 2, [0, 1, 0, 1], false, 0x112233, 0x445566).End();
        Assert.Equal([Nothing, Nothing, Nothing, 0xFF112233], ImageDecoder.DecodeFirstFrame(file).Pixels);
    }

    [Fact]
    public void LoopCount_IsOneMoreThanTheRepetitions()
    {
        byte[] once = new GifBuilder(1, 1, s_palette).Frame(0, 0, 1, [0]).End();
        byte[] fourTimes = new GifBuilder(1, 1, s_palette).Loop(3).Frame(0, 0, 1, [0]).End();
        Assert.Equal(1, ImageDecoder.Open(once).Info.LoopCount);
        Assert.Equal(4, ImageDecoder.Open(fourTimes).Info.LoopCount);
    }

    [Fact]
    public void TruncatedAnimation_ShowsWhatThereIs()
    {
        byte[] indices = PngBuilder.RandomBytes(new Random(2), 400);
        for (int i = 0; i < indices.Length; i++)
            indices[i] &= 3;
        byte[] whole = new GifBuilder(20, 20, s_palette).Frame(0, 0, 20, indices).Frame(0, 0, 20, indices).End();
        ImageDecoder decoder = ImageDecoder.Open(whole[..(whole.Length * 3 / 4)]);
        Assert.True(decoder.ReadFrame());
        Assert.Null(decoder.Warning);
        Assert.True(decoder.ReadFrame());
        Assert.Equal("not enough image data", decoder.Warning);
        Assert.False(decoder.ReadFrame());
    }

    [Fact]
    public void DamagedFile_IsReportedPrecisely()
    {
        Dictionary<string, byte[]> files = new Dictionary<string, byte[]>
        {
            ["no picture in the file"] = [.. new GifBuilder(1, 1, s_palette).End(), 1],
            ["file ends early"] = new GifBuilder(1, 1, s_palette).ToArray(),
            ["no colour table"] = new GifBuilder(1, 1).Frame(0, 0, 1, [0]).End(),
            ["invalid LZW code size 12"] = new GifBuilder(1, 1, s_palette).Bytes(0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 12, 0).End(),
            ["invalid size 0x1"] = new GifBuilder(0, 1, s_palette).Bytes(0x2C, 0, 0, 0, 0, 0, 0, 1, 0, 0, 8, 0).End(),
        };
        foreach ((string message, byte[] file) in files)
            Assert.Equal(message, Assert.Throws<ImageFormatException>(() => ImageDecoder.DecodeFirstFrame(file)).Message);
    }

    private static void CheckFrame(ImageDecoder decoder, int delayMilliseconds, params uint[] pixels)
    {
        Assert.True(decoder.ReadFrame());
        Assert.Equal(pixels, decoder.Canvas.Pixels);
        Assert.Equal(delayMilliseconds, decoder.FrameDelayMilliseconds);
    }
}
