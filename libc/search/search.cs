// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>search.h: linear search and linked lists (POSIX.1-2008 lsearch(), insque()).</summary>
public static unsafe partial class C
{
    [RuntimeExport("lfind")]
    public static void* lfind(void* key, void* start, nuint* count, nuint size, delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*, int> compare)
    {
        byte* item = (byte*)start;
        for (nuint i = 0; i < *count; i++, item += size)
        {
            if (compare(key, item) == 0)
            {
                return item;
            }
        }

        return null;
    }

    [RuntimeExport("lsearch")]
    public static void* lsearch(void* key, void* start, nuint* count, nuint size, delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*, int> compare)
    {
        void* found = lfind(key, start, count, size, compare);
        return found != null ? found : memcpy((byte*)start + (size * (*count)++), key, size);
    }

    /// <summary>An element begins with the addresses of its next and its previous.</summary>
    [RuntimeExport("insque")]
    public static void insque(void** element, void** before)
    {
        if (before == null)
        {
            element[0] = null;
            element[1] = null;
            return;
        }

        element[0] = before[0];
        element[1] = before;
        before[0] = element;
        if (element[0] != null)
        {
            ((void**)element[0])[1] = element;
        }
    }

    [RuntimeExport("remque")]
    public static void remque(void** element)
    {
        if (element[0] != null)
        {
            ((void**)element[0])[1] = element[1];
        }

        if (element[1] != null)
        {
            ((void**)element[1])[0] = element[0];
        }
    }
}
