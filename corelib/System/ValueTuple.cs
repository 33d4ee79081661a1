using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace System;

public partial struct ValueTuple : IEquatable<ValueTuple>, IComparable, IComparable<ValueTuple>, ITuple
{
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ValueTuple;

    public bool Equals(ValueTuple other) => true;

    int IComparable.CompareTo(object? other) => other switch
    {
        null => 1,
        ValueTuple => 0,
        _ => throw new ArgumentException("Argument must be of type ValueTuple.", nameof(other)),
    };

    public int CompareTo(ValueTuple other) => 0;

    public override int GetHashCode() => 0;

    public override string ToString() => "()";

    int ITuple.Length => 0;

    object? ITuple.this[int index] => throw new IndexOutOfRangeException();

    public static ValueTuple Create() => default;

    public static ValueTuple<T1> Create<T1>(T1 item1) => new(item1);

    public static ValueTuple<T1, T2> Create<T1, T2>(T1 item1, T2 item2) => new(item1, item2);

    public static ValueTuple<T1, T2, T3> Create<T1, T2, T3>(T1 item1, T2 item2, T3 item3) => new(item1, item2, item3);

    public static ValueTuple<T1, T2, T3, T4> Create<T1, T2, T3, T4>(T1 item1, T2 item2, T3 item3, T4 item4) => new(item1, item2, item3, item4);

    public static ValueTuple<T1, T2, T3, T4, T5> Create<T1, T2, T3, T4, T5>(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5) => new(item1, item2, item3, item4, item5);

    public static ValueTuple<T1, T2, T3, T4, T5, T6> Create<T1, T2, T3, T4, T5, T6>(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6) => new(item1, item2, item3, item4, item5, item6);

    public static ValueTuple<T1, T2, T3, T4, T5, T6, T7> Create<T1, T2, T3, T4, T5, T6, T7>(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, T7 item7) => new(item1, item2, item3, item4, item5, item6, item7);
}

public struct ValueTuple<T1> : IEquatable<ValueTuple<T1>>, IComparable, IComparable<ValueTuple<T1>>, IStructuralEquatable, IStructuralComparable, ITuple
{
    public T1 Item1;

    public ValueTuple(T1 item1)
    {
        Item1 = item1;
    }

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ValueTuple<T1> other && Equals(other);

    public bool Equals(ValueTuple<T1> other) =>
        EqualityComparer<T1>.Default.Equals(Item1, other.Item1);

    int IComparable.CompareTo(object? other) => other switch
    {
        null => 1,
        ValueTuple<T1> tuple => CompareTo(tuple),
        _ => throw new ArgumentException("Argument must be of type ValueTuple.", nameof(other)),
    };

    public int CompareTo(ValueTuple<T1> other)
    {
        return Comparer<T1>.Default.Compare(Item1, other.Item1);
    }

    bool IStructuralEquatable.Equals(object? other, IEqualityComparer comparer) =>
        other is ValueTuple<T1> tuple
        && comparer.Equals(Item1, tuple.Item1);

    int IStructuralComparable.CompareTo(object? other, IComparer comparer)
    {
        if (other is not ValueTuple<T1> tuple)
            return other == null ? 1 : throw new ArgumentException("Argument must be of type ValueTuple.", nameof(other));
        return comparer.Compare(Item1, tuple.Item1);
    }

    public override int GetHashCode() => Item1?.GetHashCode() ?? 0;

    int IStructuralEquatable.GetHashCode(IEqualityComparer comparer) => comparer.GetHashCode(Item1!);

    public override string ToString() => "(" + Item1?.ToString() + ")";

    int ITuple.Length => 1;

    object? ITuple.this[int index] => index switch
    {
        0 => Item1,
        _ => throw new IndexOutOfRangeException(),
    };
}

public struct ValueTuple<T1, T2> : IEquatable<ValueTuple<T1, T2>>, IComparable, IComparable<ValueTuple<T1, T2>>, IStructuralEquatable, IStructuralComparable, ITuple
{
    public T1 Item1;
    public T2 Item2;

    public ValueTuple(T1 item1, T2 item2)
    {
        Item1 = item1;
        Item2 = item2;
    }

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ValueTuple<T1, T2> other && Equals(other);

    public bool Equals(ValueTuple<T1, T2> other) =>
        EqualityComparer<T1>.Default.Equals(Item1, other.Item1)
        && EqualityComparer<T2>.Default.Equals(Item2, other.Item2);

    int IComparable.CompareTo(object? other) => other switch
    {
        null => 1,
        ValueTuple<T1, T2> tuple => CompareTo(tuple),
        _ => throw new ArgumentException("Argument must be of type ValueTuple.", nameof(other)),
    };

    public int CompareTo(ValueTuple<T1, T2> other)
    {
        int c = Comparer<T1>.Default.Compare(Item1, other.Item1);
        if (c != 0)
            return c;
        return Comparer<T2>.Default.Compare(Item2, other.Item2);
    }

    bool IStructuralEquatable.Equals(object? other, IEqualityComparer comparer) =>
        other is ValueTuple<T1, T2> tuple
        && comparer.Equals(Item1, tuple.Item1)
        && comparer.Equals(Item2, tuple.Item2);

    int IStructuralComparable.CompareTo(object? other, IComparer comparer)
    {
        if (other is not ValueTuple<T1, T2> tuple)
            return other == null ? 1 : throw new ArgumentException("Argument must be of type ValueTuple.", nameof(other));
        int c = comparer.Compare(Item1, tuple.Item1);
        if (c != 0)
            return c;
        return comparer.Compare(Item2, tuple.Item2);
    }

    public override int GetHashCode() => HashCode.Combine((Item1?.GetHashCode() ?? 0), (Item2?.GetHashCode() ?? 0));

    int IStructuralEquatable.GetHashCode(IEqualityComparer comparer) => HashCode.Combine(comparer.GetHashCode(Item1!), comparer.GetHashCode(Item2!));

    public override string ToString() => "(" + Item1?.ToString() + ", " + Item2?.ToString() + ")";

    int ITuple.Length => 2;

    object? ITuple.this[int index] => index switch
    {
        0 => Item1,
        1 => Item2,
        _ => throw new IndexOutOfRangeException(),
    };
}

public struct ValueTuple<T1, T2, T3> : IEquatable<ValueTuple<T1, T2, T3>>, IComparable, IComparable<ValueTuple<T1, T2, T3>>, IStructuralEquatable, IStructuralComparable, ITuple
{
    public T1 Item1;
    public T2 Item2;
    public T3 Item3;

    public ValueTuple(T1 item1, T2 item2, T3 item3)
    {
        Item1 = item1;
        Item2 = item2;
        Item3 = item3;
    }

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ValueTuple<T1, T2, T3> other && Equals(other);

    public bool Equals(ValueTuple<T1, T2, T3> other) =>
        EqualityComparer<T1>.Default.Equals(Item1, other.Item1)
        && EqualityComparer<T2>.Default.Equals(Item2, other.Item2)
        && EqualityComparer<T3>.Default.Equals(Item3, other.Item3);

    int IComparable.CompareTo(object? other) => other switch
    {
        null => 1,
        ValueTuple<T1, T2, T3> tuple => CompareTo(tuple),
        _ => throw new ArgumentException("Argument must be of type ValueTuple.", nameof(other)),
    };

    public int CompareTo(ValueTuple<T1, T2, T3> other)
    {
        int c = Comparer<T1>.Default.Compare(Item1, other.Item1);
        if (c != 0)
            return c;
        c = Comparer<T2>.Default.Compare(Item2, other.Item2);
        if (c != 0)
            return c;
        return Comparer<T3>.Default.Compare(Item3, other.Item3);
    }

    bool IStructuralEquatable.Equals(object? other, IEqualityComparer comparer) =>
        other is ValueTuple<T1, T2, T3> tuple
        && comparer.Equals(Item1, tuple.Item1)
        && comparer.Equals(Item2, tuple.Item2)
        && comparer.Equals(Item3, tuple.Item3);

    int IStructuralComparable.CompareTo(object? other, IComparer comparer)
    {
        if (other is not ValueTuple<T1, T2, T3> tuple)
            return other == null ? 1 : throw new ArgumentException("Argument must be of type ValueTuple.", nameof(other));
        int c = comparer.Compare(Item1, tuple.Item1);
        if (c != 0)
            return c;
        c = comparer.Compare(Item2, tuple.Item2);
        if (c != 0)
            return c;
        return comparer.Compare(Item3, tuple.Item3);
    }

    public override int GetHashCode() => HashCode.Combine((Item1?.GetHashCode() ?? 0), (Item2?.GetHashCode() ?? 0), (Item3?.GetHashCode() ?? 0));

    int IStructuralEquatable.GetHashCode(IEqualityComparer comparer) => HashCode.Combine(comparer.GetHashCode(Item1!), comparer.GetHashCode(Item2!), comparer.GetHashCode(Item3!));

    public override string ToString() => "(" + Item1?.ToString() + ", " + Item2?.ToString() + ", " + Item3?.ToString() + ")";

    int ITuple.Length => 3;

    object? ITuple.this[int index] => index switch
    {
        0 => Item1,
        1 => Item2,
        2 => Item3,
        _ => throw new IndexOutOfRangeException(),
    };
}

public struct ValueTuple<T1, T2, T3, T4> : IEquatable<ValueTuple<T1, T2, T3, T4>>, IComparable, IComparable<ValueTuple<T1, T2, T3, T4>>, IStructuralEquatable, IStructuralComparable, ITuple
{
    public T1 Item1;
    public T2 Item2;
    public T3 Item3;
    public T4 Item4;

    public ValueTuple(T1 item1, T2 item2, T3 item3, T4 item4)
    {
        Item1 = item1;
        Item2 = item2;
        Item3 = item3;
        Item4 = item4;
    }

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ValueTuple<T1, T2, T3, T4> other && Equals(other);

    public bool Equals(ValueTuple<T1, T2, T3, T4> other) =>
        EqualityComparer<T1>.Default.Equals(Item1, other.Item1)
        && EqualityComparer<T2>.Default.Equals(Item2, other.Item2)
        && EqualityComparer<T3>.Default.Equals(Item3, other.Item3)
        && EqualityComparer<T4>.Default.Equals(Item4, other.Item4);

    int IComparable.CompareTo(object? other) => other switch
    {
        null => 1,
        ValueTuple<T1, T2, T3, T4> tuple => CompareTo(tuple),
        _ => throw new ArgumentException("Argument must be of type ValueTuple.", nameof(other)),
    };

    public int CompareTo(ValueTuple<T1, T2, T3, T4> other)
    {
        int c = Comparer<T1>.Default.Compare(Item1, other.Item1);
        if (c != 0)
            return c;
        c = Comparer<T2>.Default.Compare(Item2, other.Item2);
        if (c != 0)
            return c;
        c = Comparer<T3>.Default.Compare(Item3, other.Item3);
        if (c != 0)
            return c;
        return Comparer<T4>.Default.Compare(Item4, other.Item4);
    }

    bool IStructuralEquatable.Equals(object? other, IEqualityComparer comparer) =>
        other is ValueTuple<T1, T2, T3, T4> tuple
        && comparer.Equals(Item1, tuple.Item1)
        && comparer.Equals(Item2, tuple.Item2)
        && comparer.Equals(Item3, tuple.Item3)
        && comparer.Equals(Item4, tuple.Item4);

    int IStructuralComparable.CompareTo(object? other, IComparer comparer)
    {
        if (other is not ValueTuple<T1, T2, T3, T4> tuple)
            return other == null ? 1 : throw new ArgumentException("Argument must be of type ValueTuple.", nameof(other));
        int c = comparer.Compare(Item1, tuple.Item1);
        if (c != 0)
            return c;
        c = comparer.Compare(Item2, tuple.Item2);
        if (c != 0)
            return c;
        c = comparer.Compare(Item3, tuple.Item3);
        if (c != 0)
            return c;
        return comparer.Compare(Item4, tuple.Item4);
    }

    public override int GetHashCode() => HashCode.Combine((Item1?.GetHashCode() ?? 0), (Item2?.GetHashCode() ?? 0), (Item3?.GetHashCode() ?? 0), (Item4?.GetHashCode() ?? 0));

    int IStructuralEquatable.GetHashCode(IEqualityComparer comparer) => HashCode.Combine(comparer.GetHashCode(Item1!), comparer.GetHashCode(Item2!), comparer.GetHashCode(Item3!), comparer.GetHashCode(Item4!));

    public override string ToString() => "(" + Item1?.ToString() + ", " + Item2?.ToString() + ", " + Item3?.ToString() + ", " + Item4?.ToString() + ")";

    int ITuple.Length => 4;

    object? ITuple.this[int index] => index switch
    {
        0 => Item1,
        1 => Item2,
        2 => Item3,
        3 => Item4,
        _ => throw new IndexOutOfRangeException(),
    };
}
