// SPDX-License-Identifier: MIT
using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.FileSystems.Ext2;
using Skift.FileSystems.TmpFs;
using Skift.Tests.Host.Files;
using Xunit;

namespace Skift.Tests.Host.Ext2;

/// <summary>A disk over an array, which can be told to fail.</summary>
internal sealed class MemoryDisk(byte[] bytes) : BlockDevice
{
    internal long FailingSector { get; set; } = -1;

    internal int ReadCount { get; private set; }

    public override string Name => "vda";

    public override ulong Number => DeviceNumber.Make(254, 0);

    public override long SectorCount => bytes.Length / SectorSize;

    public override Errno Read(long sector, Span<byte> destination)
    {
        Assert.InRange(sector, 0, SectorCount);
        Assert.Equal(0, destination.Length % SectorSize);
        Assert.InRange(sector + (destination.Length / SectorSize), 0, SectorCount);
        ReadCount++;
        bool isFailing = FailingSector >= sector && FailingSector < sector + (destination.Length / SectorSize);
        if (isFailing)
        {
            return Errno.EIO;
        }

        bytes.AsSpan((int)(sector * SectorSize), destination.Length).CopyTo(destination);
        return Errno.None;
    }
}

/// <summary>Makes images with e2fsprogs, and mounts them.</summary>
internal static class Ext2Image
{
    /// <summary>Runs mke2fs over a folder; the options come first.</summary>
    internal static byte[] Make(string folder, string options, string size, params string[] debugCommands)
    {
        string image = System.IO.Path.GetTempFileName();
        try
        {
            Run("mke2fs", $"-q -F {options} -d {folder} {image} {size}");
            foreach (string command in debugCommands)
            {
                Run("debugfs", $"-w -R \"{command}\" {image}");
            }

            return File.ReadAllBytes(image);
        }
        finally
        {
            File.Delete(image);
        }
    }

    internal static void Run(string program, string arguments, int allowed = 0)
    {
        ProcessStartInfo start = new($"/usr/sbin/{program}", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.FileName = File.Exists(start.FileName) ? start.FileName : $"/sbin/{program}";
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd() + process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode <= allowed, $"{program} {arguments}: {errors}");
    }

    /// <summary>A tree with the image mounted on /mnt.</summary>
    internal static Tree Mount(MemoryDisk disk, out Errno error)
    {
        Tree tree = new();
        tree.Namespace.Register(new Ext2FileSystemType());
        Assert.Equal(Errno.None, tree.Devices.Register(disk));
        Assert.Equal(Errno.None, tree.MakeDirectory("mnt"));
        Assert.Equal(Errno.None, tree.View.MakeNode("vda"u8, StatMode.S_IFBLK | Tree.Mode644, disk.Number));
        error = tree.View.Mount("/vda"u8, "mnt"u8, "ext2"u8, MountFlags.MS_RDONLY, default);
        return tree;
    }

    internal static Tree Mount(byte[] image)
    {
        Tree tree = Mount(new MemoryDisk(image), out Errno error);
        Assert.Equal(Errno.None, error);
        return tree;
    }
}
