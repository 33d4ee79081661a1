// SPDX-License-Identifier: MIT

using System.Collections.Generic;

namespace System.Linq;

public static partial class Enumerable
{
    public static int Sum(this IEnumerable<int> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        int sum = 0;
        foreach (int item in source) sum = checked(sum + item);
        return sum;
    }

    public static int Sum<TSource>(this IEnumerable<TSource> source, Func<TSource, int> selector) => source.Select(selector).Sum();

    public static long Sum(this IEnumerable<long> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        long sum = 0;
        foreach (long item in source) sum = checked(sum + item);
        return sum;
    }

    public static long Sum<TSource>(this IEnumerable<TSource> source, Func<TSource, long> selector) => source.Select(selector).Sum();

    public static float Sum(this IEnumerable<float> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        double sum = 0;
        foreach (float item in source) sum = sum + item;
        return (float)sum;
    }

    public static float Sum<TSource>(this IEnumerable<TSource> source, Func<TSource, float> selector) => source.Select(selector).Sum();

    public static double Sum(this IEnumerable<double> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        double sum = 0;
        foreach (double item in source) sum = sum + item;
        return sum;
    }

    public static double Sum<TSource>(this IEnumerable<TSource> source, Func<TSource, double> selector) => source.Select(selector).Sum();

    public static double Average(this IEnumerable<int> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        long sum = 0;
        long count = 0;
        foreach (int item in source)
        {
            sum = checked(sum + item);
            count++;
        }
        return count != 0 ? (double)sum / count : throw NoElements();
    }

    public static double Average<TSource>(this IEnumerable<TSource> source, Func<TSource, int> selector) => source.Select(selector).Average();

    public static double Average(this IEnumerable<long> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        long sum = 0;
        long count = 0;
        foreach (long item in source)
        {
            sum = checked(sum + item);
            count++;
        }
        return count != 0 ? (double)sum / count : throw NoElements();
    }

    public static double Average<TSource>(this IEnumerable<TSource> source, Func<TSource, long> selector) => source.Select(selector).Average();

    public static double Average(this IEnumerable<double> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        double sum = 0;
        long count = 0;
        foreach (double item in source)
        {
            sum = sum + item;
            count++;
        }
        return count != 0 ? (double)sum / count : throw NoElements();
    }

    public static double Average<TSource>(this IEnumerable<TSource> source, Func<TSource, double> selector) => source.Select(selector).Average();

    public static TSource? Min<TSource>(this IEnumerable<TSource> source) => Min(source, (IComparer<TSource>?)null);

    public static TSource? Min<TSource>(this IEnumerable<TSource> source, IComparer<TSource>? comparer) => MinBy(source, static item => item, comparer);

    public static TResult? Min<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector) => source.Select(selector).Min();

    public static TSource? MinBy<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector) => MinBy(source, keySelector, null);

    /// <summary>Nulls are passed over; an empty sequence is an error only where there is no null to answer.</summary>
    public static TSource? MinBy<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, IComparer<TKey>? comparer)
    {
        Check(source, keySelector);
        comparer ??= Comparer<TKey>.Default;
        bool any = false;
        TSource? best = default;
        TKey? bestKey = default;
        foreach (TSource item in source)
        {
            TKey key = keySelector(item);
            if (any && (key == null || (bestKey != null && !(comparer.Compare(key, bestKey) < 0)))) continue;
            best = item;
            bestKey = key;
            any = true;
        }
        return any || default(TSource) == null ? best : throw NoElements();
    }

    public static TSource? Max<TSource>(this IEnumerable<TSource> source) => Max(source, (IComparer<TSource>?)null);

    public static TSource? Max<TSource>(this IEnumerable<TSource> source, IComparer<TSource>? comparer) => MaxBy(source, static item => item, comparer);

    public static TResult? Max<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector) => source.Select(selector).Max();

    public static TSource? MaxBy<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector) => MaxBy(source, keySelector, null);

    /// <summary>Nulls are passed over; an empty sequence is an error only where there is no null to answer.</summary>
    public static TSource? MaxBy<TSource, TKey>(this IEnumerable<TSource> source, Func<TSource, TKey> keySelector, IComparer<TKey>? comparer)
    {
        Check(source, keySelector);
        comparer ??= Comparer<TKey>.Default;
        bool any = false;
        TSource? best = default;
        TKey? bestKey = default;
        foreach (TSource item in source)
        {
            TKey key = keySelector(item);
            if (any && (key == null || (bestKey != null && !(comparer.Compare(key, bestKey) > 0)))) continue;
            best = item;
            bestKey = key;
            any = true;
        }
        return any || default(TSource) == null ? best : throw NoElements();
    }
}
