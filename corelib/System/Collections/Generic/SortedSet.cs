// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;

namespace System.Collections.Generic;

/// <summary>A set in order, as an AA tree (A. Andersson, Balanced Search Trees Made Simple, 1993).</summary>
public class SortedSet<T> : ISet<T>, IReadOnlySet<T>
{
    internal sealed class Node(T value)
    {
        internal T Value = value;
        internal int Level = 1;
        internal Node? Left;
        internal Node? Right;
    }

    private readonly IComparer<T> _comparer;
    private Node? _root;
    private int _count;
    private int _version;

    public SortedSet()
        : this((IComparer<T>?)null)
    {
    }

    public SortedSet(IComparer<T>? comparer) => _comparer = comparer ?? Comparer<T>.Default;

    public SortedSet(IEnumerable<T> collection)
        : this(collection, null)
    {
    }

    public SortedSet(IEnumerable<T> collection, IComparer<T>? comparer)
        : this(comparer) => UnionWith(collection);

    public int Count => _count;

    public IComparer<T> Comparer => _comparer;

    public T? Min
    {
        get
        {
            Node? node = _root;
            while (node?.Left != null) node = node.Left;
            return node == null ? default : node.Value;
        }
    }

    public T? Max
    {
        get
        {
            Node? node = _root;
            while (node?.Right != null) node = node.Right;
            return node == null ? default : node.Value;
        }
    }

    internal Node? Find(T item)
    {
        Node? node = _root;
        while (node != null)
        {
            int order = _comparer.Compare(item, node.Value);
            if (order == 0) break;
            node = order < 0 ? node.Left : node.Right;
        }
        return node;
    }

    public bool Contains(T item) => Find(item) != null;

    public bool TryGetValue(T equalValue, [MaybeNullWhen(false)] out T actualValue)
    {
        Node? node = Find(equalValue);
        actualValue = node == null ? default : node.Value;
        return node != null;
    }

    public bool Add(T item)
    {
        int before = _count;
        _root = Insert(_root, item);
        if (_count == before) return false;
        _version++;
        return true;
    }

    private Node Insert(Node? node, T item)
    {
        if (node == null)
        {
            _count++;
            return new Node(item);
        }
        int order = _comparer.Compare(item, node.Value);
        if (order < 0) node.Left = Insert(node.Left, item);
        else if (order > 0) node.Right = Insert(node.Right, item);
        return Split(Skew(node));
    }

    /// <summary>A left child on the same level becomes the parent.</summary>
    private static Node Skew(Node node)
    {
        if (node.Left == null || node.Left.Level != node.Level) return node;
        Node left = node.Left;
        node.Left = left.Right;
        left.Right = node;
        return left;
    }

    /// <summary>Two right children in a row on the same level: the middle one rises.</summary>
    private static Node Split(Node node)
    {
        if (node.Right?.Right == null || node.Right.Right.Level != node.Level) return node;
        Node right = node.Right;
        node.Right = right.Left;
        right.Left = node;
        right.Level++;
        return right;
    }

    public bool Remove(T item)
    {
        int before = _count;
        _root = Delete(_root, item);
        if (_count == before) return false;
        _version++;
        return true;
    }

    private Node? Delete(Node? node, T item)
    {
        if (node == null) return null;
        int order = _comparer.Compare(item, node.Value);
        if (order < 0)
        {
            node.Left = Delete(node.Left, item);
        }
        else if (order > 0)
        {
            node.Right = Delete(node.Right, item);
        }
        else
        {
            if (node.Left == null || node.Right == null)
            {
                _count--;
                return node.Left ?? node.Right;
            }
            Node next = node.Right;
            while (next.Left != null) next = next.Left;
            node.Value = next.Value;
            node.Right = Delete(node.Right, next.Value);
        }
        return Rebalance(node);
    }

    private static Node Rebalance(Node node)
    {
        int level = Math.Min(node.Left?.Level ?? 0, node.Right?.Level ?? 0) + 1;
        if (level < node.Level)
        {
            node.Level = level;
            if (node.Right != null && level < node.Right.Level) node.Right.Level = level;
        }
        node = Skew(node);
        if (node.Right != null)
        {
            node.Right = Skew(node.Right);
            if (node.Right.Right != null) node.Right.Right = Skew(node.Right.Right);
        }
        node = Split(node);
        if (node.Right != null) node.Right = Split(node.Right);
        return node;
    }

    public void Clear()
    {
        _root = null;
        _count = 0;
        _version++;
    }

    public int RemoveWhere(Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        int removed = 0;
        foreach (T item in new List<T>(this))
        {
            if (match(item) && Remove(item)) removed++;
        }
        return removed;
    }

    public void CopyTo(T[] array) => CopyTo(array, 0);

    public void CopyTo(T[] array, int index)
    {
        foreach (T item in this) array[index++] = item;
    }

    public IEnumerable<T> Reverse()
    {
        List<T> items = new(this);
        for (int i = items.Count - 1; i >= 0; i--) yield return items[i];
    }

    public void UnionWith(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other == this) return;
        foreach (T item in other) Add(item);
    }

    public void ExceptWith(IEnumerable<T> other)
    {
        foreach (T item in AsSet(other)) Remove(item);
    }

    public void IntersectWith(IEnumerable<T> other)
    {
        SortedSet<T> set = AsSet(other);
        RemoveWhere(item => !set.Contains(item));
    }

    public void SymmetricExceptWith(IEnumerable<T> other)
    {
        foreach (T item in AsSet(other))
        {
            if (!Remove(item)) Add(item);
        }
    }

    /// <summary>Always a copy, for the caller changes this set while it goes through the other, which may be the same.</summary>
    private SortedSet<T> AsSet(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new SortedSet<T>(other, _comparer);
    }

    public bool IsSubsetOf(IEnumerable<T> other) => AsSet(other).IsSupersetOf(this);

    public bool IsProperSubsetOf(IEnumerable<T> other)
    {
        SortedSet<T> set = AsSet(other);
        return _count < set._count && set.IsSupersetOf(this);
    }

    public bool IsSupersetOf(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (T item in other)
        {
            if (!Contains(item)) return false;
        }
        return true;
    }

    public bool IsProperSupersetOf(IEnumerable<T> other)
    {
        SortedSet<T> set = AsSet(other);
        return _count > set._count && IsSupersetOf(set);
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
        SortedSet<T> set = AsSet(other);
        return _count == set._count && IsSupersetOf(set);
    }

    bool ICollection<T>.IsReadOnly => false;

    void ICollection<T>.Add(T item) => Add(item);

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => new Enumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => new Enumerator(this);

    public struct Enumerator : IEnumerator<T>
    {
        private readonly SortedSet<T> _set;
        private readonly int _version;
        private readonly Stack<Node> _path;

        internal Enumerator(SortedSet<T> set)
        {
            _set = set;
            _version = set._version;
            _path = new();
            Current = default!;
            Descend(set._root);
        }

        public T Current { get; private set; }

        readonly object? IEnumerator.Current => Current;

        private readonly void Descend(Node? node)
        {
            for (; node != null; node = node.Left) _path.Push(node);
        }

        public bool MoveNext()
        {
            if (_version != _set._version) throw new InvalidOperationException("Collection was modified after the enumerator was instantiated.");
            if (!_path.TryPop(out Node? node))
            {
                Current = default!;
                return false;
            }
            Current = node.Value;
            Descend(node.Right);
            return true;
        }

        void IEnumerator.Reset() => this = new(_set);

        public readonly void Dispose()
        {
        }
    }
}
