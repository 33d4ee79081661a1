// SPDX-License-Identifier: MIT

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace System;

// Spans and arrays convert to ReadOnlySpan at the call (C# 14), so one overload serves them all.
public static partial class MemoryExtensions
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<TTo> Reinterpret<T, TTo>(ReadOnlySpan<T> span) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, TTo>(ref MemoryMarshal.GetReference(span)), span.Length);

    public static int IndexOf<T>(this ReadOnlySpan<T> span, T value)
        where T : IEquatable<T>?
    {
        if (typeof(T) == typeof(byte) || typeof(T) == typeof(sbyte) || typeof(T) == typeof(bool))
            return SpanHelpers.IndexOf(Reinterpret<T, byte>(span), Unsafe.As<T, byte>(ref value));
        if (typeof(T) == typeof(char) || typeof(T) == typeof(ushort) || typeof(T) == typeof(short))
            return SpanHelpers.IndexOf(Reinterpret<T, ushort>(span), Unsafe.As<T, ushort>(ref value));
        for (int i = 0; i < span.Length; i++)
        {
            if (Same(span[i], value)) return i;
        }
        return -1;
    }

    private static bool Same<T>(T a, T b)
        where T : IEquatable<T>? =>
        a == null ? b == null : a.Equals(b);

    public static int LastIndexOf<T>(this ReadOnlySpan<T> span, T value)
        where T : IEquatable<T>?
    {
        if (typeof(T) == typeof(byte)) return SpanHelpers.LastIndexOf(Reinterpret<T, byte>(span), Unsafe.As<T, byte>(ref value));
        for (int i = span.Length - 1; i >= 0; i--)
        {
            if (Same(span[i], value)) return i;
        }
        return -1;
    }

    public static bool Contains<T>(this ReadOnlySpan<T> span, T value)
        where T : IEquatable<T>? =>
        IndexOf(span, value) >= 0;

    public static int IndexOf<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> value)
        where T : IEquatable<T>?
    {
        if (value.Length == 0) return 0;
        for (int start = 0; ;)
        {
            int room = span.Length - start - (value.Length - 1);
            if (room <= 0) return -1;
            int at = IndexOf(span.Slice(start, room), value[0]);
            if (at < 0) return -1;
            start += at;
            if (SequenceEqual(span.Slice(start, value.Length), value)) return start;
            start++;
        }
    }

    public static int LastIndexOf<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> value)
        where T : IEquatable<T>?
    {
        for (int i = span.Length - value.Length; i >= 0; i--)
        {
            if (SequenceEqual(span.Slice(i, value.Length), value)) return i;
        }
        return -1;
    }

    public static int IndexOfAny<T>(this ReadOnlySpan<T> span, T value0, T value1)
        where T : IEquatable<T>?
    {
        for (int i = 0; i < span.Length; i++)
        {
            if (Same(span[i], value0) || Same(span[i], value1)) return i;
        }
        return -1;
    }

    public static int IndexOfAny<T>(this ReadOnlySpan<T> span, T value0, T value1, T value2)
        where T : IEquatable<T>?
    {
        for (int i = 0; i < span.Length; i++)
        {
            if (Same(span[i], value0) || Same(span[i], value1) || Same(span[i], value2)) return i;
        }
        return -1;
    }

    public static int IndexOfAny<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> values)
        where T : IEquatable<T>?
    {
        if (values.Length == 1) return IndexOf(span, values[0]);
        for (int i = 0; i < span.Length; i++)
        {
            if (Contains(values, span[i])) return i;
        }
        return -1;
    }

    public static bool ContainsAny<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> values)
        where T : IEquatable<T>? =>
        IndexOfAny(span, values) >= 0;

    public static bool ContainsAny<T>(this ReadOnlySpan<T> span, T value0, T value1)
        where T : IEquatable<T>? =>
        IndexOfAny(span, value0, value1) >= 0;

    public static int LastIndexOfAny<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> values)
        where T : IEquatable<T>?
    {
        for (int i = span.Length - 1; i >= 0; i--)
        {
            if (Contains(values, span[i])) return i;
        }
        return -1;
    }

    public static int LastIndexOfAny<T>(this ReadOnlySpan<T> span, T value0, T value1)
        where T : IEquatable<T>?
    {
        for (int i = span.Length - 1; i >= 0; i--)
        {
            if (Same(span[i], value0) || Same(span[i], value1)) return i;
        }
        return -1;
    }

    public static int IndexOfAnyExcept<T>(this ReadOnlySpan<T> span, T value)
        where T : IEquatable<T>?
    {
        for (int i = 0; i < span.Length; i++)
        {
            if (!Same(span[i], value)) return i;
        }
        return -1;
    }

    public static int IndexOfAnyExcept<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> values)
        where T : IEquatable<T>?
    {
        for (int i = 0; i < span.Length; i++)
        {
            if (!Contains(values, span[i])) return i;
        }
        return -1;
    }

    public static int LastIndexOfAnyExcept<T>(this ReadOnlySpan<T> span, T value)
        where T : IEquatable<T>?
    {
        for (int i = span.Length - 1; i >= 0; i--)
        {
            if (!Same(span[i], value)) return i;
        }
        return -1;
    }

    public static int IndexOfAnyInRange<T>(this ReadOnlySpan<T> span, T lowInclusive, T highInclusive)
        where T : IComparable<T>
    {
        for (int i = 0; i < span.Length; i++)
        {
            if (span[i].CompareTo(lowInclusive) >= 0 && span[i].CompareTo(highInclusive) <= 0) return i;
        }
        return -1;
    }

    public static int IndexOfAnyExceptInRange<T>(this ReadOnlySpan<T> span, T lowInclusive, T highInclusive)
        where T : IComparable<T>
    {
        for (int i = 0; i < span.Length; i++)
        {
            if (span[i].CompareTo(lowInclusive) < 0 || span[i].CompareTo(highInclusive) > 0) return i;
        }
        return -1;
    }

    public static int Count<T>(this ReadOnlySpan<T> span, T value)
        where T : IEquatable<T>?
    {
        int count = 0;
        foreach (T item in span)
        {
            if (Same(item, value)) count++;
        }
        return count;
    }

    public static bool SequenceEqual<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> other)
        where T : IEquatable<T>?
    {
        if (span.Length != other.Length) return false;
        if (RuntimeHelpers.IsBitwiseEquatable<T>())
        {
            return SpanHelpers.SequenceEqual(
                ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(span)),
                ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(other)),
                (nuint)(uint)span.Length * (nuint)Unsafe.SizeOf<T>());
        }
        for (int i = 0; i < span.Length; i++)
        {
            if (!Same(span[i], other[i])) return false;
        }
        return true;
    }

    public static int SequenceCompareTo<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> other)
        where T : IComparable<T>?
    {
        int length = Math.Min(span.Length, other.Length);
        for (int i = 0; i < length; i++)
        {
            int order = span[i] == null ? (other[i] == null ? 0 : -1) : span[i]!.CompareTo(other[i]);
            if (order != 0) return order;
        }
        return span.Length.CompareTo(other.Length);
    }

    public static int CommonPrefixLength<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> other)
        where T : IEquatable<T>?
    {
        int i = 0;
        while (i < span.Length && i < other.Length && Same(span[i], other[i])) i++;
        return i;
    }

    public static bool StartsWith<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> value)
        where T : IEquatable<T>? =>
        value.Length <= span.Length && SequenceEqual(span.Slice(0, value.Length), value);

    public static bool StartsWith<T>(this ReadOnlySpan<T> span, T value)
        where T : IEquatable<T>? =>
        span.Length != 0 && Same(span[0], value);

    public static bool EndsWith<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> value)
        where T : IEquatable<T>? =>
        value.Length <= span.Length && SequenceEqual(span.Slice(span.Length - value.Length), value);

    public static bool EndsWith<T>(this ReadOnlySpan<T> span, T value)
        where T : IEquatable<T>? =>
        span.Length != 0 && Same(span[span.Length - 1], value);

    public static void Replace<T>(this Span<T> span, T oldValue, T newValue)
        where T : IEquatable<T>?
    {
        foreach (ref T item in span)
        {
            if (Same(item, oldValue)) item = newValue;
        }
    }

    public static void Reverse<T>(this Span<T> span)
    {
        for (int i = 0, j = span.Length - 1; i < j; i++, j--) (span[i], span[j]) = (span[j], span[i]);
    }

    public static void CopyTo<T>(this T[]? source, Span<T> destination) => new ReadOnlySpan<T>(source).CopyTo(destination);

    public static bool Overlaps<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> other)
    {
        if (span.IsEmpty || other.IsEmpty) return false;
        nint offset = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(span), ref MemoryMarshal.GetReference(other));
        return (nuint)offset < (nuint)(uint)span.Length * (nuint)Unsafe.SizeOf<T>()
            || (nuint)offset > 0 - (nuint)(uint)other.Length * (nuint)Unsafe.SizeOf<T>();
    }
}
