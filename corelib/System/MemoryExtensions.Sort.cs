// SPDX-License-Identifier: MIT

using System.Collections.Generic;

namespace System;

public static partial class MemoryExtensions
{
    public static void Sort<T>(this Span<T> span) => Array.SortDefault(span);

    public static void Sort<T>(this Span<T> span, Comparison<T> comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        Introsort.Sort(span, new Introsort.ComparisonOrder<T>(comparison));
    }

    public static void Sort<T, TComparer>(this Span<T> span, TComparer comparer)
        where TComparer : IComparer<T>? =>
        Introsort.Sort(span, new Introsort.ComparerOrder<T>((IComparer<T>?)comparer ?? Comparer<T>.Default));

    public static void Sort<TKey, TValue>(this Span<TKey> keys, Span<TValue> items)
    {
        if (keys.Length != items.Length) throw new ArgumentException("Keys and items must have the same length.");
        Introsort.Sort(keys, items, default(Introsort.DefaultOrder<TKey>));
    }

    public static int BinarySearch<T>(this ReadOnlySpan<T> span, IComparable<T> comparable)
    {
        ArgumentNullException.ThrowIfNull(comparable);
        int low = 0, high = span.Length - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) >> 1);
            int order = comparable.CompareTo(span[middle]);
            if (order == 0) return middle;
            if (order > 0) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }
}
