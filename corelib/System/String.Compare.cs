// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace System;

public sealed partial class String : IComparable, IComparable<string?>
{
    public static int Compare(string? strA, string? strB) => Compare(strA, strB, StringComparison.Ordinal);

    public static int Compare(string? strA, string? strB, bool ignoreCase) =>
        Compare(strA, strB, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    public static int Compare(string? strA, string? strB, bool ignoreCase, CultureInfo? culture) => Compare(strA, strB, ignoreCase);

    public static int Compare(string? strA, string? strB, StringComparison comparisonType)
    {
        bool ignoreCase = Ordinal.IgnoresCase(comparisonType);
        if ((object?)strA == strB) return 0;
        if (strA == null) return -1;
        if (strB == null) return 1;
        return ignoreCase ? Ordinal.CompareIgnoreCase(strA, strB) : Ordinal.Compare(strA, strB);
    }

    public static int Compare(string? strA, int indexA, string? strB, int indexB, int length) =>
        Compare(strA, indexA, strB, indexB, length, StringComparison.Ordinal);

    public static int Compare(string? strA, int indexA, string? strB, int indexB, int length, StringComparison comparisonType)
    {
        bool ignoreCase = Ordinal.IgnoresCase(comparisonType);
        if (strA == null || strB == null) return (object?)strA == strB ? 0 : strA == null ? -1 : 1;
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if ((uint)indexA > (uint)strA.Length) throw new ArgumentOutOfRangeException(nameof(indexA), "Index was out of range. Must be non-negative and less than the size of the collection.");
        if ((uint)indexB > (uint)strB.Length) throw new ArgumentOutOfRangeException(nameof(indexB), "Index was out of range. Must be non-negative and less than the size of the collection.");
        ReadOnlySpan<char> a = strA.AsSpan(indexA, Math.Min(length, strA.Length - indexA));
        ReadOnlySpan<char> b = strB.AsSpan(indexB, Math.Min(length, strB.Length - indexB));
        return ignoreCase ? Ordinal.CompareIgnoreCase(a, b) : Ordinal.Compare(a, b);
    }

    public static int CompareOrdinal(string? strA, string? strB) => Compare(strA, strB, StringComparison.Ordinal);

    public static int CompareOrdinal(string? strA, int indexA, string? strB, int indexB, int length) =>
        Compare(strA, indexA, strB, indexB, length, StringComparison.Ordinal);

    public int CompareTo(string? strB) => Compare(this, strB, StringComparison.Ordinal);

    public int CompareTo(object? value) => value switch
    {
        null => 1,
        string other => CompareTo(other),
        _ => throw new ArgumentException("Object must be of type String."),
    };

    public bool Equals([NotNullWhen(true)] string? value, StringComparison comparisonType) => Equals(this, value, comparisonType);

    public static bool Equals(string? a, string? b, StringComparison comparisonType)
    {
        if (!Ordinal.IgnoresCase(comparisonType)) return Equals(a, b);
        if ((object?)a == b) return true;
        return a != null && b != null && Ordinal.EqualsIgnoreCase(a, b);
    }

    public int GetHashCode(StringComparison comparisonType) =>
        Ordinal.IgnoresCase(comparisonType) ? Ordinal.GetHashCodeIgnoreCase(this) : GetHashCode();

    public static int GetHashCode(ReadOnlySpan<char> value, StringComparison comparisonType) =>
        Ordinal.IgnoresCase(comparisonType) ? Ordinal.GetHashCodeIgnoreCase(value) : GetHashCode(value);

    public bool StartsWith(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Whole.StartsWith(value.AsSpan());
    }

    public bool StartsWith(string value, StringComparison comparisonType)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Whole.StartsWith(value, comparisonType);
    }

    public bool StartsWith(string value, bool ignoreCase, CultureInfo? culture) =>
        StartsWith(value, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    public bool StartsWith(char value) => Length != 0 && _firstChar == value;

    public bool EndsWith(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Whole.EndsWith(value.AsSpan());
    }

    public bool EndsWith(string value, StringComparison comparisonType)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Whole.EndsWith(value, comparisonType);
    }

    public bool EndsWith(string value, bool ignoreCase, CultureInfo? culture) =>
        EndsWith(value, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    public bool EndsWith(char value) => Length != 0 && this[Length - 1] == value;

    private ReadOnlySpan<char> Whole => this;
}
