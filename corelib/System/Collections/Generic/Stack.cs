// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;

namespace System.Collections.Generic;

/// <summary>Last in, first out.</summary>
public class Stack<T> : IReadOnlyCollection<T>, ICollection
{
    private T[] _items;
    private int _count;
    private int _version;

    public Stack() => _items = [];

    public Stack(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _items = new T[capacity];
    }

    public Stack(IEnumerable<T> collection)
        : this()
    {
        ArgumentNullException.ThrowIfNull(collection);
        foreach (T item in collection) Push(item);
    }

    public int Count => _count;

    public int Capacity => _items.Length;

    public void Push(T item)
    {
        if (_count == _items.Length) Array.Resize(ref _items!, Math.Max(4, _count * 2));
        _items[_count++] = item;
        _version++;
    }

    public T Pop() => TryPop(out T? item) ? item : throw new InvalidOperationException("Stack empty.");

    public bool TryPop([MaybeNullWhen(false)] out T result)
    {
        result = default;
        if (_count == 0) return false;
        result = _items[--_count];
        _items[_count] = default!;
        _version++;
        return true;
    }

    public T Peek() => _count != 0 ? _items[_count - 1] : throw new InvalidOperationException("Stack empty.");

    public bool TryPeek([MaybeNullWhen(false)] out T result)
    {
        result = _count != 0 ? _items[_count - 1] : default;
        return _count != 0;
    }

    public bool Contains(T item) => _count != 0 && Array.LastIndexOf(_items, item, _count - 1, _count) >= 0;

    public void Clear()
    {
        Array.Clear(_items, 0, _count);
        _count = 0;
        _version++;
    }

    public T[] ToArray()
    {
        T[] items = new T[_count];
        CopyTo(items, 0);
        return items;
    }

    public void CopyTo(T[] array, int arrayIndex)
    {
        for (int i = 0; i < _count; i++) array[arrayIndex + i] = _items[_count - 1 - i];
    }

    public int EnsureCapacity(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        if (capacity > _items.Length) Array.Resize(ref _items!, Math.Max(capacity, _items.Length * 2));
        return _items.Length;
    }

    public void TrimExcess() => Array.Resize(ref _items!, _count);

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => new Enumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => new Enumerator(this);

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    void ICollection.CopyTo(Array array, int index) => Array.Copy(ToArray(), 0, array, index, _count);

    public struct Enumerator : IEnumerator<T>
    {
        private readonly Stack<T> _stack;
        private readonly int _version;
        private int _index;

        internal Enumerator(Stack<T> stack)
        {
            _stack = stack;
            _version = stack._version;
            _index = stack._count;
        }

        public readonly T Current => (uint)_index < (uint)_stack._count
            ? _stack._items[_index]
            : throw new InvalidOperationException(_index < 0 ? "Enumeration already finished." : "Enumeration has not started. Call MoveNext.");

        readonly object? IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (_version != _stack._version) throw new InvalidOperationException("Collection was modified; enumeration operation may not execute.");
            if (_index >= 0) _index--;
            return _index >= 0;
        }

        void IEnumerator.Reset() => _index = _stack._count;

        public void Dispose() => _index = -1;
    }
}
