// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace System;

public static partial class MemoryExtensions
{
    public static ReadOnlySpan<char> AsSpan(this string? text, Range range)
    {
        (int start, int length) = range.GetOffsetAndLength(text?.Length ?? 0);
        return AsSpan(text, start, length);
    }

    public static ReadOnlySpan<char> AsSpan(this string? text, Index startIndex) => AsSpan(text, startIndex.GetOffset(text?.Length ?? 0));

    public static Span<T> AsSpan<T>(this T[]? array, Range range)
    {
        (int start, int length) = range.GetOffsetAndLength(array?.Length ?? 0);
        return new(array, start, length);
    }

    public static Span<T> AsSpan<T>(this T[]? array, Index startIndex) => AsSpan(array, startIndex.GetOffset(array?.Length ?? 0));

    public static Span<T> AsSpan<T>(this ArraySegment<T> segment) => segment;

    public static bool Equals(this ReadOnlySpan<char> span, ReadOnlySpan<char> other, StringComparison comparisonType) =>
        Ordinal.IgnoresCase(comparisonType) ? Ordinal.EqualsIgnoreCase(span, other) : SequenceEqual(span, other);

    public static int CompareTo(this ReadOnlySpan<char> span, ReadOnlySpan<char> other, StringComparison comparisonType) =>
        Ordinal.IgnoresCase(comparisonType) ? Ordinal.CompareIgnoreCase(span, other) : Ordinal.Compare(span, other);

    public static int IndexOf(this ReadOnlySpan<char> span, ReadOnlySpan<char> value, StringComparison comparisonType) =>
        Ordinal.IgnoresCase(comparisonType) ? Ordinal.IndexOfIgnoreCase(span, value) : IndexOf(span, value);

    public static int LastIndexOf(this ReadOnlySpan<char> span, ReadOnlySpan<char> value, StringComparison comparisonType) =>
        Ordinal.IgnoresCase(comparisonType) ? Ordinal.LastIndexOfIgnoreCase(span, value) : LastIndexOf(span, value);

    public static bool Contains(this ReadOnlySpan<char> span, ReadOnlySpan<char> value, StringComparison comparisonType) =>
        IndexOf(span, value, comparisonType) >= 0;

    public static bool StartsWith(this ReadOnlySpan<char> span, ReadOnlySpan<char> value, StringComparison comparisonType)
    {
        bool ignoreCase = Ordinal.IgnoresCase(comparisonType);
        if (value.Length > span.Length) return false;
        ReadOnlySpan<char> part = span.Slice(0, value.Length);
        return ignoreCase ? Ordinal.EqualsIgnoreCase(part, value) : SequenceEqual(part, value);
    }

    public static bool EndsWith(this ReadOnlySpan<char> span, ReadOnlySpan<char> value, StringComparison comparisonType)
    {
        bool ignoreCase = Ordinal.IgnoresCase(comparisonType);
        if (value.Length > span.Length) return false;
        ReadOnlySpan<char> part = span.Slice(span.Length - value.Length);
        return ignoreCase ? Ordinal.EqualsIgnoreCase(part, value) : SequenceEqual(part, value);
    }

    public static bool IsWhiteSpace(this ReadOnlySpan<char> span) => span.TrimStart().IsEmpty;

    public static ReadOnlySpan<char> Trim(this ReadOnlySpan<char> span) => span.TrimStart().TrimEnd();

    public static ReadOnlySpan<char> TrimStart(this ReadOnlySpan<char> span)
    {
        int start = 0;
        while (start < span.Length && char.IsWhiteSpace(span[start])) start++;
        return span.Slice(start);
    }

    public static ReadOnlySpan<char> TrimEnd(this ReadOnlySpan<char> span)
    {
        int end = span.Length;
        while (end > 0 && char.IsWhiteSpace(span[end - 1])) end--;
        return span.Slice(0, end);
    }

    public static Span<char> Trim(this Span<char> span)
    {
        int start = span.Length - ((ReadOnlySpan<char>)span).TrimStart().Length;
        return span.Slice(start, ((ReadOnlySpan<char>)span.Slice(start)).TrimEnd().Length);
    }

    public static ReadOnlySpan<T> Trim<T>(this ReadOnlySpan<T> span, T trimElement)
        where T : IEquatable<T>? =>
        span.TrimStart(trimElement).TrimEnd(trimElement);

    public static ReadOnlySpan<T> TrimStart<T>(this ReadOnlySpan<T> span, T trimElement)
        where T : IEquatable<T>?
    {
        int start = 0;
        while (start < span.Length && Same(span[start], trimElement)) start++;
        return span.Slice(start);
    }

    public static ReadOnlySpan<T> TrimEnd<T>(this ReadOnlySpan<T> span, T trimElement)
        where T : IEquatable<T>?
    {
        int end = span.Length;
        while (end > 0 && Same(span[end - 1], trimElement)) end--;
        return span.Slice(0, end);
    }

    public static ReadOnlySpan<T> Trim<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> trimElements)
        where T : IEquatable<T>? =>
        span.TrimStart(trimElements).TrimEnd(trimElements);

    public static ReadOnlySpan<T> TrimStart<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> trimElements)
        where T : IEquatable<T>?
    {
        int start = 0;
        while (start < span.Length && Contains(trimElements, span[start])) start++;
        return span.Slice(start);
    }

    public static ReadOnlySpan<T> TrimEnd<T>(this ReadOnlySpan<T> span, ReadOnlySpan<T> trimElements)
        where T : IEquatable<T>?
    {
        int end = span.Length;
        while (end > 0 && Contains(trimElements, span[end - 1])) end--;
        return span.Slice(0, end);
    }

    public static int ToUpperInvariant(this ReadOnlySpan<char> source, Span<char> destination) => ChangeCase(source, destination, upper: true);

    public static int ToLowerInvariant(this ReadOnlySpan<char> source, Span<char> destination) => ChangeCase(source, destination, upper: false);

    /// <summary>Maps scalar by scalar; simple case mappings never change the number of UTF-16 units.</summary>
    private static int ChangeCase(ReadOnlySpan<char> source, Span<char> destination, bool upper)
    {
        if (destination.Length < source.Length) return -1;
        for (int i = 0; i < source.Length;)
        {
            if (Rune.DecodeFromUtf16(source.Slice(i), out Rune rune, out int consumed) == Buffers.OperationStatus.Done && consumed == 2)
            {
                (upper ? Rune.ToUpperInvariant(rune) : Rune.ToLowerInvariant(rune)).EncodeToUtf16(destination.Slice(i));
                i += 2;
                continue;
            }
            destination[i] = upper ? char.ToUpperInvariant(source[i]) : char.ToLowerInvariant(source[i]);
            i++;
        }
        return source.Length;
    }

    public static SpanRuneEnumerator EnumerateRunes(this ReadOnlySpan<char> span) => new(span);

    public static SpanLineEnumerator EnumerateLines(this ReadOnlySpan<char> span) => new(span);

    public static SpanSplitEnumerator<T> Split<T>(this ReadOnlySpan<T> source, T separator)
        where T : IEquatable<T> =>
        new(source, separator);

    public static SpanSplitEnumerator<T> Split<T>(this ReadOnlySpan<T> source, ReadOnlySpan<T> separator)
        where T : IEquatable<T> =>
        new(source, separator);

    /// <summary>The ranges between separators.</summary>
    public ref struct SpanSplitEnumerator<T>
        where T : IEquatable<T>
    {
        private readonly ReadOnlySpan<T> _source;
        private readonly ReadOnlySpan<T> _separator;
        private readonly T _single;
        private readonly bool _isSingle;
        private int _start;
        private int _end;
        private int _next;

        internal SpanSplitEnumerator(ReadOnlySpan<T> source, T separator)
        {
            _source = source;
            _single = separator;
            _isSingle = true;
        }

        internal SpanSplitEnumerator(ReadOnlySpan<T> source, ReadOnlySpan<T> separator)
        {
            _source = source;
            _separator = separator;
            _single = default!;
        }

        public readonly Range Current => new(_start, _end);

        public readonly ReadOnlySpan<T> Source => _source;

        public readonly SpanSplitEnumerator<T> GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_next > _source.Length) return false;
            _start = _next;
            ReadOnlySpan<T> rest = _source.Slice(_start);
            int length = _isSingle ? 1 : _separator.Length;
            int at = _isSingle ? MemoryExtensions.IndexOf(rest, _single) : length == 0 ? -1 : MemoryExtensions.IndexOf(rest, _separator);
            _end = at < 0 ? _source.Length : _start + at;
            _next = at < 0 ? _source.Length + 1 : _end + length;
            return true;
        }
    }

    public static int Split(this ReadOnlySpan<char> source, Span<Range> destination, char separator, StringSplitOptions options = StringSplitOptions.None)
    {
        bool removeEmpty = (options & StringSplitOptions.RemoveEmptyEntries) != 0;
        bool trim = (options & StringSplitOptions.TrimEntries) != 0;
        int count = 0;
        for (int start = 0; start <= source.Length && count < destination.Length;)
        {
            // The last range takes all that is left.
            int at = IndexOf(source.Slice(start), separator);
            int end = at < 0 || (count == destination.Length - 1 && !(removeEmpty && at == 0)) ? source.Length : start + at;
            int from = start, to = end;
            if (trim)
            {
                while (from < to && char.IsWhiteSpace(source[from])) from++;
                while (to > from && char.IsWhiteSpace(source[to - 1])) to--;
            }
            if (!removeEmpty || to > from) destination[count++] = new Range(from, to);
            start = end + 1;
        }
        return count;
    }

    public static bool TryWrite(this Span<char> destination, [InterpolatedStringHandlerArgument(nameof(destination))] ref TryWriteInterpolatedStringHandler handler, out int charsWritten)
    {
        charsWritten = handler.Fits ? handler.Written : 0;
        return handler.Fits;
    }

    /// <summary>Writes an interpolated string into a span, as far as it fits.</summary>
    [InterpolatedStringHandler]
    public ref struct TryWriteInterpolatedStringHandler
    {
        private readonly Span<char> _destination;
        internal int Written;
        internal bool Fits;

        public TryWriteInterpolatedStringHandler(int literalLength, int formattedCount, Span<char> destination, out bool shouldAppend)
        {
            _destination = destination;
            Fits = shouldAppend = destination.Length >= literalLength;
        }

        public bool AppendLiteral(string value) => AppendFormatted(value.AsSpan());

        public bool AppendFormatted(scoped ReadOnlySpan<char> value)
        {
            Fits = value.TryCopyTo(_destination.Slice(Written));
            if (Fits) Written += value.Length;
            return Fits;
        }

        public bool AppendFormatted(string? value) => AppendFormatted(value.AsSpan());

        public bool AppendFormatted<T>(T value) => AppendFormatted(value, 0, null);

        public bool AppendFormatted<T>(T value, string? format) => AppendFormatted(value, 0, format);

        public bool AppendFormatted<T>(T value, int alignment) => AppendFormatted(value, alignment, null);

        public bool AppendFormatted<T>(T value, int alignment, string? format)
        {
            DefaultInterpolatedStringHandler text = new(0, 1, null, stackalloc char[64]);
            text.AppendFormatted(value, alignment, format);
            return AppendFormatted(text.Text);
        }
    }
}
