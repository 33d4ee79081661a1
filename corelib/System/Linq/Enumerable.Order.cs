// SPDX-License-Identifier: MIT

using System.Collections;
using System.Collections.Generic;

namespace System.Linq;

/// <summary>A sequence with an order to which ThenBy can add. Unlike in .NET the way to add is not public: it would be a generic virtual method.</summary>
public interface IOrderedEnumerable<out TElement> : IEnumerable<TElement>
{
}

/// <summary>Sorts by indices, so that elements which compare equal keep their places: the order is stable.</summary>
internal sealed class OrderedSequence<T>(IEnumerable<T> source, Func<T[], Comparison<int>> order) : IOrderedEnumerable<T>
{
    /// <summary>The order that applies where this one finds two elements equal.</summary>
    internal OrderedSequence<T> Then(Func<T[], Comparison<int>> next) => new(source, items =>
    {
        Comparison<int> first = order(items), second = next(items);
        return (a, b) =>
        {
            int result = first(a, b);
            return result != 0 ? result : second(a, b);
        };
    });

    public IEnumerator<T> GetEnumerator()
    {
        T[] items = source.ToArray();
        int[] indices = new int[items.Length];
        for (int i = 0; i < indices.Length; i++) indices[i] = i;
        Comparison<int> comparison = order(items);
        Array.Sort(indices, (a, b) =>
        {
            int result = comparison(a, b);
            return result != 0 ? result : a - b;
        });
        foreach (int index in indices) yield return items[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public static partial class Enumerable
{
    private static Func<T[], Comparison<int>> By<T, TKey>(Func<T, TKey> keySelector, IComparer<TKey>? comparer, bool descending)
    {
        ArgumentNullException.ThrowIfNull(keySelector);
        comparer ??= Comparer<TKey>.Default;
        return items =>
        {
            // Each key is computed once.
            TKey[] keys = new TKey[items.Length];
            for (int i = 0; i < keys.Length; i++) keys[i] = keySelector(items[i]);
            return descending ? (a, b) => comparer.Compare(keys[b], keys[a]) : (a, b) => comparer.Compare(keys[a], keys[b]);
        };
    }

    private static OrderedSequence<T> NewOrder<T>(IEnumerable<T> source, Func<T[], Comparison<int>> order)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(source, order);
    }

    public static IOrderedEnumerable<T> Order<T>(this IEnumerable<T> source) => Order(source, null);

    public static IOrderedEnumerable<T> Order<T>(this IEnumerable<T> source, IComparer<T>? comparer) =>
        NewOrder(source, By<T, T>(static item => item, comparer, false));

    public static IOrderedEnumerable<T> OrderDescending<T>(this IEnumerable<T> source) => NewOrder(source, By<T, T>(static item => item, null, true));

    public static IOrderedEnumerable<TSource> OrderBy<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector) =>
        NewOrder(source, By(keySelector, null, false));

    public static IOrderedEnumerable<TSource> OrderBy<TSource, TKey>(
        this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, IComparer<TKey>? comparer) =>
        NewOrder(source, By(keySelector, comparer, false));

    public static IOrderedEnumerable<TSource> OrderByDescending<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector) =>
        NewOrder(source, By(keySelector, null, true));

    public static IOrderedEnumerable<TSource> OrderByDescending<TSource, TKey>(
        this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, IComparer<TKey>? comparer) =>
        NewOrder(source, By(keySelector, comparer, true));

    public static IOrderedEnumerable<TSource> ThenBy<TSource, TKey>(this IOrderedEnumerable<TSource> source, Func<TSource, TKey> keySelector) =>
        Then(source, By(keySelector, null, false));

    public static IOrderedEnumerable<TSource> ThenBy<TSource, TKey>(
        this IOrderedEnumerable<TSource> source, Func<TSource, TKey> keySelector, IComparer<TKey>? comparer) =>
        Then(source, By(keySelector, comparer, false));

    public static IOrderedEnumerable<TSource> ThenByDescending<TSource, TKey>(this IOrderedEnumerable<TSource> source, Func<TSource, TKey> keySelector) =>
        Then(source, By(keySelector, null, true));

    private static OrderedSequence<T> Then<T>(IOrderedEnumerable<T> source, Func<T[], Comparison<int>> next)
    {
        ArgumentNullException.ThrowIfNull(source);
        return ((OrderedSequence<T>)source).Then(next);
    }
}
