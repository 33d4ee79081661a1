// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>semaphore.h: named semaphores, files of 32 bytes in /dev/shm that are mapped. One file is one mapping, opened however often.</summary>
public static unsafe partial class C
{
    private const int MostSemaphores = 256;

    private struct NamedSemaphore
    {
        internal ulong Inode;
        internal ulong Device;
        internal Semaphore* Address;
        internal int Count;
    }

    private static class NamedSemaphores
    {
        /// <summary><see cref="MostSemaphores"/> entries, made by the first sem_open; guarded by <see cref="LibraryLocks.Semaphores"/>.</summary>
        internal static NamedSemaphore* Table;
    }

    /// <summary>What the stub sem_open in <c>cstart/Variadic.S</c> leads to: mode and value are there with O_CREAT only.</summary>
    /// <returns>Null with EINVAL: no name, or too large a value; ENAMETOOLONG; EEXIST; ENOENT; EACCES; EMFILE; ENOMEM.</returns>
    [RuntimeExport("skift_sem_open")]
    public static Semaphore* sem_open(byte* name, int flags, VaList* arguments)
    {
        byte* path = stackalloc byte[FileConstants.PATH_MAX];
        if (!SharedName(name, path))
        {
            return null;
        }

        OpenFlags wanted = (OpenFlags)flags & (OpenFlags.O_CREAT | OpenFlags.O_EXCL);
        uint mode = 0;
        uint value = 0;
        if ((wanted & OpenFlags.O_CREAT) != 0)
        {
            mode = (uint)arguments->NextInt() & 0x1B6;
            value = (uint)arguments->NextInt();
            if (value > int.MaxValue)
            {
                Error.Current = (int)Errno.EINVAL;
                return null;
            }
        }

        int state;
        _ = pthread_setcancelstate(CancelStates.Disabled, &state);
        LibraryLock.Enter(ref LibraryLocks.All.Semaphores);
        Semaphore* result = OpenSemaphore(path, wanted, mode, value);
        LibraryLock.Leave(ref LibraryLocks.All.Semaphores);
        _ = pthread_setcancelstate(state, null);
        return result;
    }

    [RuntimeExport("sem_close")]
    public static int sem_close(Semaphore* semaphore)
    {
        int result = -1;
        LibraryLock.Enter(ref LibraryLocks.All.Semaphores);
        for (int i = 0; NamedSemaphores.Table != null && i < MostSemaphores; i++)
        {
            NamedSemaphore* entry = NamedSemaphores.Table + i;
            if (entry->Count > 0 && entry->Address == semaphore)
            {
                result = --entry->Count > 0 ? 0 : munmap(semaphore, (nuint)sizeof(SemaphoreFile));
                break;
            }
        }

        LibraryLock.Leave(ref LibraryLocks.All.Semaphores);
        return result < 0 ? Error.Set(Errno.EINVAL) : result;
    }

    [RuntimeExport("sem_unlink")]
    public static int sem_unlink(byte* name)
    {
        byte* path = stackalloc byte[FileConstants.PATH_MAX];
        return SharedName(name, path) ? (int)Error.Answer(Syscall.Invoke(SystemCall.unlink, (long)path)) : -1;
    }

    private struct SemaphoreFile
    {
        internal Semaphore Semaphore;
        private ulong _reserved0;
        private ulong _reserved1;
    }

    private static Semaphore* OpenSemaphore(byte* path, OpenFlags wanted, uint mode, uint value)
    {
        const OpenFlags Open = OpenFlags.O_RDWR | OpenFlags.O_NOFOLLOW | OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK;
        if (NamedSemaphores.Table == null)
        {
            NamedSemaphores.Table = (NamedSemaphore*)calloc(MostSemaphores, (nuint)sizeof(NamedSemaphore));
            if (NamedSemaphores.Table == null)
            {
                return null;
            }
        }

        while (true)
        {
            long fd = (wanted & OpenFlags.O_EXCL) != 0 && (wanted & OpenFlags.O_CREAT) != 0 ? -(long)Errno.ENOENT : Syscall.Invoke(SystemCall.open, (long)path, (long)Open);
            if (fd >= 0)
            {
                return MapSemaphore((int)fd);
            }

            if (fd != -(long)Errno.ENOENT || (wanted & OpenFlags.O_CREAT) == 0)
            {
                _ = Error.Answer(fd);
                return null;
            }

            fd = CreateSemaphore(path, mode, value);
            if (fd >= 0)
            {
                return MapSemaphore((int)fd);
            }

            if (fd != -(long)Errno.EEXIST || (wanted & OpenFlags.O_EXCL) != 0)
            {
                _ = Error.Answer(fd);
                return null;
            }
        }
    }

    /// <summary>Written whole under another name and then linked: nobody opens half a semaphore.</summary>
    private static long CreateSemaphore(byte* path, uint mode, uint value)
    {
        byte* temporary = stackalloc byte[32];
        SemaphoreFile file = default;
        file.Semaphore.State = value;
        file.Semaphore.IsShared = 1;
        for (int attempt = 0; attempt < 100; attempt++)
        {
            _ = strcpy(temporary, Literal("/dev/shm/sem.tmpXXXXXX"u8));
            RandomName(temporary + 16);
            long fd = Syscall.Invoke(SystemCall.open, (long)temporary,
                (long)(OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_CLOEXEC | OpenFlags.O_NOFOLLOW), mode);
            if (fd == -(long)Errno.EEXIST)
            {
                continue;
            }

            if (fd < 0)
            {
                return fd;
            }

            long answer = Syscall.Invoke(SystemCall.write, fd, (long)&file, sizeof(SemaphoreFile));
            answer = answer < 0 ? answer : Syscall.Invoke(SystemCall.link, (long)temporary, (long)path);
            _ = Syscall.Invoke(SystemCall.unlink, (long)temporary);
            if (answer < 0)
            {
                _ = Syscall.Invoke(SystemCall.close, fd);
                return answer;
            }

            return fd;
        }

        return -(long)Errno.EEXIST;
    }

    /// <summary>Closes the descriptor; a file that is mapped already gives the same address again.</summary>
    private static Semaphore* MapSemaphore(int fd)
    {
        Stat stat;
        long answer = Syscall.Invoke(SystemCall.fstat, fd, (long)&stat);
        NamedSemaphore* free = null;
        for (int i = 0; answer >= 0 && i < MostSemaphores; i++)
        {
            NamedSemaphore* entry = NamedSemaphores.Table + i;
            if (entry->Count > 0 && entry->Inode == stat.st_ino && entry->Device == stat.st_dev)
            {
                _ = Syscall.Invoke(SystemCall.close, fd);
                entry->Count++;
                return entry->Address;
            }

            free = entry->Count == 0 && free == null ? entry : free;
        }

        if (answer >= 0)
        {
            answer = free == null ? -(long)Errno.EMFILE : Syscall.Invoke(SystemCall.mmap, 0, sizeof(SemaphoreFile),
                (long)(Protection.PROT_READ | Protection.PROT_WRITE), (long)MapFlags.MAP_SHARED, fd, 0);
        }

        _ = Syscall.Invoke(SystemCall.close, fd);
        if (Error.Answer(answer) == -1)
        {
            return null;
        }

        *free = new NamedSemaphore { Inode = stat.st_ino, Device = stat.st_dev, Address = (Semaphore*)answer, Count = 1 };
        return free->Address;
    }

    /// <summary>/dev/shm/sem.NAME; leading slashes do not count, others may not be.</summary>
    private static bool SharedName(byte* name, byte* path)
    {
        const nuint LongestName = 251;
        while (*name == '/')
        {
            name++;
        }

        nuint length = strlen(name);
        bool isOk = length > 0 && length <= LongestName && strchr(name, '/') == null;
        if (!isOk)
        {
            Error.Current = (int)(length > LongestName ? Errno.ENAMETOOLONG : Errno.EINVAL);
            return false;
        }

        _ = strcpy(stpcpy(path, Literal("/dev/shm/sem."u8)), name);
        return true;
    }
}
