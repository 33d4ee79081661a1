// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace System.Collections.Generic;

/// <summary>A hash table with chains through one array of entries, which keeps the order of insertion until something is removed.</summary>
public partial class Dictionary<TKey, TValue> : IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>
    where TKey : notnull
{
    private const int FirstCapacity = 4;
    private const int EndOfChain = -1;

    private struct Entry
    {
        internal uint Hash;
        internal int Next;          // the next entry of the chain; a free entry holds FreeMark - the next free one
        internal TKey Key;
        internal TValue Value;
    }

    private const int FreeMark = -3;

    private int[]? _buckets;        // 1 + index of a chain's first entry; a power of two long
    private Entry[] _entries = [];
    private int _used;
    private int _free = EndOfChain;
    private int _freeCount;
    private int _version;
    private readonly IEqualityComparer<TKey>? _comparer;

    public Dictionary()
    {
    }

    public Dictionary(int capacity)
        : this(capacity, null)
    {
    }

    public Dictionary(IEqualityComparer<TKey>? comparer)
        : this(0, comparer)
    {
    }

    public Dictionary(int capacity, IEqualityComparer<TKey>? comparer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        // The default comparer is left out, so that value types compare without an interface call.
        if (comparer != null && comparer != EqualityComparer<TKey>.Default) _comparer = comparer;
        if (capacity > 0) Resize(capacity);
    }

    public Dictionary(IDictionary<TKey, TValue> dictionary)
        : this(dictionary, null)
    {
    }

    public Dictionary(IDictionary<TKey, TValue> dictionary, IEqualityComparer<TKey>? comparer)
        : this(dictionary?.Count ?? 0, comparer)
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        foreach (KeyValuePair<TKey, TValue> pair in dictionary) Add(pair.Key, pair.Value);
    }

    public Dictionary(IEnumerable<KeyValuePair<TKey, TValue>> collection)
        : this(collection, null)
    {
    }

    public Dictionary(IEnumerable<KeyValuePair<TKey, TValue>> collection, IEqualityComparer<TKey>? comparer)
        : this(0, comparer)
    {
        ArgumentNullException.ThrowIfNull(collection);
        foreach (KeyValuePair<TKey, TValue> pair in collection) Add(pair.Key, pair.Value);
    }

    public IEqualityComparer<TKey> Comparer => _comparer ?? EqualityComparer<TKey>.Default;

    public int Count => _used - _freeCount;

    public int Capacity => _entries.Length;

    private uint HashOf(TKey key)
    {
        if (key == null) throw new ArgumentNullException(nameof(key));
        uint hash = (uint)(_comparer == null ? key.GetHashCode() : _comparer.GetHashCode(key));
        // The buckets are a power of two: mix the high bits in (Fibonacci hashing, Knuth, TAOCP vol. 3, 6.4).
        return hash * 2654435769u;
    }

    private ref int Bucket(uint hash) => ref _buckets![hash >> _shift];

    private int _shift;

    private int Find(TKey key)
    {
        uint hash = HashOf(key);
        if (_buckets == null) return EndOfChain;
        Entry[] entries = _entries;
        for (int i = Bucket(hash) - 1; i >= 0; i = entries[i].Next)
        {
            if (entries[i].Hash == hash && AreEqual(entries[i].Key, key)) return i;
        }
        return EndOfChain;
    }

    private bool AreEqual(TKey a, TKey b) => _comparer == null ? EqualityComparer<TKey>.Default.Equals(a, b) : _comparer.Equals(a, b);

    private void Resize(int capacity)
    {
        int size = Math.Max(FirstCapacity, (int)Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity));
        int[] buckets = new int[size];
        Entry[] entries = new Entry[size];
        new ReadOnlySpan<Entry>(_entries, 0, _used).CopyTo(entries);
        _shift = 32 - Numerics.BitOperations.Log2((uint)size);
        _buckets = buckets;
        _entries = entries;
        for (int i = 0; i < _used; i++)
        {
            if (entries[i].Next < EndOfChain) continue;
            ref int bucket = ref Bucket(entries[i].Hash);
            entries[i].Next = bucket - 1;
            bucket = i + 1;
        }
    }

    /// <summary>A place for a key that is known to be absent.</summary>
    private ref TValue Insert(TKey key)
    {
        uint hash = HashOf(key);
        int index;
        if (_freeCount > 0)
        {
            index = _free;
            _free = FreeMark - _entries[index].Next;
            _freeCount--;
        }
        else
        {
            if (_used == _entries.Length) Resize(Math.Max(FirstCapacity, checked(_used * 2)));
            index = _used++;
        }
        ref Entry entry = ref _entries[index];
        ref int bucket = ref Bucket(hash);
        entry.Hash = hash;
        entry.Next = bucket - 1;
        entry.Key = key;
        bucket = index + 1;
        _version++;
        return ref entry.Value;
    }

    public TValue this[TKey key]
    {
        get
        {
            int index = Find(key);
            if (index < 0) throw new KeyNotFoundException("The given key '" + key + "' was not present in the dictionary.");
            return _entries[index].Value;
        }
        set
        {
            int index = Find(key);
            if (index >= 0) _entries[index].Value = value;
            else Insert(key) = value;
        }
    }

    public void Add(TKey key, TValue value)
    {
        if (!TryAdd(key, value)) throw new ArgumentException("An item with the same key has already been added. Key: " + key);
    }

    public bool TryAdd(TKey key, TValue value)
    {
        if (Find(key) >= 0) return false;
        Insert(key) = value;
        return true;
    }

    public bool ContainsKey(TKey key) => Find(key) >= 0;

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        int index = Find(key);
        value = index < 0 ? default : _entries[index].Value;
        return index >= 0;
    }

    public bool ContainsValue(TValue value)
    {
        for (int i = 0; i < _used; i++)
        {
            if (_entries[i].Next >= EndOfChain && EqualityComparer<TValue>.Default.Equals(_entries[i].Value, value)) return true;
        }
        return false;
    }

    public bool Remove(TKey key) => Remove(key, out _);

    public bool Remove(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        uint hash = HashOf(key);
        if (_buckets == null) return false;
        int previous = EndOfChain;
        for (int i = Bucket(hash) - 1; i >= 0; previous = i, i = _entries[i].Next)
        {
            ref Entry entry = ref _entries[i];
            if (entry.Hash != hash || !AreEqual(entry.Key, key)) continue;
            if (previous < 0) Bucket(hash) = entry.Next + 1;
            else _entries[previous].Next = entry.Next;
            value = entry.Value;
            entry.Next = FreeMark - _free;
            entry.Key = default!;
            entry.Value = default!;
            _free = i;
            _freeCount++;
            return true;
        }
        return false;
    }

    public void Clear()
    {
        if (_used == 0) return;
        Array.Clear(_buckets!);
        Array.Clear(_entries, 0, _used);
        _used = _freeCount = 0;
        _free = EndOfChain;
    }

    public int EnsureCapacity(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        if (capacity > _entries.Length)
        {
            _version++;
            Resize(capacity);
        }
        return _entries.Length;
    }

    public void TrimExcess()
    {
        if (Count == 0 && _freeCount == 0) return;
        KeyValuePair<TKey, TValue>[] pairs = new KeyValuePair<TKey, TValue>[Count];
        ((ICollection<KeyValuePair<TKey, TValue>>)this).CopyTo(pairs, 0);
        _used = _freeCount = 0;
        _free = EndOfChain;
        _entries = [];
        Resize(pairs.Length);
        foreach (KeyValuePair<TKey, TValue> pair in pairs) Insert(pair.Key) = pair.Value;
    }

    /// <summary>The next occupied entry at or after an index, or -1.</summary>
    private int NextEntry(int index)
    {
        for (; index < _used; index++)
        {
            if (_entries[index].Next >= EndOfChain) return index;
        }
        return -1;
    }

    /// <summary>The key as it was stored, for sets.</summary>
    internal bool TryGetKey(TKey equalKey, [MaybeNullWhen(false)] out TKey actualKey)
    {
        int index = Find(equalKey);
        actualKey = index < 0 ? default : _entries[index].Key;
        return index >= 0;
    }

    internal ref TValue ValueRef(TKey key, out bool exists)
    {
        int index = Find(key);
        exists = index >= 0;
        return ref exists ? ref _entries[index].Value : ref Unsafe.NullRef<TValue>();
    }

    internal ref TValue ValueRefOrAdd(TKey key, out bool exists)
    {
        int index = Find(key);
        exists = index >= 0;
        return ref exists ? ref _entries[index].Value : ref Insert(key);
    }
}
