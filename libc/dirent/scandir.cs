// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>dirent.h: a whole directory at once (POSIX.1-2008 scandir()).</summary>
public static unsafe partial class C
{
    /// <summary>Entries that are copies of their own, chosen and in order; -1 with errno if the directory cannot be read whole.</summary>
    [RuntimeExport("scandir")]
    public static int scandir(byte* path, byte*** result, delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, int> choose,
        delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*, int> compare)
    {
        Directory* directory = opendir(path);
        if (directory == null)
        {
            return -1;
        }

        int before = Error.Current, count = 0, room = 0;
        byte** names = null;
        byte* entry;
        Error.Current = 0;
        while ((entry = (byte*)readdir(directory)) != null)
        {
            if (choose != null && choose(entry) == 0)
            {
                Error.Current = 0;
                continue;
            }

            Error.Current = 0;
            nuint size = *(ushort*)(entry + Dirent64.LengthOffset);
            if (!AddEntry(ref names, ref room, count, entry, size))
            {
                break;
            }

            count++;
        }

        int error = Error.Current;
        _ = closedir(directory);
        if (error != 0)
        {
            while (count > 0)
            {
                free(names[--count]);
            }

            free(names);
            Error.Current = error;
            return -1;
        }

        Error.Current = before;
        if (compare != null && count > 1)
        {
            qsort(names, (nuint)count, 8, compare);
        }

        *result = names;
        return count;
    }

    [RuntimeExport("versionsort")]
    public static int versionsort(byte** left, byte** right) => strverscmp(*left + Dirent64.NameOffset, *right + Dirent64.NameOffset);

    private static bool AddEntry(ref byte** names, ref int room, int count, byte* entry, nuint size)
    {
        if (count == room)
        {
            int more = room == 0 ? 16 : room * 2;
            byte** grown = (byte**)reallocarray(names, (nuint)more, 8);
            if (grown == null)
            {
                return false;
            }

            names = grown;
            room = more;
        }

        byte* copy = (byte*)malloc(size);
        if (copy == null)
        {
            return false;
        }

        names[count] = (byte*)memcpy(copy, entry, size);
        return true;
    }
}
