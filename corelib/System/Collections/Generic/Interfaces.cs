using System.Diagnostics.CodeAnalysis;

namespace System.Collections.Generic;

public interface IEnumerator<out T> : IEnumerator, IDisposable
    where T : allows ref struct
{
    new T Current { get; }
}

public interface IEnumerable<out T> : IEnumerable
    where T : allows ref struct
{
    new IEnumerator<T> GetEnumerator();
}

public interface ICollection<T> : IEnumerable<T>
{
    int Count { get; }

    bool IsReadOnly { get; }

    void Add(T item);

    void Clear();

    bool Contains(T item);

    void CopyTo(T[] array, int arrayIndex);

    bool Remove(T item);
}

public interface IList<T> : ICollection<T>
{
    T this[int index] { get; set; }

    int IndexOf(T item);

    void Insert(int index, T item);

    void RemoveAt(int index);
}

public interface IReadOnlyCollection<out T> : IEnumerable<T>
{
    int Count { get; }
}

public interface IReadOnlyList<out T> : IReadOnlyCollection<T>
{
    T this[int index] { get; }
}

public interface IComparer<in T>
    where T : allows ref struct
{
    int Compare(T? x, T? y);
}

public interface IEqualityComparer<in T>
    where T : allows ref struct
{
    bool Equals(T? x, T? y);

    int GetHashCode([DisallowNull] T obj);
}
