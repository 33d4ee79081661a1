// SPDX-License-Identifier: MIT

using System.Collections.Generic;

namespace System.Runtime.InteropServices;

public static class CollectionsMarshal
{
    public static Span<T> AsSpan<T>(List<T>? list) => list == null ? default : new(list._items, 0, list._size);

    public static void SetCount<T>(List<T> list, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > list._items.Length) list.EnsureCapacity(count);
        else if (count < list._size) new Span<T>(list._items, count, list._size - count).Clear();
        list._size = count;
        list._version++;
    }

    public static ref TValue GetValueRefOrNullRef<TKey, TValue>(Dictionary<TKey, TValue> dictionary, TKey key)
        where TKey : notnull =>
        ref dictionary.ValueRef(key, out _);

    public static ref TValue? GetValueRefOrAddDefault<TKey, TValue>(Dictionary<TKey, TValue> dictionary, TKey key, out bool exists)
        where TKey : notnull =>
        ref dictionary.ValueRefOrAdd(key, out exists)!;
}
