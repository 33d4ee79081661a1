// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Skift.Tests.Host.Imaging;
using Xunit;

namespace Skift.Tests.Host.ImageViewer;

/// <summary>The program itself, as it runs on SkiftSharp: compiled against corelib, a static Linux program too.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("skift-imgview").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Dump_EqualsTheReferences()
    {
        string png = SourcePackage.Fetch("libpng1.6");
        string jpeg = SourcePackage.Fetch("libjpeg-turbo");
        List<string> failures = [];
        int compared = 0;
        foreach (string file in Directory.GetFiles(Path.Combine(png, "contrib", "pngsuite"), "*.png", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Path.Combine(jpeg, "testimages"), "*.jpg"))
            .Concat(Directory.GetFiles(Path.Combine(Tool.RepositoryRoot, "iso/rootfs/usr/share/pictures"), "*.png")))
        {
            byte[]? expected = Reference.Decode(file.EndsWith(".png") ? "png" : "jpeg", File.ReadAllBytes(file));
            string output = Path.Combine(_directory, "out.ppm");
            (int status, _, string error) = Run("--dump", file, output);
            if (status != (expected is null ? 1 : 0))
                failures.Add($"{file}: status {status}: {error}");
            else if (expected is not null && !OnBlack(expected).AsSpan().SequenceEqual(ReadPpm(output)))
                failures.Add(file + ": pixels differ");
            compared++;
        }

        Assert.Empty(failures);
        Assert.True(compared > 65);
    }

    [Fact]
    public void Info_DescribesEachFile()
    {
        string picture = Write("picture.ppm", "P6 1 1 255\nabc"u8);
        (int status, byte[] output, string error) = Run("--info", picture, picture);
        Assert.Equal((0, string.Empty), (status, error));
        Assert.Equal($"{picture}: PPM 1x1 8-bit RGB, 1 frame\n{picture}: PPM 1x1 8-bit RGB, 1 frame\n", Encoding.UTF8.GetString(output));
    }

    [Fact]
    public void Errors_AreOneLine()
    {
        string text = Write("text.png", "text"u8);
        string empty = Write("empty.png", []);
        string huge = Write("huge.qoi", [.. "qoif"u8, 0, 1, 0, 0, 0, 1, 0, 0, 3, 0]);
        Check(1, $"imgview: {text}: not an image in a known format\n", "--info", text);
        Check(1, $"imgview: {empty}: empty file\n", "--info", empty);
        Check(1, $"imgview: {huge}: picture of 65536x65536 pixels is too large\n", "--info", huge);
        Check(1, $"imgview: {_directory}/none: No such file or directory\n", "--info", _directory + "/none");
        Check(1, $"imgview: {_directory}: Is a directory\n", "--info", _directory);
        Check(1, "imgview: /dev/null: not a regular file\n", "--info", "/dev/null");
        Check(1, "imgview: /dev/null: not a frame buffer\n", "--fb", "/dev/null", text);
        Check(1, $"imgview: {_directory}/none: No such file or directory\n", "--fb", _directory + "/none", text);
        Check(2, "imgview: unknown option '--zoom' (try --help)\n", "--zoom", text);
        Check(2, "imgview: no file given (try --help)\n");
    }

    [Fact]
    public void Help_IsPrinted()
    {
        (int status, byte[] output, string error) = Run("--help");
        Assert.Equal((0, string.Empty), (status, error));
        Assert.StartsWith("usage: imgview", Encoding.UTF8.GetString(output));
    }

    [Fact]
    public void DamagedFiles_NeverEndTheProgramByASignal()
    {
        Random random = new Random(8);
        byte[][] samples =
        [
            PngBuilder.Random(random, 6, 8, true, 40, 30, false), PngBuilder.Random(random, 3, 4, false, 40, 30, true),
            JpegTests.Encode(JpegTests.RandomPpm(random, 40, 30), ["-progressive"]), JpegTests.Encode(JpegTests.RandomPpm(random, 40, 30), []),
            new GifBuilder(9, 9, 0, 0xFFFFFF).Frame(0, 0, 9, new byte[81]).End(),
        ];
        for (int i = 0; i < 250; i++)
        {
            byte[] file = [.. samples[i % samples.Length]];
            for (int count = random.Next(1, 5); count > 0; count--)
                file[random.Next(file.Length)] = (byte)random.Next(256);
            string path = Write("damaged", file);
            (int status, _, string error) = Run("--dump", path, "/dev/null");
            Assert.True(status is 0 or 1 && error.Count(character => character == '\n') <= 1, $"{status} {error}: {Convert.ToBase64String(file)}");
        }
    }

    private static (int Status, byte[] Output, string Error) Run(params string[] arguments) => Tool.TryRun(FindProgram(), arguments);

    internal static string FindProgram()
    {
        string program = new[] { "release", "debug" }
            .Select(configuration => Path.Combine(Tool.RepositoryRoot, "artifacts", "bin", "ImgView", configuration, "imgview"))
            .Where(File.Exists).OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault() ?? string.Empty;
        Assert.True(program.Length > 0, "imgview is not built: dotnet build userland/ImageViewer");
        return program;
    }

    private static void Check(int status, string error, params string[] arguments)
    {
        (int actual, byte[] output, string text) = Run(arguments);
        Assert.Equal((status, error), (actual, text));
        Assert.Empty(output);
    }

    private static byte[] ReadPpm(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        // Three lines of header.
        int start = 0;
        for (int lines = 0; lines < 3; start++)
            lines += file[start] == '\n' ? 1 : 0;
        return file[start..];
    }

    private static byte[] OnBlack(byte[] rgba)
    {
        byte[] rgb = new byte[rgba.Length / 4 * 3];
        for (int i = 0; i < rgb.Length; i++)
            rgb[i] = (byte)((rgba[i / 3 * 4 + i % 3] * rgba[i / 3 * 4 + 3] + 127) / 255);
        return rgb;
    }

    private string Write(string name, ReadOnlySpan<byte> data)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, data);
        return path;
    }
}
