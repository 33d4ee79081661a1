// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Skift.ImageViewer.View;
using Skift.Imaging;
using Skift.Tests.Host.Imaging;
using Xunit;

namespace Skift.Tests.Host.ImageViewer;

/// <summary>imgview with a screen and a keyboard (Reference/screen.c): what it shows after each key, and what it leaves behind.</summary>
public sealed class ScreenTests : IDisposable
{
    private const int Width = 320;
    private const int Height = 200;
    private const uint Before = 0x00123456;

    private readonly string _directory = Directory.CreateTempSubdirectory("skift-screen").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void EveryKey_ShowsWhatTheViewSays_AndTheScreenComesBack()
    {
        Random random = new Random(4);
        string pictures = Directory.CreateDirectory(Path.Combine(_directory, "pictures")).FullName;
        File.WriteAllBytes(Path.Combine(pictures, "1 large.png"), PngBuilder.Random(random, 2, 8, false, 700, 400, false));
        File.WriteAllBytes(Path.Combine(pictures, "2 small.png"), PngBuilder.Random(random, 6, 8, true, 50, 40, false));
        File.WriteAllText(Path.Combine(pictures, "3 broken.png"), "not a picture");
        (string Keys, ViewerAction Action)[] steps =
        [
            ("1", ViewerAction.ZoomToActualSize), ("\u001B[C", ViewerAction.PanRight), ("\u001B[B", ViewerAction.PanDown),
            ("+", ViewerAction.ZoomIn), ("-", ViewerAction.ZoomOut), ("0", ViewerAction.ZoomToFit), ("i", ViewerAction.ToggleInformation),
            ("n", ViewerAction.NextPicture), ("b", ViewerAction.CycleBackground), ("b", ViewerAction.CycleBackground),
            ("\u001B[6~", ViewerAction.NextPicture), ("p", ViewerAction.PreviousPicture),
        ];
        List<uint[]> shown = Run([.. steps.Select(step => step.Keys), "q"], Path.Combine(pictures, "1 large.png"));

        ViewerSession session = new ViewerSession(new FilesOf(pictures), 0, Width, Height, 0);
        Assert.Equal(steps.Length + 2, shown.Count);
        Assert.Equal(Draw(session), shown[0]);
        for (int i = 0; i < steps.Length; i++)
        {
            session.Apply(steps[i].Action, 0);
            Assert.True(Draw(session).AsSpan().SequenceEqual(shown[i + 1]), $"step {i}: {steps[i].Action}");
        }

        Assert.All(shown[^1], pixel => Assert.Equal(Before, pixel));
    }

    [Fact]
    public void LoneEscape_Quits()
    {
        string picture = Path.Combine(_directory, "picture.ppm");
        File.WriteAllBytes(picture, [.. "P6 1 1 255\n"u8, 1, 2, 3]);
        List<uint[]> shown = Run(["\u001B"], picture);
        Assert.Equal(2, shown.Count);
        // (320 - 1) / 2 and (200 - 1) / 2.
        Assert.Equal(0x010203u, shown[0][99 * Width + 159]);
    }

    [Fact]
    public void Animation_PlaysByItself()
    {
        string picture = Path.Combine(_directory, "picture.gif");
        GifBuilder builder = new GifBuilder(1, 1, 0x000000, 0xFF0000, 0x00FF00, 0x0000FF);
        File.WriteAllBytes(picture, builder.Control(0, 2).Frame(0, 0, 1, [1]).Control(0, 2).Frame(0, 0, 1, [2]).Control(0, 2).Frame(0, 0, 1, [3]).End());
        // A key that does nothing goes with each of the first two frames.
        List<uint[]> shown = Run(["x", "x", "q"], picture);
        Assert.Equal([0xFF0000u, 0x00FF00u, 0x0000FFu, Before], shown.Select(pixels => pixels[99 * Width + 159]));
    }

    private static uint[] Draw(ViewerSession session)
    {
        Bitmap screen = new Bitmap(Width, Height);
        session.Draw(screen);
        return [.. screen.Pixels.Select(pixel => pixel & 0xFFFFFF)];
    }

    /// <summary>Runs imgview; returns the screen after the start and after each key.</summary>
    private List<uint[]> Run(string[] keys, string picture)
    {
        string framebuffer = Path.Combine(_directory, "framebuffer");
        byte[] content = new byte[4 * Width * Height];
        for (int i = 0; i < content.Length; i += 4)
            BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(i), Before);
        File.WriteAllBytes(framebuffer, content);
        string screen = Tool.Compile("ImageViewer/Reference/screen.c", "-lutil");
        (int status, _, string error) = Tool.TryRun(screen,
            [Width.ToString(), Height.ToString(), framebuffer, _directory, .. keys, "--", ProgramTests.FindProgram(), "--fb", framebuffer, picture]);
        Assert.True(status == 0, $"status {status}: {error}");
        List<uint[]> shown = [];
        for (string name; File.Exists(name = Path.Combine(_directory, shown.Count.ToString()));)
        {
            byte[] bytes = File.ReadAllBytes(name);
            uint[] pixels = new uint[bytes.Length / 4];
            for (int i = 0; i < pixels.Length; i++)
                pixels[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4 * i));
            shown.Add(pixels);
        }

        return shown;
    }

    private sealed class FilesOf(string directory) : PictureSource
    {
        private readonly string[] _files = [.. Directory.GetFiles(directory).Order(StringComparer.Ordinal)];

        public override int Count => _files.Length;

        public override string GetName(int index) => Path.GetFileName(_files[index]);

        public override ImageDecoder Open(int index) => ImageDecoder.Open(File.ReadAllBytes(_files[index]));
    }
}
