// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO.Compression;
using Skift.Imaging;
using Skift.Imaging.Compression;
using Xunit;

namespace Skift.Tests.Host.Imaging;

public sealed class ZlibTests
{
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Read_GivesBackWhatWasCompressed(CompressionLevel level)
    {
        Random random = new Random(2);
        foreach (int length in new[] { 1, 2, 100, 32767, 32768, 32769, 65535, 65536, 131072, 131400, 600_000 })
        {
            // Runs of repeated, random and far-away text, so that all lengths and distances occur.
            byte[] data = new byte[length];
            for (int i = 0; i < length;)
            {
                int run = Math.Min(length - i, random.Next(1, 2000));
                int distance = random.Next(1, 40000);
                for (int end = i + run; i < end; i++)
                    data[i] = distance % 3 == 0 || i < distance ? (byte)random.Next(distance % 5 == 0 ? 256 : 4) : data[i - distance];
            }

            Assert.Equal(data, Decompress(PngBuilder.Deflate(data, level), random));
        }
    }

    [Fact]
    public void Read_OfAnEmptyStream_GivesNothing() =>
        Assert.Empty(Decompress(Convert.FromHexString("789C030000000001"), new Random(1)));

    [Fact]
    public void Read_CrossesPieces()
    {
        byte[] data = PngBuilder.RandomBytes(new Random(4), 1000);
        byte[] compressed = PngBuilder.Deflate(data);
        ZlibDecoder decoder = new ZlibDecoder(new Pieces(compressed, 1));
        byte[] result = new byte[1001];
        Assert.Equal(1000, decoder.Read(result));
        Assert.Equal(data, result[..1000]);
    }

    [Theory]
    [InlineData("zlib: incorrect header check", "789D")]
    [InlineData("zlib: unknown compression method", "7709")]
    [InlineData("zlib: invalid window size", "881C")]
    [InlineData("zlib: preset dictionary is not allowed here", "78BB")]
    [InlineData("zlib: data ends early", "78")]
    [InlineData("zlib: data ends early", "789C")]
    [InlineData("zlib: invalid block type", "789C07")]
    [InlineData("zlib: invalid stored block length", "789C0105000000")]
    [InlineData("zlib: data ends early", "789C010500FAFF4142")]
    // Fixed codes: a match before there is anything to copy; symbols 286 and distance 30, which do not exist.
    [InlineData("zlib: invalid distance too far back", "789C0302000000")]
    [InlineData("zlib: invalid literal/length code", "789C1B030000000000")]
    [InlineData("zlib: invalid distance code", "789C4B823D00000000")]
    // Dynamic codes: 287 literals; a set of three one-bit codes; a repeat with nothing before it.
    [InlineData("zlib: too many length or distance symbols", "789CF5C000000000")]
    [InlineData("zlib: invalid code lengths set", "789C05C049020000000000")]
    public void DamagedStream_IsReportedPrecisely(string message, string hexadecimal)
    {
        byte[] stream = Convert.FromHexString(hexadecimal);
        ImageFormatException exception = Assert.Throws<ImageFormatException>(() => Decompress(stream, new Random(1)));
        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public void Checksums_HaveTheKnownValues()
    {
        // The check value of the CRC catalogue, and the example of RFC 1950's sister article.
        Assert.Equal(0xCBF43926u, Crc32.Compute("123456789"u8));
        Adler32 adler = new Adler32();
        adler.Append("Wikipedia"u8);
        Assert.Equal(0x11E60398u, adler.Value);
        // Long enough, and of the largest bytes, to overflow sums that are reduced too late.
        byte[] large = new byte[100_000];
        Array.Fill(large, (byte)255);
        Adler32 split = new Adler32();
        split.Append(large.AsSpan(0, 12345));
        split.Append(large.AsSpan(12345));
        Assert.Equal(SlowAdler(large), split.Value);
    }

    private static uint SlowAdler(byte[] data)
    {
        ulong a = 1;
        ulong b = 0;
        foreach (byte value in data)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        return (uint)((b << 16) | a);
    }

    private static byte[] Decompress(byte[] stream, Random random)
    {
        ZlibDecoder decoder = new ZlibDecoder(new Pieces(stream, Math.Max(1, stream.Length / 3)));
        List<byte> result = [];
        while (true)
        {
            byte[] part = new byte[random.Next(1, 5000)];
            int count = decoder.Read(part);
            result.AddRange(part.AsSpan(0, count));
            if (count < part.Length)
                return [.. result];
        }
    }

    private sealed class Pieces : CompressedInput
    {
        private readonly int _size;
        private int _next;

        internal Pieces(byte[] data, int size)
            : base(data) => _size = size;

        protected override bool MoveNext()
        {
            if (_next == Data.Length)
                return false;
            int length = Math.Min(_size, Data.Length - _next);
            SetPiece(_next, length);
            _next += length;
            return true;
        }
    }
}
