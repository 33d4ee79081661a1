// SPDX-License-Identifier: MIT

namespace System;

/// <summary>There is only the invariant culture, whose comparisons are ordinal, as under .NET's InvariantGlobalization.</summary>
public enum StringComparison
{
    CurrentCulture = 0,
    CurrentCultureIgnoreCase = 1,
    InvariantCulture = 2,
    InvariantCultureIgnoreCase = 3,
    Ordinal = 4,
    OrdinalIgnoreCase = 5,
}

[Flags]
public enum StringSplitOptions
{
    None = 0,
    RemoveEmptyEntries = 1,
    TrimEntries = 2,
}

/// <summary>Ordinal comparison of UTF-16 text, with and without regard to case.</summary>
internal static class Ordinal
{
    internal static bool IgnoresCase(StringComparison comparison)
    {
        if ((uint)comparison > (uint)StringComparison.OrdinalIgnoreCase)
            throw new ArgumentException("The string comparison type passed in is currently not supported.", "comparisonType");
        return ((int)comparison & 1) != 0;
    }

    internal static int Compare(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        int length = Math.Min(a.Length, b.Length);
        for (int i = 0; i < length; i++)
        {
            if (a[i] != b[i]) return a[i] - b[i];
        }
        return a.Length - b.Length;
    }

    internal static int CompareIgnoreCase(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        int length = Math.Min(a.Length, b.Length);
        for (int i = 0; i < length; i++)
        {
            if (a[i] == b[i]) continue;
            char x = char.ToUpperInvariant(a[i]), y = char.ToUpperInvariant(b[i]);
            if (x != y) return x - y;
        }
        return a.Length - b.Length;
    }

    internal static bool EqualsIgnoreCase(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length != b.Length) return false;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i] && char.ToUpperInvariant(a[i]) != char.ToUpperInvariant(b[i])) return false;
        }
        return true;
    }

    internal static int IndexOfIgnoreCase(ReadOnlySpan<char> text, ReadOnlySpan<char> value)
    {
        for (int i = 0; i <= text.Length - value.Length; i++)
        {
            if (EqualsIgnoreCase(text.Slice(i, value.Length), value)) return i;
        }
        return -1;
    }

    internal static int LastIndexOfIgnoreCase(ReadOnlySpan<char> text, ReadOnlySpan<char> value)
    {
        for (int i = text.Length - value.Length; i >= 0; i--)
        {
            if (EqualsIgnoreCase(text.Slice(i, value.Length), value)) return i;
        }
        return -1;
    }

    internal static int GetHashCodeIgnoreCase(ReadOnlySpan<char> text)
    {
        uint hash = 2166136261;
        foreach (char c in text) hash = (hash ^ char.ToUpperInvariant(c)) * 16777619;
        hash ^= hash >> 15;
        return (int)(hash * 2246822519);
    }
}
