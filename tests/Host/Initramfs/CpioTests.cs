// SPDX-License-Identifier: MIT
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Skift.Abi;
using Skift.FileSystems.Initramfs;
using Skift.Machine;
using Skift.Tests.Host.Files;
using Xunit;

namespace Skift.Tests.Host.Initramfs;

public sealed class CpioTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("skift-cpio-").FullName;
    private readonly Tree _tree = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Errno Unpack(byte[] archive) => CpioUnpacker.Unpack(archive, _tree.View);

    /// <summary>An archive by GNU cpio over the folder.</summary>
    private byte[] Pack(string options = "")
    {
        ProcessStartInfo start = new("/bin/sh", $"-c \"find . | LC_ALL=C sort | cpio -o -H newc {options}\"") { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        MemoryStream archive = new();
        process.StandardOutput.BaseStream.CopyTo(archive);
        process.WaitForExit();
        return archive.ToArray();
    }

    private static byte[] Member(string name, StatMode mode, string data = "", uint inode = 1, uint links = 1, string magic = "070701", uint checksum = 0)
    {
        StringBuilder text = new(magic);
        foreach (uint field in new uint[] { inode, (uint)mode, 5, 6, links, 1000, (uint)data.Length, 0, 0, 4, 64, (uint)name.Length + 1, checksum })
        {
            _ = text.Append(field.ToString("x8"));
        }

        _ = text.Append(name).Append('\0');
        Pad(text);
        _ = text.Append(data);
        Pad(text);
        return Encoding.Latin1.GetBytes(text.ToString());

        static void Pad(StringBuilder text)
        {
            while (text.Length % 4 != 0)
            {
                _ = text.Append('\0');
            }
        }
    }

    private static byte[] Join(params byte[][] parts) => parts.SelectMany(part => part).ToArray();

    private static byte[] Trailer => Member("TRAILER!!!", 0);

    [Fact]
    public void GnuArchive_IsUnpackedWhole()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(_folder, "etc/init.d"));
        File.WriteAllText(System.IO.Path.Combine(_folder, "etc/passwd"), "root:x:0:0\n");
        File.WriteAllBytes(System.IO.Path.Combine(_folder, "large"), new byte[100_001]);
        _ = File.CreateSymbolicLink(System.IO.Path.Combine(_folder, "etc/link"), "/etc/passwd");
        Assert.Equal(Errno.None, Linux.Link(FileConstants.AT_FDCWD, System.IO.Path.Combine(_folder, "etc/passwd"), System.IO.Path.Combine(_folder, "twin"), false));
        Assert.Equal(Errno.None, Linux.MakeFifo(FileConstants.AT_FDCWD, System.IO.Path.Combine(_folder, "fifo"), 0x1A4));
        Assert.Equal(Errno.None, Linux.Chmod(FileConstants.AT_FDCWD, System.IO.Path.Combine(_folder, "etc"), 0x1C0));
        Assert.Equal(Errno.None, Linux.Chmod(FileConstants.AT_FDCWD, System.IO.Path.Combine(_folder, "large"), 0xDB6));
        Assert.Equal(Errno.None, Unpack(Pack()));
        Assert.Equal("root:x:0:0\n", _tree.ReadFile("etc/link"));
        Assert.Equal("root:x:0:0\n", _tree.ReadFile("twin"));
        Assert.Equal(_tree.Stat("twin").st_ino, _tree.Stat("etc/passwd").st_ino);
        Assert.Equal(2ul, _tree.Stat("twin").st_nlink);
        Assert.Equal(100_001, _tree.Stat("large").st_size);
        Assert.Equal(StatMode.S_IFREG | (StatMode)0xDB6, _tree.Stat("large").st_mode);
        Assert.Equal(StatMode.S_IFDIR | StatMode.S_IRWXU, _tree.Stat("etc").st_mode);
        Assert.Equal(StatMode.S_IFIFO, _tree.Stat("fifo").st_mode & StatMode.S_IFMT);
        Assert.Equal(Errno.None, Linux.Stat(FileConstants.AT_FDCWD, System.IO.Path.Combine(_folder, "etc"), true, out Stat etc));
        Assert.Equal(etc.st_mtim.tv_sec, _tree.Stat("etc").st_mtim.tv_sec);
    }

    [Fact]
    public void SeveralArchives_WithZerosBetween_BuildOnEachOther()
    {
        byte[] archive = Join(
            new byte[512], Member("f", StatMode.S_IFREG | (StatMode)0x1A4, "old"), Trailer, new byte[1000],
            Member("./f", StatMode.S_IFREG | (StatMode)0x1A4, "new"), Member("/g", StatMode.S_IFREG, "abs"), Trailer, new byte[3]);
        Assert.Equal(Errno.None, Unpack(archive));
        Assert.Equal("new", _tree.ReadFile("f"));
        Assert.Equal("abs", _tree.ReadFile("g"));
        Assert.Equal(1000, _tree.Stat("f").st_mtim.tv_sec);
        Assert.Equal(5u, _tree.Stat("f").st_uid);
    }

    [Fact]
    public void Devices_AndChecksums_AreUnderstood()
    {
        Assert.Equal(Errno.None, Unpack(Join(Member("tty", StatMode.S_IFCHR | (StatMode)0x190), Member("sum", StatMode.S_IFREG, "abc", magic: "070702", checksum: 'a' + 'b' + 'c'), Trailer)));
        Assert.Equal(DeviceNumber.Make(4, 64), _tree.Stat("tty").st_rdev);
        Assert.Equal(Errno.EINVAL, Unpack(Join(Member("sum", StatMode.S_IFREG, "abc", magic: "070702", checksum: 1), Trailer)));
    }

    [Fact]
    public void DamagedArchives_AreRefusedWithTheReason()
    {
        byte[] good = Join(Member("dir", StatMode.S_IFDIR), Member("dir/f", StatMode.S_IFREG, "data"), Trailer);
        Refused(good[..50], "not a cpio archive");
        Refused(good[..120], "cut off");
        Refused([0x1F, 0x8B, .. new byte[200]], "compressed");
        Refused(Encoding.ASCII.GetBytes(new string('x', 200)), "not a cpio header");
        Refused(Join(Member("../up", StatMode.S_IFREG)), "'..'");
        Refused(Join(Member("a/../../up", StatMode.S_IFREG)), "'..'");
        Refused(Join(Member("odd", (StatMode)0x3000)), "unknown type");
        Refused(Join(Member("missing/f", StatMode.S_IFREG)), "cannot create 'missing/f'");
        Refused(Trailer, "no files");
        byte[] badDigit = (byte[])good.Clone();
        badDigit[20] = (byte)'g';
        Refused(badDigit, "not a cpio header");
        Assert.Equal(Errno.None, Unpack([]));

        void Refused(byte[] archive, string reason)
        {
            Assert.NotEqual(Errno.None, Unpack(archive));
            Assert.Contains(Log.Lines, line => line.StartsWith("initramfs:") && line.Contains(reason));
        }
    }

    [Fact]
    public void RandomDamage_NeverMoreThanAnError()
    {
        Random random = new(1);
        byte[] good = Join(
            Member("d", StatMode.S_IFDIR | Tree.Mode755), Member("d/f", StatMode.S_IFREG, new string('x', 5000), 7, 2), Member("d/g", StatMode.S_IFREG, "", 7, 2),
            Member("l", StatMode.S_IFLNK, "d/f"), Member("n", StatMode.S_IFCHR), Trailer);
        for (int round = 0; round < 3000; round++)
        {
            byte[] damaged = (byte[])good.Clone();
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                damaged[random.Next(damaged.Length)] = (byte)"0123456789abcdefF/.\0\u00ff"[random.Next(21)];
            }

            _ = CpioUnpacker.Unpack(damaged[..random.Next(damaged.Length + 1)], new Tree(1 << 20).View);
        }
    }
}
