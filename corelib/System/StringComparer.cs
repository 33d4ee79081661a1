// SPDX-License-Identifier: MIT

using System.Collections;
using System.Collections.Generic;

namespace System;

public abstract class StringComparer : IComparer, IEqualityComparer, IComparer<string?>, IEqualityComparer<string?>
{
    private static readonly StringComparer s_ordinal = new OrdinalComparer(false);
    private static readonly StringComparer s_ordinalIgnoreCase = new OrdinalComparer(true);

    public static StringComparer Ordinal => s_ordinal;

    public static StringComparer OrdinalIgnoreCase => s_ordinalIgnoreCase;

    public static StringComparer InvariantCulture => s_ordinal;

    public static StringComparer InvariantCultureIgnoreCase => s_ordinalIgnoreCase;

    public static StringComparer CurrentCulture => s_ordinal;

    public static StringComparer CurrentCultureIgnoreCase => s_ordinalIgnoreCase;

    public static StringComparer FromComparison(StringComparison comparisonType) =>
        System.Ordinal.IgnoresCase(comparisonType) ? s_ordinalIgnoreCase : s_ordinal;

    public abstract int Compare(string? x, string? y);

    public abstract bool Equals(string? x, string? y);

    public abstract int GetHashCode(string obj);

    public int Compare(object? x, object? y)
    {
        if (x == y) return 0;
        if (x == null) return -1;
        if (y == null) return 1;
        if (x is string a && y is string b) return Compare(a, b);
        return x is IComparable comparable ? comparable.CompareTo(y) : throw new ArgumentException("At least one object must implement IComparable.");
    }

    public new bool Equals(object? x, object? y)
    {
        if (x == y) return true;
        if (x == null || y == null) return false;
        return x is string a && y is string b ? Equals(a, b) : x.Equals(y);
    }

    public int GetHashCode(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return obj is string text ? GetHashCode(text) : obj.GetHashCode();
    }

    private sealed class OrdinalComparer(bool ignoreCase) : StringComparer
    {
        public override int Compare(string? x, string? y) =>
            string.Compare(x, y, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

        public override bool Equals(string? x, string? y)
        {
            if ((object?)x == y) return true;
            if (x == null || y == null) return false;
            return ignoreCase ? System.Ordinal.EqualsIgnoreCase(x, y) : string.Equals(x, y);
        }

        public override int GetHashCode(string obj)
        {
            ArgumentNullException.ThrowIfNull(obj);
            return ignoreCase ? System.Ordinal.GetHashCodeIgnoreCase(obj) : obj.GetHashCode();
        }
    }
}
