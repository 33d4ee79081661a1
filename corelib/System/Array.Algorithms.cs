// SPDX-License-Identifier: MIT

using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System;

public abstract partial class Array
{
    private const string RangeMessage = "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.";

    private static void CheckRange(Array array, int index, int length)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (array.Length - index < length) throw new ArgumentException(RangeMessage);
    }

    public static void Sort<T>(T[] array) => Sort(array, 0, array?.Length ?? 0, null);

    public static void Sort<T>(T[] array, IComparer<T>? comparer) => Sort(array, 0, array?.Length ?? 0, comparer);

    public static void Sort<T>(T[] array, int index, int length) => Sort(array, index, length, null);

    public static void Sort<T>(T[] array, int index, int length, IComparer<T>? comparer)
    {
        CheckRange(array, index, length);
        Span<T> keys = new(array, index, length);
        if (comparer == null || comparer == Comparer<T>.Default) SortDefault(keys);
        else Introsort.Sort(keys, new Introsort.ComparerOrder<T>(comparer));
    }

    public static void Sort<T>(T[] array, Comparison<T> comparison)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(comparison);
        Introsort.Sort(new Span<T>(array), new Introsort.ComparisonOrder<T>(comparison));
    }

    public static void Sort<TKey, TValue>(TKey[] keys, TValue[]? items) => Sort(keys, items, 0, keys?.Length ?? 0, null);

    public static void Sort<TKey, TValue>(TKey[] keys, TValue[]? items, IComparer<TKey>? comparer) => Sort(keys, items, 0, keys?.Length ?? 0, comparer);

    public static void Sort<TKey, TValue>(TKey[] keys, TValue[]? items, int index, int length, IComparer<TKey>? comparer)
    {
        if (items == null)
        {
            Sort(keys, index, length, comparer);
            return;
        }
        CheckRange(keys, index, length);
        CheckRange(items, index, length);
        Introsort.Sort(new Span<TKey>(keys, index, length), new Span<TValue>(items, index, length), new Introsort.ComparerOrder<TKey>(comparer ?? Comparer<TKey>.Default));
    }

    /// <summary>Primitives have an order of their own, without the detour over the comparer.</summary>
    internal static void SortDefault<T>(Span<T> keys)
    {
        if (typeof(T) == typeof(int)) Introsort.Sort(Runtime.InteropServices.MemoryMarshal.CreateSpan(ref Runtime.CompilerServices.Unsafe.As<T, int>(ref Runtime.InteropServices.MemoryMarshal.GetReference(keys)), keys.Length), default(Introsort.ComparableOrder<int>));
        else if (typeof(T) == typeof(long)) Introsort.Sort(Runtime.InteropServices.MemoryMarshal.CreateSpan(ref Runtime.CompilerServices.Unsafe.As<T, long>(ref Runtime.InteropServices.MemoryMarshal.GetReference(keys)), keys.Length), default(Introsort.ComparableOrder<long>));
        else if (typeof(T) == typeof(string)) Introsort.Sort(Runtime.InteropServices.MemoryMarshal.CreateSpan(ref Runtime.CompilerServices.Unsafe.As<T, string>(ref Runtime.InteropServices.MemoryMarshal.GetReference(keys)), keys.Length), default(Introsort.ComparableOrder<string>));
        else Introsort.Sort(keys, default(Introsort.DefaultOrder<T>));
    }

    public static int BinarySearch<T>(T[] array, T value) => BinarySearch(array, 0, array?.Length ?? 0, value, null);

    public static int BinarySearch<T>(T[] array, T value, IComparer<T>? comparer) => BinarySearch(array, 0, array?.Length ?? 0, value, comparer);

    public static int BinarySearch<T>(T[] array, int index, int length, T value) => BinarySearch(array, index, length, value, null);

    public static int BinarySearch<T>(T[] array, int index, int length, T value, IComparer<T>? comparer)
    {
        CheckRange(array, index, length);
        comparer ??= Comparer<T>.Default;
        int low = index, high = index + length - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) >> 1);
            int order = comparer.Compare(array[middle], value);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }

    public static int IndexOf<T>(T[] array, T value) => IndexOf(array, value, 0, array?.Length ?? 0);

    public static int IndexOf<T>(T[] array, T value, int startIndex) => IndexOf(array, value, startIndex, (array?.Length ?? 0) - startIndex);

    public static int IndexOf<T>(T[] array, T value, int startIndex, int count)
    {
        ArgumentNullException.ThrowIfNull(array);
        if ((uint)startIndex > (uint)array.Length) throw new ArgumentOutOfRangeException(nameof(startIndex));
        if ((uint)count > (uint)(array.Length - startIndex)) throw new ArgumentOutOfRangeException(nameof(count));
        for (int i = startIndex; i < startIndex + count; i++)
        {
            if (EqualityComparer<T>.Default.Equals(array[i], value)) return i;
        }
        return -1;
    }

    public static int LastIndexOf<T>(T[] array, T value) => LastIndexOf(array, value, (array?.Length ?? 0) - 1, array?.Length ?? 0);

    public static int LastIndexOf<T>(T[] array, T value, int startIndex) => LastIndexOf(array, value, startIndex, startIndex + 1);

    public static int LastIndexOf<T>(T[] array, T value, int startIndex, int count)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.Length == 0) return -1;
        if ((uint)startIndex >= (uint)array.Length) throw new ArgumentOutOfRangeException(nameof(startIndex));
        if ((uint)count > (uint)(startIndex + 1)) throw new ArgumentOutOfRangeException(nameof(count));
        for (int i = startIndex; i > startIndex - count; i--)
        {
            if (EqualityComparer<T>.Default.Equals(array[i], value)) return i;
        }
        return -1;
    }

    public static bool Exists<T>(T[] array, Predicate<T> match) => FindIndex(array, match) >= 0;

    public static T? Find<T>(T[] array, Predicate<T> match)
    {
        int index = FindIndex(array, match);
        return index < 0 ? default : array[index];
    }

    public static int FindIndex<T>(T[] array, Predicate<T> match) => FindIndex(array, 0, array?.Length ?? 0, match);

    public static int FindIndex<T>(T[] array, int startIndex, Predicate<T> match) => FindIndex(array, startIndex, (array?.Length ?? 0) - startIndex, match);

    public static int FindIndex<T>(T[] array, int startIndex, int count, Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(match);
        if ((uint)startIndex > (uint)array.Length) throw new ArgumentOutOfRangeException(nameof(startIndex));
        if ((uint)count > (uint)(array.Length - startIndex)) throw new ArgumentOutOfRangeException(nameof(count));
        for (int i = startIndex; i < startIndex + count; i++)
        {
            if (match(array[i])) return i;
        }
        return -1;
    }

    public static T? FindLast<T>(T[] array, Predicate<T> match)
    {
        int index = FindLastIndex(array, match);
        return index < 0 ? default : array[index];
    }

    public static int FindLastIndex<T>(T[] array, Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(match);
        for (int i = array.Length - 1; i >= 0; i--)
        {
            if (match(array[i])) return i;
        }
        return -1;
    }

    public static T[] FindAll<T>(T[] array, Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(match);
        List<T> found = new();
        foreach (T item in array)
        {
            if (match(item)) found.Add(item);
        }
        return found.ToArray();
    }

    public static bool TrueForAll<T>(T[] array, Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        return FindIndex(array, item => !match(item)) < 0;
    }

    public static void ForEach<T>(T[] array, Action<T> action)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(action);
        foreach (T item in array) action(item);
    }

    public static TOutput[] ConvertAll<TInput, TOutput>(TInput[] array, Converter<TInput, TOutput> converter)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(converter);
        TOutput[] result = new TOutput[array.Length];
        for (int i = 0; i < array.Length; i++) result[i] = converter(array[i]);
        return result;
    }

    public static void Fill<T>(T[] array, T value)
    {
        ArgumentNullException.ThrowIfNull(array);
        for (int i = 0; i < array.Length; i++) array[i] = value;
    }

    public static void Fill<T>(T[] array, T value, int startIndex, int count)
    {
        ArgumentNullException.ThrowIfNull(array);
        if ((uint)startIndex > (uint)array.Length) throw new ArgumentOutOfRangeException(nameof(startIndex));
        if ((uint)count > (uint)(array.Length - startIndex)) throw new ArgumentOutOfRangeException(nameof(count));
        for (int i = startIndex; i < startIndex + count; i++) array[i] = value;
    }

    public static void Reverse<T>(T[] array) => Reverse(array, 0, array?.Length ?? 0);

    public static void Reverse<T>(T[] array, int index, int length)
    {
        CheckRange(array, index, length);
        for (int i = index, j = index + length - 1; i < j; i++, j--) (array[i], array[j]) = (array[j], array[i]);
    }

    public static ReadOnlyCollection<T> AsReadOnly<T>(T[] array) => new(array);
}
