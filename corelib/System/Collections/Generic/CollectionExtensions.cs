// SPDX-License-Identifier: MIT

namespace System.Collections.Generic;

public static class CollectionExtensions
{
    public static TValue? GetValueOrDefault<TKey, TValue>(this IReadOnlyDictionary<TKey, TValue> dictionary, TKey key) =>
        dictionary.TryGetValue(key, out TValue? value) ? value : default;

    public static TValue GetValueOrDefault<TKey, TValue>(this IReadOnlyDictionary<TKey, TValue> dictionary, TKey key, TValue defaultValue) =>
        dictionary.TryGetValue(key, out TValue? value) ? value : defaultValue;

    public static bool TryAdd<TKey, TValue>(this IDictionary<TKey, TValue> dictionary, TKey key, TValue value)
    {
        if (dictionary.ContainsKey(key)) return false;
        dictionary.Add(key, value);
        return true;
    }

    public static void AddRange<T>(this List<T> list, params ReadOnlySpan<T> source) => list.AddSpan(source);

    public static void InsertRange<T>(this List<T> list, int index, params ReadOnlySpan<T> source) => list.InsertSpan(index, source);

    public static void CopyTo<T>(this List<T> list, Span<T> destination) => new ReadOnlySpan<T>(list._items, 0, list._size).CopyTo(destination);
}
