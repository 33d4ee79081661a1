// SPDX-License-Identifier: MIT

namespace System.Text;

/// <summary>Builds a string in a caller's stack buffer, and on the heap only once that is full.</summary>
internal ref struct ValueStringBuilder
{
    private Span<char> _chars;
    private int _length;

    internal ValueStringBuilder(Span<char> initialBuffer)
    {
        _chars = initialBuffer;
        _length = 0;
    }

    internal int Length
    {
        readonly get => _length;
        set => _length = value;
    }

    internal readonly ref char this[int index] => ref _chars[index];

    internal readonly ReadOnlySpan<char> Text => _chars.Slice(0, _length);

    public override readonly string ToString() => Text.ToString();

    internal void Append(char c)
    {
        if ((uint)_length >= (uint)_chars.Length) Grow(1);
        _chars[_length++] = c;
    }

    internal void Append(char c, int count)
    {
        if (count > 0) AppendSpan(count).Fill(c);
    }

    internal void Append(string? text)
    {
        if (text != null) Append(text.AsSpan());
    }

    internal void Append(scoped ReadOnlySpan<char> text) => text.CopyTo(AppendSpan(text.Length));

    /// <summary>Room for <paramref name="length"/> more characters, counted as appended.</summary>
    internal Span<char> AppendSpan(int length)
    {
        if (_length > _chars.Length - length) Grow(length);
        Span<char> room = _chars.Slice(_length, length);
        _length += length;
        return room;
    }

    internal void Insert(int index, scoped ReadOnlySpan<char> text)
    {
        int tail = _length - index;
        AppendSpan(text.Length);
        _chars.Slice(index, tail).CopyTo(_chars.Slice(index + text.Length));
        text.CopyTo(_chars.Slice(index));
    }

    internal readonly bool TryCopyTo(Span<char> destination, out int charsWritten)
    {
        bool fits = Text.TryCopyTo(destination);
        charsWritten = fits ? _length : 0;
        return fits;
    }

    /// <summary>Copies as UTF-8, for the IUtf8SpanFormattable face of what is formatted as characters.</summary>
    internal readonly bool TryCopyTo(Span<byte> destination, out int bytesWritten) =>
        Encoding.UTF8.TryGetBytes(Text, destination, out bytesWritten);

    private void Grow(int needed)
    {
        int capacity = (int)Math.Max((uint)(_length + needed), Math.Min((uint)_chars.Length * 2, (uint)Array.MaxLength));
        char[] larger = new char[capacity];
        _chars.Slice(0, _length).CopyTo(larger);
        _chars = larger;
    }
}
