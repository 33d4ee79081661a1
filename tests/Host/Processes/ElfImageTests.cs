// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.IO;
using Skift.Abi;
using Skift.Core.Programs;
using Xunit;

namespace Skift.Tests.Host.Processes;

public sealed class ElfImageTests
{
    private const ulong UserEnd = 0x7FFF_FFFF_F000;

    private static Errno Load(ReadOnlySpan<byte> file, out ElfImage? image)
    {
        image = null;
        Errno error = ElfImage.ReadHeader(file[..Math.Min(file.Length, 256)], out long offset, out int length);
        if (error != Errno.None) return error;
        if (offset > file.Length || length > file.Length - offset) return Errno.ENOEXEC;
        return ElfImage.Parse(file, file.Slice((int)offset, length), UserEnd).Try(out image, out error) ? Errno.None : error;
    }

    [Fact]
    public void RealPrograms_AreAccepted()
    {
        foreach (string path in new[] { "/bin/sh", "/proc/self/exe", "/usr/bin/env" })
        {
            Assert.Equal(Errno.None, Load(File.ReadAllBytes(path), out ElfImage? image));
            Assert.True(image!.Segments.Length > 0);
            Assert.True(image.InterpreterLength > 0);
            Assert.True(image.End > image.Start);
            Assert.NotEqual(0ul, image.Entry);
            Assert.NotEqual(0ul, image.HeadersAddress);
            Assert.False(image.HasExecutableStack);
        }
    }

    [Fact]
    public void OtherFiles_AreRefused()
    {
        Assert.Equal(Errno.ENOEXEC, Load([], out _));
        Assert.Equal(Errno.ENOEXEC, Load("#!/bin/sh\n"u8, out _));
        byte[] file = File.ReadAllBytes("/bin/sh");
        foreach (int offset in new[] { 0, 4, 5, 16, 18, 54 })
        {
            byte[] damaged = (byte[])file.Clone();
            damaged[offset] ^= 0x40;
            Assert.Equal(Errno.ENOEXEC, Load(damaged, out _));
        }
    }

    /// <summary>Whatever the headers say, what is accepted keeps the promises that the loader builds on.</summary>
    [Fact]
    public void DamagedHeaders_NeverBreakThePromises()
    {
        byte[] file = File.ReadAllBytes("/bin/sh")[..4096];
        Random random = new(3);
        int accepted = 0;
        for (int round = 0; round < 100_000; round++)
        {
            byte[] damaged = (byte[])file.Clone();
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                int at = random.Next(16, 900);
                if (random.Next(4) == 0) BinaryPrimitives.WriteUInt64LittleEndian(damaged.AsSpan(at), (ulong)random.NextInt64() << random.Next(64));
                else damaged[at] = (byte)random.Next(256);
            }

            if (Load(damaged, out ElfImage? image) != Errno.None) continue;
            accepted++;
            CheckPromises(image!);
        }

        Assert.True(accepted > 100);
    }

    private static void CheckPromises(ElfImage image)
    {
        ulong previousEnd = 0;
        foreach (ElfSegment segment in image.Segments)
        {
            Assert.True(segment.Address >= previousEnd);
            Assert.True(segment.MemoryBytes > 0 && segment.FileBytes <= segment.MemoryBytes);
            Assert.True(segment.Address + segment.MemoryBytes <= UserEnd);
            Assert.Equal(segment.Address % 4096, segment.Offset % 4096);
            previousEnd = (segment.Address + segment.MemoryBytes + 4095) & ~4095ul;
        }

        Assert.True(image.Start < image.End);
        Assert.Equal(0ul, image.Alignment & (image.Alignment - 1));
        Assert.InRange(image.InterpreterLength, 0, 4096);
    }
}
