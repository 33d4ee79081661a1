// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;

namespace System.Collections.Generic;

/// <summary>A dictionary in the order of its keys: a <see cref="SortedSet{T}"/> of pairs that compares only their keys.</summary>
public class SortedDictionary<TKey, TValue> : IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>
    where TKey : notnull
{
    private sealed class KeyComparer(IComparer<TKey> comparer) : IComparer<KeyValuePair<TKey, TValue>>
    {
        internal readonly IComparer<TKey> Inner = comparer;

        public int Compare(KeyValuePair<TKey, TValue> x, KeyValuePair<TKey, TValue> y) => Inner.Compare(x.Key, y.Key);
    }

    private readonly KeyComparer _comparer;
    private readonly SortedSet<KeyValuePair<TKey, TValue>> _set;

    public SortedDictionary()
        : this((IComparer<TKey>?)null)
    {
    }

    public SortedDictionary(IComparer<TKey>? comparer)
    {
        _comparer = new(comparer ?? Comparer<TKey>.Default);
        _set = new(_comparer);
    }

    public SortedDictionary(IDictionary<TKey, TValue> dictionary)
        : this(dictionary, null)
    {
    }

    public SortedDictionary(IDictionary<TKey, TValue> dictionary, IComparer<TKey>? comparer)
        : this(comparer)
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        foreach (KeyValuePair<TKey, TValue> pair in dictionary) Add(pair.Key, pair.Value);
    }

    public int Count => _set.Count;

    public IComparer<TKey> Comparer => _comparer.Inner;

    private SortedSet<KeyValuePair<TKey, TValue>>.Node? Find(TKey key)
    {
        if (key == null) throw new ArgumentNullException(nameof(key));
        return _set.Find(new(key, default!));
    }

    public TValue this[TKey key]
    {
        get => Find(key) is { } node ? node.Value.Value : throw new KeyNotFoundException("The given key '" + key + "' was not present in the dictionary.");
        set
        {
            if (Find(key) is { } node) node.Value = new(node.Value.Key, value);
            else _set.Add(new(key, value));
        }
    }

    public void Add(TKey key, TValue value)
    {
        if (key == null) throw new ArgumentNullException(nameof(key));
        if (!_set.Add(new(key, value))) throw new ArgumentException("An item with the same key has already been added. Key: [" + key + ", " + value + "]");
    }

    public bool ContainsKey(TKey key) => Find(key) != null;

    public bool ContainsValue(TValue value)
    {
        foreach (KeyValuePair<TKey, TValue> pair in _set)
        {
            if (EqualityComparer<TValue>.Default.Equals(pair.Value, value)) return true;
        }
        return false;
    }

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        SortedSet<KeyValuePair<TKey, TValue>>.Node? node = Find(key);
        value = node == null ? default : node.Value.Value;
        return node != null;
    }

    public bool Remove(TKey key)
    {
        if (key == null) throw new ArgumentNullException(nameof(key));
        return _set.Remove(new(key, default!));
    }

    public void Clear() => _set.Clear();

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int index) => _set.CopyTo(array, index);

    /// <summary>The keys as they are now. Unlike .NET's, the collection does not follow later changes.</summary>
    public ICollection<TKey> Keys
    {
        get
        {
            List<TKey> keys = new(Count);
            foreach (KeyValuePair<TKey, TValue> pair in _set) keys.Add(pair.Key);
            return keys.AsReadOnly();
        }
    }

    public ICollection<TValue> Values
    {
        get
        {
            List<TValue> values = new(Count);
            foreach (KeyValuePair<TKey, TValue> pair in _set) values.Add(pair.Value);
            return values.AsReadOnly();
        }
    }

    IEnumerable<TKey> IReadOnlyDictionary<TKey, TValue>.Keys => Keys;

    IEnumerable<TValue> IReadOnlyDictionary<TKey, TValue>.Values => Values;

    bool ICollection<KeyValuePair<TKey, TValue>>.IsReadOnly => false;

    void ICollection<KeyValuePair<TKey, TValue>>.Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<TKey, TValue>>.Contains(KeyValuePair<TKey, TValue> item) =>
        TryGetValue(item.Key, out TValue? value) && EqualityComparer<TValue>.Default.Equals(value, item.Value);

    bool ICollection<KeyValuePair<TKey, TValue>>.Remove(KeyValuePair<TKey, TValue> item) =>
        ((ICollection<KeyValuePair<TKey, TValue>>)this).Contains(item) && Remove(item.Key);

    public SortedSet<KeyValuePair<TKey, TValue>>.Enumerator GetEnumerator() => _set.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => _set.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _set.GetEnumerator();
}
