// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>libgen.h: parts of path names (POSIX.1-2008 basename(), dirname()). Both may write into the path.</summary>
public static unsafe partial class C
{
    [RuntimeExport("__xpg_basename")]
    public static byte* XpgBasename(byte* path)
    {
        if (path == null || *path == 0)
        {
            return Literal("."u8);
        }

        byte* end = path + strlen(path);
        while (end > path + 1 && end[-1] == '/')
        {
            *--end = 0;
        }

        byte* start = end;
        while (start > path && start[-1] != '/')
        {
            start--;
        }

        return start == end ? end - 1 : start;
    }

    [RuntimeExport("dirname")]
    public static byte* dirname(byte* path)
    {
        if (path == null || *path == 0)
        {
            return Literal("."u8);
        }

        byte* end = path + strlen(path);
        end = Back(path, end, true);
        end = Back(path, end, false);
        if (end == path)
        {
            return *path == '/' ? Literal("/"u8) : Literal("."u8);
        }

        end = Back(path, end, true);
        if (end == path)
        {
            return Literal("/"u8);
        }

        *end = 0;
        return path;
    }

    /// <summary>string.h's: what follows the last slash; the path stays as it is.</summary>
    [RuntimeExport("basename")]
    public static byte* basename(byte* path)
    {
        byte* slash = strrchr(path, '/');
        return slash == null ? path : slash + 1;
    }

    private static byte* Back(byte* path, byte* end, bool overSlashes)
    {
        while (end > path && (end[-1] == '/') == overSlashes)
        {
            end--;
        }

        return end;
    }
}
