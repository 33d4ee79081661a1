// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>
/// The entries of one file system that have been looked up: a hash table of (parent, name). It also owns the shape of the
/// tree, so that a path can be read while files are renamed.
/// </summary>
/// <remarks>
/// Chains run through the entries themselves, so nothing is allocated under the lock. An entry is added or changed only
/// with its parent directory locked; reading needs only this lock.
/// </remarks>
internal sealed class NameCache
{
    private const int InitialBuckets = 64;

    private readonly SpinLock<Table> _table = new(new Table { Buckets = new Dentry?[InitialBuckets] });

    private struct Table
    {
        internal Dentry?[] Buckets;
        internal int Count;
    }

    /// <summary>Finds a live entry.</summary>
    internal Dentry? Find(Dentry parent, ReadOnlySpan<byte> name)
    {
        uint hash = HashOf(parent, name);
        using SpinLock<Table>.Guard table = _table.Lock();
        Dentry? entry = table.Value.Buckets[hash % (uint)table.Value.Buckets.Length];
        while (entry is not null && !(entry.Hash == hash && entry.Parent == parent && name.SequenceEqual(entry.Name)))
        {
            entry = entry.NextInBucket;
        }

        return entry;
    }

    /// <summary>Adds an entry for a name that is not in the cache; the parent directory is locked.</summary>
    internal Dentry Add(Dentry parent, ReadOnlySpan<byte> name, Inode inode)
    {
        Dentry entry = new(parent.FileSystem, parent, name.ToArray(), inode) { Hash = HashOf(parent, name) };
        Grow();
        using SpinLock<Table>.Guard table = _table.Lock();
        Insert(ref table.Value, entry);
        return entry;
    }

    /// <summary>The name is gone.</summary>
    internal void Remove(Dentry entry)
    {
        using SpinLock<Table>.Guard table = _table.Lock();
        Unlink(ref table.Value, entry);
        entry.IsRemoved = true;
    }

    /// <summary>Gives an entry a new parent and name; the replaced entry, if any, is removed.</summary>
    internal void Move(Dentry entry, Dentry newParent, ReadOnlySpan<byte> newName, Dentry? replaced)
    {
        byte[] name = newName.ToArray();
        uint hash = HashOf(newParent, newName);
        using SpinLock<Table>.Guard table = _table.Lock();
        if (replaced is not null)
        {
            Unlink(ref table.Value, replaced);
            replaced.IsRemoved = true;
        }

        Unlink(ref table.Value, entry);
        (entry.Parent, entry.Name, entry.Hash) = (newParent, name, hash);
        Insert(ref table.Value, entry);
    }

    /// <summary>Two entries change places.</summary>
    internal void Exchange(Dentry first, Dentry second)
    {
        uint hashOfFirst = HashOf(second.Parent, second.Name);
        uint hashOfSecond = HashOf(first.Parent, first.Name);
        using SpinLock<Table>.Guard table = _table.Lock();
        Unlink(ref table.Value, first);
        Unlink(ref table.Value, second);
        (first.Parent, second.Parent) = (second.Parent, first.Parent);
        (first.Name, second.Name) = (second.Name, first.Name);
        (first.Hash, second.Hash) = (hashOfFirst, hashOfSecond);
        Insert(ref table.Value, first);
        Insert(ref table.Value, second);
    }

    /// <summary>True if <paramref name="ancestor"/> is the entry itself or above it.</summary>
    internal bool IsAncestor(Dentry ancestor, Dentry entry)
    {
        using SpinLock<Table>.Guard table = _table.Lock();
        while (entry != ancestor && !entry.IsRoot)
        {
            entry = entry.Parent;
        }

        return entry == ancestor;
    }

    internal Dentry ParentOf(Dentry entry)
    {
        using SpinLock<Table>.Guard table = _table.Lock();
        return entry.Parent;
    }

    /// <summary>Parent, name and liveness in one look.</summary>
    internal (Dentry Parent, byte[] Name, bool IsRemoved) Read(Dentry entry)
    {
        using SpinLock<Table>.Guard table = _table.Lock();
        return (entry.Parent, entry.Name, entry.IsRemoved);
    }

    private static uint HashOf(Dentry parent, ReadOnlySpan<byte> name)
    {
        // FNV-1a, seeded by the parent so that equal names in many directories spread.
        uint hash = 2166136261u ^ (uint)RuntimeHelpers.GetHashCode(parent);
        foreach (byte value in name)
        {
            hash = (hash ^ value) * 16777619u;
        }

        return hash;
    }

    private static void Insert(ref Table table, Dentry entry)
    {
        ref Dentry? bucket = ref table.Buckets[entry.Hash % (uint)table.Buckets.Length];
        entry.NextInBucket = bucket;
        bucket = entry;
        table.Count++;
    }

    private static void Unlink(ref Table table, Dentry entry)
    {
        ref Dentry? bucket = ref table.Buckets[entry.Hash % (uint)table.Buckets.Length];
        if (bucket == entry)
        {
            bucket = entry.NextInBucket;
        }
        else
        {
            Dentry? before = bucket;
            while (before is not null && before.NextInBucket != entry)
            {
                before = before.NextInBucket;
            }

            if (before is null)
            {
                return;
            }

            before.NextInBucket = entry.NextInBucket;
        }

        entry.NextInBucket = null;
        table.Count--;
    }

    /// <summary>Doubles the table when it is full; the new array is made before the lock is taken.</summary>
    private void Grow()
    {
        int length;
        using (SpinLock<Table>.Guard table = _table.Lock())
        {
            length = table.Value.Buckets.Length;
            if (table.Value.Count < length)
            {
                return;
            }
        }

        Dentry?[] larger = new Dentry?[length * 2];
        using SpinLock<Table>.Guard again = _table.Lock();
        if (again.Value.Buckets.Length >= larger.Length)
        {
            return;
        }

        foreach (Dentry? head in again.Value.Buckets)
        {
            Dentry? entry = head;
            while (entry is not null)
            {
                Dentry? next = entry.NextInBucket;
                ref Dentry? bucket = ref larger[entry.Hash % (uint)larger.Length];
                entry.NextInBucket = bucket;
                bucket = entry;
                entry = next;
            }
        }

        again.Value.Buckets = larger;
    }
}
