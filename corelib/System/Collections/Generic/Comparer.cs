namespace System.Collections.Generic;

/// <summary>Order by <see cref="IComparable{T}"/>, else <see cref="IComparable"/>; null sorts first.</summary>
public abstract partial class Comparer<T> : IComparer, IComparer<T>
{
    private static readonly Comparer<T> s_default = new DefaultComparer<T>();

    public static Comparer<T> Default => s_default;

    public static Comparer<T> Create(Comparison<T> comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new ComparisonComparer<T>(comparison);
    }

    public abstract int Compare(T? x, T? y);

    int IComparer.Compare(object? x, object? y)
    {
        if (x == null)
            return y == null ? 0 : -1;
        if (y == null)
            return 1;
        if (x is T a && y is T b)
            return Compare(a, b);
        throw new ArgumentException("Type of argument is not compatible with the generic comparer.");
    }
}

internal sealed class DefaultComparer<T> : Comparer<T>
{
    public override int Compare(T? x, T? y)
    {
        if (x == null)
            return y == null ? 0 : -1;
        if (y == null)
            return 1;
        if (x is IComparable<T> generic)
            return generic.CompareTo(y);
        if (x is IComparable plain)
            return plain.CompareTo(y);
        if (y is IComparable other)
            return -other.CompareTo(x);
        throw new ArgumentException("At least one object must implement IComparable.");
    }
}

internal sealed class ComparisonComparer<T>(Comparison<T> comparison) : Comparer<T>
{
    public override int Compare(T? x, T? y) => comparison(x!, y!);
}
