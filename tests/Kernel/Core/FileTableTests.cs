// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Machine;
using Skift.Core.Processes;

namespace Skift.Tests.Kernel;

/// <summary>Descriptors and record locks of processes.</summary>
internal static class FileTableTests
{
    private const long Limit = 1024;

    private static FileTable Files => TestProcess.Current.Files;

    [KernelTest(NeedsProcess = true)]
    internal static void Add_TakesTheLowestNumber_UpToTheLimit()
    {
        Check.Equal(0, Add(), "first");
        Check.Equal(1, Add(), "second");
        Check.Equal(2, Add(), "third");
        Check.Succeeds(Files.Close(1), "close");
        Check.Equal(1, Add(), "the gap");
        using OpenFile extra = FileOps.Open("/dev/null"u8);
        Check.Equal(Errno.EMFILE, Files.Add(extra, DescriptorFlags.None, 3).Error, "the limit");
        Check.Equal(Errno.EBADF, Files.Close(99), "not open");
        Check.Equal(Errno.EBADF, Files.Close(-1), "negative");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Duplicate_SharesThePosition()
    {
        int first = Add("/shared"u8, FileOps.Create);
        Check.Succeeds(Files.Duplicate(first, 10, DescriptorFlags.None, Limit), "dup2");
        using (OpenFile file = FileOps.Value(Files.Get(first), "get")) FileOps.Write(file, "abcdef"u8);
        using (OpenFile file = FileOps.Value(Files.Get(10), "get"))
        {
            FileOps.Write(file, "ghi"u8);
            Check.Equal(9, FileOps.Value(file.Seek(0, SeekWhence.SEEK_CUR), "seek"), "one position");
        }

        Check.Equal(Errno.EBADF, Files.Duplicate(first, (int)Limit, DescriptorFlags.None, Limit), "over the limit");
        Check.Succeeds(TestProcess.View.Unlink("/shared"u8), "unlink");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void Clone_IsIndependent_AndCloseOnExecCloses()
    {
        int kept = Add();
        int closed = Add();
        Check.Succeeds(Files.SetFlags(closed, DescriptorFlags.FD_CLOEXEC), "FD_CLOEXEC");
        FileTable copy = Files.Clone();
        Files.CloseOnExec();
        Check.True(Files.Get(closed).Error == Errno.EBADF, "closed by execve");
        FileOps.Value(Files.Get(kept), "kept by execve").Dispose();
        FileOps.Value(copy.Get(closed), "still open in the copy").Dispose();
        copy.Release();
    }

    [KernelTest(NeedsProcess = true)]
    internal static void End_OfTheProcess_ClosesItsFiles()
    {
        OpenFile watched = FileOps.Open("/watched"u8, FileOps.Create);
        TestProcess.Run(() => Check.True(Files.Add(watched.Acquire(), DescriptorFlags.None, Limit).IsSuccess, "add"));
        Check.Succeeds(TestProcess.View.Unlink("/watched"u8), "unlink");
        Inode inode = watched.Inode;
        watched.Dispose();
        Check.True(!inode.TryAcquire(), "nobody holds the file any more");
    }

    [KernelTest(NeedsProcess = true)]
    internal static void RecordLocks_ExcludeOtherOwners_AndEndWithAnyDescriptor()
    {
        using OpenFile file = FileOps.Open("/locked"u8, FileOps.Create);
        FileTable other = new();
        Check.True(other.Add(file.Acquire(), DescriptorFlags.None, Limit).Try(out int descriptor, out _), "add");
        Check.Succeeds(Lock(file, other, 10, 20, FileLock.F_WRLCK), "lock");
        Check.Equal(Errno.EAGAIN, Lock(file, Files, 15, 15, FileLock.F_RDLCK), "inside");
        Check.Succeeds(Lock(file, Files, 21, 30, FileLock.F_WRLCK), "beside");
        Check.Succeeds(other.Close(descriptor), "close");
        Check.Succeeds(Lock(file, Files, 12, 12, FileLock.F_WRLCK), "free again");
        RecordLocks.Release(Files, file.Inode);
        Check.Succeeds(TestProcess.View.Unlink("/locked"u8), "unlink");
    }

    private static Errno Lock(OpenFile file, FileTable owner, long start, long end, short type) =>
        RecordLocks.Set(file.Inode, owner, TestProcess.Current.Id, new LockRange(start, end, type), wait: false);

    private static int Add() => Add("/dev/null"u8, OpenFlags.O_RDWR);

    private static int Add(System.ReadOnlySpan<byte> name, OpenFlags flags) =>
        FileOps.Value(Files.Add(FileOps.Open(name, flags), DescriptorFlags.None, Limit), "add");
}
