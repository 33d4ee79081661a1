// SPDX-License-Identifier: MIT

using System.Collections.Generic;

namespace System;

/// <summary>Introsort: quicksort by the median of three, heapsort if it degenerates, insertion for the rest (Musser, 1997).</summary>
/// <remarks>The comparer is a struct where possible, so that the common case of IComparable costs no delegate call.</remarks>
internal static class Introsort
{
    private const int InsertionLimit = 16;

    internal interface IOrder<T>
    {
        bool Less(T a, T b);
    }

    internal readonly struct DefaultOrder<T> : IOrder<T>
    {
        public bool Less(T a, T b) => Comparer<T>.Default.Compare(a, b) < 0;
    }

    /// <summary>For types known to compare themselves; the JIT turns this into the comparison itself for primitives.</summary>
    internal readonly struct ComparableOrder<T> : IOrder<T>
        where T : IComparable<T>
    {
        public bool Less(T a, T b) => a == null ? b != null : a.CompareTo(b) < 0;
    }

    internal readonly struct ComparerOrder<T>(IComparer<T> comparer) : IOrder<T>
    {
        public bool Less(T a, T b) => comparer.Compare(a, b) < 0;
    }

    internal readonly struct ComparisonOrder<T>(Comparison<T> comparison) : IOrder<T>
    {
        public bool Less(T a, T b) => comparison(a, b) < 0;
    }

    internal static void Sort<T, TOrder>(Span<T> keys, TOrder order)
        where TOrder : IOrder<T> =>
        Sort(keys, Span<byte>.Empty, order);

    /// <summary>Sorts keys and moves the items with them, if there are any.</summary>
    internal static void Sort<T, TItem, TOrder>(Span<T> keys, Span<TItem> items, TOrder order)
        where TOrder : IOrder<T>
    {
        try
        {
            if (keys.Length > 1) Sort(keys, items, order, 2 * (Numerics.BitOperations.Log2((uint)keys.Length) + 1));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidOperationException("Failed to compare two elements in the array.", e);
        }
    }

    private static void Sort<T, TItem, TOrder>(Span<T> keys, Span<TItem> items, TOrder order, int depth)
        where TOrder : IOrder<T>
    {
        while (keys.Length > InsertionLimit)
        {
            if (depth-- == 0)
            {
                HeapSort(keys, items, order);
                return;
            }
            int pivot = Partition(keys, items, order);
            Sort(keys.Slice(pivot + 1), Tail(items, pivot + 1), order, depth);
            keys = keys.Slice(0, pivot);
        }
        InsertionSort(keys, items, order);
    }

    private static Span<TItem> Tail<TItem>(Span<TItem> items, int start) => items.IsEmpty ? items : items.Slice(start);

    private static void Swap<T, TItem>(Span<T> keys, Span<TItem> items, int i, int j)
    {
        (keys[i], keys[j]) = (keys[j], keys[i]);
        if (!items.IsEmpty) (items[i], items[j]) = (items[j], items[i]);
    }

    private static int Partition<T, TItem, TOrder>(Span<T> keys, Span<TItem> items, TOrder order)
        where TOrder : IOrder<T>
    {
        int last = keys.Length - 1, middle = last / 2;
        if (order.Less(keys[middle], keys[0])) Swap(keys, items, 0, middle);
        if (order.Less(keys[last], keys[0])) Swap(keys, items, 0, last);
        if (order.Less(keys[last], keys[middle])) Swap(keys, items, middle, last);
        // The outer two are on their sides already; the pivot waits next to the last.
        T pivot = keys[middle];
        Swap(keys, items, middle, last - 1);
        int left = 0, right = last - 1;
        while (true)
        {
            // The bounds are checked, for a comparer that contradicts itself must not lead outside.
            while (left < last - 1 && order.Less(keys[++left], pivot)) { }
            while (right > 0 && order.Less(pivot, keys[--right])) { }
            if (left >= right) break;
            Swap(keys, items, left, right);
        }
        if (left != last - 1) Swap(keys, items, left, last - 1);
        return left;
    }

    private static void HeapSort<T, TItem, TOrder>(Span<T> keys, Span<TItem> items, TOrder order)
        where TOrder : IOrder<T>
    {
        for (int i = keys.Length / 2 - 1; i >= 0; i--) SiftDown(keys, items, i, keys.Length, order);
        for (int end = keys.Length - 1; end > 0; end--)
        {
            Swap(keys, items, 0, end);
            SiftDown(keys, items, 0, end, order);
        }
    }

    private static void SiftDown<T, TItem, TOrder>(Span<T> keys, Span<TItem> items, int root, int end, TOrder order)
        where TOrder : IOrder<T>
    {
        while (true)
        {
            int child = 2 * root + 1;
            if (child >= end) return;
            if (child + 1 < end && order.Less(keys[child], keys[child + 1])) child++;
            if (!order.Less(keys[root], keys[child])) return;
            Swap(keys, items, root, child);
            root = child;
        }
    }

    private static void InsertionSort<T, TItem, TOrder>(Span<T> keys, Span<TItem> items, TOrder order)
        where TOrder : IOrder<T>
    {
        for (int i = 1; i < keys.Length; i++)
        {
            T key = keys[i];
            TItem? item = items.IsEmpty ? default : items[i];
            int j = i;
            for (; j > 0 && order.Less(key, keys[j - 1]); j--)
            {
                keys[j] = keys[j - 1];
                if (!items.IsEmpty) items[j] = items[j - 1];
            }
            keys[j] = key;
            if (!items.IsEmpty) items[j] = item!;
        }
    }
}
