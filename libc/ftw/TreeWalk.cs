// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>A walk through a tree of files. A directory is read whole and closed before its files are visited: so one descriptor is enough.</summary>
internal unsafe struct TreeWalk
{
    private const int Physical = 1;
    private const int Mount = 2;
    private const int ChangeDirectory = 4;
    private const int Depth = 8;

    private const int IsFile = 0;
    private const int IsDirectory = 1;
    private const int IsUnreadable = 2;
    private const int HasNoStatus = 3;
    private const int IsLink = 4;
    private const int IsDirectoryAfter = 5;
    private const int IsDanglingLink = 6;

    internal byte* Path;
    internal delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, Stat*, int, C.TreePlace*, int> Visit;
    internal int Flags;

    /// <summary>ftw: a link that leads nowhere has no status.</summary>
    internal bool IsOld;
    internal int Home;
    private ulong _device;

    /// <summary>The directories above, for cycles by links.</summary>
    internal struct Ancestor
    {
        internal ulong Device;
        internal ulong Number;
        internal Ancestor* Above;
    }

    /// <summary>Visits what the path names, and what is in it.</summary>
    internal int Enter(int length, int level, Ancestor* above)
    {
        Stat status = default;
        int kind = Kind(ref status, out int error);
        if (kind < 0)
        {
            return Error.Set((Errno)error);
        }

        if (level == 0)
        {
            _device = status.st_dev;
        }
        else if ((Flags & Mount) != 0 && kind != HasNoStatus && status.st_dev != _device)
        {
            return 0;
        }

        Ancestor own = new() { Device = status.st_dev, Number = status.st_ino, Above = above };
        for (Ancestor* upper = above; kind == IsDirectory && (Flags & Physical) == 0 && upper != null; upper = upper->Above)
        {
            if (upper->Device == own.Device && upper->Number == own.Number)
            {
                return 0;
            }
        }

        byte* names = null;
        if (kind == IsDirectory)
        {
            kind = ReadNames(&names);
            if (kind < 0)
            {
                return -1;
            }
        }

        C.TreePlace place = new() { Base = BaseOf(length), Level = level };
        int result = 0;
        bool isFirst = kind != IsDirectory || (Flags & Depth) == 0;
        if (isFirst)
        {
            result = Call(&status, kind, &place);
        }

        result = result == 0 && kind == IsDirectory ? EnterAll(names, length, level, &own) : result;
        C.free(names);
        return result == 0 && !isFirst ? Call(&status, IsDirectoryAfter, &place) : result;
    }

    private readonly int Kind(ref Stat status, out int error)
    {
        fixed (Stat* target = &status)
        {
            bool follows = (Flags & Physical) == 0;
            long answer = Syscall.Invoke(follows ? SystemCall.stat : SystemCall.lstat, (long)Path, (long)target);
            error = (int)-answer;
            if (answer < 0 && follows && error is (int)Errno.ENOENT or (int)Errno.ELOOP && Syscall.Invoke(SystemCall.lstat, (long)Path, (long)target) == 0)
            {
                return IsOld ? HasNoStatus : IsDanglingLink;
            }

            if (answer < 0)
            {
                // Something is there, but the directory around it may not be searched.
                return error == (int)Errno.EACCES ? HasNoStatus : -1;
            }

            StatMode kind = target->st_mode & StatMode.S_IFMT;
            return kind == StatMode.S_IFDIR ? IsDirectory : kind == StatMode.S_IFLNK ? IsLink : IsFile;
        }
    }

    private readonly int BaseOf(int length)
    {
        int start = length;
        while (start > 1 && Path[start - 1] == '/')
        {
            start--;
        }

        while (start > 0 && Path[start - 1] != '/')
        {
            start--;
        }

        return start;
    }

    /// <summary>With FTW_CHDIR the function runs in the directory that the file is in.</summary>
    private int Call(Stat* status, int kind, C.TreePlace* place)
    {
        if ((Flags & ChangeDirectory) == 0)
        {
            return Visit(Path, status, kind, place);
        }

        byte saved = Path[place->Base];
        Path[place->Base] = 0;
        bool isThere = C.fchdir(Home) == 0 && (place->Base == 0 || C.chdir(Path) == 0);
        Path[place->Base] = saved;
        int result = isThere ? Visit(Path, status, kind, place) : -1;
        return C.fchdir(Home) < 0 ? -1 : result;
    }

    /// <summary>All names, each with its zero, and an empty one; what it is then: a directory that cannot be read is one of its own kind.</summary>
    private readonly int ReadNames(byte** names)
    {
        C.Directory* directory = C.opendir(Path);
        if (directory == null)
        {
            return Error.Current == (int)Errno.EACCES ? IsUnreadable : -1;
        }

        byte* text = (byte*)C.malloc(256);
        nuint size = 256, used = 0;
        byte* entry;
        while (text != null && (entry = (byte*)C.readdir(directory)) != null)
        {
            byte* name = entry + Dirent64.NameOffset;
            if (name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0)))
            {
                continue;
            }

            nuint length = C.strlen(name) + 1;
            if (used + length + 1 > size)
            {
                size = (size * 2) + length;
                byte* grown = (byte*)C.realloc(text, size);
                if (grown == null)
                {
                    C.free(text);
                }

                text = grown;
            }

            if (text != null)
            {
                C.memcpy(text + used, name, length);
                used += length;
            }
        }

        _ = C.closedir(directory);
        if (text == null)
        {
            return Error.Set(Errno.ENOMEM);
        }

        text[used] = 0;
        *names = text;
        return IsDirectory;
    }

    private int EnterAll(byte* names, int length, int level, Ancestor* own)
    {
        bool hasSlash = length > 0 && Path[length - 1] == '/';
        int result = 0;
        for (byte* name = names; *name != 0 && result == 0;)
        {
            nuint size = C.strlen(name) + 1;
            int start = length + (hasSlash ? 0 : 1);
            if ((nuint)start + size > FileConstants.PATH_MAX)
            {
                return Error.Set(Errno.ENAMETOOLONG);
            }

            Path[start - 1] = (byte)'/';
            C.memcpy(Path + start, name, size);
            result = Enter(start + (int)size - 1, level + 1, own);
            Path[length] = 0;
            name += size;
        }

        Path[length] = 0;
        return result;
    }
}
