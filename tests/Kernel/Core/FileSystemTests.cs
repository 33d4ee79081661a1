// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;

namespace Skift.Tests.Kernel;

/// <summary>Names, directories, links and mounts of the tree that boot builds; the host tests compare every call with Linux.</summary>
internal static class FileSystemTests
{
    private const uint Nobody = 65534;

    private static FileView View => TestProcess.View;

    [KernelTest(NeedsProcess = true)]
    internal static void Open_ChecksItsFlags()
    {
        Check.Equal(Errno.ENOENT, View.Open("/none"u8, OpenFlags.O_RDONLY).Error, "no such file");
        FileOps.Open("/f"u8, FileOps.Create).Dispose();
        Check.Equal(Errno.EEXIST, View.Open("/f"u8, FileOps.Create | OpenFlags.O_EXCL).Error, "O_EXCL");
        Check.Equal(Errno.ENOTDIR, View.Open("/f"u8, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY).Error, "O_DIRECTORY");
        Check.Equal(Errno.ENOTDIR, View.Open("/f/x"u8, OpenFlags.O_RDONLY).Error, "below a file");
        Check.Equal(Errno.EISDIR, View.Open("/dev"u8, OpenFlags.O_WRONLY).Error, "a directory for writing");
        byte[] longName = new byte[300];
        Array.Fill(longName, (byte)0x78);
        Check.Equal(Errno.ENAMETOOLONG, View.Open(longName, OpenFlags.O_RDONLY).Error, "a long name");
        Check.Succeeds(View.Unlink("/f"u8), "unlink");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Directories_AreEmptyBeforeTheyGo()
    {
        Check.Succeeds(View.MakeDirectory("/d"u8, TestSystem.Mode755), "mkdir");
        Check.Equal(Errno.EEXIST, View.MakeDirectory("/d"u8, TestSystem.Mode755), "again");
        FileOps.Open("/d/f"u8, FileOps.Create).Dispose();
        Check.Equal(Errno.ENOTEMPTY, View.RemoveDirectory("/d"u8), "not empty");
        Check.Equal(Errno.EISDIR, View.Unlink("/d"u8), "unlink of a directory");
        Check.Equal(Errno.ENOTDIR, View.RemoveDirectory("/d/f"u8), "rmdir of a file");
        Check.Succeeds(View.Unlink("/d/f"u8), "unlink");
        Check.Equal(Errno.EINVAL, View.RemoveDirectory("/d/."u8), "rmdir of a dot");
        Check.Succeeds(View.RemoveDirectory("/d"u8), "rmdir");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Links_CountAndShareTheFile()
    {
        using OpenFile file = FileOps.Open("/a"u8, FileOps.Create);
        Check.Succeeds(View.Link(View, "/a"u8, "/b"u8, follow: false), "link");
        Check.Equal(2, (long)FileOps.Stat("/a"u8).st_nlink, "links");
        Check.Equal((long)FileOps.Stat("/a"u8).st_ino, (long)FileOps.Stat("/b"u8).st_ino, "one inode");
        Check.Succeeds(View.Unlink("/a"u8), "unlink the first name");
        Check.Equal(1, (long)FileOps.Stat("/b"u8).st_nlink, "links left");
        Check.Succeeds(View.MakeDirectory("/d"u8, TestSystem.Mode755), "mkdir");
        Check.Equal(Errno.EPERM, View.Link(View, "/d"u8, "/c"u8, follow: false), "a directory");
        Check.Succeeds(View.RemoveDirectory("/d"u8), "rmdir");
        Check.Equal(Errno.EXDEV, View.Link(View, "/dev/null"u8, "/c"u8, follow: false), "another file system");
        Check.Succeeds(View.Unlink("/b"u8), "unlink the second name");
        Check.Equal(0, file.Inode.Attributes.Links, "no links");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void SymbolicLinks_AreFollowed_UpToALimit()
    {
        Check.Succeeds(View.MakeSymbolicLink("loop"u8, "/loop"u8), "a loop");
        Check.Equal(Errno.ELOOP, View.Open("/loop"u8, OpenFlags.O_RDONLY).Error, "the loop");
        Check.Succeeds(View.MakeSymbolicLink("/dev/null"u8, "/link"u8), "a link");
        using (OpenFile file = FileOps.Open("/link"u8)) Check.Equal((long)StatMode.S_IFCHR, (long)file.Inode.Type, "what it leads to");
        Check.Equal(Errno.ELOOP, View.Open("/link"u8, OpenFlags.O_RDONLY | OpenFlags.O_NOFOLLOW).Error, "O_NOFOLLOW");
        FileOps.Expect("/dev/null"u8, FileOps.Value(View.ReadLink("/link"u8), "readlink"), "target");
        Check.Succeeds(View.Unlink("/link"u8), "unlink");
        Check.Succeeds(View.Unlink("/loop"u8), "unlink");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Rename_ReplacesAtOnce_AndRefusesCycles()
    {
        FileOps.Open("/old"u8, FileOps.Create).Dispose();
        using OpenFile replaced = FileOps.Open("/new"u8, FileOps.Create);
        Check.Equal(Errno.EEXIST, View.Rename(View, "/old"u8, "/new"u8, RenameFlags.RENAME_NOREPLACE), "RENAME_NOREPLACE");
        Check.Succeeds(View.Rename(View, "/old"u8, "/new"u8), "rename");
        Check.Equal(0, replaced.Inode.Attributes.Links, "what was there has no name any more");
        Check.Equal(Errno.ENOENT, View.Stat("/old"u8, follow: false).Error, "the old name");
        Check.Succeeds(View.MakeDirectory("/d"u8, TestSystem.Mode755), "mkdir");
        Check.Succeeds(View.MakeDirectory("/d/e"u8, TestSystem.Mode755), "mkdir");
        Check.Equal(Errno.EINVAL, View.Rename(View, "/d"u8, "/d/e/f"u8), "into itself");
        Check.Equal(Errno.EISDIR, View.Rename(View, "/new"u8, "/d"u8), "a file over a directory");
        Check.Succeeds(View.RemoveDirectory("/d/e"u8), "rmdir");
        Check.Succeeds(View.RemoveDirectory("/d"u8), "rmdir");
        Check.Succeeds(View.Unlink("/new"u8), "unlink");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Permissions_HoldForOthersThanRoot()
    {
        FileOps.Open("/secret"u8, FileOps.Create).Dispose();
        Check.Succeeds(View.ChangeMode("/secret"u8, StatMode.S_IRUSR), "chmod");
        FileView other = new(TestProcess.Current.FileSystem, new Credentials
        {
            UserId = Nobody, EffectiveUserId = Nobody, SavedUserId = Nobody, FileSystemUserId = Nobody,
            GroupId = Nobody, EffectiveGroupId = Nobody, SavedGroupId = Nobody, FileSystemGroupId = Nobody,
        });
        Check.Equal(Errno.EACCES, other.Open("/secret"u8, OpenFlags.O_RDONLY).Error, "read");
        Check.Equal(Errno.EACCES, other.Open("/another"u8, FileOps.Create, FileOps.Mode644).Error, "create in the root's directory");
        Check.Equal(Errno.EACCES, other.Unlink("/secret"u8), "unlink");
        Check.Equal(Errno.EPERM, other.ChangeMode("/secret"u8, FileOps.Mode644), "chmod");
        Check.Equal(Errno.EPERM, other.Mount("x"u8, "/proc"u8, "tmpfs"u8, MountFlags.None, default), "mount");
        FileOps.Open("/secret"u8, OpenFlags.O_RDWR).Dispose();
        Check.Succeeds(View.Unlink("/secret"u8), "unlink as root");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Mounts_CoverAndUncover_AndAreBusyWhileUsed()
    {
        Check.Succeeds(View.MakeDirectory("/m"u8, TestSystem.Mode755), "mkdir");
        FileOps.Open("/m/below"u8, FileOps.Create).Dispose();
        Check.Succeeds(View.Mount("none"u8, "/m"u8, "tmpfs"u8, MountFlags.None, default), "mount");
        Check.Equal(Errno.ENOENT, View.Stat("/m/below"u8, follow: true).Error, "covered");
        using (OpenFile file = FileOps.Open("/m/above"u8, FileOps.Create))
        {
            FileOps.Write(file, new byte[10_000]);
            Check.Equal(Errno.EBUSY, View.Unmount("/m"u8, default), "in use");
        }

        Check.Equal(Errno.EBUSY, View.RemoveDirectory("/m"u8), "a mount point");
        Check.Succeeds(View.Unmount("/m"u8, default), "unmount");
        Check.Equal(Errno.EINVAL, View.Unmount("/m"u8, default), "twice");
        Check.Equal(Errno.ENODEV, View.Mount("none"u8, "/m"u8, "nofs"u8, MountFlags.None, default), "unknown type");
        Check.Succeeds(View.Unlink("/m/below"u8), "uncovered");
        Check.Succeeds(View.RemoveDirectory("/m"u8), "rmdir");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void ReadOnlyMounts_RefuseWriting()
    {
        Check.Succeeds(View.MakeDirectory("/m"u8, TestSystem.Mode755), "mkdir");
        Check.Succeeds(View.Mount("none"u8, "/m"u8, "tmpfs"u8, MountFlags.MS_RDONLY, default), "mount");
        Check.Equal(Errno.EROFS, View.Open("/m/f"u8, FileOps.Create, FileOps.Mode644).Error, "create");
        Check.Equal(Errno.EROFS, View.MakeDirectory("/m/d"u8, TestSystem.Mode755), "mkdir");
        Check.Succeeds(View.Mount("none"u8, "/m"u8, "tmpfs"u8, MountFlags.MS_REMOUNT, default), "remount");
        FileOps.Open("/m/f"u8, FileOps.Create).Dispose();
        Check.Succeeds(View.Unmount("/m"u8, default), "unmount");
        Check.Succeeds(View.RemoveDirectory("/m"u8), "rmdir");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void ReadDirectory_ListsEveryEntryOnce_InSmallPieces()
    {
        const int Count = 50;
        Check.Succeeds(View.MakeDirectory("/d"u8, TestSystem.Mode755), "mkdir");
        for (int i = 0; i < Count; i++) FileOps.Open(Name(i), FileOps.Create).Dispose();
        bool[] seen = new bool[Count];
        int dots = 0;
        using (OpenFile directory = FileOps.Open("/d"u8, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY))
        {
            byte[] buffer = new byte[100];
            while (true)
            {
                DirectoryWriter writer = new(IoSink.Over(buffer));
                int length = (int)FileOps.Value(directory.ReadDirectory(ref writer), "getdents64");
                if (length == 0) break;
                for (int at = 0; at < length; at += BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + Dirent64.LengthOffset)))
                {
                    if (buffer[at + Dirent64.NameOffset] == (byte)'.') dots++;
                    else Note(seen, buffer.AsSpan(at + Dirent64.NameOffset, 2));
                }
            }
        }

        Check.Equal(2, dots, "dot and dot-dot");
        for (int i = 0; i < Count; i++)
        {
            Check.True(seen[i], "an entry is listed");
            Check.Succeeds(View.Unlink(Name(i)), "unlink");
        }

        Check.Succeeds(View.RemoveDirectory("/d"u8), "rmdir");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void WorkingDirectory_AndRoot_BelongToTheProcess()
    {
        Check.Succeeds(View.MakeDirectory("/jail"u8, TestSystem.Mode755), "mkdir");
        Check.Succeeds(View.ChangeDirectory("/jail"u8), "chdir");
        FileOps.Open("inside"u8, FileOps.Create).Dispose();
        Check.Succeeds(View.ChangeRoot("."u8), "chroot");
        Check.True(View.Stat("/inside"u8, follow: true).IsSuccess, "seen from the new root");
        Check.True(View.Stat("/../../inside"u8, follow: true).IsSuccess, "no way out by dot-dot");
        Check.Equal(Errno.ENOENT, View.Stat("/dev"u8, follow: true).Error, "what is outside");
        Check.Succeeds(View.Unlink("/inside"u8), "unlink");
        TestProcess.Current.FileSystem.Release();
        TestProcess.Current.FileSystem = FileSystemContext.Create(TestSystem.Mounts);
        Check.Succeeds(View.RemoveDirectory("/jail"u8), "rmdir");
    }


    private static byte[] Name(int i) => [(byte)'/', (byte)'d', (byte)'/', (byte)('0' + (i / 10)), (byte)('0' + (i % 10))];

    private static void Note(bool[] seen, ReadOnlySpan<byte> name)
    {
        int index = ((name[0] - '0') * 10) + name[1] - '0';
        Check.True(!seen[index], "listed once");
        seen[index] = true;
    }
}
