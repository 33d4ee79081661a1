// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;

namespace System.Collections.Generic;

/// <summary>A set over the same table as <see cref="Dictionary{TKey,TValue}"/>; unlike there, null is an element like any other.</summary>
public class HashSet<T> : ISet<T>, IReadOnlySet<T>
{
    /// <summary>Carries the element, so that null can be one.</summary>
    private readonly struct Element(T value)
    {
        internal readonly T Value = value;
    }

    /// <summary>The value of every element.</summary>
    private readonly struct Nothing;

    private sealed class ElementComparer(IEqualityComparer<T> comparer) : IEqualityComparer<Element>
    {
        internal readonly IEqualityComparer<T> Inner = comparer;

        public bool Equals(Element x, Element y) => Inner.Equals(x.Value, y.Value);

        public int GetHashCode(Element element) => element.Value == null ? 0 : Inner.GetHashCode(element.Value);
    }

    private readonly Dictionary<Element, Nothing> _table;
    private readonly ElementComparer _comparer;

    public HashSet()
        : this(0, null)
    {
    }

    public HashSet(int capacity)
        : this(capacity, null)
    {
    }

    public HashSet(IEqualityComparer<T>? comparer)
        : this(0, comparer)
    {
    }

    public HashSet(int capacity, IEqualityComparer<T>? comparer)
    {
        _comparer = new(comparer ?? EqualityComparer<T>.Default);
        _table = new(capacity, _comparer);
    }

    public HashSet(IEnumerable<T> collection)
        : this(collection, null)
    {
    }

    public HashSet(IEnumerable<T> collection, IEqualityComparer<T>? comparer)
        : this(0, comparer)
    {
        ArgumentNullException.ThrowIfNull(collection);
        UnionWith(collection);
    }

    public int Count => _table.Count;

    public int Capacity => _table.Capacity;

    public IEqualityComparer<T> Comparer => _comparer.Inner;

    public bool Add(T item) => _table.TryAdd(new(item), default);

    public bool Contains(T item) => _table.ContainsKey(new(item));

    public bool Remove(T item) => _table.Remove(new(item));

    public void Clear() => _table.Clear();

    public bool TryGetValue(T equalValue, [MaybeNullWhen(false)] out T actualValue)
    {
        bool found = _table.TryGetKey(new(equalValue), out Element element);
        actualValue = found ? element.Value : default;
        return found;
    }

    public int RemoveWhere(Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        int removed = 0;
        foreach (T item in ToArray())
        {
            if (match(item) && Remove(item)) removed++;
        }
        return removed;
    }

    private T[] ToArray()
    {
        T[] items = new T[Count];
        CopyTo(items);
        return items;
    }

    public int EnsureCapacity(int capacity) => _table.EnsureCapacity(capacity);

    public void TrimExcess() => _table.TrimExcess();

    public void CopyTo(T[] array) => CopyTo(array, 0);

    public void CopyTo(T[] array, int arrayIndex)
    {
        foreach (T item in this) array[arrayIndex++] = item;
    }

    public void CopyTo(T[] array, int arrayIndex, int count)
    {
        foreach (T item in this)
        {
            if (count-- == 0) return;
            array[arrayIndex++] = item;
        }
    }

    public void UnionWith(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other == this) return;
        foreach (T item in other) Add(item);
    }

    public void IntersectWith(IEnumerable<T> other)
    {
        HashSet<T> set = AsSet(other);
        foreach (T item in ToArray())
        {
            if (!set.Contains(item)) Remove(item);
        }
    }

    public void ExceptWith(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other == this)
        {
            Clear();
            return;
        }
        foreach (T item in other) Remove(item);
    }

    public void SymmetricExceptWith(IEnumerable<T> other)
    {
        foreach (T item in AsSet(other).ToArray())
        {
            if (!Remove(item)) Add(item);
        }
    }

    private HashSet<T> AsSet(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other is HashSet<T> set && set.Comparer == Comparer ? set : new HashSet<T>(other, Comparer);
    }

    public bool IsSubsetOf(IEnumerable<T> other)
    {
        HashSet<T> set = AsSet(other);
        return Count <= set.Count && set.HasAll(this);
    }

    public bool IsProperSubsetOf(IEnumerable<T> other)
    {
        HashSet<T> set = AsSet(other);
        return Count < set.Count && set.HasAll(this);
    }

    public bool IsSupersetOf(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return HasAll(other);
    }

    public bool IsProperSupersetOf(IEnumerable<T> other)
    {
        HashSet<T> set = AsSet(other);
        return Count > set.Count && HasAll(set);
    }

    public bool Overlaps(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (T item in other)
        {
            if (Contains(item)) return true;
        }
        return false;
    }

    public bool SetEquals(IEnumerable<T> other)
    {
        HashSet<T> set = AsSet(other);
        return Count == set.Count && HasAll(set);
    }

    private bool HasAll(IEnumerable<T> items)
    {
        foreach (T item in items)
        {
            if (!Contains(item)) return false;
        }
        return true;
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => new Enumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => new Enumerator(this);

    bool ICollection<T>.IsReadOnly => false;

    void ICollection<T>.Add(T item) => Add(item);

    public struct Enumerator : IEnumerator<T>
    {
        private Dictionary<Element, Nothing>.Enumerator _elements;

        internal Enumerator(HashSet<T> set) => _elements = set._table.GetEnumerator();

        public readonly T Current => _elements.Current.Key.Value;

        readonly object? IEnumerator.Current => Current;

        public bool MoveNext() => _elements.MoveNext();

        void IEnumerator.Reset() => _elements = _elements.Restarted();

        public readonly void Dispose()
        {
        }
    }
}
