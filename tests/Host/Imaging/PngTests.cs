// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Skift.Imaging;
using Xunit;

namespace Skift.Tests.Host.Imaging;

public sealed class PngTests
{
    [Fact]
    public void EveryPngOfLibpngsSources_DecodesAsLibpngDoes()
    {
        string root = SourcePackage.Fetch("libpng1.6");
        string[] files = Directory.GetFiles(root, "*.png", SearchOption.AllDirectories);
        Assert.True(files.Count(name => name.Contains("/contrib/pngsuite/")) >= 60, "PngSuite is missing");
        Assert.True(files.Count(name => name.Contains("/contrib/testpngs/")) >= 127, "testpngs is missing");
        List<string> failures = [];
        foreach (string file in files)
        {
            if (Reference.Compare("png", File.ReadAllBytes(file), tolerance: 0) is string difference)
                failures.Add(Path.GetRelativePath(root, file) + ": " + difference);
        }

        Assert.Empty(failures);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RandomPictures_DecodeAsLibpngDoes(bool isInterlaced)
    {
        Random random = new Random(1);
        List<string> failures = [];
        foreach ((int colorType, int bitDepth) in PngBuilder.AllKinds)
        {
            for (int i = 0; i < 8; i++)
            {
                int width = i < 4 ? i + 1 : random.Next(1, 70);
                int height = i < 4 ? random.Next(1, 9) : random.Next(1, 50);
                byte[] file = PngBuilder.Random(random, colorType, bitDepth, isInterlaced, width, height, i % 2 == 0);
                if (Reference.Compare("png", file, tolerance: 0) is string difference)
                    failures.Add($"colour type {colorType}, depth {bitDepth}, {width}x{height}, number {i}: {difference}");
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public void Info_NamesSizeAndPixels()
    {
        byte[] file = new PngBuilder().Header(640, 480, 8, 6, 1).Chunk("IDAT", new byte[2000]).ToArray();
        Assert.Equal("PNG 640x480 8-bit RGBA interlaced, 1 frame", ImageDecoder.Open(file).Info.ToString());
    }

    [Theory]
    [InlineData("bad CRC in IDAT")]
    [InlineData("bad CRC in PLTE")]
    [InlineData("missing PLTE")]
    [InlineData("missing IDAT")]
    [InlineData("invalid length of PLTE")]
    [InlineData("more than one PLTE")]
    [InlineData("unknown critical chunk ABCD")]
    [InlineData("invalid chunk type")]
    [InlineData("invalid filter type 5")]
    [InlineData("not enough image data in IDAT")]
    [InlineData("zlib: data ends early")]
    [InlineData("zlib: incorrect header check")]
    [InlineData("zlib: incorrect Adler-32 checksum")]
    [InlineData("file ends early")]
    public void DamagedFile_IsReportedPrecisely(string message)
    {
        byte[] good = PngBuilder.Deflate([0, 1, 2, 0, 2, 1]);
        byte[] wrongSum = [.. good];
        wrongSum[^1] ^= 1;
        byte[] palette = new byte[9];
        PngBuilder start = new PngBuilder().Header(2, 2, 8, 3);
        byte[] file = message switch
        {
            "bad CRC in IDAT" => start.Chunk("PLTE", palette).Chunk("IDAT", good, isIntact: false).End().ToArray(),
            "bad CRC in PLTE" => start.Chunk("PLTE", palette, isIntact: false).Chunk("IDAT", good).End().ToArray(),
            "missing PLTE" => start.Chunk("IDAT", good).End().ToArray(),
            "missing IDAT" => start.Chunk("PLTE", palette).End().ToArray(),
            "invalid length of PLTE" => start.Chunk("PLTE", new byte[10]).Chunk("IDAT", good).End().ToArray(),
            "more than one PLTE" => start.Chunk("PLTE", palette).Chunk("PLTE", palette).Chunk("IDAT", good).End().ToArray(),
            "unknown critical chunk ABCD" => start.Chunk("ABCD", palette).Chunk("IDAT", good).End().ToArray(),
            "invalid chunk type" => start.Chunk("A CD", palette).Chunk("IDAT", good).End().ToArray(),
            "invalid filter type 5" => start.Chunk("PLTE", palette).Chunk("IDAT", PngBuilder.Deflate([5, 1, 2, 0, 2, 1])).End().ToArray(),
            "not enough image data in IDAT" => start.Chunk("PLTE", palette).Chunk("IDAT", PngBuilder.Deflate([0, 1, 2, 0])).End().ToArray(),
            "zlib: data ends early" => start.Chunk("PLTE", palette).Chunk("IDAT", good.AsSpan(0, 5)).End().ToArray(),
            "zlib: incorrect header check" => start.Chunk("PLTE", palette).Chunk("IDAT", good.AsSpan(1)).End().ToArray(),
            "zlib: incorrect Adler-32 checksum" => start.Chunk("PLTE", palette).Chunk("IDAT", wrongSum).End().ToArray(),
            _ => start.Chunk("PLTE", palette).ToArray(),
        };
        Assert.Equal(message, Assert.Throws<ImageFormatException>(() => ImageDecoder.DecodeFirstFrame(file)).Message);
    }

    [Theory]
    [InlineData("invalid size 0x5 in IHDR", 0u, 5u, 8, 0, 0)]
    [InlineData("invalid size 2147483648x1 in IHDR", 0x80000000u, 1u, 8, 0, 0)]
    [InlineData("invalid colour type 2 with bit depth 4 in IHDR", 5u, 5u, 4, 2, 0)]
    [InlineData("invalid interlace method 2 in IHDR", 5u, 5u, 8, 2, 2)]
    [InlineData("picture of 100000x100000 pixels is too large", 100000u, 100000u, 8, 2, 0)]
    [InlineData("file ends early", 5000u, 5000u, 8, 2, 0)]
    public void ImpossibleHeader_IsRefusedBeforeMemoryIsTaken(string message, uint width, uint height, int bitDepth, int colorType, int interlace)
    {
        byte[] file = new PngBuilder().Header(width, height, bitDepth, colorType, interlace).Chunk("IDAT", [1, 2, 3]).End().ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(message, Assert.Throws<ImageFormatException>(() => ImageDecoder.Open(file)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void DamageThatLeavesPixelsIntact_IsAWarning()
    {
        byte[] data = PngBuilder.Deflate([0, 1, 2, 0, 2, 1]);
        byte[] damagedText = new PngBuilder().Header(2, 2, 8, 0).Chunk("tEXt", [65, 0, 66], isIntact: false).Chunk("IDAT", data).End().ToArray();
        byte[] noEnd = new PngBuilder().Header(2, 2, 8, 0).Chunk("IDAT", data).ToArray();
        byte[] tooMuch = new PngBuilder().Header(2, 2, 8, 0).Chunk("IDAT", PngBuilder.Deflate([0, 1, 2, 0, 2, 1, 0])).End().ToArray();
        foreach ((byte[] file, string warning) in new[]
        {
            (damagedText, "bad CRC in tEXt"), (noEnd, "file ends early, after the image data"), (tooMuch, "more image data than the picture needs"),
        })
        {
            ImageDecoder decoder = ImageDecoder.Open(file);
            Assert.True(decoder.ReadFrame());
            Assert.Equal(warning, decoder.Warning);
            Assert.Equal([0xFF010101, 0xFF020202, 0xFF020202, 0xFF010101], decoder.Canvas.Pixels);
        }
    }

    [Fact]
    public void ReadFrame_EndsAfterOneFrame_AndRewinds()
    {
        byte[] file = PngBuilder.Random(new Random(3), 6, 8, false, 9, 7, false);
        ImageDecoder decoder = ImageDecoder.Open(file);
        Assert.True(decoder.ReadFrame());
        uint[] first = [.. decoder.Canvas.Pixels];
        Assert.False(decoder.ReadFrame());
        decoder.Rewind();
        Assert.True(decoder.ReadFrame());
        Assert.Equal(first, decoder.Canvas.Pixels);
    }
}
