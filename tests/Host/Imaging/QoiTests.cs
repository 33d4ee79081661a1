// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Imaging;
using Xunit;

namespace Skift.Tests.Host.Imaging;

public sealed class QoiTests
{
    [Fact]
    public void EveryChunk_DecodesAsTheSpecificationSays()
    {
        byte[] file = Build(10, 1, 4,
            0xFE, 10, 20, 30,               // RGB: alpha stays 255
            0xFF, 200, 100, 50, 128,        // RGBA
            0x40 | (3 << 4) | (1 << 2) | 2, // DIFF: +1, -1, 0
            0x80 | 40, 0x9C,                // LUMA: green +8, red +8+1, blue +8+4
            0xC0 | 1,                       // RUN of 2
            Index(10, 20, 30, 255),
            Index(200, 100, 50, 128),
            0xFE, 255, 0, 0,                // alpha of the pixel before
            0x40 | (3 << 4) | (1 << 2) | 3); // red 255 + 1 wraps to 0, green 0 - 1 to 255
        Assert.Equal(
            [
                0xFF0A141Eu, 0x80C86432, 0x80C96332, 0x80D26B3E, 0x80D26B3E, 0x80D26B3E, 0xFF0A141E, 0x80C86432, 0x80FF0000, 0x8000FF01,
            ],
            ImageDecoder.DecodeFirstFrame(file).Pixels);
    }

    [Fact]
    public void RandomPictures_SurviveAnEncoder()
    {
        Random random = new Random(6);
        for (int i = 0; i < 50; i++)
        {
            int width = random.Next(1, 90);
            int height = random.Next(1, 40);
            uint[] pixels = new uint[width * height];
            for (int at = 0; at < pixels.Length; at++)
            {
                uint previous = at > 0 ? pixels[at - 1] : 0xFF000000;
                pixels[at] = random.Next(5) switch
                {
                    0 => (uint)random.NextInt64(1L << 32),
                    1 => previous + 0x010001,
                    2 => previous ^ 0x000300,
                    3 => pixels[random.Next(Math.Max(at, 1))],
                    _ => previous,
                };
            }

            Assert.Equal(pixels, ImageDecoder.DecodeFirstFrame(Encode(width, height, pixels)).Pixels);
        }
    }

    [Theory]
    [InlineData("file ends early", 2, 1, 4, 0)]
    [InlineData("file ends early", 60000, 1000, 4, 0)]
    [InlineData("invalid size 0x1", 0, 1, 4, 0)]
    [InlineData("invalid number of channels 5", 1, 1, 5, 0)]
    [InlineData("invalid colour space 2", 1, 1, 3, 2)]
    [InlineData("picture of 60000x60000 pixels is too large", 60000, 60000, 3, 0)]
    public void DamagedFile_IsReportedPrecisely(string message, int width, int height, int channels, int colorSpace)
    {
        byte[] file = Build(width, height, channels, 0xFE, 1, 2)[..^8];
        file[13] = (byte)colorSpace;
        Assert.Equal(message, Assert.Throws<ImageFormatException>(() => ImageDecoder.DecodeFirstFrame(file)).Message);
    }

    /// <summary>An encoder written from the specification, for the tests only.</summary>
    internal static byte[] Encode(int width, int height, uint[] pixels)
    {
        List<byte> data = [];
        uint[] seen = new uint[64];
        uint previous = 0xFF000000;
        int run = 0;
        foreach (uint pixel in pixels)
        {
            if (pixel == previous && run < 62)
            {
                run++;
                continue;
            }

            if (run > 0)
                data.Add((byte)(0xC0 | (run - 1)));
            run = 0;
            if (pixel == previous)
                run = 1;
            else
                EncodePixel(data, seen, pixel, previous);
            seen[Index(pixel)] = pixel;
            previous = pixel;
        }

        if (run > 0)
            data.Add((byte)(0xC0 | (run - 1)));
        return Build(width, height, 4, [.. data]);
    }

    private static void EncodePixel(List<byte> data, uint[] seen, uint pixel, uint previous)
    {
        int red = (sbyte)((byte)(pixel >> 16) - (byte)(previous >> 16));
        int green = (sbyte)((byte)(pixel >> 8) - (byte)(previous >> 8));
        int blue = (sbyte)((byte)pixel - (byte)previous);
        if (seen[Index(pixel)] == pixel)
            data.Add((byte)Index(pixel));
        else if (pixel >> 24 != previous >> 24)
            data.AddRange([0xFF, (byte)(pixel >> 16), (byte)(pixel >> 8), (byte)pixel, (byte)(pixel >> 24)]);
        else if (red is >= -2 and <= 1 && green is >= -2 and <= 1 && blue is >= -2 and <= 1)
            data.Add((byte)(0x40 | ((red + 2) << 4) | ((green + 2) << 2) | (blue + 2)));
        else if (green is >= -32 and <= 31 && red - green is >= -8 and <= 7 && blue - green is >= -8 and <= 7)
            data.AddRange([(byte)(0x80 | (green + 32)), (byte)(((red - green + 8) << 4) | (blue - green + 8))]);
        else
            data.AddRange([0xFE, (byte)(pixel >> 16), (byte)(pixel >> 8), (byte)pixel]);
    }

    private static byte Index(int red, int green, int blue, int alpha) => (byte)((red * 3 + green * 5 + blue * 7 + alpha * 11) % 64);

    private static int Index(uint pixel) => Index((byte)(pixel >> 16), (byte)(pixel >> 8), (byte)pixel, (byte)(pixel >> 24));

    private static byte[] Build(int width, int height, int channels, params byte[] data) =>
    [
        .. "qoif"u8, (byte)(width >> 24), (byte)(width >> 16), (byte)(width >> 8), (byte)width,
        (byte)(height >> 24), (byte)(height >> 16), (byte)(height >> 8), (byte)height, (byte)channels, 0, .. data, 0, 0, 0, 0, 0, 0, 0, 1,
    ];
}
