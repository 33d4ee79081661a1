// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Skift.Imaging;
using Xunit;

namespace Skift.Tests.Host.Imaging;

/// <summary>Damaged files by the thousand: nothing but a format error, in bounded time and memory. The seeds are fixed.</summary>
public sealed class FuzzTests
{
    private const int MutationsPerFile = 400;
    private const long MaxPixels = 1 << 16;

    // Pixels, JPEG coefficients and samples of four components, and the decoders' own tables.
    private const long MaxAllocation = MaxPixels * 40 + (2 << 20);
    private static readonly TimeSpan s_maxTime = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Formats => new TheoryData<string>("PNG", "JPEG", "GIF", "BMP", "PNM", "QOI");

    [Theory]
    [MemberData(nameof(Formats))]
    public void DamagedFiles_GiveNothingButFormatErrors(string format)
    {
        Random random = new Random(format.Length * 1000 + format[0]);
        int shown = 0;
        int total = 0;
        foreach (byte[] file in Samples(format))
        {
            Assert.True(TryDecode(file), "the undamaged sample must decode");
            for (int i = 0; i < MutationsPerFile; i++, total++)
            {
                byte[] damaged = Mutate(random, file);
                if (format == "PNG" && i % 2 == 0)
                    RepairChecksums(damaged);
                shown += TryDecode(damaged) ? 1 : 0;
            }
        }

        // Were nothing ever shown, the damage would not get past the header.
        Assert.True(total >= 2000 && shown > total / 100, $"{shown} of {total} shown");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void EveryTruncation_GivesNothingButFormatErrors(string format)
    {
        foreach (byte[] file in Samples(format))
        {
            for (int length = 0; length < file.Length; length += Math.Max(1, file.Length / 300))
                TryDecode(file[..length]);
        }
    }

    private static bool TryDecode(byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        bool isShown = false;
        try
        {
            ImageDecoder decoder = ImageDecoder.Open(file, MaxPixels);
            for (int frames = 0; frames < 20 && decoder.ReadFrame(); frames++)
                isShown = true;
        }
        catch (ImageFormatException exception)
        {
            Assert.NotEmpty(exception.Message);
            Assert.DoesNotContain('\n', exception.Message);
        }

        Assert.True(watch.Elapsed < s_maxTime, "hangs: " + Convert.ToBase64String(file));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < MaxAllocation, $"takes {allocated} bytes: {Convert.ToBase64String(file)}");
        return isShown;
    }

    private static byte[] Mutate(Random random, byte[] file)
    {
        byte[] damaged = [.. file];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            // Headers are small, so half of the damage is aimed at the beginning.
            int at = random.Next(random.Next(2) == 0 ? Math.Min(damaged.Length, 64) : damaged.Length);
            switch (random.Next(6))
            {
                case 0:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 2:
                    damaged[at] = random.Next(2) == 0 ? (byte)0 : (byte)255;
                    break;
                case 3:
                    damaged = [.. damaged[..at], .. damaged[Math.Min(damaged.Length, at + random.Next(1, 20))..]];
                    break;
                case 4:
                    damaged = [.. damaged[..at], .. PngBuilder.RandomBytes(random, random.Next(1, 20)), .. damaged[at..]];
                    break;
                default:
                    int from = random.Next(damaged.Length);
                    int count = Math.Min(random.Next(1, 40), damaged.Length - Math.Max(from, at));
                    damaged.AsSpan(from, count).ToArray().CopyTo(damaged, at);
                    break;
            }

            if (damaged.Length == 0)
                return damaged;
        }

        return damaged;
    }

    /// <summary>Makes the CRCs right again, so that the damage reaches what lies behind them.</summary>
    private static void RepairChecksums(byte[] file)
    {
        int position = 8;
        while (position + 12 <= file.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position));
            if (length > file.Length - position - 12)
                return;
            Span<byte> body = file.AsSpan(position + 4, (int)length + 4);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(position + 8 + (int)length), PngBuilder.Crc(body));
            position += 12 + (int)length;
        }
    }

    private static IEnumerable<byte[]> Samples(string format)
    {
        Random random = new Random(11);
        byte[] picture = JpegTests.RandomPpm(random, 37, 29);
        byte[] quantized = Tool.Run("pnmquant", ["-quiet", "16"], picture);
        return format switch
        {
            "PNG" => PngBuilder.AllKinds.Select((kind, i) => PngBuilder.Random(random, kind.ColorType, kind.BitDepth, i % 2 == 0, 31, 17, true)),
            "JPEG" => new[] { "-quality 90", "-progressive", "-arithmetic", "-arithmetic -progressive", "-restart 1", "-progressive -restart 5B -sample 1x2", "-grayscale" }
                .Select(options => JpegTests.Encode(picture, options.Split(' '))),
            "GIF" =>
            [
                Tool.Run("pamtogif", [], quantized), Tool.Run("pamtogif", ["-interlace"], quantized), Animation(random), Animation(random), Animation(random),
            ],
            "BMP" =>
            [
                Tool.Run("ppmtobmp", ["-quiet", "-bpp=4"], quantized), Tool.Run("ppmtobmp", ["-quiet", "-bpp=8", "-os2"], quantized),
                Tool.Run("ppmtobmp", ["-quiet", "-bpp=24"], picture),
                BmpBuilder.Build(40, 30, 30, 8, 1, BmpBuilder.Palette(new int[256]), PngBuilder.RandomBytes(random, 2000)),
                BmpBuilder.Build(40, 30, 30, 4, 2, BmpBuilder.Palette(new int[16]), PngBuilder.RandomBytes(random, 2000)),
                BmpBuilder.Build(108, 20, 20, 16, 3, [], PngBuilder.RandomBytes(random, 800), [0xF000, 0x0F00, 0x00F0, 0x000F]),
            ],
            "PNM" =>
            [
                picture, quantized, Tool.Run("pnmtoplainpnm", [], picture), Tool.Run("pamdepth", ["1000"], picture), Tool.Run("pamtopam", [], picture),
                [.. "P1 9 5\n"u8, .. Enumerable.Range(0, 45).Select(i => (byte)('0' + i % 2))],
            ],
            _ => Enumerable.Range(0, 5).Select(_ => QoiTests.Encode(20, 30, [.. Enumerable.Range(0, 600).Select(i => (uint)random.NextInt64(1L << 32) & (uint)i)])),
        };
    }

    private static byte[] Animation(Random random)
    {
        GifBuilder builder = new GifBuilder(20, 20, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF).Loop(0);
        for (int i = 0; i < 6; i++)
        {
            byte[] indices = new byte[100];
            for (int at = 0; at < indices.Length; at++)
                indices[at] = (byte)random.Next(4);
            builder.Control(i % 4, i, i % 3).Frame(random.Next(15), random.Next(15), 10, indices, i % 2 == 0);
        }

        return builder.End();
    }
}
