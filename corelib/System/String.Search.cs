// SPDX-License-Identifier: MIT

namespace System;

public sealed partial class String
{
    private const string IndexMessage = "Index was out of range. Must be non-negative and less than or equal to the size of the collection.";
    private const string CountMessage = "Count must be positive and count must refer to a location within the string/array/collection.";

    public bool Contains(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Whole.IndexOf(value.AsSpan()) >= 0;
    }

    public bool Contains(string value, StringComparison comparisonType) => IndexOf(value, comparisonType) >= 0;

    public bool Contains(char value) => Whole.IndexOf(value) >= 0;

    public bool Contains(char value, StringComparison comparisonType) => IndexOf(value, comparisonType) >= 0;

    public int IndexOf(char value) => Whole.IndexOf(value);

    public int IndexOf(char value, int startIndex) => IndexOf(value, startIndex, Length - startIndex);

    public int IndexOf(char value, int startIndex, int count) => At(Window(startIndex, count).IndexOf(value), startIndex);

    public int IndexOf(char value, StringComparison comparisonType) =>
        Ordinal.IgnoresCase(comparisonType) ? Ordinal.IndexOfIgnoreCase(this, new ReadOnlySpan<char>(in value)) : IndexOf(value);

    public int IndexOf(string value) => IndexOf(value, 0, Length, StringComparison.Ordinal);

    public int IndexOf(string value, int startIndex) => IndexOf(value, startIndex, Length - startIndex, StringComparison.Ordinal);

    public int IndexOf(string value, int startIndex, int count) => IndexOf(value, startIndex, count, StringComparison.Ordinal);

    public int IndexOf(string value, StringComparison comparisonType) => IndexOf(value, 0, Length, comparisonType);

    public int IndexOf(string value, int startIndex, StringComparison comparisonType) => IndexOf(value, startIndex, Length - startIndex, comparisonType);

    public int IndexOf(string value, int startIndex, int count, StringComparison comparisonType)
    {
        ArgumentNullException.ThrowIfNull(value);
        return At(Window(startIndex, count).IndexOf(value, comparisonType), startIndex);
    }

    public int IndexOfAny(char[] anyOf) => IndexOfAny(anyOf, 0, Length);

    public int IndexOfAny(char[] anyOf, int startIndex) => IndexOfAny(anyOf, startIndex, Length - startIndex);

    public int IndexOfAny(char[] anyOf, int startIndex, int count)
    {
        ArgumentNullException.ThrowIfNull(anyOf);
        return At(Window(startIndex, count).IndexOfAny(anyOf), startIndex);
    }

    public int LastIndexOf(char value) => Whole.LastIndexOf(value);

    public int LastIndexOf(char value, int startIndex) => LastIndexOf(value, startIndex, startIndex + 1);

    public int LastIndexOf(char value, int startIndex, int count)
    {
        if (Length == 0) return -1;
        return At(WindowBack(startIndex, count, out int start).LastIndexOf(value), start);
    }

    public int LastIndexOf(string value) => LastIndexOf(value, StringComparison.Ordinal);

    public int LastIndexOf(string value, StringComparison comparisonType)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Whole.LastIndexOf(value, comparisonType);
    }

    public int LastIndexOf(string value, int startIndex) => LastIndexOf(value, startIndex, startIndex + 1, StringComparison.Ordinal);

    public int LastIndexOf(string value, int startIndex, StringComparison comparisonType) => LastIndexOf(value, startIndex, startIndex + 1, comparisonType);

    public int LastIndexOf(string value, int startIndex, int count) => LastIndexOf(value, startIndex, count, StringComparison.Ordinal);

    public int LastIndexOf(string value, int startIndex, int count, StringComparison comparisonType)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Length == 0 && startIndex is -1 or 0) return value.Length == 0 ? 0 : -1;
        // Starting one past the last character is allowed and means the last.
        if (startIndex == Length)
        {
            startIndex--;
            if (count > 0) count--;
        }
        return At(WindowBack(startIndex, count, out int start).LastIndexOf(value, comparisonType), start);
    }

    public int LastIndexOfAny(char[] anyOf)
    {
        ArgumentNullException.ThrowIfNull(anyOf);
        return Whole.LastIndexOfAny(anyOf);
    }

    public int LastIndexOfAny(char[] anyOf, int startIndex) => LastIndexOfAny(anyOf, startIndex, startIndex + 1);

    public int LastIndexOfAny(char[] anyOf, int startIndex, int count)
    {
        ArgumentNullException.ThrowIfNull(anyOf);
        if (Length == 0) return -1;
        return At(WindowBack(startIndex, count, out int start).LastIndexOfAny(anyOf), start);
    }

    private static int At(int index, int start) => index < 0 ? -1 : index + start;

    private ReadOnlySpan<char> Window(int startIndex, int count)
    {
        if ((uint)startIndex > (uint)Length) throw new ArgumentOutOfRangeException(nameof(startIndex), IndexMessage);
        if ((uint)count > (uint)(Length - startIndex)) throw new ArgumentOutOfRangeException(nameof(count), CountMessage);
        return this.AsSpan(startIndex, count);
    }

    private ReadOnlySpan<char> WindowBack(int startIndex, int count, out int start)
    {
        if ((uint)startIndex >= (uint)Length) throw new ArgumentOutOfRangeException(nameof(startIndex), "Index was out of range. Must be non-negative and less than the size of the collection.");
        if ((uint)count > (uint)(startIndex + 1)) throw new ArgumentOutOfRangeException(nameof(count), CountMessage);
        start = startIndex - count + 1;
        return this.AsSpan(start, count);
    }
}
