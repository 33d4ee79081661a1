// SPDX-License-Identifier: MIT

using System.Collections.Generic;

namespace System.Collections.ObjectModel;

/// <summary>A list whose changes derived classes may watch.</summary>
public class Collection<T> : IList<T>, IReadOnlyList<T>
{
    private readonly IList<T> _items;

    public Collection() => _items = new List<T>();

    public Collection(IList<T> list)
    {
        ArgumentNullException.ThrowIfNull(list);
        _items = list;
    }

    protected IList<T> Items => _items;

    public int Count => _items.Count;

    bool ICollection<T>.IsReadOnly => _items.IsReadOnly;

    public T this[int index]
    {
        get => _items[index];
        set
        {
            CheckWritable();
            CheckIndex(index, _items.Count - 1);
            SetItem(index, value);
        }
    }

    public void Add(T item)
    {
        CheckWritable();
        InsertItem(_items.Count, item);
    }

    public void Insert(int index, T item)
    {
        CheckWritable();
        CheckIndex(index, _items.Count);
        InsertItem(index, item);
    }

    public bool Remove(T item)
    {
        CheckWritable();
        int index = _items.IndexOf(item);
        if (index < 0) return false;
        RemoveItem(index);
        return true;
    }

    public void RemoveAt(int index)
    {
        CheckWritable();
        CheckIndex(index, _items.Count - 1);
        RemoveItem(index);
    }

    public void Clear()
    {
        CheckWritable();
        ClearItems();
    }

    public bool Contains(T item) => _items.Contains(item);

    public int IndexOf(T item) => _items.IndexOf(item);

    public void CopyTo(T[] array, int index) => _items.CopyTo(array, index);

    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    protected virtual void InsertItem(int index, T item) => _items.Insert(index, item);

    protected virtual void SetItem(int index, T item) => _items[index] = item;

    protected virtual void RemoveItem(int index) => _items.RemoveAt(index);

    protected virtual void ClearItems() => _items.Clear();

    private void CheckWritable()
    {
        if (_items.IsReadOnly) throw new NotSupportedException("Collection is read-only.");
    }

    private static void CheckIndex(int index, int last)
    {
        if ((uint)index > (uint)last || last < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(index), "Index was out of range. Must be non-negative and less than or equal to the size of the collection.");
        }
    }
}
