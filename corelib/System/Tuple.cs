// SPDX-License-Identifier: MIT

namespace System;

public static class Tuple
{
    public static Tuple<T1> Create<T1>(T1 item1) => new(item1);

    public static Tuple<T1, T2> Create<T1, T2>(T1 item1, T2 item2) => new(item1, item2);

    public static Tuple<T1, T2, T3> Create<T1, T2, T3>(T1 item1, T2 item2, T3 item3) => new(item1, item2, item3);

    public static Tuple<T1, T2, T3, T4> Create<T1, T2, T3, T4>(T1 item1, T2 item2, T3 item3, T4 item4) => new(item1, item2, item3, item4);
}

public class Tuple<T1>(T1 item1)
{
    public T1 Item1 { get; } = item1;

    public override bool Equals(object? obj) => obj is Tuple<T1> other && ValueTuple.Create(Item1).Equals(ValueTuple.Create(other.Item1));

    public override int GetHashCode() => ValueTuple.Create(Item1).GetHashCode();

    public override string ToString() => $"({Item1})";
}

public class Tuple<T1, T2>(T1 item1, T2 item2)
{
    public T1 Item1 { get; } = item1;

    public T2 Item2 { get; } = item2;

    public override bool Equals(object? obj) => obj is Tuple<T1, T2> other && (Item1, Item2).Equals((other.Item1, other.Item2));

    public override int GetHashCode() => (Item1, Item2).GetHashCode();

    public override string ToString() => $"({Item1}, {Item2})";
}

public class Tuple<T1, T2, T3>(T1 item1, T2 item2, T3 item3)
{
    public T1 Item1 { get; } = item1;

    public T2 Item2 { get; } = item2;

    public T3 Item3 { get; } = item3;

    public override bool Equals(object? obj) => obj is Tuple<T1, T2, T3> other && (Item1, Item2, Item3).Equals((other.Item1, other.Item2, other.Item3));

    public override int GetHashCode() => (Item1, Item2, Item3).GetHashCode();

    public override string ToString() => $"({Item1}, {Item2}, {Item3})";
}

public class Tuple<T1, T2, T3, T4>(T1 item1, T2 item2, T3 item3, T4 item4)
{
    public T1 Item1 { get; } = item1;

    public T2 Item2 { get; } = item2;

    public T3 Item3 { get; } = item3;

    public T4 Item4 { get; } = item4;

    public override bool Equals(object? obj) =>
        obj is Tuple<T1, T2, T3, T4> other && (Item1, Item2, Item3, Item4).Equals((other.Item1, other.Item2, other.Item3, other.Item4));

    public override int GetHashCode() => (Item1, Item2, Item3, Item4).GetHashCode();

    public override string ToString() => $"({Item1}, {Item2}, {Item3}, {Item4})";
}
