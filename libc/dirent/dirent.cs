// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>dirent.h. The kernel's records have the layout of <c>struct dirent</c>, so readdir hands out addresses in the buffer.</summary>
public static unsafe partial class C
{
    private const int DirectoryBufferSize = 4096;

    /// <summary>C's DIR.</summary>
    public struct Directory
    {
        internal int Descriptor;
        internal int Position;
        internal int Length;
        internal long Next;
        internal fixed ulong Buffer[DirectoryBufferSize / 8];
    }

    [RuntimeExport("opendir")]
    public static Directory* opendir(byte* path)
    {
        const OpenFlags Flags = OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC;
        int fd = open(path, (int)Flags, 0);
        if (fd < 0)
        {
            return null;
        }

        Directory* directory = fdopendir(fd);
        if (directory == null)
        {
            _ = Syscall.Invoke(SystemCall.close, fd);
        }

        return directory;
    }

    [RuntimeExport("fdopendir")]
    public static Directory* fdopendir(int fd)
    {
        Stat stat;
        if (Error.Answer(Syscall.Invoke(SystemCall.fstat, fd, (long)&stat)) < 0)
        {
            return null;
        }

        if ((stat.st_mode & StatMode.S_IFMT) != StatMode.S_IFDIR)
        {
            Error.Current = (int)Errno.ENOTDIR;
            return null;
        }

        Directory* directory = (Directory*)calloc(1, (nuint)sizeof(Directory));
        if (directory != null)
        {
            directory->Descriptor = fd;
        }

        return directory;
    }

    /// <summary>Null at the end (errno untouched) or on an error.</summary>
    [RuntimeExport("readdir")]
    public static void* readdir(Directory* directory)
    {
        if (directory->Position >= directory->Length)
        {
            long length = Syscall.Invoke(SystemCall.getdents64, directory->Descriptor, (long)directory->Buffer, DirectoryBufferSize);
            if (length <= 0)
            {
                // A directory removed meanwhile has no more entries (POSIX.1-2024 readdir(), rationale).
                _ = length is 0 or -(long)Errno.ENOENT ? 0 : Error.Answer(length);
                return null;
            }

            directory->Length = (int)length;
            directory->Position = 0;
        }

        byte* entry = (byte*)directory->Buffer + directory->Position;
        directory->Position += *(ushort*)(entry + Dirent64.LengthOffset);
        directory->Next = *(long*)(entry + Dirent64.NextOffset);
        return entry;
    }

    [RuntimeExport("closedir")]
    public static int closedir(Directory* directory)
    {
        int result = close(directory->Descriptor);
        free(directory);
        return result;
    }

    [RuntimeExport("rewinddir")]
    public static void rewinddir(Directory* directory) => seekdir(directory, 0);

    [RuntimeExport("telldir")]
    public static long telldir(Directory* directory) => directory->Next;

    [RuntimeExport("seekdir")]
    public static void seekdir(Directory* directory, long position)
    {
        directory->Next = Syscall.Invoke(SystemCall.lseek, directory->Descriptor, position, (long)SeekWhence.SEEK_SET);
        directory->Position = 0;
        directory->Length = 0;
    }

    [RuntimeExport("dirfd")]
    public static int dirfd(Directory* directory) => directory->Descriptor;

    [RuntimeExport("alphasort")]
    public static int alphasort(byte** left, byte** right) => strcmp(*left + Dirent64.NameOffset, *right + Dirent64.NameOffset);

    /// <summary>The error's number; a null result at the end. ENAMETOOLONG for a name that struct dirent has no room for.</summary>
    [RuntimeExport("readdir_r")]
    public static int readdir_r(Directory* directory, void* entry, void** result)
    {
        const int EntrySize = 280;
        int old = Error.Current;
        Error.Current = 0;
        *result = null;
        byte* next = (byte*)readdir(directory);
        int error = Error.Current;
        Error.Current = old;
        if (next == null)
        {
            return error;
        }

        nuint length = *(ushort*)(next + Dirent64.LengthOffset);
        if (length > EntrySize)
        {
            return (int)Errno.ENAMETOOLONG;
        }

        *result = memcpy(entry, next, length);
        return 0;
    }

    /// <summary>The directory's records as they come, which have the layout of struct dirent.</summary>
    [RuntimeExport("getdents")]
    public static int getdents(int fd, void* buffer, nuint size) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.getdents64, fd, (long)buffer, size > int.MaxValue ? int.MaxValue : (long)size));
}
