using System.Diagnostics.CodeAnalysis;

namespace System.Collections.Generic;

/// <summary>Equality by <see cref="IEquatable{T}"/> where the type has it, by <see cref="object.Equals(object)"/> otherwise.</summary>
public abstract partial class EqualityComparer<T> : IEqualityComparer, IEqualityComparer<T>
{
    private static readonly EqualityComparer<T> s_default = new DefaultEqualityComparer<T>();

    public static EqualityComparer<T> Default => s_default;

    public static EqualityComparer<T> Create(Func<T?, T?, bool> equals, Func<T, int>? getHashCode = null)
    {
        ArgumentNullException.ThrowIfNull(equals);
        return new DelegateEqualityComparer<T>(equals, getHashCode ?? (static _ => throw new NotSupportedException()));
    }

    public abstract bool Equals(T? x, T? y);

    public abstract int GetHashCode([DisallowNull] T obj);

    bool IEqualityComparer.Equals(object? x, object? y)
    {
        if (x == y)
            return true;
        if (x == null || y == null)
            return false;
        if (x is T a && y is T b)
            return Equals(a, b);
        throw new ArgumentException("Type of argument is not compatible with the generic comparer.");
    }

    int IEqualityComparer.GetHashCode(object? obj)
    {
        if (obj == null)
            return 0;
        return obj is T value ? GetHashCode(value) : throw new ArgumentException("Type of argument is not compatible with the generic comparer.");
    }
}

internal sealed class DefaultEqualityComparer<T> : EqualityComparer<T>
{
    public override bool Equals(T? x, T? y)
    {
        if (x == null)
            return y == null;
        if (y == null)
            return false;
        // For value types the test is decided at compile time, and the box of the constrained cast goes away with it.
        return x is IEquatable<T> equatable ? equatable.Equals(y) : x.Equals(y);
    }

    public override int GetHashCode([DisallowNull] T obj) => obj?.GetHashCode() ?? 0;
}

internal sealed class DelegateEqualityComparer<T>(Func<T?, T?, bool> equals, Func<T, int> getHashCode) : EqualityComparer<T>
{
    public override bool Equals(T? x, T? y) => equals(x, y);

    public override int GetHashCode([DisallowNull] T obj) => getHashCode(obj);
}
