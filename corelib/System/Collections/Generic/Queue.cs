// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;

namespace System.Collections.Generic;

/// <summary>First in, first out, in a ring.</summary>
public class Queue<T> : IReadOnlyCollection<T>, ICollection
{
    private T[] _items;
    private int _head;
    private int _count;
    private int _version;

    public Queue() => _items = [];

    public Queue(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _items = new T[capacity];
    }

    public Queue(IEnumerable<T> collection)
        : this()
    {
        ArgumentNullException.ThrowIfNull(collection);
        foreach (T item in collection) Enqueue(item);
    }

    public int Count => _count;

    public int Capacity => _items.Length;

    private int Slot(int index)
    {
        int slot = _head + index;
        return slot >= _items.Length ? slot - _items.Length : slot;
    }

    public void Enqueue(T item)
    {
        if (_count == _items.Length) Resize(Math.Max(4, _count * 2));
        _items[Slot(_count++)] = item;
        _version++;
    }

    public T Dequeue() => TryDequeue(out T? item) ? item : throw new InvalidOperationException("Queue empty.");

    public bool TryDequeue([MaybeNullWhen(false)] out T result)
    {
        result = default;
        if (_count == 0) return false;
        result = _items[_head];
        _items[_head] = default!;
        _head = Slot(1);
        _count--;
        _version++;
        return true;
    }

    public T Peek() => _count != 0 ? _items[_head] : throw new InvalidOperationException("Queue empty.");

    public bool TryPeek([MaybeNullWhen(false)] out T result)
    {
        result = _count != 0 ? _items[_head] : default;
        return _count != 0;
    }

    public bool Contains(T item)
    {
        for (int i = 0; i < _count; i++)
        {
            if (EqualityComparer<T>.Default.Equals(_items[Slot(i)], item)) return true;
        }
        return false;
    }

    public void Clear()
    {
        Array.Clear(_items);
        _head = _count = 0;
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
        for (int i = 0; i < _count; i++) array[arrayIndex + i] = _items[Slot(i)];
    }

    public int EnsureCapacity(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        if (capacity > _items.Length) Resize(Math.Max(capacity, _items.Length * 2));
        return _items.Length;
    }

    public void TrimExcess() => Resize(_count);

    private void Resize(int capacity)
    {
        T[] items = new T[capacity];
        CopyTo(items, 0);
        _items = items;
        _head = 0;
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => new Enumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => new Enumerator(this);

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    void ICollection.CopyTo(Array array, int index) => Array.Copy(ToArray(), 0, array, index, _count);

    public struct Enumerator : IEnumerator<T>
    {
        private readonly Queue<T> _queue;
        private readonly int _version;
        private int _index;

        internal Enumerator(Queue<T> queue)
        {
            _queue = queue;
            _version = queue._version;
            _index = -1;
        }

        public readonly T Current => (uint)_index < (uint)_queue._count
            ? _queue._items[_queue.Slot(_index)]
            : throw new InvalidOperationException(_index < 0 ? "Enumeration has not started. Call MoveNext." : "Enumeration already finished.");

        readonly object? IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (_version != _queue._version) throw new InvalidOperationException("Collection was modified; enumeration operation may not execute.");
            if (_index < _queue._count) _index++;
            return _index < _queue._count;
        }

        void IEnumerator.Reset() => _index = -1;

        public void Dispose() => _index = _queue._count;
    }
}
