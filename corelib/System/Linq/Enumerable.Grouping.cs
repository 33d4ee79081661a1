// SPDX-License-Identifier: MIT

using System.Collections;
using System.Collections.Generic;

namespace System.Linq;

public interface IGrouping<out TKey, out TElement> : IEnumerable<TElement>
{
    TKey Key { get; }
}

internal sealed class Grouping<TKey, TElement>(TKey key) : IGrouping<TKey, TElement>
{
    internal readonly List<TElement> Items = new();

    public TKey Key => key;

    public IEnumerator<TElement> GetEnumerator() => ((IEnumerable<TElement>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal sealed class GroupingComparer<TKey, TElement>(IEqualityComparer<TKey> keys) : IEqualityComparer<Grouping<TKey, TElement>>
{
    public bool Equals(Grouping<TKey, TElement>? x, Grouping<TKey, TElement>? y) => keys.Equals(x!.Key, y!.Key);

    public int GetHashCode(Grouping<TKey, TElement> group) => group.Key == null ? 0 : keys.GetHashCode(group.Key);
}

public static partial class Enumerable
{
    public static IEnumerable<IGrouping<TKey, TSource>> GroupBy<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector) =>
        GroupBy(source, keySelector, static item => item, null);

    public static IEnumerable<IGrouping<TKey, TSource>> GroupBy<TSource, TKey>(
        this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, IEqualityComparer<TKey>? comparer) =>
        GroupBy(source, keySelector, static item => item, comparer);

    public static IEnumerable<IGrouping<TKey, TElement>> GroupBy<TSource, TKey, TElement>(
        this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector) =>
        GroupBy(source, keySelector, elementSelector, null);

    /// <summary>Groups in the order in which their keys first appear.</summary>
    public static IEnumerable<IGrouping<TKey, TElement>> GroupBy<TSource, TKey, TElement>(
        this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector, IEqualityComparer<TKey>? comparer)
    {
        Check(source, keySelector);
        ArgumentNullException.ThrowIfNull(elementSelector);
        return Iterate(source, keySelector, elementSelector, comparer);

        static IEnumerable<IGrouping<TKey, TElement>> Iterate(
            IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector, IEqualityComparer<TKey>? comparer)
        {
            // A set keeps the order of insertion as long as nothing is removed.
            foreach (Grouping<TKey, TElement> group in Group(source, keySelector, elementSelector, comparer)) yield return group;
        }
    }

    private static HashSet<Grouping<TKey, TElement>> Group<TSource, TKey, TElement>(
        IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector, IEqualityComparer<TKey>? comparer)
    {
        HashSet<Grouping<TKey, TElement>> groups = new(new GroupingComparer<TKey, TElement>(comparer ?? EqualityComparer<TKey>.Default));
        foreach (TSource item in source)
        {
            Grouping<TKey, TElement> probe = new(keySelector(item));
            if (!groups.TryGetValue(probe, out Grouping<TKey, TElement>? group))
            {
                group = probe;
                groups.Add(group);
            }
            group.Items.Add(elementSelector(item));
        }
        return groups;
    }

    public static IEnumerable<TResult> Join<TOuter, TInner, TKey, TResult>(
        this IEnumerable<TOuter> outer, IEnumerable<TInner> inner, Func<TOuter, TKey> outerKeySelector, Func<TInner, TKey> innerKeySelector,
        Func<TOuter, TInner, TResult> resultSelector)
    {
        Check(outer, inner);
        Check(outerKeySelector, innerKeySelector);
        ArgumentNullException.ThrowIfNull(resultSelector);
        return Iterate(outer, inner, outerKeySelector, innerKeySelector, resultSelector);

        static IEnumerable<TResult> Iterate(
            IEnumerable<TOuter> outer, IEnumerable<TInner> inner, Func<TOuter, TKey> outerKey, Func<TInner, TKey> innerKey, Func<TOuter, TInner, TResult> selector)
        {
            HashSet<Grouping<TKey, TInner>> groups = Group(inner, innerKey, static item => item, null);
            foreach (TOuter item in outer)
            {
                TKey key = outerKey(item);
                // A null key joins with nothing.
                if (key == null || !groups.TryGetValue(new Grouping<TKey, TInner>(key), out Grouping<TKey, TInner>? group)) continue;
                foreach (TInner match in group.Items) yield return selector(item, match);
            }
        }
    }
}
