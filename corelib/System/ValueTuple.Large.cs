using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace System;

public struct ValueTuple<T1, T2, T3, T4, T5> : IEquatable<ValueTuple<T1, T2, T3, T4, T5>>, IComparable, IComparable<ValueTuple<T1, T2, T3, T4, T5>>, IStructuralEquatable, IStructuralComparable, ITuple
{
    public T1 Item1;
    public T2 Item2;
    public T3 Item3;
    public T4 Item4;
    public T5 Item5;

    public ValueTuple(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5)
    {
        Item1 = item1;
        Item2 = item2;
        Item3 = item3;
        Item4 = item4;
        Item5 = item5;
    }

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ValueTuple<T1, T2, T3, T4, T5> other && Equals(other);

    public bool Equals(ValueTuple<T1, T2, T3, T4, T5> other) =>
        EqualityComparer<T1>.Default.Equals(Item1, other.Item1)
        && EqualityComparer<T2>.Default.Equals(Item2, other.Item2)
        && EqualityComparer<T3>.Default.Equals(Item3, other.Item3)
        && EqualityComparer<T4>.Default.Equals(Item4, other.Item4)
        && EqualityComparer<T5>.Default.Equals(Item5, other.Item5);

    int IComparable.CompareTo(object? other) => other switch
    {
        null => 1,
        ValueTuple<T1, T2, T3, T4, T5> tuple => CompareTo(tuple),
        _ => throw new ArgumentException("Argument must be of type ValueTuple.", nameof(other)),
    };

    public int CompareTo(ValueTuple<T1, T2, T3, T4, T5> other)
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
        c = Comparer<T4>.Default.Compare(Item4, other.Item4);
        if (c != 0)
            return c;
        return Comparer<T5>.Default.Compare(Item5, other.Item5);
    }

    bool IStructuralEquatable.Equals(object? other, IEqualityComparer comparer) =>
        other is ValueTuple<T1, T2, T3, T4, T5> tuple
        && comparer.Equals(Item1, tuple.Item1)
        && comparer.Equals(Item2, tuple.Item2)
        && comparer.Equals(Item3, tuple.Item3)
        && comparer.Equals(Item4, tuple.Item4)
        && comparer.Equals(Item5, tuple.Item5);

    int IStructuralComparable.CompareTo(object? other, IComparer comparer)
    {
        if (other is not ValueTuple<T1, T2, T3, T4, T5> tuple)
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
        c = comparer.Compare(Item4, tuple.Item4);
        if (c != 0)
            return c;
        return comparer.Compare(Item5, tuple.Item5);
    }

    public override int GetHashCode() => HashCode.Combine((Item1?.GetHashCode() ?? 0), (Item2?.GetHashCode() ?? 0), (Item3?.GetHashCode() ?? 0), (Item4?.GetHashCode() ?? 0), (Item5?.GetHashCode() ?? 0));

    int IStructuralEquatable.GetHashCode(IEqualityComparer comparer) => HashCode.Combine(comparer.GetHashCode(Item1!), comparer.GetHashCode(Item2!), comparer.GetHashCode(Item3!), comparer.GetHashCode(Item4!), comparer.GetHashCode(Item5!));

    public override string ToString() => "(" + Item1?.ToString() + ", " + Item2?.ToString() + ", " + Item3?.ToString() + ", " + Item4?.ToString() + ", " + Item5?.ToString() + ")";

    int ITuple.Length => 5;

    object? ITuple.this[int index] => index switch
    {
        0 => Item1,
        1 => Item2,
        2 => Item3,
        3 => Item4,
        4 => Item5,
        _ => throw new IndexOutOfRangeException(),
    };
}

public struct ValueTuple<T1, T2, T3, T4, T5, T6> : IEquatable<ValueTuple<T1, T2, T3, T4, T5, T6>>, IComparable, IComparable<ValueTuple<T1, T2, T3, T4, T5, T6>>, IStructuralEquatable, IStructuralComparable, ITuple
{
    public T1 Item1;
    public T2 Item2;
    public T3 Item3;
    public T4 Item4;
    public T5 Item5;
    public T6 Item6;

    public ValueTuple(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6)
    {
        Item1 = item1;
        Item2 = item2;
        Item3 = item3;
        Item4 = item4;
        Item5 = item5;
        Item6 = item6;
    }

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ValueTuple<T1, T2, T3, T4, T5, T6> other && Equals(other);

    public bool Equals(ValueTuple<T1, T2, T3, T4, T5, T6> other) =>
        EqualityComparer<T1>.Default.Equals(Item1, other.Item1)
        && EqualityComparer<T2>.Default.Equals(Item2, other.Item2)
        && EqualityComparer<T3>.Default.Equals(Item3, other.Item3)
        && EqualityComparer<T4>.Default.Equals(Item4, other.Item4)
        && EqualityComparer<T5>.Default.Equals(Item5, other.Item5)
        && EqualityComparer<T6>.Default.Equals(Item6, other.Item6);

    int IComparable.CompareTo(object? other) => other switch
    {
        null => 1,
        ValueTuple<T1, T2, T3, T4, T5, T6> tuple => CompareTo(tuple),
        _ => throw new ArgumentException("Argument must be of type ValueTuple.", nameof(other)),
    };

    public int CompareTo(ValueTuple<T1, T2, T3, T4, T5, T6> other)
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
        c = Comparer<T4>.Default.Compare(Item4, other.Item4);
        if (c != 0)
            return c;
        c = Comparer<T5>.Default.Compare(Item5, other.Item5);
        if (c != 0)
            return c;
        return Comparer<T6>.Default.Compare(Item6, other.Item6);
    }

    bool IStructuralEquatable.Equals(object? other, IEqualityComparer comparer) =>
        other is ValueTuple<T1, T2, T3, T4, T5, T6> tuple
        && comparer.Equals(Item1, tuple.Item1)
        && comparer.Equals(Item2, tuple.Item2)
        && comparer.Equals(Item3, tuple.Item3)
        && comparer.Equals(Item4, tuple.Item4)
        && comparer.Equals(Item5, tuple.Item5)
        && comparer.Equals(Item6, tuple.Item6);

    int IStructuralComparable.CompareTo(object? other, IComparer comparer)
    {
        if (other is not ValueTuple<T1, T2, T3, T4, T5, T6> tuple)
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
        c = comparer.Compare(Item4, tuple.Item4);
        if (c != 0)
            return c;
        c = comparer.Compare(Item5, tuple.Item5);
        if (c != 0)
            return c;
        return comparer.Compare(Item6, tuple.Item6);
    }

    public override int GetHashCode() => HashCode.Combine((Item1?.GetHashCode() ?? 0), (Item2?.GetHashCode() ?? 0), (Item3?.GetHashCode() ?? 0), (Item4?.GetHashCode() ?? 0), (Item5?.GetHashCode() ?? 0), (Item6?.GetHashCode() ?? 0));

    int IStructuralEquatable.GetHashCode(IEqualityComparer comparer) => HashCode.Combine(comparer.GetHashCode(Item1!), comparer.GetHashCode(Item2!), comparer.GetHashCode(Item3!), comparer.GetHashCode(Item4!), comparer.GetHashCode(Item5!), comparer.GetHashCode(Item6!));

    public override string ToString() => "(" + Item1?.ToString() + ", " + Item2?.ToString() + ", " + Item3?.ToString() + ", " + Item4?.ToString() + ", " + Item5?.ToString() + ", " + Item6?.ToString() + ")";

    int ITuple.Length => 6;

    object? ITuple.this[int index] => index switch
    {
        0 => Item1,
        1 => Item2,
        2 => Item3,
        3 => Item4,
        4 => Item5,
        5 => Item6,
        _ => throw new IndexOutOfRangeException(),
    };
}

public struct ValueTuple<T1, T2, T3, T4, T5, T6, T7> : IEquatable<ValueTuple<T1, T2, T3, T4, T5, T6, T7>>, IComparable, IComparable<ValueTuple<T1, T2, T3, T4, T5, T6, T7>>, IStructuralEquatable, IStructuralComparable, ITuple
{
    public T1 Item1;
    public T2 Item2;
    public T3 Item3;
    public T4 Item4;
    public T5 Item5;
    public T6 Item6;
    public T7 Item7;

    public ValueTuple(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, T7 item7)
    {
        Item1 = item1;
        Item2 = item2;
        Item3 = item3;
        Item4 = item4;
        Item5 = item5;
        Item6 = item6;
        Item7 = item7;
    }

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ValueTuple<T1, T2, T3, T4, T5, T6, T7> other && Equals(other);

    public bool Equals(ValueTuple<T1, T2, T3, T4, T5, T6, T7> other) =>
        EqualityComparer<T1>.Default.Equals(Item1, other.Item1)
        && EqualityComparer<T2>.Default.Equals(Item2, other.Item2)
        && EqualityComparer<T3>.Default.Equals(Item3, other.Item3)
        && EqualityComparer<T4>.Default.Equals(Item4, other.Item4)
        && EqualityComparer<T5>.Default.Equals(Item5, other.Item5)
        && EqualityComparer<T6>.Default.Equals(Item6, other.Item6)
        && EqualityComparer<T7>.Default.Equals(Item7, other.Item7);

    int IComparable.CompareTo(object? other) => other switch
    {
        null => 1,
        ValueTuple<T1, T2, T3, T4, T5, T6, T7> tuple => CompareTo(tuple),
        _ => throw new ArgumentException("Argument must be of type ValueTuple.", nameof(other)),
    };

    public int CompareTo(ValueTuple<T1, T2, T3, T4, T5, T6, T7> other)
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
        c = Comparer<T4>.Default.Compare(Item4, other.Item4);
        if (c != 0)
            return c;
        c = Comparer<T5>.Default.Compare(Item5, other.Item5);
        if (c != 0)
            return c;
        c = Comparer<T6>.Default.Compare(Item6, other.Item6);
        if (c != 0)
            return c;
        return Comparer<T7>.Default.Compare(Item7, other.Item7);
    }

    bool IStructuralEquatable.Equals(object? other, IEqualityComparer comparer) =>
        other is ValueTuple<T1, T2, T3, T4, T5, T6, T7> tuple
        && comparer.Equals(Item1, tuple.Item1)
        && comparer.Equals(Item2, tuple.Item2)
        && comparer.Equals(Item3, tuple.Item3)
        && comparer.Equals(Item4, tuple.Item4)
        && comparer.Equals(Item5, tuple.Item5)
        && comparer.Equals(Item6, tuple.Item6)
        && comparer.Equals(Item7, tuple.Item7);

    int IStructuralComparable.CompareTo(object? other, IComparer comparer)
    {
        if (other is not ValueTuple<T1, T2, T3, T4, T5, T6, T7> tuple)
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
        c = comparer.Compare(Item4, tuple.Item4);
        if (c != 0)
            return c;
        c = comparer.Compare(Item5, tuple.Item5);
        if (c != 0)
            return c;
        c = comparer.Compare(Item6, tuple.Item6);
        if (c != 0)
            return c;
        return comparer.Compare(Item7, tuple.Item7);
    }

    public override int GetHashCode() => HashCode.Combine((Item1?.GetHashCode() ?? 0), (Item2?.GetHashCode() ?? 0), (Item3?.GetHashCode() ?? 0), (Item4?.GetHashCode() ?? 0), (Item5?.GetHashCode() ?? 0), HashCode.Combine((Item6?.GetHashCode() ?? 0), (Item7?.GetHashCode() ?? 0)));

    int IStructuralEquatable.GetHashCode(IEqualityComparer comparer) => HashCode.Combine(comparer.GetHashCode(Item1!), comparer.GetHashCode(Item2!), comparer.GetHashCode(Item3!), comparer.GetHashCode(Item4!), comparer.GetHashCode(Item5!), HashCode.Combine(comparer.GetHashCode(Item6!), comparer.GetHashCode(Item7!)));

    public override string ToString() => "(" + Item1?.ToString() + ", " + Item2?.ToString() + ", " + Item3?.ToString() + ", " + Item4?.ToString() + ", " + Item5?.ToString() + ", " + Item6?.ToString() + ", " + Item7?.ToString() + ")";

    int ITuple.Length => 7;

    object? ITuple.this[int index] => index switch
    {
        0 => Item1,
        1 => Item2,
        2 => Item3,
        3 => Item4,
        4 => Item5,
        5 => Item6,
        6 => Item7,
        _ => throw new IndexOutOfRangeException(),
    };
}

public struct ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> : IEquatable<ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>>, IComparable, IComparable<ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>>, IStructuralEquatable, IStructuralComparable, ITuple
    where TRest : struct
{
    public T1 Item1;
    public T2 Item2;
    public T3 Item3;
    public T4 Item4;
    public T5 Item5;
    public T6 Item6;
    public T7 Item7;
    public TRest Rest;

    public ValueTuple(T1 item1, T2 item2, T3 item3, T4 item4, T5 item5, T6 item6, T7 item7, TRest rest)
    {
        Item1 = item1;
        Item2 = item2;
        Item3 = item3;
        Item4 = item4;
        Item5 = item5;
        Item6 = item6;
        Item7 = item7;
        Rest = rest;
    }

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> other && Equals(other);

    public bool Equals(ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> other) =>
        EqualityComparer<T1>.Default.Equals(Item1, other.Item1)
        && EqualityComparer<T2>.Default.Equals(Item2, other.Item2)
        && EqualityComparer<T3>.Default.Equals(Item3, other.Item3)
        && EqualityComparer<T4>.Default.Equals(Item4, other.Item4)
        && EqualityComparer<T5>.Default.Equals(Item5, other.Item5)
        && EqualityComparer<T6>.Default.Equals(Item6, other.Item6)
        && EqualityComparer<T7>.Default.Equals(Item7, other.Item7)
        && EqualityComparer<TRest>.Default.Equals(Rest, other.Rest);

    int IComparable.CompareTo(object? other) => other switch
    {
        null => 1,
        ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> tuple => CompareTo(tuple),
        _ => throw new ArgumentException("Argument must be of type ValueTuple.", nameof(other)),
    };

    public int CompareTo(ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> other)
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
        c = Comparer<T4>.Default.Compare(Item4, other.Item4);
        if (c != 0)
            return c;
        c = Comparer<T5>.Default.Compare(Item5, other.Item5);
        if (c != 0)
            return c;
        c = Comparer<T6>.Default.Compare(Item6, other.Item6);
        if (c != 0)
            return c;
        c = Comparer<T7>.Default.Compare(Item7, other.Item7);
        if (c != 0)
            return c;
        return Comparer<TRest>.Default.Compare(Rest, other.Rest);
    }

    bool IStructuralEquatable.Equals(object? other, IEqualityComparer comparer) =>
        other is ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> tuple
        && comparer.Equals(Item1, tuple.Item1)
        && comparer.Equals(Item2, tuple.Item2)
        && comparer.Equals(Item3, tuple.Item3)
        && comparer.Equals(Item4, tuple.Item4)
        && comparer.Equals(Item5, tuple.Item5)
        && comparer.Equals(Item6, tuple.Item6)
        && comparer.Equals(Item7, tuple.Item7)
        && comparer.Equals(Rest, tuple.Rest);

    int IStructuralComparable.CompareTo(object? other, IComparer comparer)
    {
        if (other is not ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> tuple)
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
        c = comparer.Compare(Item4, tuple.Item4);
        if (c != 0)
            return c;
        c = comparer.Compare(Item5, tuple.Item5);
        if (c != 0)
            return c;
        c = comparer.Compare(Item6, tuple.Item6);
        if (c != 0)
            return c;
        c = comparer.Compare(Item7, tuple.Item7);
        if (c != 0)
            return c;
        return comparer.Compare(Rest, tuple.Rest);
    }

    public override int GetHashCode() => HashCode.Combine((Item1?.GetHashCode() ?? 0), (Item2?.GetHashCode() ?? 0), (Item3?.GetHashCode() ?? 0), (Item4?.GetHashCode() ?? 0), (Item5?.GetHashCode() ?? 0), HashCode.Combine((Item6?.GetHashCode() ?? 0), (Item7?.GetHashCode() ?? 0), Rest.GetHashCode()));

    int IStructuralEquatable.GetHashCode(IEqualityComparer comparer) => HashCode.Combine(comparer.GetHashCode(Item1!), comparer.GetHashCode(Item2!), comparer.GetHashCode(Item3!), comparer.GetHashCode(Item4!), comparer.GetHashCode(Item5!), HashCode.Combine(comparer.GetHashCode(Item6!), comparer.GetHashCode(Item7!), comparer.GetHashCode(Rest!)));

    public override string ToString()
    {
        string head = "(" + Item1?.ToString() + ", " + Item2?.ToString() + ", " + Item3?.ToString() + ", " + Item4?.ToString() + ", " + Item5?.ToString() + ", " + Item6?.ToString() + ", " + Item7?.ToString() + ", ";
        // A nested tuple continues the list, so its own opening parenthesis goes.
        return Rest is ITuple ? head + string.Concat(((ReadOnlySpan<char>)Rest.ToString()).Slice(1), default) : head + Rest.ToString() + ")";
    }

    int ITuple.Length => Rest is ITuple rest ? 7 + rest.Length : 8;

    object? ITuple.this[int index] => index switch
    {
        0 => Item1,
        1 => Item2,
        2 => Item3,
        3 => Item4,
        4 => Item5,
        5 => Item6,
        6 => Item7,
        _ => Rest is ITuple rest ? rest[index - 7] : index == 7 ? Rest : throw new IndexOutOfRangeException(),
    };
}
