// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Information;
using Skift.Core.Processes;
using Skift.Core.Memory;
using Skift.FileSystems.ProcFs;
using Skift.FileSystems.TmpFs;
using Skift.Tests.Host.Files;
using Xunit;

namespace Skift.Tests.Host.ProcFs;

public sealed class ProcTests
{
    private readonly Tree _tree = new();
    private readonly FakeInformation _information;

    public ProcTests()
    {
        _information = new FakeInformation(_tree);
        _tree.Namespace.Register(new ProcFileSystemType(_information));
        _tree.Namespace.Register(new TmpFileSystemType(1 << 20));
        Assert.Equal(Errno.None, _tree.MakeDirectory("proc"));
        Assert.Equal(Errno.None, _tree.View.Mount("proc"u8, "proc"u8, "proc"u8, 0, default));
    }

    private string Read(string name) => _tree.ReadFile("proc/" + name);

    private Errno Write(string name, string text)
    {
        using OpenFile file = _tree.Open("proc/" + name, OpenFlags.O_WRONLY | OpenFlags.O_TRUNC);
        IoSource source = IoSource.Over(Encoding.ASCII.GetBytes(text));
        return file.Write(ref source, Credentials.Root).Try(out _, out Errno error) ? Errno.None : error;
    }

    [Fact]
    public void Written_NameAndScore_ReachTheProcess()
    {
        Assert.Equal(Errno.None, Write("7/comm", "new name\n"));
        Assert.Equal("new name\n", _information.NewName);
        Assert.Equal(Errno.None, Write("7/oom_score_adj", " -500\n"));
        Assert.Equal("-500\n", Read("7/oom_score_adj"));
        Assert.Equal("-8\n", Read("7/oom_adj"));
        Assert.Equal(Errno.None, Write("7/oom_adj", "15"));
        Assert.Equal("1000\n", Read("7/oom_score_adj"));
        foreach (string wrong in (string[])["1001", "-1001", "", "x", "5x", "99999999999999999999"]) Assert.Equal(Errno.EINVAL, Write("7/oom_score_adj", wrong));
    }

    [Fact]
    public void Texts_HaveLinuxsFields()
    {
        Assert.Equal(Fields("/proc/self/limits"), FieldsOf(Read("7/limits")));
        Assert.Contains("Max open files            1024                 1048576              files     \n", Read("7/limits"));
        Assert.Equal(32, Read("7/auxv").Length);
        Assert.Equal("0::/\n", Read("7/cgroup"));
        Assert.Equal("00000000\n", Read("7/personality"));
        Assert.Equal(["pos", "flags", "mnt_id", "ino"], WithDescriptor(() => FieldsOf(Read("7/fdinfo/0"))));
        Assert.Equal("Linux\n", Read("sys/kernel/ostype"));
        Assert.Equal(Errno.EACCES, _tree.OpenError("proc/sys/kernel/ostype", OpenFlags.O_WRONLY));
        Assert.Equal(Errno.ENOENT, _tree.MakeDirectory("proc/sys/x"));
    }

    [Fact]
    public void Smaps_SumsUpToItsRollup()
    {
        _information.Areas =
        [
            new() { Start = 0x400000, End = 0x402000, IsReadable = true, IsExecutable = true },
            new() { Start = 0x500000, End = 0x501000, IsReadable = true, IsWritable = true, Label = "[heap]" },
        ];
        string[] areas = Read("7/smaps").Split('\n');
        Assert.Equal("00400000-00402000 r-xp 00000000 00:00 0 ", areas[0]);
        Assert.Equal("Size:                  8 kB", areas[1]);
        Assert.Equal("Rss:                  12 kB", areas[4]);
        Assert.Equal(2, areas.Count(line => line == "Private_Dirty:         8 kB"));
        string[] sum = Read("7/smaps_rollup").Split('\n');
        Assert.Matches(@"^00400000-00501000 ---p 00000000 00:00 0 +\[rollup\]$", sum[0]);
        Assert.Contains("Rss:                  24 kB", sum);
        Assert.Contains("Pss:                  20 kB", sum);
    }

    private static string[] Fields(string file) => FieldsOf(System.IO.File.ReadAllText(file));

    private static string[] FieldsOf(string text) =>
        [.. text.TrimEnd('\n').Split('\n').Select(line => Regex.Split(line, " {2,}|:")[0])];

    private string[] WithDescriptor(Func<string[]> read)
    {
        Assert.True(_information.Files.Add(_tree.Open("proc/version"), DescriptorFlags.None, 10).Try(out int descriptor, out _));
        string[] fields = read();
        Assert.Equal(Errno.None, _information.Files.Close(descriptor));
        return fields;
    }

    private string[] List(string name)
    {
        using OpenFile directory = _tree.Open("proc/" + name);
        return [.. DirectoryTests.List(directory, 200).Select(entry => entry.Name)];
    }

    [Fact]
    public void Root_ListsFilesAndProcesses()
    {
        Assert.Equal(
            [".", "..", "self", "thread-self", "mounts", "net", "cmdline", "cpuinfo", "devices", "filesystems", "loadavg", "meminfo", "modules", "partitions", "skift", "stat", "swaps", "sys", "uptime", "version", "vmstat", "1", "7"],
            List(""));
        Assert.Equal(Errno.ENOENT, _tree.StatError("proc/2"));
        Assert.Equal(Errno.ENOENT, _tree.StatError("proc/07"));
        Assert.Equal(Errno.ENOENT, _tree.StatError("proc/99999999999999"));
        Assert.Equal(Errno.ENOENT, _tree.MakeDirectory("proc/x"));
        Assert.Equal(Errno.EPERM, _tree.Unlink("proc/version"));
        Assert.Equal(Errno.EIO, Write("version", "x"));
        Assert.Equal(Errno.EINVAL, Write("7/stat", "x"));
    }

    [Fact]
    public void Self_LeadsToTheCaller()
    {
        Assert.Equal(Read("7/comm"), Read("self/comm"));
        Assert.Equal(Read("7/comm"), Read("thread-self/comm"));
        _information.Current = 1;
        Assert.Equal("init\n", Read("self/comm"));
        _information.Current = 0;
        Assert.Equal(Errno.ENOENT, _tree.StatError("proc/self/comm"));
    }

    [Fact]
    public void Stat_HasLinuxsFields()
    {
        string[] fields = Read("7/stat").TrimEnd('\n')[(Read("7/stat").LastIndexOf(')') + 2)..].Split(' ');
        Assert.StartsWith("7 (my (odd) name) S 1 7 7 1088 7 ", Read("7/stat"));
        Assert.Equal(50, fields.Length);
        Assert.Equal(["123", "45"], fields[11..13]);
        Assert.Equal(["25", "5", "1"], fields[15..18]);
        Assert.Equal("678", fields[19]);
        Assert.Equal("8192000", fields[20]);
        Assert.Equal("200", fields[21]);
        Assert.Equal(ulong.MaxValue.ToString(), fields[22]);
        string linux = System.IO.File.ReadAllText("/proc/self/stat");
        Assert.Equal(linux[(linux.LastIndexOf(')') + 2)..].Trim().Split(' ').Length, fields.Length);
    }

    [Fact]
    public void Status_LinesAreLinuxsOwn()
    {
        string[] linux = System.IO.File.ReadAllLines("/proc/self/status");
        string[] ours = Read("7/status").TrimEnd('\n').Split('\n');
        Dictionary<string, string> known = linux.ToDictionary(line => line.Split(':')[0]);
        foreach (string line in ours)
        {
            Assert.True(known.TryGetValue(line.Split(':')[0], out string? theirs), line);
            Assert.Equal(Shape(theirs), Shape(line));
        }

        Assert.Contains("Uid:\t5\t6\t7\t8", ours);
        Assert.Contains("SigBlk:\t0000000000010000", ours);
        Assert.Contains("Cpus_allowed:\t2d", ours);
        Assert.Contains("Cpus_allowed_list:\t0,2-3,5", ours);
        Assert.Contains("VmSize:\t    8000 kB", ours);
        Assert.Equal(ours.Select(line => line.Split(':')[0]), linux.Select(line => line.Split(':')[0]).Where(name => ours.Any(line => line.Split(':')[0] == name)));

        static string Shape(string line) => Regex.Replace(Regex.Replace(line, "^Name:.*|State:.*|Groups:.*|Umask:.*|^(Cpus|Mems)_allowed.*", "text"), " *[0-9a-f]+", "N");
    }

    [Fact]
    public void SystemFiles_HaveLinuxsShape()
    {
        Assert.Equal("1234.56 777.00\n", Read("uptime"));
        Assert.Equal("0.25 0.10 0.05 1/9 7\n", Read("loadavg"));
        Assert.Equal("Test version 1\n", Read("version"));
        Assert.Equal("console=ttyS0\n", Read("cmdline"));
        Assert.Equal("nodev\tproc\nnodev\ttmpfs\n", Read("filesystems"));
        Assert.StartsWith("MemTotal:         524288 kB\nMemFree:          262144 kB\nMemAvailable:", Read("meminfo"));
        Assert.Equal("cpu  100 0 50 77700 0 2 0 0 0 0", Read("stat").Split('\n')[0]);
        Assert.Equal("cpu0 100 0 50 77700 0 2 0 0 0 0", Read("stat").Split('\n')[1]);
        Assert.Contains("model name\t: Test CPU\n", Read("cpuinfo"));
        Assert.Contains("cpu MHz\t\t: 2400.123\n", Read("cpuinfo"));
        foreach (string line in Read("meminfo").TrimEnd('\n').Split('\n'))
        {
            Assert.Contains(System.IO.File.ReadAllLines("/proc/meminfo"), theirs => theirs.Split(':')[0] == line.Split(':')[0]);
            Assert.Matches("^[A-Za-z_]+: +[0-9]+ kB$", line);
        }
    }

    [Fact]
    public void Mounts_EscapeOddNames()
    {
        Assert.Equal(Errno.None, _tree.MakeDirectory("odd name\t"));
        Assert.Equal(Errno.None, _tree.View.Mount("a\\b"u8, "odd name\t"u8, "tmpfs"u8, MountFlags.MS_NOSUID | MountFlags.MS_NODEV, "size=64k"u8));
        string[] lines = Read("mounts").TrimEnd('\n').Split('\n');
        Assert.Equal("rootfs / tmpfs rw,relatime,size=16384k 0 0", lines[0]);
        Assert.Equal("proc /proc proc rw,relatime 0 0", lines[1]);
        Assert.Equal("a\\134b /odd\\040name\\011 tmpfs rw,nosuid,nodev,relatime,size=64k 0 0", lines[2]);
        Assert.Matches(@"^\d+ \d+ 0:\d+ / /odd\\040name\\011 rw,nosuid,nodev,relatime - tmpfs a\\134b rw,size=64k$", Read("self/mountinfo").TrimEnd('\n').Split('\n')[2]);
    }

    [Fact]
    public void Descriptors_AreLinksToTheFilesThemselves()
    {
        _tree.WriteFile("data", "content");
        OpenFile file = _tree.Open("data");
        Assert.True(_information.Files.Add(file, 0, 100, 3).Try(out int descriptor, out _));
        Assert.Equal([".", "..", "3"], List("self/fd"));
        Assert.True(_tree.View.ReadLink("proc/self/fd/3"u8).Try(out byte[] target, out _));
        Assert.Equal("/data", Encoding.Latin1.GetString(target));
        Assert.Equal(Errno.None, _tree.Unlink("data"));
        Assert.True(_tree.View.ReadLink("proc/self/fd/3"u8).Try(out target, out _));
        Assert.Equal("/data (deleted)", Encoding.Latin1.GetString(target));
        Assert.Equal("content", Read("self/fd/3"));
        Assert.Equal(StatMode.S_IFLNK | StatMode.S_IRUSR | StatMode.S_IXUSR, _tree.Stat("proc/self/fd/3", follow: false).st_mode);
        using (OpenFile again = _tree.Open("proc/self/fd/3", OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC))
        {
            _ = _tree.Write(again, "new");
        }

        Assert.Equal("new", Read("self/fd/3"));
        Assert.Equal(Errno.None, _information.Files.Close(descriptor));
        Assert.Equal(Errno.ENOENT, _tree.StatError("proc/self/fd/3"));
        Assert.Equal(Errno.EACCES, _tree.As(Tree.User(99)).Stat("proc/self/fd/0"u8, true).Error);
    }

    [Fact]
    public void ExeAndCwd_LeadThere()
    {
        Assert.True(_tree.View.ReadLink("proc/self/cwd"u8).Try(out byte[] target, out _));
        Assert.Equal("/", Encoding.Latin1.GetString(target));
        Assert.Equal(_tree.Stat("/").st_ino, _tree.Stat("proc/self/cwd").st_ino);
        Assert.Equal(_tree.Stat("/").st_ino, _tree.Stat("proc/self/root").st_ino);
        Assert.Equal(Errno.ENOENT, _tree.StatError("proc/self/exe"));
    }

    [Fact]
    public void Maps_LineUpAsOnLinux()
    {
        _tree.WriteFile("program", "");
        _information.Areas =
        [
            new() { Start = 0x400000, End = 0x401000, IsReadable = true, IsExecutable = true, Offset = 0x1000, File = new(_tree.Context.Root.Mount, Find("program")) },
            new() { Start = 0x7fff00000000, End = 0x7fff00021000, IsReadable = true, IsWritable = true, Label = "[stack]" },
            new() { Start = 0x500000, End = 0x501000, IsShared = true },
        ];
        string[] lines = Read("self/maps").TrimEnd('\n').Split('\n');
        Assert.StartsWith("00400000-00401000 r-xp 00001000 00:", lines[0]);
        Assert.Equal(73, lines[0].IndexOf("/program"));
        Assert.Equal("7fff00000000-7fff00021000 rw-p 00000000 00:00 0 ".PadRight(73) + "[stack]", lines[1]);
        Assert.Equal("00500000-00501000 ---s 00000000 00:00 0 ", lines[2]);
        Assert.Equal(73, System.IO.File.ReadAllLines("/proc/self/maps").First(line => line.Contains('/') && line.Length < 200).IndexOf('/'));
    }

    [Fact]
    public void EndedProcess_IsESRCH_EvenIfItsNumberIsTakenAgain()
    {
        using OpenFile status = _tree.Open("proc/7/status");
        using OpenFile directory = _tree.Open("proc/7");
        _information.StartTime += 1;
        Assert.Equal(Errno.ESRCH, Tree.TryRead(status, new byte[10]).Error);
        Assert.Equal(Errno.ENOENT, DirectoryTests.ListSome(directory, 1000, out _));
        Assert.Equal("1", Read("1/stat")[..1]);
    }

    [Fact]
    public void Reading_InPieces_GivesOneText()
    {
        using OpenFile file = _tree.Open("proc/self/status");
        string whole = Tree.ReadAt(file, 10_000, 0);
        StringBuilder pieces = new();
        for (string piece = Tree.Read(file, 7); piece.Length != 0; piece = Tree.Read(file, 7))
        {
            _ = pieces.Append(piece);
        }

        Assert.Equal(whole, pieces.ToString());
        Assert.Equal("a\0b\0", Read("7/cmdline"));
        Assert.Equal("X=1\0", Read("7/environ"));
        Assert.Equal(Errno.EACCES, _tree.As(Tree.User(99)).Open("proc/7/environ"u8, 0).Error);
        Assert.Equal([".", "..", "7", "8"], List("7/task"));
        Assert.StartsWith("8 (", Read("7/task/8/stat"));
        Assert.Equal(Errno.ENOENT, _tree.StatError("proc/7/task/9"));
    }

    private Dentry Find(string name)
    {
        using OpenFile file = _tree.Open(name);
        return file.Path.Dentry;
    }
}
