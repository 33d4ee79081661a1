// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core;
using Skift.Core.Files;

namespace Skift.Tests.Kernel;

/// <summary>The files of <c>/dev</c> and <c>/proc</c>, through the tree.</summary>
internal static class DeviceFileTests
{
    [KernelTest(NeedsProcess = true)]
    internal static void Null_TakesEverything_AndIsEmpty()
    {
        using OpenFile file = FileOps.Open("/dev/null"u8, OpenFlags.O_RDWR);
        FileOps.Write(file, new byte[100_000]);
        Check.Equal(0, FileOps.Read(file, 10).Length, "end of file");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Zero_GivesZeros_AndFullHasNoRoom()
    {
        using OpenFile zero = FileOps.Open("/dev/zero"u8);
        FileOps.Expect(new byte[5000], FileOps.Read(zero, 5000), "zeros");
        using OpenFile full = FileOps.Open("/dev/full"u8, OpenFlags.O_RDWR);
        Check.Equal(Errno.ENOSPC, FileOps.TryWrite(full, "x"u8), "full");
        FileOps.Expect(new byte[10], FileOps.Read(full, 10), "reads zeros");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Random_DiffersEachTime()
    {
        using OpenFile file = FileOps.Open("/dev/urandom"u8, OpenFlags.O_RDWR);
        byte[] first = FileOps.Read(file, 1000);
        byte[] second = FileOps.Read(file, 1000);
        Check.True(!first.AsSpan().SequenceEqual(second), "two reads");
        int ones = 0;
        foreach (byte value in first) ones += System.Numerics.BitOperations.PopCount(value);
        Check.True(ones is > 3700 and < 4300, "about half of the bits are set");
        FileOps.Write(file, "entropy!"u8);
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Tree_HasAFileForEachDevice_WithItsNumber()
    {
        Stat zero = FileOps.Stat("/dev/zero"u8);
        Check.Equal((long)StatMode.S_IFCHR, (long)(zero.st_mode & StatMode.S_IFMT), "type");
        Check.Equal((long)DeviceNumber.Make(1, 5), (long)zero.st_rdev, "number");
        FileOps.Expect("/proc/self/fd"u8, FileOps.Value(TestProcess.View.ReadLink("/dev/fd"u8), "readlink"), "/dev/fd");
        Check.Succeeds(TestProcess.View.MakeNode("/dev/gone"u8, StatMode.S_IFCHR | FileOps.Mode644, DeviceNumber.Make(200, 1)), "mknod");
        Check.Equal(Errno.ENXIO, TestProcess.View.Open("/dev/gone"u8, OpenFlags.O_RDONLY).Error, "a file without a device");
        Check.Succeeds(TestProcess.View.Unlink("/dev/gone"u8), "unlink");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Proc_ShowsTheProcess()
    {
        FileOps.Expect(Text.ToBytes(TestProcess.Current.Id.ToString()), FileOps.Value(TestProcess.View.ReadLink("/proc/self"u8), "readlink"), "/proc/self");
        using (OpenFile status = FileOps.Open("/proc/self/status"u8)) Contains(FileOps.Read(status, 4096), "Threads:\t1\n"u8, "status");
        ulong start = MemoryOps.Map(4, Protection.PROT_READ);
        using (OpenFile maps = FileOps.Open("/proc/self/maps"u8)) Contains(FileOps.Read(maps, 4096), "r--p 00000000 00:00 0"u8, "maps");
        Check.Succeeds(TestProcess.Memory.Unmap(start, 4 * Skift.Machine.Page.Size), "unmap");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Proc_ShowsTheSystem()
    {
        using (OpenFile memory = FileOps.Open("/proc/meminfo"u8)) Contains(FileOps.Read(memory, 4096), "MemTotal:"u8, "meminfo");
        using (OpenFile mounts = FileOps.Open("/proc/mounts"u8)) Contains(FileOps.Read(mounts, 4096), "proc /proc proc rw"u8, "mounts");
        using (OpenFile version = FileOps.Open("/proc/version"u8)) Contains(FileOps.Read(version, 4096), "SkiftSharp"u8, "version");
        Check.Equal(Errno.ENOENT, TestProcess.View.Stat("/proc/99999"u8, follow: true).Error, "no such process");
        Check.True(TestProcess.View.Open("/proc/new"u8, FileOps.Create, FileOps.Mode644).Error != Errno.None, "nothing can be created there");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void RandomSource_KeysDoNotRepeat()
    {
        ulong[] values = new ulong[1000];
        for (int i = 0; i < values.Length; i++) values[i] = RandomSource.NextUInt64();
        Array.Sort(values);
        for (int i = 1; i < values.Length; i++) Check.True(values[i] != values[i - 1], "all different");
    }

    private static void Contains(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part, string what) => Check.True(text.IndexOf(part) >= 0, what);
}
