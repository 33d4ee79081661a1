// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Skift.Imaging;
using Xunit;

namespace Skift.Tests.Host.Imaging;

/// <summary>The goal is to be within 1 per channel of libjpeg; the arithmetic is such that the results are equal.</summary>
public sealed class JpegTests
{
    private const int Tolerance = 0;

    [Fact]
    public void EveryJpegOfLibjpegsSources_DecodesAsLibjpegDoes()
    {
        string root = SourcePackage.Fetch("libjpeg-turbo");
        string[] files = Directory.GetFiles(root, "*.jpg", SearchOption.AllDirectories);
        Assert.True(files.Length >= 4, "testimages is missing");
        Assert.All(files, file => Assert.Null(Reference.Compare("jpeg", File.ReadAllBytes(file), Tolerance)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-progressive")]
    [InlineData("-arithmetic")]
    [InlineData("-arithmetic -progressive")]
    [InlineData("-optimize -restart 1B")]
    [InlineData("-progressive -restart 3B")]
    [InlineData("-arithmetic -restart 2B")]
    [InlineData("-quality 5 -baseline")]
    [InlineData("-quality 100")]
    public void EverySampling_DecodesAsLibjpegDoes(string options)
    {
        string[] samplings = ["1x1", "2x1", "1x2", "2x2", "4x1", "4x2", "1x4", "3x1", "1x1,2x2,1x1", "2x2,2x1,1x2", "4x2,2x2,1x1"];
        List<string> failures = [];
        foreach ((int width, int height) in new[] { (1, 1), (2, 3), (5, 7), (17, 33), (67, 49) })
        {
            byte[] picture = RandomPpm(new Random(width), width, height);
            foreach (string sampling in samplings)
                Check(failures, picture, ["-sample", sampling, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        }

        Assert.Empty(failures);
    }

    [Theory]
    [InlineData("-grayscale")]
    [InlineData("-grayscale -progressive")]
    [InlineData("-grayscale -sample 2x2")]
    [InlineData("-rgb")]
    public void EveryColorSpace_DecodesAsLibjpegDoes(string options)
    {
        List<string> failures = [];
        foreach ((int width, int height) in new[] { (1, 1), (8, 8), (67, 49) })
            Check(failures, RandomPpm(new Random(7), width, height), options.Split(' '));
        Assert.Empty(failures);
    }

    [Fact]
    public void AdobeCmyk_DecodesAsLibjpegDoes()
    {
        // A picture of four components needs no encoder of its own: the fourth repeats the first.
        byte[] color = Encode(RandomPpm(new Random(9), 40, 24), ["-sample", "1x1"]);
        foreach (int transform in new[] { 0, 2 })
            Assert.Null(Reference.Compare("jpeg", ToFourComponents(color, transform), Tolerance));
    }

    [Theory]
    [InlineData(1, "-null")]
    [InlineData(2, "-leftright")]
    [InlineData(3, "-rotate180")]
    [InlineData(4, "-topbottom")]
    [InlineData(5, "-transpose")]
    [InlineData(6, "-cw")]
    [InlineData(7, "-xform=transpose,leftright,topbottom")]
    [InlineData(8, "-ccw")]
    public void ExifOrientation_TurnsThePicture(int orientation, string operation)
    {
        byte[] upright = RandomPpm(new Random(orientation), 24, 16);
        Bitmap stored = ImageDecoder.DecodeFirstFrame(Encode(upright, ["-sample", "1x1"]));
        byte[] samples = [.. stored.Pixels.SelectMany(pixel => new[] { (byte)(pixel >> 16), (byte)(pixel >> 8), (byte)pixel })];
        byte[] turned = Tool.Run("pamflip", [operation], [.. "P6 24 16 255\n"u8, .. samples]);
        foreach (bool isBigEndian in new[] { false, true })
        {
            byte[] file = Encode(upright, ["-sample", "1x1"]);
            Bitmap picture = ImageDecoder.DecodeFirstFrame([0xFF, 0xD8, .. Exif(orientation, isBigEndian), .. file[2..]]);
            Assert.Equal(orientation >= 5 ? (16, 24) : (24, 16), (picture.Width, picture.Height));
            Assert.Equal(ImageDecoder.DecodeFirstFrame(turned).Pixels, picture.Pixels);
        }
    }

    [Fact]
    public void TruncatedPicture_ShowsWhatThereIs()
    {
        byte[] whole = Encode(RandomPpm(new Random(5), 64, 64), ["-sample", "1x1"]);
        uint[] expected = ImageDecoder.DecodeFirstFrame(whole).Pixels;
        ImageDecoder decoder = ImageDecoder.Open(whole[..(whole.Length * 3 / 4)]);
        Assert.True(decoder.ReadFrame());
        Assert.NotNull(decoder.Warning);
        // The upper half came before the cut; the last row did not, and is gray.
        Assert.Equal(expected[..(64 * 32)], decoder.Canvas.Pixels[..(64 * 32)]);
        Assert.Equal(0xFF808080, decoder.Canvas.Pixels[^1]);
    }

    [Fact]
    public void LostRestartInterval_LeavesTheOthersIntact()
    {
        byte[] whole = Encode(RandomPpm(new Random(5), 64, 64), ["-sample", "1x1", "-restart", "1"]);
        uint[] expected = ImageDecoder.DecodeFirstFrame(whole).Pixels;
        int third = whole.AsSpan().IndexOf(new byte[] { 0xFF, 0xD2 });
        int fourth = whole.AsSpan().IndexOf(new byte[] { 0xFF, 0xD3 });
        ImageDecoder decoder = ImageDecoder.Open([.. whole[..third], .. whole[fourth..]]);
        Assert.True(decoder.ReadFrame());
        Assert.NotNull(decoder.Warning);
        // RST2 and the row of blocks behind it are missing.
        Assert.Equal(expected[..(64 * 24)], decoder.Canvas.Pixels[..(64 * 24)]);
        Assert.Equal(expected[(64 * 32)..], decoder.Canvas.Pixels[(64 * 32)..]);
    }

    [Fact]
    public void UnsupportedProcess_IsReported()
    {
        byte[] lossless = Encode(RandomPpm(new Random(5), 8, 8), []);
        lossless[lossless.AsSpan().IndexOf(new byte[] { 0xFF, 0xC0 }) + 1] = 0xC3;
        Assert.Equal("unsupported JPEG process (SOF3)",
            Assert.Throws<ImageFormatException>(() => ImageDecoder.Open(lossless)).Message);
    }

    internal static byte[] RandomPpm(Random random, int width, int height)
    {
        // Smooth areas with noise and edges.
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = i / 3 % width;
            int y = i / 3 / width;
            int wave = (int)(127 + 120 * Math.Sin((x * (i % 3 + 1) + y * 2) / 9.0));
            pixels[i] = (byte)((x / 13 + y / 11) % 3 == 0 ? random.Next(256) : wave);
        }

        return [.. Encoding.ASCII.GetBytes($"P6\n{width} {height}\n255\n"), .. pixels];
    }

    internal static byte[] Encode(byte[] ppm, string[] options) => Tool.Run("cjpeg", options, ppm);

    private static void Check(List<string> failures, byte[] ppm, string[] options)
    {
        (int status, byte[] file, string error) = Tool.TryRun("cjpeg", options, ppm);
        // Some samplings are too large for an interleaved scan; the encoder says so.
        if (status != 0)
        {
            Assert.Contains("Sampling factors", error);
            return;
        }

        if (Reference.Compare("jpeg", file, Tolerance) is string difference)
            failures.Add($"{string.Join(' ', options)}: {difference}");
    }

    private static byte[] Exif(int orientation, bool isBigEndian)
    {
        byte value = (byte)orientation;
        byte[] tiff = isBigEndian
            ? [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0, 0, 0, 0, 0]
            : [.. "II"u8, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, value, 0, 0, 0, 0, 0, 0, 0];
        return [0xFF, 0xE1, 0, (byte)(tiff.Length + 8), .. "Exif\0\0"u8, .. tiff];
    }

    private static byte[] ToFourComponents(byte[] file, int transform)
    {
        int sof = file.AsSpan().IndexOf(new byte[] { 0xFF, 0xC0 });
        int sos = file.AsSpan().IndexOf(new byte[] { 0xFF, 0xDA });
        byte[] adobe = [0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)transform];
        byte[] frame = [.. file[sof..(sof + 19)], 4, 0x11, 0];
        frame[3] = 20;
        frame[9] = 4;
        byte[] colors = file[sos..^2];
        // A second scan, of component 4 alone, made of the gray version of the same picture.
        byte[] gray = Encode(RandomPpm(new Random(9), 40, 24), ["-grayscale"]);
        int grayScan = gray.AsSpan().IndexOf(new byte[] { 0xFF, 0xDA });
        byte[] black = gray[grayScan..];
        black[5] = 4;
        return [0xFF, 0xD8, .. adobe, .. file[20..sof], .. frame, .. file[(sof + 19)..sos], .. colors, .. black];
    }
}
