using System.Runtime.CompilerServices;

namespace System;

// The conversions to spans that the C# compiler calls by itself.
public static partial class MemoryExtensions
{
    // C# converts strings to spans by calling this very method, so it must not rely on the conversion.
    public static ReadOnlySpan<char> AsSpan(this string? text)
    {
        if (text == null)
            return default;
        return new ReadOnlySpan<char>(ref text.GetRawStringData(), text.Length);
    }

    public static ReadOnlySpan<char> AsSpan(this string? text, int start)
    {
        if (text == null)
            return start == 0 ? default : throw new ArgumentOutOfRangeException(nameof(start));
        if ((uint)start > (uint)text.Length)
            throw new ArgumentOutOfRangeException(nameof(start));
        return new ReadOnlySpan<char>(ref Unsafe.Add(ref text.GetRawStringData(), start), text.Length - start);
    }

    public static ReadOnlySpan<char> AsSpan(this string? text, int start, int length)
    {
        if (text == null)
            return start == 0 && length == 0 ? default : throw new ArgumentOutOfRangeException(nameof(start));
        if ((ulong)(uint)start + (uint)length > (uint)text.Length)
            throw new ArgumentOutOfRangeException(nameof(start));
        return new ReadOnlySpan<char>(ref Unsafe.Add(ref text.GetRawStringData(), start), length);
    }

    public static Span<T> AsSpan<T>(this T[]? array) => new(array);

    public static Span<T> AsSpan<T>(this T[]? array, int start) =>
        array == null && start == 0 ? default : new(array, start, (array?.Length ?? 0) - start);

    public static Span<T> AsSpan<T>(this T[]? array, int start, int length) => new(array, start, length);
}
