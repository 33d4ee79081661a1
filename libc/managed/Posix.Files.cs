// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Open files: open, read, write, seek, duplicate, control.</summary>
public static unsafe partial class Posix
{
    public const int STDIN_FILENO = 0;
    public const int STDOUT_FILENO = 1;
    public const int STDERR_FILENO = 2;

    /// <summary>open(2).</summary>
    public static Result<int> Open(string path, OpenFlags flags, StatMode mode = StatMode.None) =>
        ToInt(PathCall(SystemCall.open, path, (long)(flags | OpenFlags.O_LARGEFILE), (long)mode));

    /// <summary>openat(2): relative to the directory open as <paramref name="directory"/>.</summary>
    public static Result<int> Openat(int directory, string path, OpenFlags flags, StatMode mode = StatMode.None) =>
        ToInt(AtCall(SystemCall.openat, directory, path, (long)(flags | OpenFlags.O_LARGEFILE), (long)mode));

    /// <summary>close(2).</summary>
    public static Errno Close(int fd) => ToErrno(Syscall.Invoke(SystemCall.close, fd));

    /// <summary>read(2): the number of bytes, 0 at the end of the file.</summary>
    public static Result<int> Read(int fd, Span<byte> buffer)
    {
        fixed (byte* pointer = buffer)
        {
            return ToInt(Syscall.Invoke(SystemCall.read, fd, (long)pointer, buffer.Length));
        }
    }

    /// <summary>write(2): the number of bytes, which may be fewer than asked for.</summary>
    public static Result<int> Write(int fd, ReadOnlySpan<byte> buffer)
    {
        fixed (byte* pointer = buffer)
        {
            return ToInt(Syscall.Invoke(SystemCall.write, fd, (long)pointer, buffer.Length));
        }
    }

    /// <summary>Writes everything, going on after partial writes and interruptions by signals.</summary>
    public static Errno WriteAll(int fd, ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (Write(fd, buffer).Try(out int count, out Errno error))
            {
                buffer = buffer[count..];
            }
            else if (error != Errno.EINTR)
            {
                return error;
            }
        }

        return Errno.None;
    }

    /// <summary>pread(2).</summary>
    public static Result<int> Pread(int fd, Span<byte> buffer, long offset)
    {
        fixed (byte* pointer = buffer)
        {
            return ToInt(Syscall.Invoke(SystemCall.pread64, fd, (long)pointer, buffer.Length, offset));
        }
    }

    /// <summary>pwrite(2).</summary>
    public static Result<int> Pwrite(int fd, ReadOnlySpan<byte> buffer, long offset)
    {
        fixed (byte* pointer = buffer)
        {
            return ToInt(Syscall.Invoke(SystemCall.pwrite64, fd, (long)pointer, buffer.Length, offset));
        }
    }

    /// <summary>lseek(2): the new offset from the start of the file.</summary>
    public static Result<long> Lseek(int fd, long offset, SeekWhence whence) =>
        ToLong(Syscall.Invoke(SystemCall.lseek, fd, offset, (long)whence));

    /// <summary>ftruncate(2).</summary>
    public static Errno Ftruncate(int fd, long length) => ToErrno(Syscall.Invoke(SystemCall.ftruncate, fd, length));

    /// <summary>fsync(2).</summary>
    public static Errno Fsync(int fd) => ToErrno(Syscall.Invoke(SystemCall.fsync, fd));

    /// <summary>sync(2).</summary>
    public static void Sync() => _ = Syscall.Invoke(SystemCall.sync);

    /// <summary>pipe2(2).</summary>
    public static Errno Pipe2(OpenFlags flags, out int readEnd, out int writeEnd)
    {
        int* ends = stackalloc int[2] { -1, -1 };
        Errno error = ToErrno(Syscall.Invoke(SystemCall.pipe2, (long)ends, (long)flags));
        readEnd = ends[0];
        writeEnd = ends[1];
        return error;
    }

    /// <summary>dup(2).</summary>
    public static Result<int> Dup(int fd) => ToInt(Syscall.Invoke(SystemCall.dup, fd));

    /// <summary>dup2(2).</summary>
    public static Result<int> Dup2(int oldFd, int newFd) => ToInt(Syscall.Invoke(SystemCall.dup2, oldFd, newFd));

    /// <summary>dup3(2): like <see cref="Dup2"/>, with <c>O_CLOEXEC</c> if asked for; EINVAL if both are the same.</summary>
    public static Result<int> Dup3(int oldFd, int newFd, OpenFlags flags) =>
        ToInt(Syscall.Invoke(SystemCall.dup3, oldFd, newFd, (long)flags));

    /// <summary>fcntl(2) for the commands that take and return a number (<c>F_DUPFD</c>, <c>F_GETFL</c>, …).</summary>
    /// <returns>EINVAL for the lock commands: those take a structure, see <see cref="FcntlLock"/>.</returns>
    public static Result<int> Fcntl(int fd, FcntlCommand command, int argument = 0)
    {
        const FcntlCommand OfdGetLock = (FcntlCommand)36, OfdSetLock = (FcntlCommand)37, OfdSetLockWait = (FcntlCommand)38;

        // The lock commands read and write the memory their argument points to, which a number cannot vouch for.
        if (command is FcntlCommand.F_GETLK or FcntlCommand.F_SETLK or FcntlCommand.F_SETLKW
            or OfdGetLock or OfdSetLock or OfdSetLockWait)
        {
            return Errno.EINVAL;
        }

        return ToInt(Syscall.Invoke(SystemCall.fcntl, fd, (long)command, argument));
    }

    /// <summary>fcntl(2) for <c>F_GETLK</c>, <c>F_SETLK</c> and <c>F_SETLKW</c>.</summary>
    public static Errno FcntlLock(int fd, FcntlCommand command, ref FileLock fileLock)
    {
        if (command is not (FcntlCommand.F_GETLK or FcntlCommand.F_SETLK or FcntlCommand.F_SETLKW))
        {
            return Errno.EINVAL;
        }

        fixed (FileLock* pointer = &fileLock)
        {
            return ToErrno(Syscall.Invoke(SystemCall.fcntl, fd, (long)command, (long)pointer));
        }
    }

    /// <summary>poll(2): the number of descriptors with events.</summary>
    /// <param name="descriptors">What to wait for; <c>revents</c> is filled in.</param>
    /// <param name="timeoutMilliseconds">-1 waits for ever.</param>
    public static Result<int> Poll(Span<PollDescriptor> descriptors, int timeoutMilliseconds)
    {
        fixed (PollDescriptor* pointer = descriptors)
        {
            return ToInt(Syscall.Invoke(SystemCall.poll, (long)pointer, descriptors.Length, timeoutMilliseconds));
        }
    }

    /// <summary>ppoll(2): <see cref="Poll"/> that sets the signal mask for as long as it waits.</summary>
    /// <param name="descriptors">What to wait for; <c>revents</c> is filled in.</param>
    /// <param name="timeout">Null waits for ever.</param>
    /// <param name="mask">The signals blocked meanwhile; null leaves the mask alone.</param>
    public static Result<int> Ppoll(Span<PollDescriptor> descriptors, Timespec? timeout, SignalSet? mask)
    {
        Timespec time = timeout.GetValueOrDefault();
        ulong bits = mask.GetValueOrDefault().Bits & ~HiddenSignals;
        fixed (PollDescriptor* pointer = descriptors)
        {
            return ToInt(Syscall.Invoke(SystemCall.ppoll, (long)pointer, descriptors.Length, timeout.HasValue ? (long)&time : 0,
                mask.HasValue ? (long)&bits : 0, (long)SignalConstants.SetSize));
        }
    }

    /// <summary>ioctl(2) for requests whose argument is a number or absent.</summary>
    /// <remarks>
    /// SAFETY: only requests known to take no pointer are let through, because the kernel would write wherever the number points.
    /// </remarks>
    public static Result<int> IoctlValue(int fd, uint request, int argument = 0)
    {
        bool takesValue = request is Ioctl.TCSBRK or Ioctl.TCXONC or Ioctl.TCFLSH or Ioctl.TIOCEXCL or Ioctl.TIOCNXCL
            or Ioctl.TIOCSCTTY or Ioctl.TIOCNOTTY or Ioctl.TCSBRKP or Ioctl.FIOCLEX or Ioctl.FIONCLEX or Ioctl.BLKFLSBUF
            || IsIoctlWithoutArgument(request);
        return takesValue ? ToInt(Syscall.Invoke(SystemCall.ioctl, fd, request, argument)) : Errno.EINVAL;
    }

    /// <summary>ioctl(2) for requests whose argument is a structure, passed as its bytes both ways.</summary>
    /// <returns>The request's answer; EINVAL if the buffer is shorter than the structure, or the request is not safe to pass on.</returns>
    /// <remarks>
    /// SAFETY: the kernel sees a copy in a buffer at least as long as the size that the request encodes, or, for the old requests
    /// that encode none, a page (those of terminals, frame buffers and block devices are under 256 bytes). Old requests whose
    /// structures hold pointers (colour maps, sockets) are refused.
    /// </remarks>
    public static Result<int> IoctlBuffer(int fd, uint request, Span<byte> buffer)
    {
        const int UnencodedSize = 4096;
        int encodedSize = (request >> 30) == 0 ? 0 : (int)((request >> 16) & 0x3FFF);
        if (encodedSize > buffer.Length || (encodedSize == 0 && !IsOldIoctlWithoutPointers(request)))
        {
            return Errno.EINVAL;
        }

        Span<byte> copy = buffer.Length <= UnencodedSize ? stackalloc byte[UnencodedSize] : new byte[buffer.Length];
        buffer.CopyTo(copy);
        fixed (byte* pointer = copy)
        {
            Result<int> answer = ToInt(Syscall.Invoke(SystemCall.ioctl, fd, request, (long)pointer));
            copy[..buffer.Length].CopyTo(buffer);
            return answer;
        }
    }

    private static bool IsOldIoctlWithoutPointers(uint request) =>
        (request & 0xFFFFFF00) is 0x5400 or 0x1200 || request is 0x4600 or 0x4601 or 0x4602 or 0x4606;

    /// <summary>Direction "none" (<c>_IO</c>) and a type of its own: the new style, not the 'T' and 'F' numbers from before it.</summary>
    private static bool IsIoctlWithoutArgument(uint request) =>
        (request >> 30) == 0 && (request & 0xFF00) is not (0x5400 or 0x4600 or 0x1200 or 0x8900);
}
