// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>What the boot loader handed over, PVH or Multiboot2 alike.</summary>
public static unsafe class BootInformation
{
    internal const int MaximumCommandLine = 4096;

    private static byte* s_commandLine;
    private static int s_commandLineLength;

    /// <summary>The kernel command line, without a trailing NUL.</summary>
    // SAFETY: copied at boot into memory that is never freed.
    public static ReadOnlySpan<byte> CommandLine => new(s_commandLine, s_commandLineLength);

    /// <summary>The initial ram disk (first module); <c>null</c> if there is none.</summary>
    public static BootModule? Initramfs { get; internal set; }

    /// <summary>The screen the firmware or boot loader set up; <c>null</c> if there is none.</summary>
    public static BootFramebuffer? Framebuffer { get; internal set; }

    /// <summary>Finds <c>name=value</c> on the command line (the last one wins).</summary>
    /// <param name="value">The value, up to the next space; empty for a bare <c>name</c>.</param>
    public static bool TryGetOption(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        bool isFound = false;
        ReadOnlySpan<byte> rest = CommandLine;
        while (rest.Length > 0)
        {
            int end = rest.IndexOf((byte)' ');
            ReadOnlySpan<byte> word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!word.StartsWith(name)) continue;
            if (word.Length > name.Length && word[name.Length] != (byte)'=') continue;
            value = word.Length > name.Length ? word[(name.Length + 1)..] : default;
            isFound = true;
        }

        return isFound;
    }

    internal static void SetCommandLine(byte* text, int length)
    {
        s_commandLine = text;
        s_commandLineLength = length;
    }
}

/// <summary>A linear screen in device memory.</summary>
public sealed class BootFramebuffer
{
    internal BootFramebuffer(MmioRegion memory, int width, int height, int pitch, int bitsPerPixel, int redShift, int greenShift, int blueShift)
    {
        Memory = memory;
        Width = width;
        Height = height;
        Pitch = pitch;
        BitsPerPixel = bitsPerPixel;
        RedShift = redShift;
        GreenShift = greenShift;
        BlueShift = blueShift;
    }

    public MmioRegion Memory { get; }

    /// <summary>Pixels.</summary>
    public int Width { get; }

    /// <summary>Pixels.</summary>
    public int Height { get; }

    /// <summary>Bytes from one line to the next.</summary>
    public int Pitch { get; }

    public int BitsPerPixel { get; }

    /// <summary>Lowest bit of the red component; components have 8 bits.</summary>
    public int RedShift { get; }

    public int GreenShift { get; }

    public int BlueShift { get; }
}
