namespace System.Collections;

public interface IEnumerator
{
    object? Current { get; }

    bool MoveNext();

    void Reset();
}

public interface IEnumerable
{
    IEnumerator GetEnumerator();
}

public interface ICollection : IEnumerable
{
    int Count { get; }

    bool IsSynchronized { get; }

    object SyncRoot { get; }

    void CopyTo(Array array, int index);
}

public interface IList : ICollection
{
    object? this[int index] { get; set; }

    bool IsReadOnly { get; }

    bool IsFixedSize { get; }

    int Add(object? value);

    bool Contains(object? value);

    void Clear();

    int IndexOf(object? value);

    void Insert(int index, object? value);

    void Remove(object? value);

    void RemoveAt(int index);
}

public interface IComparer
{
    int Compare(object? x, object? y);
}

public interface IEqualityComparer
{
    bool Equals(object? x, object? y);

    int GetHashCode(object obj);
}

public interface IStructuralEquatable
{
    bool Equals(object? other, IEqualityComparer comparer);

    int GetHashCode(IEqualityComparer comparer);
}

public interface IStructuralComparable
{
    int CompareTo(object? other, IComparer comparer);
}
