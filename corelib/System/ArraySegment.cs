using System.Collections;
using System.Collections.Generic;

namespace System;

/// <summary>A part of an array.</summary>
public readonly partial struct ArraySegment<T> : IReadOnlyList<T>
{
    private readonly T[]? _array;
    private readonly int _offset;
    private readonly int _count;

    public ArraySegment(T[] array)
    {
        ArgumentNullException.ThrowIfNull(array);
        _array = array;
        _count = array.Length;
    }

    public ArraySegment(T[] array, int offset, int count)
    {
        ArgumentNullException.ThrowIfNull(array);
        if ((ulong)(uint)offset + (uint)count > (uint)array.Length)
            throw new ArgumentException("Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.");
        _array = array;
        _offset = offset;
        _count = count;
    }

    public T[]? Array => _array;

    public int Offset => _offset;

    public int Count => _count;

    public T this[int index]
    {
        get => (uint)index < (uint)_count ? _array![_offset + index] : throw new ArgumentOutOfRangeException(nameof(index));
        set
        {
            if ((uint)index >= (uint)_count)
                throw new ArgumentOutOfRangeException(nameof(index));
            _array![_offset + index] = value;
        }
    }

    public static implicit operator ArraySegment<T>(T[]? array) => array == null ? default : new(array);

    public ArraySegment<T> Slice(int index, int count) => new(_array!, checked(_offset + index), count);

    public T[] ToArray() => ((ReadOnlySpan<T>)this).ToArray();

    public IEnumerator<T> GetEnumerator()
    {
        for (int i = 0; i < _count; i++)
            yield return _array![_offset + i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
