// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;

namespace System.Collections.Generic;

public partial class List<T> : IList<T>, IReadOnlyList<T>, IList
{
    private const int DefaultCapacity = 4;
    private static readonly T[] s_empty = new T[0];

    internal T[] _items;
    internal int _size;
    internal int _version;

    public List() => _items = s_empty;

    public List(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _items = capacity == 0 ? s_empty : new T[capacity];
    }

    public List(IEnumerable<T> collection)
    {
        _items = s_empty;
        AddRange(collection);
    }

    public int Count => _size;

    public int Capacity
    {
        get => _items.Length;
        set
        {
            if (value < _size) throw new ArgumentOutOfRangeException(nameof(value), "capacity was less than the current size.");
            if (value != _items.Length) Resize(value);
        }
    }

    public T this[int index]
    {
        get
        {
            if ((uint)index >= (uint)_size) ThrowIndex();
            return _items[index];
        }
        set
        {
            if ((uint)index >= (uint)_size) ThrowIndex();
            _items[index] = value;
            _version++;
        }
    }

    [DoesNotReturn]
    private static void ThrowIndex() =>
        throw new ArgumentOutOfRangeException("index", "Index was out of range. Must be non-negative and less than the size of the collection.");

    private void Resize(int capacity)
    {
        T[] items = capacity == 0 ? s_empty : new T[capacity];
        new ReadOnlySpan<T>(_items, 0, _size).CopyTo(items);
        _items = items;
    }

    private void Grow(int needed)
    {
        uint doubled = _items.Length == 0 ? DefaultCapacity : (uint)_items.Length * 2;
        Resize((int)Math.Max(Math.Min(doubled, (uint)Array.MaxLength), (uint)needed));
    }

    public int EnsureCapacity(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        if (capacity > _items.Length) Grow(capacity);
        return _items.Length;
    }

    public void TrimExcess()
    {
        if (_size < (int)(_items.Length * 0.9)) Capacity = _size;
    }

    public void Add(T item)
    {
        _version++;
        if (_size == _items.Length) Grow(_size + 1);
        _items[_size++] = item;
    }

    public void AddRange(IEnumerable<T> collection) => InsertRange(_size, collection);

    public void Insert(int index, T item)
    {
        if ((uint)index > (uint)_size) throw new ArgumentOutOfRangeException(nameof(index), "Index must be within the bounds of the List.");
        Open(index, 1)[0] = item;
    }

    /// <summary>Makes room for <paramref name="count"/> items at an index.</summary>
    private Span<T> Open(int index, int count)
    {
        if (count > _items.Length - _size) Grow(checked(_size + count));
        new ReadOnlySpan<T>(_items, index, _size - index).CopyTo(new Span<T>(_items, index + count, _size - index));
        _size += count;
        _version++;
        return new Span<T>(_items, index, count);
    }

    public void InsertRange(int index, IEnumerable<T> collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        if ((uint)index > (uint)_size) ThrowIndex();
        if (collection is ICollection<T> known)
        {
            int count = known.Count;
            if (count == 0) return;
            // Copied out first, for the collection may be this very list.
            T[] added = new T[count];
            known.CopyTo(added, 0);
            added.CopyTo(Open(index, count));
            return;
        }
        foreach (T item in collection) Insert(index++, item);
    }

    internal void AddSpan(ReadOnlySpan<T> source) => source.CopyTo(Open(_size, source.Length));

    internal void InsertSpan(int index, ReadOnlySpan<T> source)
    {
        if ((uint)index > (uint)_size) ThrowIndex();
        source.CopyTo(Open(index, source.Length));
    }

    public void RemoveAt(int index)
    {
        if ((uint)index >= (uint)_size) ThrowIndex();
        Close(index, 1);
    }

    public void RemoveRange(int index, int count)
    {
        CheckRange(index, count);
        if (count > 0) Close(index, count);
    }

    private void Close(int index, int count)
    {
        new ReadOnlySpan<T>(_items, index + count, _size - index - count).CopyTo(new Span<T>(_items, index, _size - index - count));
        _size -= count;
        new Span<T>(_items, _size, count).Clear();
        _version++;
    }

    public bool Remove(T item)
    {
        int index = IndexOf(item);
        if (index < 0) return false;
        Close(index, 1);
        return true;
    }

    public int RemoveAll(Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        int kept = 0;
        for (int i = 0; i < _size; i++)
        {
            if (!match(_items[i])) _items[kept++] = _items[i];
        }
        int removed = _size - kept;
        if (removed > 0) Close(kept, removed);
        return removed;
    }

    public void Clear()
    {
        _version++;
        new Span<T>(_items, 0, _size).Clear();
        _size = 0;
    }

    private void CheckRange(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (_size - index < count)
            throw new ArgumentException("Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.");
    }

    private void CheckVersion(int version)
    {
        if (version != _version) throw new InvalidOperationException("Collection was modified; enumeration operation may not execute.");
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => new Enumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => new Enumerator(this);

    public struct Enumerator : IEnumerator<T>
    {
        private readonly List<T> _list;
        private readonly int _version;
        private int _index;
        private T? _current;

        internal Enumerator(List<T> list)
        {
            _list = list;
            _version = list._version;
        }

        public readonly T Current => _current!;

        readonly object? IEnumerator.Current => _index > 0 && _index <= _list._size
            ? _current
            : throw new InvalidOperationException("Enumeration has either not started or has already finished.");

        public bool MoveNext()
        {
            _list.CheckVersion(_version);
            if ((uint)_index < (uint)_list._size)
            {
                _current = _list._items[_index++];
                return true;
            }
            _index = _list._size + 1;
            _current = default;
            return false;
        }

        void IEnumerator.Reset()
        {
            _list.CheckVersion(_version);
            _index = 0;
            _current = default;
        }

        public readonly void Dispose()
        {
        }
    }

    bool ICollection<T>.IsReadOnly => false;

    bool IList.IsReadOnly => false;

    bool IList.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    object? IList.this[int index]
    {
        get => this[index];
        set => this[index] = Cast(value);
    }

    private static T Cast(object? value) =>
        value is T || (value == null && default(T) == null)
            ? (T)value!
            : throw new ArgumentException("The value \"" + value + "\" is not of the type of the collection and cannot be used in it.", nameof(value));

    int IList.Add(object? value)
    {
        Add(Cast(value));
        return _size - 1;
    }

    bool IList.Contains(object? value) => (value is T || (value == null && default(T) == null)) && Contains((T)value!);

    int IList.IndexOf(object? value) => value is T || (value == null && default(T) == null) ? IndexOf((T)value!) : -1;

    void IList.Insert(int index, object? value) => Insert(index, Cast(value));

    void IList.Remove(object? value)
    {
        if (value is T || (value == null && default(T) == null)) Remove((T)value!);
    }

    void ICollection.CopyTo(Array array, int index) => Array.Copy(_items, 0, array, index, _size);
}
