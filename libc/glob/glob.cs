// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>glob.h: path names that match a pattern (POSIX.1-2008 glob()).</summary>
public static unsafe partial class C
{
    private const int GLOB_ERR = 1;
    private const int GLOB_MARK = 2;
    private const int GLOB_NOSORT = 4;
    private const int GLOB_DOOFFS = 8;
    private const int GLOB_NOCHECK = 16;
    private const int GLOB_APPEND = 32;
    private const int GLOB_NOESCAPE = 64;
    private const int GLOB_PERIOD = 128;
    private const int GLOB_NOMAGIC = 2048;
    private const int GLOB_ONLYDIR = 8192;
    private const int GLOB_NOSPACE = 1;
    private const int GLOB_ABORTED = 2;
    private const int GLOB_NOMATCH = 3;

    /// <summary>C's glob_t.</summary>
    public struct GlobResult
    {
        public nuint Count;
        public byte** Paths;
        public nuint Reserved;
        private fixed ulong _unused[12];
    }

    private struct GlobWalk
    {
        public GlobResult* Result;
        public int Flags;
        public delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, int, int> OnError;

        /// <summary>The path so far.</summary>
        public byte* Path;
    }

    [RuntimeExport("glob")]
    public static int glob(byte* pattern, int flags, delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, int, int> onError, GlobResult* result)
    {
        if ((flags & GLOB_APPEND) == 0)
        {
            result->Count = 0;
            result->Paths = null;
            result->Reserved = (flags & GLOB_DOOFFS) != 0 ? result->Reserved : 0;
        }

        nuint before = result->Count;
        byte* path = stackalloc byte[FileConstants.PATH_MAX];
        GlobWalk walk = new() { Result = result, Flags = flags, OnError = onError, Path = path };
        int status = result->Paths == null && !Reserve(result, 0) ? GLOB_NOSPACE : GlobFrom(&walk, 0, pattern);
        if (status == 0 && result->Count == before)
        {
            bool keepsPattern = (flags & GLOB_NOCHECK) != 0 || ((flags & GLOB_NOMAGIC) != 0 && strpbrk(pattern, Literal("*?["u8)) == null);
            if (!keepsPattern)
            {
                return GLOB_NOMATCH;
            }

            return AddPath(result, pattern) ? 0 : GLOB_NOSPACE;
        }

        if (status == 0 && (flags & GLOB_NOSORT) == 0)
        {
            SortPaths(result->Paths + result->Reserved + before, result->Count - before);
        }

        return status;
    }

    [RuntimeExport("globfree")]
    public static void globfree(GlobResult* result)
    {
        for (nuint i = 0; result->Paths != null && i < result->Count; i++)
        {
            free(result->Paths[result->Reserved + i]);
        }

        free(result->Paths);
        result->Paths = null;
        result->Count = 0;
    }

    /// <summary>Goes on with the rest of the pattern behind the first <paramref name="length"/> bytes of the path.</summary>
    private static int GlobFrom(GlobWalk* walk, int length, byte* pattern)
    {
        while (*pattern == '/')
        {
            if (length + 1 >= FileConstants.PATH_MAX)
            {
                return 0;
            }

            walk->Path[length++] = *pattern++;
        }

        walk->Path[length] = 0;
        if (*pattern == 0)
        {
            return AddFound(walk, length);
        }

        byte* end = strchrnul(pattern, '/');
        int size = (int)(end - pattern);
        if (length + size + 2 >= FileConstants.PATH_MAX)
        {
            return 0;
        }

        byte* component = stackalloc byte[size + 1];
        memcpy(component, pattern, (nuint)size);
        component[size] = 0;
        if (strpbrk(component, Literal("*?["u8)) != null)
        {
            return GlobDirectory(walk, length, component, end);
        }

        length += Unescape(component, walk->Path + length, (walk->Flags & GLOB_NOESCAPE) == 0);
        Stat stat;
        return Syscall.Invoke(SystemCall.lstat, (long)walk->Path, (long)&stat) == 0 ? GlobFrom(walk, length, end) : 0;
    }

    private static int GlobDirectory(GlobWalk* walk, int length, byte* component, byte* rest)
    {
        Directory* directory = opendir(length == 0 ? Literal("."u8) : walk->Path);
        if (directory == null)
        {
            return GlobFailed(walk);
        }

        int matchFlags = ((walk->Flags & GLOB_NOESCAPE) != 0 ? FNM_NOESCAPE : 0) | ((walk->Flags & GLOB_PERIOD) != 0 ? 0 : FNM_PERIOD);
        int status = 0;
        while (status == 0)
        {
            Error.Current = 0;
            byte* entry = (byte*)readdir(directory);
            if (entry == null)
            {
                status = Error.Current != 0 ? GlobFailed(walk) : 0;
                break;
            }

            byte* name = entry + Dirent64.NameOffset;
            nuint nameLength = strlen(name);
            if (fnmatch(component, name, matchFlags) == 0 && length + (int)nameLength + 1 < FileConstants.PATH_MAX)
            {
                memcpy(walk->Path + length, name, nameLength + 1);
                status = *rest == 0 || IsDirectory(walk->Path) ? GlobFrom(walk, length + (int)nameLength, rest) : 0;
                walk->Path[length] = 0;
            }
        }

        _ = closedir(directory);
        return status;
    }

    private static int GlobFailed(GlobWalk* walk)
    {
        int error = Error.Current;
        if (error is (int)Errno.ENOENT or (int)Errno.ENOTDIR)
        {
            return 0;
        }

        bool stops = walk->OnError != null && walk->OnError(walk->Path, error) != 0;
        return stops || (walk->Flags & GLOB_ERR) != 0 ? GLOB_ABORTED : 0;
    }

    private static int AddFound(GlobWalk* walk, int length)
    {
        Stat stat;
        if (Syscall.Invoke(SystemCall.lstat, (long)walk->Path, (long)&stat) < 0 || ((walk->Flags & GLOB_ONLYDIR) != 0 && !IsDirectory(walk->Path)))
        {
            return 0;
        }

        if ((walk->Flags & GLOB_MARK) != 0 && length > 0 && walk->Path[length - 1] != '/' && IsDirectory(walk->Path))
        {
            walk->Path[length] = (byte)'/';
            walk->Path[length + 1] = 0;
        }

        return AddPath(walk->Result, walk->Path) ? 0 : GLOB_NOSPACE;
    }

    private static bool IsDirectory(byte* path)
    {
        Stat stat;
        return Syscall.Invoke(SystemCall.stat, (long)path, (long)&stat) == 0 && (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFDIR;
    }

    private static int Unescape(byte* text, byte* target, bool hasEscapes)
    {
        byte* start = target;
        for (; *text != 0; text++)
        {
            text += *text == '\\' && hasEscapes && text[1] != 0 ? 1 : 0;
            *target++ = *text;
        }

        *target = 0;
        return (int)(target - start);
    }

    private static bool AddPath(GlobResult* result, byte* path)
    {
        byte* copy = strdup(path);
        if (copy == null || !Reserve(result, result->Count + 1))
        {
            free(copy);
            return false;
        }

        byte** paths = result->Paths + result->Reserved;
        paths[result->Count++] = copy;
        paths[result->Count] = null;
        return true;
    }

    /// <summary>Room for so many paths and the null behind them; grows by doubling.</summary>
    private static bool Reserve(GlobResult* result, nuint count)
    {
        bool isFull = result->Paths == null || (count >= 16 && (count & (count - 1)) == 0);
        if (!isFull)
        {
            return true;
        }

        nuint room = result->Reserved + (count < 16 ? 16 : count * 2) + 1;
        byte** paths = (byte**)reallocarray(result->Paths, room, 8);
        if (paths == null)
        {
            return false;
        }

        if (result->Paths == null)
        {
            memset(paths, 0, (result->Reserved + 1) * 8);
        }

        result->Paths = paths;
        return true;
    }

    private static void SortPaths(byte** paths, nuint count)
    {
        // Heap sort: no memory, and no bad cases.
        for (nuint i = count / 2; i > 0; i--)
        {
            SiftDown(paths, i - 1, count);
        }

        for (nuint end = count; end > 1; end--)
        {
            byte* last = paths[end - 1];
            paths[end - 1] = paths[0];
            paths[0] = last;
            SiftDown(paths, 0, end - 1);
        }
    }

    private static void SiftDown(byte** paths, nuint root, nuint count)
    {
        while ((2 * root) + 1 < count)
        {
            nuint child = (2 * root) + 1;
            child += child + 1 < count && strcmp(paths[child], paths[child + 1]) < 0 ? 1u : 0u;
            if (strcmp(paths[root], paths[child]) >= 0)
            {
                return;
            }

            byte* moved = paths[root];
            paths[root] = paths[child];
            paths[child] = moved;
            root = child;
        }
    }
}
