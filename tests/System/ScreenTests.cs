using System;
using System.IO;
using System.Text;
using Xunit;

namespace Skift.Tests.System;

/// <summary>Pictures on the guest's screen, pixel for pixel as libpng decodes them.</summary>
public class ScreenTests
{
    [Theory]
    [InlineData("q35")]
    [InlineData("microvm", "--microvm")]
    public void ImageViewer_ShowsUnscaledPicturesExactly(string machine, params string[] options)
    {
        using var guest = new Guest(options);
        guest.WaitForText("~#");
        foreach (string name in (string[])["logo.png", "landscape.png", "testcard.png"])
        {
            guest.Type($"imgview /usr/share/pictures/{name}\n");
            Picture expected = Reference(guest, name);
            guest.WaitFor(() => Shows(guest.TakeScreen(), expected), $"{name} on the screen of {machine}");
            int before = guest.Console.Length;
            guest.Press("q");
            guest.WaitFor(() => guest.Console[before..].Contains('#'), "the shell's prompt after q");
        }
    }

    /// <summary>The window gets another size: the mode follows, with the console's text.</summary>
    [Theory]
    [InlineData("q35")]
    [InlineData("microvm", "--microvm")]
    public void Screen_FollowsTheWindow(string machine, params string[] options)
    {
        using var guest = new Guest(options);
        guest.WaitForText("~#");
        using VncWindow window = guest.OpenWindow();
        foreach ((int width, int height) in ((int, int)[])[(640, 480), (1024, 600)])
        {
            window.Resize(width, height);
            guest.WaitFor(() => HasText(ReadPpm(guest.TakeScreen()), width, height), $"{width} by {height} on {machine}");
        }
    }

    private static bool HasText(Picture screen, int width, int height) =>
        screen.Width == width && screen.Height == height && screen.Pixels.AsSpan().ContainsAnyExcept((byte)0);

    private sealed record Picture(int Width, int Height, byte[] Pixels);

    private static Picture Reference(Guest guest, string name)
    {
        string file = Path.Combine(guest.Folder, "reference.ppm");
        string source = Repository.PathOf("iso", "rootfs", "usr", "share", "pictures", name);
        Outcome outcome = Shell.Run("sh", "-c", "pngtopnm \"$1\" | ppmtoppm >\"$2\"", "sh", source, file);
        Assert.True(outcome.Status == 0, outcome.ToString());
        return ReadPpm(File.ReadAllBytes(file));
    }

    /// <summary>In the middle of a black screen.</summary>
    private static bool Shows(byte[] screen, Picture expected)
    {
        Picture shown = ReadPpm(screen);
        int left = (shown.Width - expected.Width) / 2;
        int top = (shown.Height - expected.Height) / 2;
        if (left < 0 || top < 0) return false;

        for (int y = 0; y < shown.Height; y++)
        {
            ReadOnlySpan<byte> row = shown.Pixels.AsSpan(y * shown.Width * 3, shown.Width * 3);
            bool isInside = y >= top && y < top + expected.Height;
            bool isRight = isInside
                ? row.Slice(left * 3, expected.Width * 3).SequenceEqual(expected.Pixels.AsSpan((y - top) * expected.Width * 3, expected.Width * 3))
                    && !row[..(left * 3)].ContainsAnyExcept((byte)0) && !row[((left + expected.Width) * 3)..].ContainsAnyExcept((byte)0)
                : !row.ContainsAnyExcept((byte)0);
            if (!isRight) return false;
        }

        return true;
    }

    /// <summary>P6 with a maximum of 255, as QEMU and netpbm write it.</summary>
    private static Picture ReadPpm(byte[] file)
    {
        int start = 0;
        string[] header = new string[4];
        for (int i = 0; i < header.Length; i++)
        {
            int end = Array.FindIndex(file, start, b => b is (byte)' ' or (byte)'\n');
            header[i] = Encoding.ASCII.GetString(file, start, end - start);
            start = end + 1;
        }

        Assert.Equal(("P6", "255"), (header[0], header[3]));
        return new Picture(int.Parse(header[1]), int.Parse(header[2]), file[start..]);
    }
}
