using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace System;

// IList and the structural interfaces of all arrays.
public abstract partial class Array
{
    int ICollection.Count => Length;

    public bool IsSynchronized => false;

    public object SyncRoot => this;

    public bool IsReadOnly => false;

    public bool IsFixedSize => true;

    object? IList.this[int index]
    {
        get => GetValue(index);
        set => SetValue(value, index);
    }

    int IList.Add(object? value) => throw new NotSupportedException("Collection was of a fixed size.");

    void IList.Clear() => Clear(this);

    bool IList.Contains(object? value) => ((IList)this).IndexOf(value) >= GetLowerBound(0);

    int IList.IndexOf(object? value)
    {
        for (int i = 0; i < Length; i++)
        {
            if (Equals(GetFlat((nuint)i), value))
                return i + GetLowerBound(0);
        }
        return GetLowerBound(0) - 1;
    }

    void IList.Insert(int index, object? value) => throw new NotSupportedException("Collection was of a fixed size.");

    void IList.Remove(object? value) => throw new NotSupportedException("Collection was of a fixed size.");

    void IList.RemoveAt(int index) => throw new NotSupportedException("Collection was of a fixed size.");

    public IEnumerator GetEnumerator() => new ArrayEnumerator(this);

    bool IStructuralEquatable.Equals(object? other, IEqualityComparer comparer)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is not Array array || array.Length != Length)
            return false;
        for (nuint i = 0; i < NativeLength; i++)
        {
            if (!comparer.Equals(GetFlat(i), array.GetFlat(i)))
                return false;
        }
        return true;
    }

    int IStructuralEquatable.GetHashCode(IEqualityComparer comparer)
    {
        HashCode hash = default;
        for (nuint i = 0; i < NativeLength; i++)
            hash.Add(comparer.GetHashCode(GetFlat(i)!));
        return hash.ToHashCode();
    }

    int IStructuralComparable.CompareTo(object? other, IComparer comparer)
    {
        if (other == null)
            return 1;
        if (other is not Array array || array.Length != Length)
            throw new ArgumentException("Object is not a array with the same number of elements as the array to compare it to.", nameof(other));
        int result = 0;
        for (nuint i = 0; i < NativeLength && result == 0; i++)
            result = comparer.Compare(GetFlat(i), array.GetFlat(i));
        return result;
    }

    private sealed class ArrayEnumerator(Array array) : IEnumerator, ICloneable
    {
        private nint _index = -1;

        public object? Current => (nuint)_index < array.NativeLength
            ? array.GetFlat((nuint)_index)
            : throw new InvalidOperationException(_index < 0 ? "Enumeration has not started. Call MoveNext." : "Enumeration already finished.");

        public object Clone() => MemberwiseClone();

        public bool MoveNext()
        {
            if (_index >= (nint)array.NativeLength)
                return false;
            return ++_index < (nint)array.NativeLength;
        }

        public void Reset() => _index = -1;
    }
}

/// <summary>What a <c>T[]</c> adds to <see cref="Array"/>: ILC takes the generic interfaces of every array from this class, by name.</summary>
internal sealed class Array<T> : Array, IList<T>, IReadOnlyList<T>
{
    // An instance is really a T[]: only these methods' code comes from here.
    private T[] Self => Unsafe.As<T[]>(this);

    public int Count => Self.Length;

    bool ICollection<T>.IsReadOnly => true;

    public T this[int index]
    {
        get => (uint)index < (uint)Self.Length ? Self[index] : throw IndexException();
        set
        {
            if ((uint)index >= (uint)Self.Length)
                throw IndexException();
            Self[index] = value;
        }
    }

    public void Add(T item) => throw new NotSupportedException("Collection was of a fixed size.");

    void ICollection<T>.Clear() => throw new NotSupportedException("Collection is read-only.");

    public bool Contains(T item) => IndexOf(item) >= 0;

    public void CopyTo(T[] array, int arrayIndex) => Copy(this, 0, array, arrayIndex, Length);

    public bool Remove(T item) => throw new NotSupportedException("Collection was of a fixed size.");

    public int IndexOf(T item)
    {
        T[] array = Self;
        for (int i = 0; i < array.Length; i++)
        {
            if (EqualityComparer<T>.Default.Equals(array[i], item))
                return i;
        }
        return -1;
    }

    public void Insert(int index, T item) => throw new NotSupportedException("Collection was of a fixed size.");

    public void RemoveAt(int index) => throw new NotSupportedException("Collection was of a fixed size.");

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => new SZGenericArrayEnumerator<T>(Self);

    private static ArgumentOutOfRangeException IndexException() =>
        new("index", "Index was out of range. Must be non-negative and less than the size of the collection.");
}

internal sealed class SZGenericArrayEnumerator<T>(T[] array) : IEnumerator<T>
{
    private int _index = -1;

    public T Current => (uint)_index < (uint)array.Length
        ? array[_index]
        : throw new InvalidOperationException(_index < 0 ? "Enumeration has not started. Call MoveNext." : "Enumeration already finished.");

    object? IEnumerator.Current => Current;

    public bool MoveNext()
    {
        if (_index >= array.Length)
            return false;
        return ++_index < array.Length;
    }

    public void Reset() => _index = -1;

    public void Dispose()
    {
    }
}
