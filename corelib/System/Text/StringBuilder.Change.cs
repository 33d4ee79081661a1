// SPDX-License-Identifier: MIT

namespace System.Text;

public sealed partial class StringBuilder
{
    public StringBuilder Insert(int index, string? value) => Insert(index, value.AsSpan());

    public StringBuilder Insert(int index, char value) => Insert(index, new ReadOnlySpan<char>(in value));

    public StringBuilder Insert(int index, bool value) => Insert(index, value.ToString());

    public StringBuilder Insert(int index, int value) => Insert(index, value.ToString());

    public StringBuilder Insert(int index, long value) => Insert(index, value.ToString());

    public StringBuilder Insert(int index, double value) => Insert(index, value.ToString());

    public StringBuilder Insert(int index, object? value) => Insert(index, value?.ToString());

    public StringBuilder Insert(int index, char[]? value) => Insert(index, (ReadOnlySpan<char>)value);

    public StringBuilder Insert(int index, string? value, int count)
    {
        for (int i = 0; i < count; i++) Insert(index, value);
        return this;
    }

    public StringBuilder Insert(int index, ReadOnlySpan<char> value)
    {
        if ((uint)index > (uint)_length)
            throw new ArgumentOutOfRangeException(nameof(index), "Index was out of range. Must be non-negative and less than or equal to the size of the collection.");
        int tail = _length - index;
        AppendSpan(value.Length);
        new ReadOnlySpan<char>(_chars, index, tail).CopyTo(new Span<char>(_chars, index + value.Length, tail));
        value.CopyTo(new Span<char>(_chars, index, value.Length));
        return this;
    }

    public StringBuilder Remove(int startIndex, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(startIndex);
        if (length > _length - startIndex)
            throw new ArgumentOutOfRangeException(nameof(length), "Index was out of range. Must be non-negative and less than or equal to the size of the collection.");
        new ReadOnlySpan<char>(_chars, startIndex + length, _length - startIndex - length).CopyTo(_chars.AsSpan(startIndex));
        _length -= length;
        return this;
    }

    public StringBuilder Replace(char oldChar, char newChar) => Replace(oldChar, newChar, 0, _length);

    public StringBuilder Replace(char oldChar, char newChar, int startIndex, int count)
    {
        CheckRange(startIndex, count);
        foreach (ref char c in _chars.AsSpan(startIndex, count))
        {
            if (c == oldChar) c = newChar;
        }
        return this;
    }

    public StringBuilder Replace(string oldValue, string? newValue) => Replace(oldValue, newValue, 0, _length);

    public StringBuilder Replace(string oldValue, string? newValue, int startIndex, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(oldValue);
        CheckRange(startIndex, count);
        string replaced = ToString(startIndex, count).Replace(oldValue, newValue);
        string tail = ToString(startIndex + count, _length - startIndex - count);
        _length = startIndex;
        return Append(replaced).Append(tail);
    }

    public void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count) =>
        CopyTo(sourceIndex, destination.AsSpan(destinationIndex), count);

    public void CopyTo(int sourceIndex, Span<char> destination, int count)
    {
        CheckRange(sourceIndex, count);
        new ReadOnlySpan<char>(_chars, sourceIndex, count).CopyTo(destination);
    }

    public bool Equals(StringBuilder? sb) => sb != null && Text.SequenceEqual(sb.Text);

    public bool Equals(ReadOnlySpan<char> span) => Text.SequenceEqual(span);
}
