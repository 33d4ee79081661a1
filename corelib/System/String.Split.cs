// SPDX-License-Identifier: MIT

using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace System;

public sealed partial class String
{
    public string[] Split(char separator, StringSplitOptions options = StringSplitOptions.None) =>
        SplitAt(new ReadOnlySpan<char>(in separator), default, int.MaxValue, options);

    public string[] Split(char separator, int count, StringSplitOptions options = StringSplitOptions.None) =>
        SplitAt(new ReadOnlySpan<char>(in separator), default, count, options);

    public string[] Split(params char[]? separator) => SplitAt(separator, default, int.MaxValue, StringSplitOptions.None);

    public string[] Split(params ReadOnlySpan<char> separator) => SplitAt(separator, default, int.MaxValue, StringSplitOptions.None);

    public string[] Split(char[]? separator, int count) => SplitAt(separator, default, count, StringSplitOptions.None);

    public string[] Split(char[]? separator, StringSplitOptions options) => SplitAt(separator, default, int.MaxValue, options);

    public string[] Split(char[]? separator, int count, StringSplitOptions options) => SplitAt(separator, default, count, options);

    public string[] Split(string? separator, StringSplitOptions options = StringSplitOptions.None) =>
        Split(separator, int.MaxValue, options);

    // A null or empty separator does not mean white space here; it means there is none.
    public string[] Split(string? separator, int count, StringSplitOptions options = StringSplitOptions.None) =>
        SplitAt(default, [separator ?? ""], count, options);

    public string[] Split(string[]? separator, StringSplitOptions options) => Split(separator, int.MaxValue, options);

    public string[] Split(string[]? separator, int count, StringSplitOptions options) => SplitAt(default, separator, count, options);

    private string[] SplitAt(ReadOnlySpan<char> chars, string[]? words, int count, StringSplitOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if ((options & ~(StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) != 0)
            throw new ArgumentException("Value of flags is invalid.", nameof(options));
        if (count == 0) return [];
        List<string> parts = new();
        ReadOnlySpan<char> rest = this;
        bool removeEmpty = (options & StringSplitOptions.RemoveEmptyEntries) != 0;
        bool trim = (options & StringSplitOptions.TrimEntries) != 0;
        while (true)
        {
            int length = 0;
            int at = parts.Count == count - 1 ? -1 : FindSeparator(rest, chars, words, out length);
            // The last part keeps its separators, but for those in front that would make empty parts.
            if (at < 0 && parts.Count == count - 1 && removeEmpty && count > 1)
            {
                int next = FindSeparator(rest, chars, words, out length);
                if (next >= 0 && IsEmpty(rest.Slice(0, next), trim))
                {
                    rest = rest.Slice(next + length);
                    continue;
                }
            }
            ReadOnlySpan<char> part = at < 0 ? rest : rest.Slice(0, at);
            if (trim) part = part.Trim();
            if (!removeEmpty || part.Length != 0) parts.Add(part.Length == Length ? this : new string(part));
            if (at < 0) return parts.ToArray();
            rest = rest.Slice(at + length);
        }
    }

    private static bool IsEmpty(ReadOnlySpan<char> part, bool trim) => (trim ? part.Trim() : part).Length == 0;

    private static int FindSeparator(ReadOnlySpan<char> text, ReadOnlySpan<char> chars, string[]? words, out int length)
    {
        length = 1;
        if (words is not { Length: > 0 })
        {
            if (chars.Length != 0) return text.IndexOfAny(chars);
            for (int i = 0; i < text.Length; i++)
            {
                if (char.IsWhiteSpace(text[i])) return i;
            }
            return -1;
        }
        // The separator that comes first, and of two at one place the first of the list.
        int best = -1;
        foreach (string? word in words)
        {
            if (word == null || word.Length == 0) continue;
            int at = (best < 0 ? text : text.Slice(0, Math.Min(text.Length, best + word.Length))).IndexOf(word.AsSpan());
            if (at < 0 || (best >= 0 && at >= best)) continue;
            best = at;
            length = word.Length;
        }
        return best;
    }

    public static string Join(char separator, params string?[] value) => Join(new ReadOnlySpan<char>(in separator), value.AsSpan());

    public static string Join(char separator, params ReadOnlySpan<string?> value) => Join(new ReadOnlySpan<char>(in separator), value);

    public static string Join(string? separator, params string?[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Join(separator.AsSpan(), value.AsSpan());
    }

    public static string Join(string? separator, params ReadOnlySpan<string?> value) => Join(separator.AsSpan(), value);

    public static string Join(string? separator, string?[] value, int startIndex, int count)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Join(separator.AsSpan(), new ReadOnlySpan<string?>(value, startIndex, count));
    }

    public static string Join(string? separator, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Join<object?>(separator, values);
    }

    public static string Join(char separator, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Join<object?>(separator.ToString(), values);
    }

    public static string Join(string? separator, IEnumerable<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Join<string?>(separator, values);
    }

    public static string Join<T>(char separator, IEnumerable<T> values) => Join(separator.ToString(), values);

    public static string Join<T>(string? separator, IEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ValueStringBuilder text = new(stackalloc char[256]);
        bool first = true;
        foreach (T value in values)
        {
            if (!first) text.Append(separator);
            first = false;
            text.Append(value?.ToString());
        }
        return text.ToString();
    }

    private static string Join(ReadOnlySpan<char> separator, ReadOnlySpan<string?> values)
    {
        ValueStringBuilder text = new(stackalloc char[256]);
        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0) text.Append(separator);
            text.Append(values[i]);
        }
        return text.ToString();
    }

    public static string Concat<T>(IEnumerable<T> values) => Join<T>("", values);

    public static string Concat(IEnumerable<string?> values) => Join("", values);
}
