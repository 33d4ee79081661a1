// SPDX-License-Identifier: MIT

namespace System.Collections.Generic;

public sealed class LinkedListNode<T>
{
    internal LinkedList<T>? _list;
    internal LinkedListNode<T>? _next;
    internal LinkedListNode<T>? _previous;
    private T _value;

    public LinkedListNode(T value) => _value = value;

    internal LinkedListNode(LinkedList<T> list, T value)
    {
        _list = list;
        _value = value;
    }

    public LinkedList<T>? List => _list;

    public LinkedListNode<T>? Next => _next;

    public LinkedListNode<T>? Previous => _previous;

    public T Value
    {
        get => _value;
        set => _value = value;
    }

    public ref T ValueRef => ref _value;
}

/// <summary>A doubly linked list whose nodes the caller may hold on to.</summary>
public class LinkedList<T> : ICollection<T>, IReadOnlyCollection<T>
{
    private LinkedListNode<T>? _first;
    private LinkedListNode<T>? _last;
    private int _count;
    private int _version;

    public LinkedList()
    {
    }

    public LinkedList(IEnumerable<T> collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        foreach (T item in collection) AddLast(item);
    }

    public int Count => _count;

    public LinkedListNode<T>? First => _first;

    public LinkedListNode<T>? Last => _last;

    public LinkedListNode<T> AddFirst(T value) => Link(new(this, value), null, _first);

    public LinkedListNode<T> AddLast(T value) => Link(new(this, value), _last, null);

    public void AddFirst(LinkedListNode<T> node) => Link(Adopt(node), null, _first);

    public void AddLast(LinkedListNode<T> node) => Link(Adopt(node), _last, null);

    public LinkedListNode<T> AddAfter(LinkedListNode<T> node, T value)
    {
        CheckMember(node);
        return Link(new(this, value), node, node._next);
    }

    public LinkedListNode<T> AddBefore(LinkedListNode<T> node, T value)
    {
        CheckMember(node);
        return Link(new(this, value), node._previous, node);
    }

    public void AddAfter(LinkedListNode<T> node, LinkedListNode<T> newNode)
    {
        CheckMember(node);
        Link(Adopt(newNode), node, node._next);
    }

    public void AddBefore(LinkedListNode<T> node, LinkedListNode<T> newNode)
    {
        CheckMember(node);
        Link(Adopt(newNode), node._previous, node);
    }

    private LinkedListNode<T> Adopt(LinkedListNode<T> node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node._list != null) throw new InvalidOperationException("The LinkedList node already belongs to a LinkedList.");
        node._list = this;
        return node;
    }

    private void CheckMember(LinkedListNode<T> node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node._list != this) throw new InvalidOperationException("The LinkedList node does not belong to current LinkedList.");
    }

    private LinkedListNode<T> Link(LinkedListNode<T> node, LinkedListNode<T>? previous, LinkedListNode<T>? next)
    {
        node._previous = previous;
        node._next = next;
        if (previous == null) _first = node;
        else previous._next = node;
        if (next == null) _last = node;
        else next._previous = node;
        _count++;
        _version++;
        return node;
    }

    public void Remove(LinkedListNode<T> node)
    {
        CheckMember(node);
        if (node._previous == null) _first = node._next;
        else node._previous._next = node._next;
        if (node._next == null) _last = node._previous;
        else node._next._previous = node._previous;
        node._list = null;
        node._next = node._previous = null;
        _count--;
        _version++;
    }

    public bool Remove(T value)
    {
        LinkedListNode<T>? node = Find(value);
        if (node != null) Remove(node);
        return node != null;
    }

    public void RemoveFirst() => Remove(_first ?? throw new InvalidOperationException("The LinkedList is empty."));

    public void RemoveLast() => Remove(_last ?? throw new InvalidOperationException("The LinkedList is empty."));

    public LinkedListNode<T>? Find(T value)
    {
        for (LinkedListNode<T>? node = _first; node != null; node = node._next)
        {
            if (EqualityComparer<T>.Default.Equals(node.Value, value)) return node;
        }
        return null;
    }

    public LinkedListNode<T>? FindLast(T value)
    {
        for (LinkedListNode<T>? node = _last; node != null; node = node._previous)
        {
            if (EqualityComparer<T>.Default.Equals(node.Value, value)) return node;
        }
        return null;
    }

    public bool Contains(T value) => Find(value) != null;

    public void Clear()
    {
        while (_first != null) Remove(_first);
    }

    public void CopyTo(T[] array, int index)
    {
        foreach (T item in this) array[index++] = item;
    }

    bool ICollection<T>.IsReadOnly => false;

    void ICollection<T>.Add(T value) => AddLast(value);

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => new Enumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => new Enumerator(this);

    public struct Enumerator : IEnumerator<T>
    {
        private readonly LinkedList<T> _list;
        private readonly int _version;
        private LinkedListNode<T>? _next;

        internal Enumerator(LinkedList<T> list)
        {
            _list = list;
            _version = list._version;
            _next = list._first;
            Current = default!;
        }

        public T Current { get; private set; }

        readonly object? IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (_version != _list._version) throw new InvalidOperationException("Collection was modified; enumeration operation may not execute.");
            if (_next == null)
            {
                Current = default!;
                return false;
            }
            Current = _next.Value;
            _next = _next._next;
            return true;
        }

        void IEnumerator.Reset() => _next = _list._first;

        public readonly void Dispose()
        {
        }
    }
}
