// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;

namespace Skift.Core.Files;

/// <summary>
/// The entries of a directory in memory: a hash table to find them, and a list in order of creation to show them. Each
/// entry has a position that it keeps, so a listing goes on at the right place whatever was added or removed meanwhile.
/// </summary>
/// <remarks>Used with the directory locked.</remarks>
public sealed class EntryTable
{
    private const int InitialBuckets = 8;

    /// <summary>Positions 0 and 1 are "." and "..".</summary>
    private const long FirstPosition = 2;

    private Entry?[] _buckets = new Entry?[InitialBuckets];
    private readonly List<Entry?> _ordered = [];
    private long _nextPosition = FirstPosition;

    /// <summary>A name and what it stands for.</summary>
    public sealed class Entry
    {
        internal Entry(byte[] name, Inode inode, uint hash, long position)
        {
            Name = name;
            Inode = inode;
            Hash = hash;
            Position = position;
        }

        public byte[] Name { get; }

        public Inode Inode { get; set; }

        internal uint Hash { get; }

        internal long Position { get; }

        internal Entry? NextInBucket { get; set; }
    }

    /// <summary>How many names there are.</summary>
    public int Count { get; private set; }

    /// <summary>The entry of a name; null if there is none.</summary>
    public Entry? Find(ReadOnlySpan<byte> name)
    {
        uint hash = HashOf(name);
        Entry? entry = _buckets[hash % (uint)_buckets.Length];
        while (entry is not null && !(entry.Hash == hash && name.SequenceEqual(entry.Name)))
        {
            entry = entry.NextInBucket;
        }

        return entry;
    }

    /// <summary>Adds a name that is not there.</summary>
    public void Add(ReadOnlySpan<byte> name, Inode inode)
    {
        if (Count == _buckets.Length)
        {
            Grow();
        }

        Entry entry = new(name.ToArray(), inode, HashOf(name), _nextPosition);
        _ordered.Add(entry);
        _nextPosition++;
        ref Entry? bucket = ref _buckets[entry.Hash % (uint)_buckets.Length];
        entry.NextInBucket = bucket;
        bucket = entry;
        Count++;
    }

    /// <summary>Takes out an entry that is there.</summary>
    public void Remove(Entry entry)
    {
        ref Entry? bucket = ref _buckets[entry.Hash % (uint)_buckets.Length];
        if (bucket == entry)
        {
            bucket = entry.NextInBucket;
        }
        else
        {
            Entry before = bucket!;
            while (before.NextInBucket != entry)
            {
                before = before.NextInBucket!;
            }

            before.NextInBucket = entry.NextInBucket;
        }

        int index = IndexOf(entry.Position);
        while (_ordered[index] != entry)
        {
            index++;
        }

        _ordered[index] = null;
        Count--;
        if (_ordered.Count > 16 && Count < _ordered.Count / 2)
        {
            Compact();
        }
    }

    /// <summary>The oldest entry; null if there is none.</summary>
    public Entry? First
    {
        get
        {
            int index = 0;
            return Next(ref index);
        }
    }

    /// <summary>Lists the directory, its dots first: <see cref="Inode.ReadDirectory"/>.</summary>
    /// <param name="number">The directory's own inode number.</param>
    public Errno List(ulong number, ref long position, ref DirectoryWriter writer)
    {
        bool hasRoom = writer.TryAddDots(number, ref position);
        int index = IndexOf(position);
        while (hasRoom && Next(ref index) is Entry entry)
        {
            hasRoom = writer.TryAdd(entry.Inode.Number, entry.Position + 1, entry.Inode.Type, entry.Name);
            position = hasRoom ? entry.Position + 1 : position;
        }

        return writer.Error;
    }

    /// <summary>The first entry at an index or behind it, which is left behind that entry; null at the end.</summary>
    private Entry? Next(ref int index)
    {
        while (index < _ordered.Count)
        {
            if (_ordered[index++] is Entry entry)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>Index from which on all entries are at or behind a position; holes may come first, for they know no position.</summary>
    private int IndexOf(long position)
    {
        int low = 0;
        int high = _ordered.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            int probe = middle;
            while (probe < high && _ordered[probe] is null)
            {
                probe++;
            }

            if (probe < high && _ordered[probe]!.Position < position)
            {
                low = probe + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void Compact()
    {
        int kept = 0;
        for (int index = 0; index < _ordered.Count; index++)
        {
            if (_ordered[index] is Entry entry)
            {
                _ordered[kept++] = entry;
            }
        }

        _ordered.RemoveRange(kept, _ordered.Count - kept);
    }

    private void Grow()
    {
        Entry?[] larger = new Entry?[_buckets.Length * 2];
        foreach (Entry? entry in _ordered)
        {
            if (entry is not null)
            {
                ref Entry? bucket = ref larger[entry.Hash % (uint)larger.Length];
                entry.NextInBucket = bucket;
                bucket = entry;
            }
        }

        _buckets = larger;
    }

    private static uint HashOf(ReadOnlySpan<byte> name)
    {
        // FNV-1a
        uint hash = 2166136261u;
        foreach (byte value in name)
        {
            hash = (hash ^ value) * 16777619u;
        }

        return hash;
    }
}
