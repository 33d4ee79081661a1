// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;

namespace System.Collections.Generic;

/// <summary>Lowest priority first, in a binary heap. Equal priorities come out in no particular order.</summary>
public class PriorityQueue<TElement, TPriority>
{
    private readonly List<(TElement Element, TPriority Priority)> _heap = new();
    private readonly IComparer<TPriority> _comparer;

    public PriorityQueue()
        : this(0, null)
    {
    }

    public PriorityQueue(int initialCapacity)
        : this(initialCapacity, null)
    {
    }

    public PriorityQueue(IComparer<TPriority>? comparer)
        : this(0, comparer)
    {
    }

    public PriorityQueue(int initialCapacity, IComparer<TPriority>? comparer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(initialCapacity);
        _heap.EnsureCapacity(initialCapacity);
        _comparer = comparer ?? Comparer<TPriority>.Default;
    }

    public int Count => _heap.Count;

    public IComparer<TPriority> Comparer => _comparer;

    public void Enqueue(TElement element, TPriority priority)
    {
        _heap.Add((element, priority));
        int i = _heap.Count - 1;
        while (i > 0)
        {
            int parent = (i - 1) / 2;
            if (_comparer.Compare(_heap[parent].Priority, priority) <= 0) break;
            _heap[i] = _heap[parent];
            i = parent;
        }
        _heap[i] = (element, priority);
    }

    public void EnqueueRange(IEnumerable<(TElement Element, TPriority Priority)> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach ((TElement element, TPriority priority) in items) Enqueue(element, priority);
    }

    public TElement Dequeue() => TryDequeue(out TElement? element, out _) ? element : throw new InvalidOperationException("Queue empty.");

    public bool TryDequeue([MaybeNullWhen(false)] out TElement element, [MaybeNullWhen(false)] out TPriority priority)
    {
        if (!TryPeek(out element, out priority)) return false;
        (TElement Element, TPriority Priority) last = _heap[_heap.Count - 1];
        _heap.RemoveAt(_heap.Count - 1);
        if (_heap.Count == 0) return true;
        int i = 0;
        for (int child = 1; child < _heap.Count; child = 2 * i + 1)
        {
            if (child + 1 < _heap.Count && _comparer.Compare(_heap[child + 1].Priority, _heap[child].Priority) < 0) child++;
            if (_comparer.Compare(last.Priority, _heap[child].Priority) <= 0) break;
            _heap[i] = _heap[child];
            i = child;
        }
        _heap[i] = last;
        return true;
    }

    public TElement Peek() => TryPeek(out TElement? element, out _) ? element : throw new InvalidOperationException("Queue empty.");

    public bool TryPeek([MaybeNullWhen(false)] out TElement element, [MaybeNullWhen(false)] out TPriority priority)
    {
        bool any = _heap.Count != 0;
        (element, priority) = any ? _heap[0] : default;
        return any;
    }

    public TElement EnqueueDequeue(TElement element, TPriority priority)
    {
        Enqueue(element, priority);
        return Dequeue();
    }

    public void Clear() => _heap.Clear();

    public int EnsureCapacity(int capacity) => _heap.EnsureCapacity(capacity);

    public void TrimExcess() => _heap.TrimExcess();
}
