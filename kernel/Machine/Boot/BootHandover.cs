// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Machine;

/// <summary>What the boot loader's structures said, kept while there is no heap for the objects that show it.</summary>
internal static unsafe class BootHandover
{
    private static CommandLineText s_commandLine;
    private static ulong s_moduleStart;
    private static ulong s_moduleLength;
    private static FramebufferTag s_framebuffer;

    /// <summary>Physical address of the ACPI root pointer; 0 if the loader does not name it.</summary>
    internal static ulong AcpiRootPointer { get; set; }

    /// <summary>Copies the command line out of the loader's memory.</summary>
    internal static void SetCommandLine(byte* text)
    {
        int length = 0;
        while (length < BootInformation.MaximumCommandLine && text[length] != 0)
        {
            s_commandLine[length] = text[length];
            length++;
        }

        // SAFETY: statics of unmanaged type do not move.
        BootInformation.SetCommandLine((byte*)Unsafe.AsPointer(ref s_commandLine), length);
    }

    /// <summary>Notes the first module, and keeps its memory.</summary>
    internal static void SetModule(ulong start, ulong length)
    {
        if (s_moduleLength != 0 || length == 0) return;
        s_moduleStart = start;
        s_moduleLength = length;
        BootMemoryMap.Reserve(start, length);
    }

    internal static void SetFramebuffer(FramebufferTag framebuffer) => s_framebuffer = framebuffer;

    /// <summary>Makes the objects of <see cref="BootInformation"/>.</summary>
    internal static void Publish()
    {
        PhysicalAddress module = new(s_moduleStart);
        if (s_moduleLength is > 0 and <= int.MaxValue && BootMemoryMap.IsInDirectMap(module, s_moduleLength))
        {
            BootInformation.Initramfs = new BootModule(module, (long)s_moduleLength);
        }

        FramebufferTag screen = s_framebuffer;
        if (screen.Height == 0) return;
        long bytes = (long)screen.Pitch * screen.Height;
        if (!MmioRegion.Map(new PhysicalAddress(screen.Address), bytes).Try(out MmioRegion memory, out Errno _)) return;
        BootInformation.Framebuffer = new BootFramebuffer(
            memory,
            (int)screen.Width,
            (int)screen.Height,
            (int)screen.Pitch,
            screen.BitsPerPixel,
            screen.RedShift,
            screen.GreenShift,
            screen.BlueShift);
    }

    [InlineArray(BootInformation.MaximumCommandLine)]
    private struct CommandLineText
    {
        private byte _first;
    }
}

/// <summary>A linear RGB screen as Multiboot2 describes it.</summary>
internal struct FramebufferTag
{
    public ulong Address;
    public uint Pitch;
    public uint Width;
    public uint Height;
    public byte BitsPerPixel;
    public byte RedShift;
    public byte GreenShift;
    public byte BlueShift;
}

/// <summary>Which entry the boot loader used; the values are those of Asm/boot.S.</summary>
internal static class BootProtocols
{
    internal const ulong Pvh = 1;
    internal const ulong Multiboot2 = 2;
}
