// SPDX-License-Identifier: MIT
using System;
using System.IO;
using Skift.Imaging;

namespace Skift.Tests.Host.Imaging;

/// <summary>Pictures as libpng and libjpeg decode them, and the comparison with ours.</summary>
internal static class Reference
{
    private static readonly Lazy<string> s_program = new Lazy<string>(Build);

    /// <summary>RGBA bytes from the reference decoder, or null if it refuses the picture.</summary>
    internal static byte[]? Decode(string kind, byte[] file)
    {
        string directory = Directory.CreateTempSubdirectory("skift-reference").FullName;
        try
        {
            string input = Path.Combine(directory, "in");
            string output = Path.Combine(directory, "out");
            File.WriteAllBytes(input, file);
            return Tool.TryRun(s_program.Value, [kind, input, output]).Status == 0 ? File.ReadAllBytes(output) : null;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Compares our decoding with the reference's. Null if they agree, otherwise what is different.</summary>
    internal static string? Compare(string kind, byte[] file, int tolerance)
    {
        byte[]? expected = Decode(kind, file);
        byte[] actual;
        try
        {
            actual = ToRgba(ImageDecoder.DecodeFirstFrame(file));
        }
        catch (ImageFormatException exception)
        {
            return expected is null ? null : "we refuse it: " + exception.Message;
        }

        return expected is null ? "only the reference refuses it" : CompareBytes(expected, actual, tolerance);
    }

    internal static string? CompareBytes(byte[] expected, byte[] actual, int tolerance)
    {
        if (expected.Length != actual.Length)
            return $"{actual.Length} bytes instead of {expected.Length}";
        for (int i = 0; i < expected.Length; i++)
        {
            if (Math.Abs(expected[i] - actual[i]) > tolerance)
                return $"pixel {i / 4}, channel {i % 4}: {actual[i]} instead of {expected[i]}";
        }

        return null;
    }

    internal static byte[] ToRgba(Bitmap bitmap)
    {
        byte[] bytes = new byte[4 * bitmap.Pixels.Length];
        for (int i = 0; i < bitmap.Pixels.Length; i++)
        {
            uint pixel = bitmap.Pixels[i];
            bytes[4 * i] = (byte)(pixel >> 16);
            bytes[4 * i + 1] = (byte)(pixel >> 8);
            bytes[4 * i + 2] = (byte)pixel;
            bytes[4 * i + 3] = (byte)(pixel >> 24);
        }

        return bytes;
    }

    private static string Build() => Tool.Compile("Imaging/Reference/decode.c", "-lpng", "-ljpeg");
}
