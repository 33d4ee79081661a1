using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace System;

/// <summary>A value or nothing. Boxing gives the value itself or null (RuntimeExports.RhBox).</summary>
public partial struct Nullable<T>
    where T : struct
{
    private readonly bool hasValue;
    internal T value;

    public Nullable(T value)
    {
        this.value = value;
        hasValue = true;
    }

    public readonly bool HasValue
    {
        [Intrinsic]
        get => hasValue;
    }

    public readonly T Value
    {
        get
        {
            if (!hasValue)
                throw new InvalidOperationException("Nullable object must have a value.");
            return value;
        }
    }

    public readonly T GetValueOrDefault() => value;

    public readonly T GetValueOrDefault(T defaultValue) => hasValue ? value : defaultValue;

    public override bool Equals(object? other) => hasValue ? other != null && value.Equals(other) : other == null;

    public override int GetHashCode() => hasValue ? value.GetHashCode() : 0;

    public override string? ToString() => hasValue ? value.ToString() : "";

    public static implicit operator T?(T value) => new T?(value);

    public static explicit operator T(T? value) => value!.Value;
}

public static class Nullable
{
    public static int Compare<T>(T? n1, T? n2)
        where T : struct
    {
        if (n1.HasValue)
            return n2.HasValue ? Collections.Generic.Comparer<T>.Default.Compare(n1.value, n2.value) : 1;
        return n2.HasValue ? -1 : 0;
    }

    public static bool Equals<T>(T? n1, T? n2)
        where T : struct
    {
        if (n1.HasValue)
            return n2.HasValue && Collections.Generic.EqualityComparer<T>.Default.Equals(n1.value, n2.value);
        return !n2.HasValue;
    }
}
