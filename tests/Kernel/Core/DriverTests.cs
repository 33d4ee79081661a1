// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;

namespace Skift.Tests.Kernel;

/// <summary>The virtio devices that the machine has, through the drivers that boot uses. <c>run-qemu.sh --test --disk IMG --qmp SOCKET</c> has them all.</summary>
internal static class DriverTests
{
    private const int LastSectors = 64;

    private static BlockDevice Disk => TestSystem.Devices.FindBlock(DeviceNumber.Make(254, 0)) ?? throw new SkipException("no disk");

    private static Framebuffer Screen => TestSystem.Devices.FindCharacter(Framebuffer.NumberOf(0)) as Framebuffer ?? throw new SkipException("no screen");

    [KernelTest(NeedsScheduler = true)]
    internal static void Disk_KeepsWhatIsWritten()
    {
        BlockDevice disk = Disk;
        byte[] before = new byte[LastSectors * BlockDevice.SectorSize];
        long sector = disk.SectorCount - LastSectors;
        Check.Succeeds(disk.Read(sector, before), "read");
        byte[] data = new byte[before.Length];
        for (int i = 0; i < data.Length; i++) data[i] = (byte)(i * 31 / 7);
        Check.Succeeds(disk.Write(sector, data), "write");
        Check.Succeeds(disk.Flush(), "flush");
        byte[] back = new byte[data.Length];
        Check.Succeeds(disk.Read(sector, back), "read back");
        Check.Succeeds(disk.Write(sector, before), "put back what was there");
        FileOps.Expect(data, back, "contents");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Disk_ReadsTheSame_InOnePieceAndInMany()
    {
        BlockDevice disk = Disk;
        int sectors = (int)Math.Min(disk.SectorCount, 2048);
        byte[] whole = new byte[sectors * BlockDevice.SectorSize];
        Check.Succeeds(disk.Read(0, whole), "in one piece");
        byte[] part = new byte[3 * BlockDevice.SectorSize];
        for (int sector = 0; sector + 3 <= sectors; sector += 97)
        {
            Check.Succeeds(disk.Read(sector, part), "in pieces");
            FileOps.Expect(whole.AsSpan(sector * BlockDevice.SectorSize, part.Length), part, "a piece");
        }
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Disk_ServesThreadsAtOnce()
    {
        BlockDevice disk = Disk;
        int done = 0;
        int wrong = 0;
        byte[] whole = new byte[256 * BlockDevice.SectorSize];
        Check.Succeeds(disk.Read(0, whole), "read");
        for (int i = 0; i < 4; i++)
        {
            int first = i * 13;
            _ = Skift.Core.Scheduling.WorkerThread.Start("reader", () =>
            {
                byte[] part = new byte[8 * BlockDevice.SectorSize];
                for (int round = 0; round < 50; round++)
                {
                    int sector = (first + (round * 5)) % 240;
                    bool isRight = disk.Read(sector, part) == Errno.None && whole.AsSpan(sector * BlockDevice.SectorSize, part.Length).SequenceEqual(part);
                    if (!isRight) _ = System.Threading.Interlocked.Increment(ref wrong);
                }

                _ = System.Threading.Interlocked.Increment(ref done);
            });
        }

        Until.True(() => System.Threading.Volatile.Read(ref done) == 4, "all readers end");
        Check.Equal(0, wrong, "wrong reads");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Disk_RefusesWhatLiesBehindItsEnd()
    {
        BlockDevice disk = Disk;
        Check.True(disk.Read(disk.SectorCount, new byte[BlockDevice.SectorSize]) != Errno.None, "behind the end");
        Check.Succeeds(disk.Read(0, new byte[BlockDevice.SectorSize]), "and goes on working");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void DiskFile_ReadsFromAnyByte()
    {
        BlockDevice disk = Disk;
        byte[] sectors = new byte[4 * BlockDevice.SectorSize];
        Check.Succeeds(disk.Read(0, sectors), "read");
        using OpenFile file = FileOps.Open("/dev/vda"u8);
        FileOps.Expect(sectors.AsSpan(100, 1000), FileOps.ReadAt(file, 100, 1000), "from byte 100");
        Check.Equal(disk.SectorCount * BlockDevice.SectorSize, FileOps.Value(file.Seek(0, SeekWhence.SEEK_END), "seek"), "length");
        Check.Equal(0, FileOps.Read(file, 10).Length, "end of file");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Ext2_MountsTheDisk_WhenThereIsOneOnIt()
    {
        _ = Disk;
        Check.Succeeds(TestProcess.View.MakeDirectory("/mnt"u8, TestSystem.Mode755), "mkdir");
        Errno error = TestProcess.View.Mount("/dev/vda"u8, "/mnt"u8, "ext2"u8, MountFlags.MS_RDONLY, default);
        try
        {
            if (error == Errno.EINVAL) throw new SkipException("no ext2 on the disk");
            Check.Succeeds(error, "mount");
            Check.True(FileOps.Stat("/mnt/lost+found"u8).st_ino != 0, "lost+found");
            Check.Equal(Errno.EROFS, TestProcess.View.Unlink("/mnt/lost+found"u8) is Errno.EISDIR or Errno.EROFS ? Errno.EROFS : Errno.None, "read only");
            Check.Succeeds(TestProcess.View.Unmount("/mnt"u8, default), "unmount");
        }
        finally
        {
            _ = TestProcess.View.RemoveDirectory("/mnt"u8);
        }
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Screen_TakesPixels_AndReadsThemBack()
    {
        Framebuffer screen = Screen;
        (int width, int height) = screen.CurrentMode();
        Check.Equal((long)width * height * Framebuffer.BytesPerPixel, screen.ByteLength, "length");
        screen.WritePixels(width - 2, height - 1, [0x112233, 0x445566, 0x778899]);
        byte[] last = new byte[8];
        Skift.Core.Memory.IoSink sink = Skift.Core.Memory.IoSink.Over(last);
        Check.Equal(8, FileOps.Value(screen.Read(ref sink, screen.ByteLength - 8, false), "read"), "bytes");
        Check.Equal(0x112233, BitConverter.ToInt32(last, 0) & 0xFFFFFF, "the last but one pixel");
        Check.Equal(0x445566, BitConverter.ToInt32(last, 4) & 0xFFFFFF, "the last pixel; what follows is left out");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Screen_ChangesItsMode()
    {
        Framebuffer screen = Screen;
        (int width, int height) = screen.CurrentMode();
        Check.Succeeds(screen.SetMode(640, 480), "smaller");
        Check.Equal(640 * 480 * 4, screen.ByteLength, "length");
        Check.Equal(Errno.EINVAL, screen.SetMode(0, 480), "no width");
        Check.Equal(Errno.EINVAL, screen.SetMode(1 << 20, 1 << 20), "too large");
        Check.Succeeds(screen.SetMode(width, height), "back");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Keyboard_AndPointer_AreThere()
    {
        _ = Screen;
        InputDevice keyboard = Find(keyboard: true);
        InputDevice pointer = Find(keyboard: false);
        Check.True(keyboard != pointer, "two devices");
    }

    private static InputDevice Find(bool keyboard)
    {
        for (int i = 0; TestSystem.Devices.FindCharacter(InputDevice.NumberOf(i)) is InputDevice device; i++)
        {
            if (device.IsKeyboard == keyboard) return device;
        }

        throw new CheckException("an input device is missing");
    }
}
