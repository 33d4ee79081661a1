// SPDX-License-Identifier: MIT

using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace System.Linq;

/// <summary>Queries over sequences. Everything that returns a sequence is evaluated when it is enumerated.</summary>
public static partial class Enumerable
{
    private static InvalidOperationException NoElements() => new("Sequence contains no elements");

    private static InvalidOperationException NoMatch() => new("Sequence contains no matching element");

    private static InvalidOperationException MoreThanOne() => new("Sequence contains more than one element");

    public static IEnumerable<TSource> AsEnumerable<TSource>(this IEnumerable<TSource> source) => source;

    public static IEnumerable<TResult> Empty<TResult>() => Array.Empty<TResult>();

    public static IEnumerable<int> Range(int start, int count)
    {
        if (count < 0 || (long)start + count - 1 > int.MaxValue) throw new ArgumentOutOfRangeException(nameof(count));
        return RangeIterator(start, count);
    }

    private static IEnumerable<int> RangeIterator(int start, int count)
    {
        for (int i = 0; i < count; i++) yield return start + i;
    }

    public static IEnumerable<TResult> Repeat<TResult>(TResult element, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return RepeatIterator(element, count);
    }

    private static IEnumerable<TResult> RepeatIterator<TResult>(TResult element, int count)
    {
        for (int i = 0; i < count; i++) yield return element;
    }

    public static bool Any<TSource>(this IEnumerable<TSource> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source is ICollection<TSource> collection) return collection.Count != 0;
        using IEnumerator<TSource> e = source.GetEnumerator();
        return e.MoveNext();
    }

    public static bool Any<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        foreach (TSource item in source)
        {
            if (predicate(item)) return true;
        }
        return false;
    }

    public static bool All<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        foreach (TSource item in source)
        {
            if (!predicate(item)) return false;
        }
        return true;
    }

    public static int Count<TSource>(this IEnumerable<TSource> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source is ICollection<TSource> collection) return collection.Count;
        int count = 0;
        foreach (TSource _ in source) checked { count++; }
        return count;
    }

    public static int Count<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate) => source.Where(predicate).Count();

    public static long LongCount<TSource>(this IEnumerable<TSource> source)
    {
        long count = 0;
        foreach (TSource _ in source) count++;
        return count;
    }

    public static bool Contains<TSource>(this IEnumerable<TSource> source, TSource value) => Contains(source, value, null);

    public static bool Contains<TSource>(this IEnumerable<TSource> source, TSource value, IEqualityComparer<TSource>? comparer)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (comparer == null && source is ICollection<TSource> collection) return collection.Contains(value);
        comparer ??= EqualityComparer<TSource>.Default;
        foreach (TSource item in source)
        {
            if (comparer.Equals(item, value)) return true;
        }
        return false;
    }

    public static bool SequenceEqual<TSource>(this IEnumerable<TSource> first, IEnumerable<TSource> second) => SequenceEqual(first, second, null);

    public static bool SequenceEqual<TSource>(this IEnumerable<TSource> first, IEnumerable<TSource> second, IEqualityComparer<TSource>? comparer)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        comparer ??= EqualityComparer<TSource>.Default;
        using IEnumerator<TSource> a = first.GetEnumerator();
        using IEnumerator<TSource> b = second.GetEnumerator();
        while (a.MoveNext())
        {
            if (!b.MoveNext() || !comparer.Equals(a.Current, b.Current)) return false;
        }
        return !b.MoveNext();
    }

    private static bool TryFirst<TSource>(IEnumerable<TSource> source, Func<TSource, bool>? predicate, [MaybeNullWhen(false)] out TSource result)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (TSource item in source)
        {
            if (predicate != null && !predicate(item)) continue;
            result = item;
            return true;
        }
        result = default;
        return false;
    }

    private static bool TryLast<TSource>(IEnumerable<TSource> source, Func<TSource, bool>? predicate, [MaybeNullWhen(false)] out TSource result)
    {
        ArgumentNullException.ThrowIfNull(source);
        bool found = false;
        result = default;
        foreach (TSource item in source)
        {
            if (predicate != null && !predicate(item)) continue;
            result = item;
            found = true;
        }
        return found;
    }

    private static bool TrySingle<TSource>(IEnumerable<TSource> source, Func<TSource, bool>? predicate, [MaybeNullWhen(false)] out TSource result)
    {
        ArgumentNullException.ThrowIfNull(source);
        bool found = false;
        result = default;
        foreach (TSource item in source)
        {
            if (predicate != null && !predicate(item)) continue;
            if (found) throw predicate == null ? MoreThanOne() : new InvalidOperationException("Sequence contains more than one matching element");
            result = item;
            found = true;
        }
        return found;
    }

    public static TSource First<TSource>(this IEnumerable<TSource> source) => TryFirst(source, null, out TSource? result) ? result : throw NoElements();

    public static TSource First<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate) =>
        TryFirst(source, predicate, out TSource? result) ? result : throw NoMatch();

    public static TSource? FirstOrDefault<TSource>(this IEnumerable<TSource> source) => TryFirst(source, null, out TSource? result) ? result : default;

    public static TSource FirstOrDefault<TSource>(this IEnumerable<TSource> source, TSource defaultValue) =>
        TryFirst(source, null, out TSource? result) ? result : defaultValue;

    public static TSource? FirstOrDefault<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate) =>
        TryFirst(source, predicate, out TSource? result) ? result : default;

    public static TSource Last<TSource>(this IEnumerable<TSource> source) => TryLast(source, null, out TSource? result) ? result : throw NoElements();

    public static TSource Last<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate) =>
        TryLast(source, predicate, out TSource? result) ? result : throw NoMatch();

    public static TSource? LastOrDefault<TSource>(this IEnumerable<TSource> source) => TryLast(source, null, out TSource? result) ? result : default;

    public static TSource? LastOrDefault<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate) =>
        TryLast(source, predicate, out TSource? result) ? result : default;

    public static TSource Single<TSource>(this IEnumerable<TSource> source) => TrySingle(source, null, out TSource? result) ? result : throw NoElements();

    public static TSource Single<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate) =>
        TrySingle(source, predicate, out TSource? result) ? result : throw NoMatch();

    public static TSource? SingleOrDefault<TSource>(this IEnumerable<TSource> source) => TrySingle(source, null, out TSource? result) ? result : default;

    public static TSource? SingleOrDefault<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate) =>
        TrySingle(source, predicate, out TSource? result) ? result : default;

    public static TSource ElementAt<TSource>(this IEnumerable<TSource> source, int index)
    {
        if (source is IList<TSource> list) return list[index];
        if (index >= 0)
        {
            foreach (TSource item in source)
            {
                if (index-- == 0) return item;
            }
        }
        throw new ArgumentOutOfRangeException(nameof(index), "Index was out of range. Must be non-negative and less than the size of the collection.");
    }

    public static TSource? ElementAtOrDefault<TSource>(this IEnumerable<TSource> source, int index)
    {
        if (index < 0) return default;
        foreach (TSource item in source)
        {
            if (index-- == 0) return item;
        }
        return default;
    }

    public static TSource[] ToArray<TSource>(this IEnumerable<TSource> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new List<TSource>(source).ToArray();
    }

    public static List<TSource> ToList<TSource>(this IEnumerable<TSource> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new List<TSource>(source);
    }

    public static HashSet<TSource> ToHashSet<TSource>(this IEnumerable<TSource> source) => new(source);

    public static HashSet<TSource> ToHashSet<TSource>(this IEnumerable<TSource> source, IEqualityComparer<TSource>? comparer) => new(source, comparer);

    public static Dictionary<TKey, TSource> ToDictionary<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector)
        where TKey : notnull =>
        ToDictionary(source, keySelector, static item => item, null);

    public static Dictionary<TKey, TSource> ToDictionary<TSource, TKey>(
        this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, IEqualityComparer<TKey>? comparer)
        where TKey : notnull =>
        ToDictionary(source, keySelector, static item => item, comparer);

    public static Dictionary<TKey, TElement> ToDictionary<TSource, TKey, TElement>(
        this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector)
        where TKey : notnull =>
        ToDictionary(source, keySelector, elementSelector, null);

    public static Dictionary<TKey, TElement> ToDictionary<TSource, TKey, TElement>(
        this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector, IEqualityComparer<TKey>? comparer)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        Dictionary<TKey, TElement> dictionary = new(comparer);
        foreach (TSource item in source) dictionary.Add(keySelector(item), elementSelector(item));
        return dictionary;
    }

    public static TSource Aggregate<TSource>(this IEnumerable<TSource> source, Func<TSource, TSource, TSource> func)
    {
        ArgumentNullException.ThrowIfNull(source);
        using IEnumerator<TSource> e = source.GetEnumerator();
        if (!e.MoveNext()) throw NoElements();
        TSource result = e.Current;
        while (e.MoveNext()) result = func(result, e.Current);
        return result;
    }

    public static TAccumulate Aggregate<TSource, TAccumulate>(this IEnumerable<TSource> source, TAccumulate seed, Func<TAccumulate, TSource, TAccumulate> func)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (TSource item in source) seed = func(seed, item);
        return seed;
    }
}
