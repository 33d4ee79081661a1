// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>fcntl.h: advice, allocation, and moving data inside the kernel.</summary>
public static unsafe partial class C
{
    [RuntimeExport("fallocate")]
    public static int fallocate(int fd, int mode, long start, long length) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.fallocate, fd, mode, start, length));

    [RuntimeExport("splice")]
    public static long splice(int inputFd, long* inputOffset, int outputFd, long* outputOffset, nuint count, uint flags) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.splice, inputFd, (long)inputOffset, outputFd, (long)outputOffset, (long)count, flags));

    [RuntimeExport("tee")]
    public static long tee(int inputFd, int outputFd, nuint count, uint flags) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.tee, inputFd, outputFd, (long)count, flags));

    [RuntimeExport("vmsplice")]
    public static long vmsplice(int fd, void* parts, nuint count, uint flags) =>
        Error.Answer(CancellationPoint.Invoke(SystemCall.vmsplice, fd, (long)parts, (long)count, flags));

    [RuntimeExport("readahead")]
    public static long readahead(int fd, long offset, nuint count) => Error.Answer(Syscall.Invoke(SystemCall.readahead, fd, offset, (long)count));

    [RuntimeExport("sync_file_range")]
    public static int sync_file_range(int fd, long start, long length, uint flags) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.sync_file_range, fd, start, length, flags));

    [RuntimeExport("name_to_handle_at")]
    public static int name_to_handle_at(int directory, byte* path, void* handle, int* mount, int flags) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.name_to_handle_at, directory, (long)path, (long)handle, (long)mount, flags));

    [RuntimeExport("open_by_handle_at")]
    public static int open_by_handle_at(int mount, void* handle, int flags) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.open_by_handle_at, mount, (long)handle, flags));

    /// <summary>Answers the error's number.</summary>
    [RuntimeExport("posix_fadvise")]
    public static int posix_fadvise(int fd, long start, long length, int advice) =>
        (int)-Syscall.Invoke(SystemCall.fadvise64, fd, start, length, advice);

    /// <summary>Answers the error's number.</summary>
    [RuntimeExport("posix_fallocate")]
    public static int posix_fallocate(int fd, long start, long length) => (int)-CancellationPoint.Invoke(SystemCall.fallocate, fd, 0, start, length);

    /// <summary>Record locks from the current offset on (POSIX.1-2008 lockf()).</summary>
    [RuntimeExport("lockf")]
    public static int lockf(int fd, int operation, long length)
    {
        const int Unlock = 0, Hold = 1, TryHold = 2, Test = 3;
        const short WriteLock = 1, NoLock = 2;
        FileLock region = default;
        region.Whence = (short)SeekWhence.SEEK_CUR;
        region.Length = length;
        region.Type = operation == Unlock ? NoLock : WriteLock;
        switch (operation)
        {
            case Unlock or TryHold:
                return fcntl(fd, (int)FcntlCommand.F_SETLK, (long)&region);
            case Hold:
                return fcntl(fd, (int)FcntlCommand.F_SETLKW, (long)&region);
            case Test:
                if (fcntl(fd, (int)FcntlCommand.F_GETLK, (long)&region) < 0)
                {
                    return -1;
                }

                return region.Type == NoLock || region.Pid == getpid() ? 0 : Error.Set(Errno.EACCES);
            default:
                return Error.Set(Errno.EINVAL);
        }
    }

    /// <summary>C's struct flock.</summary>
    private struct FileLock
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Pid;
    }
}
