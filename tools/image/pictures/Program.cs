// SPDX-License-Identifier: MIT
using System;
using System.IO;

namespace Skift.Tools.Pictures;

/// <summary>Draws the pictures that come with the system.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length != 1 || arguments[0].StartsWith('-'))
        {
            Console.Error.WriteLine("usage: Pictures FOLDER    (iso/rootfs/usr/share/pictures)");
            return 2;
        }

        Directory.CreateDirectory(arguments[0]);
        Write(arguments[0], "landscape.png", PngWriter.EncodeRgb(Landscape.Draw(960, 600)));
        Write(arguments[0], "logo.png", PngWriter.EncodeRgb(Logo.Draw(800, 500)));
        Write(arguments[0], "mandelbrot.png", PngWriter.EncodePalette(Mandelbrot.Draw(960, 600, out int[] palette), palette));
        Write(arguments[0], "testcard.png", PngWriter.EncodeRgb(TestCard.Draw(1024, 768)));
        return 0;
    }

    private static void Write(string folder, string name, byte[] file)
    {
        File.WriteAllBytes(Path.Combine(folder, name), file);
        Console.WriteLine($"{name}: {file.Length} bytes");
    }
}
