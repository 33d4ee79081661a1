// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>search.h: the hash table (POSIX.1-2008 hsearch()), open addressing, grown before it is three quarters full.</summary>
public static unsafe partial class C
{
    /// <summary>C's ENTRY.</summary>
    public struct HashEntry
    {
        public byte* Key;
        public void* Data;
    }

    /// <summary>C's struct hsearch_data.</summary>
    public struct HashTable
    {
        public HashEntry* Entries;
        public nuint Mask;
        public nuint Used;
    }

    private static class OwnHash
    {
        internal static HashTable Table;
    }

    [RuntimeExport("hcreate")]
    public static int hcreate(nuint count)
    {
        fixed (HashTable* table = &OwnHash.Table)
        {
            return hcreate_r(count, table);
        }
    }

    [RuntimeExport("hdestroy")]
    public static void hdestroy()
    {
        fixed (HashTable* table = &OwnHash.Table)
        {
            hdestroy_r(table);
        }
    }

    [RuntimeExport("hsearch")]
    public static HashEntry* hsearch(HashEntry item, int action)
    {
        HashEntry* found;
        fixed (HashTable* table = &OwnHash.Table)
        {
            _ = hsearch_r(item, action, &found, table);
        }

        return found;
    }

    [RuntimeExport("hcreate_r")]
    public static int hcreate_r(nuint count, HashTable* table)
    {
        nuint size = 8;
        while (size / 4 * 3 < count && size < nuint.MaxValue / 64)
        {
            size *= 2;
        }

        *table = default;
        table->Entries = (HashEntry*)calloc(size, (nuint)sizeof(HashEntry));
        table->Mask = size - 1;
        return table->Entries == null ? 0 : 1;
    }

    [RuntimeExport("hdestroy_r")]
    public static void hdestroy_r(HashTable* table)
    {
        free(table->Entries);
        table->Entries = null;
    }

    /// <summary>0 with ESRCH if it is not there (FIND, action 0), or ENOMEM if it cannot be entered.</summary>
    [RuntimeExport("hsearch_r")]
    public static int hsearch_r(HashEntry item, int action, HashEntry** result, HashTable* table)
    {
        *result = null;
        if (table->Entries == null)
        {
            Error.Current = (int)Errno.EINVAL;
            return 0;
        }

        HashEntry* slot = Slot(table, item.Key);
        if (slot->Key == null)
        {
            if (action == 0)
            {
                Error.Current = (int)Errno.ESRCH;
                return 0;
            }

            if (table->Used + 1 > (table->Mask + 1) / 4 * 3)
            {
                if (!Grow(table))
                {
                    return 0;
                }

                slot = Slot(table, item.Key);
            }

            *slot = item;
            table->Used++;
        }

        *result = slot;
        return 1;
    }

    private static HashEntry* Slot(HashTable* table, byte* key)
    {
        ulong hash = 14695981039346656037; // FNV-1a
        for (byte* p = key; *p != 0; p++)
        {
            hash = (hash ^ *p) * 1099511628211;
        }

        nuint index = (nuint)(hash ^ (hash >> 32)) & table->Mask;
        while (table->Entries[index].Key != null && strcmp(table->Entries[index].Key, key) != 0)
        {
            index = (index + 1) & table->Mask;
        }

        return table->Entries + index;
    }

    private static bool Grow(HashTable* table)
    {
        HashTable larger = *table;
        larger.Mask = (table->Mask * 2) + 1;
        larger.Entries = (HashEntry*)calloc(larger.Mask + 1, (nuint)sizeof(HashEntry));
        if (larger.Entries == null)
        {
            return false;
        }

        for (nuint i = 0; i <= table->Mask; i++)
        {
            if (table->Entries[i].Key != null)
            {
                *Slot(&larger, table->Entries[i].Key) = table->Entries[i];
            }
        }

        free(table->Entries);
        *table = larger;
        return true;
    }
}
