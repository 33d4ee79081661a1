// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Imaging;
using Xunit;

namespace Skift.Tests.Host.Imaging;

public sealed class PnmTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(1000)]
    [InlineData(65535)]
    public void EveryMaxval_DecodesAsNetpbmScalesIt(int maxval)
    {
        foreach (bool isGray in new[] { false, true })
        {
            byte[] ppm = JpegTests.RandomPpm(new Random(maxval), 21, 13);
            if (isGray)
                ppm = Tool.Run("ppmtopgm", [], ppm);
            byte[] scaled = Tool.Run("pamdepth", [maxval.ToString()], ppm);
            byte[] expected = Expand(Tool.Run("pamdepth", ["255"], scaled), isGray ? 1 : 3, 21 * 13);
            byte[] text = Tool.Run("pnmtoplainpnm", [], scaled);
            byte[] pam = Tool.Run("pamtopam", [], scaled);
            foreach (byte[] file in new[] { scaled, text, pam })
                Assert.Null(Reference.CompareBytes(expected, Reference.ToRgba(ImageDecoder.DecodeFirstFrame(file)), tolerance: 0));
        }
    }

    [Fact]
    public void Bitmap_DecodesInTextAndBinary()
    {
        uint black = 0xFF000000;
        uint white = 0xFFFFFFFF;
        uint[] expected = [black, white, white, white, white, white, white, white, white, black, white, black, white, white, white, white, white, white, white, white];
        Assert.Equal(expected, Decode("P1 # comment\n10 # width\n2\n1000000001\n0 1 0 0 0 0 0 0 0 0"));
        byte[] binary = [.. "P4\n10 2\n"u8, 0x80, 0x40, 0x40, 0x00];
        Assert.Equal(expected, ImageDecoder.DecodeFirstFrame(binary).Pixels);
    }

    [Fact]
    public void Pam_DecodesAlpha()
    {
        byte[] file =
        [
            .. "P7\n# comment\nWIDTH 1\nHEIGHT 2\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n"u8, 1, 2, 3, 4, 5, 6, 7, 8,
        ];
        Assert.Equal([0x04010203u, 0x08050607u], ImageDecoder.DecodeFirstFrame(file).Pixels);
        Assert.Equal("PAM 1x2 8-bit RGBA, 1 frame", ImageDecoder.Open(file).Info.ToString());
    }

    [Theory]
    [InlineData("file ends early", "P6\n2 2\n255\nabcdefghijk")]
    [InlineData("file ends early", "P6\n2")]
    [InlineData("file ends early", "P1\n2 2\n101")]
    [InlineData("invalid maxval 65536", "P5\n1 1\n65536\na")]
    [InlineData("invalid maxval 0", "P5\n1 1\n0\na")]
    [InlineData("invalid width", "P5\n-1 1\n255\na")]
    [InlineData("invalid height", "P5\n1 99999999999\n255\na")]
    [InlineData("invalid size 0x1", "P5\n0 1\n255\na")]
    [InlineData("invalid sample", "P1\n2 1\n12")]
    [InlineData("invalid sample", "P2\n1 1\n255\nx1")]
    [InlineData("no white space after the header", "P5\n1 1\n255x")]
    [InlineData("unknown line in the header", "P7\nWIDE 1\nENDHDR\n")]
    [InlineData("unsupported depth 5", "P7\nWIDTH 1\nHEIGHT 1\nDEPTH 5\nMAXVAL 255\nENDHDR\n12345")]
    [InlineData("picture of 99999x99999 pixels is too large", "P5\n99999 99999\n255\n")]
    [InlineData("not an image in a known format", "P9 1 1")]
    public void DamagedFile_IsReportedPrecisely(string message, string file) =>
        Assert.Equal(message, Assert.Throws<ImageFormatException>(() => Decode(file)).Message);

    private static uint[] Decode(string file) => ImageDecoder.DecodeFirstFrame(Encoding.Latin1.GetBytes(file)).Pixels;

    /// <summary>RGBA of a binary PGM or PPM of maxval 255.</summary>
    internal static byte[] Expand(byte[] pnm, int channels, int pixelCount)
    {
        ReadOnlySpan<byte> samples = pnm.AsSpan(pnm.Length - channels * pixelCount);
        byte[] rgba = new byte[4 * pixelCount];
        for (int i = 0; i < pixelCount; i++)
        {
            for (int channel = 0; channel < 3; channel++)
                rgba[4 * i + channel] = samples[channels * i + (channels == 1 ? 0 : channel)];
            rgba[4 * i + 3] = 255;
        }

        return rgba;
    }
}
