// SPDX-License-Identifier: MIT

namespace System.Runtime.CompilerServices;

/// <summary>What the compiler makes of an interpolated string that is to become a string.</summary>
[InterpolatedStringHandler]
public ref struct DefaultInterpolatedStringHandler
{
    private const int GuessedLengthPerHole = 11;
    private const int MinimumCapacity = 64;

    private readonly IFormatProvider? _provider;
    private readonly ICustomFormatter? _custom;
    private Span<char> _chars;
    private int _length;

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount)
        : this(literalLength, formattedCount, null)
    {
    }

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount, IFormatProvider? provider)
        : this(literalLength, formattedCount, provider, new char[Math.Max(MinimumCapacity, literalLength + formattedCount * GuessedLengthPerHole)])
    {
    }

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount, IFormatProvider? provider, Span<char> initialBuffer)
    {
        _provider = provider;
        _custom = provider?.GetFormat(typeof(ICustomFormatter)) as ICustomFormatter;
        _chars = initialBuffer;
        _length = 0;
    }

    public readonly ReadOnlySpan<char> Text => _chars.Slice(0, _length);

    public override readonly string ToString() => new(Text);

    public string ToStringAndClear()
    {
        string result = new(Text);
        Clear();
        return result;
    }

    public void Clear()
    {
        _chars = default;
        _length = 0;
    }

    public void AppendLiteral(string value) => AppendText(value);

    public void AppendFormatted(string? value)
    {
        if (_custom == null) AppendText(value);
        else AppendFormatted<string?>(value);
    }

    public void AppendFormatted(string? value, int alignment = 0, string? format = null) => AppendFormatted<string?>(value, alignment, format);

    public void AppendFormatted(object? value, int alignment = 0, string? format = null) => AppendFormatted<object?>(value, alignment, format);

    public void AppendFormatted(scoped ReadOnlySpan<char> value) => AppendText(value);

    public void AppendFormatted(scoped ReadOnlySpan<char> value, int alignment = 0, string? format = null)
    {
        int start = _length;
        AppendText(value);
        Align(start, alignment);
    }

    public void AppendFormatted<T>(T value) => AppendFormatted(value, null);

    public void AppendFormatted<T>(T value, int alignment) => AppendFormatted(value, alignment, null);

    public void AppendFormatted<T>(T value, int alignment, string? format)
    {
        int start = _length;
        AppendFormatted(value, format);
        Align(start, alignment);
    }

    public void AppendFormatted<T>(T value, string? format)
    {
        if (_custom != null)
        {
            AppendText(_custom.Format(format, value, _provider));
            return;
        }
        // For a value type the tests are decided when the code is compiled, and nothing is boxed.
        if (value is IFormattable)
        {
            if (value is ISpanFormattable)
            {
                int written;
                while (!((ISpanFormattable)value).TryFormat(_chars.Slice(_length), out written, format, _provider)) Grow(1);
                _length += written;
                return;
            }
            AppendText(((IFormattable)value).ToString(format, _provider));
            return;
        }
        AppendText(value?.ToString());
    }

    private void Align(int start, int alignment)
    {
        int padding = Math.Abs(alignment) - (_length - start);
        if (padding <= 0) return;
        if (_chars.Length - _length < padding) Grow(padding);
        if (alignment > 0)
        {
            _chars.Slice(start, _length - start).CopyTo(_chars.Slice(start + padding));
            _chars.Slice(start, padding).Fill(' ');
        }
        else
        {
            _chars.Slice(_length, padding).Fill(' ');
        }
        _length += padding;
    }

    private void AppendText(scoped ReadOnlySpan<char> value)
    {
        if (_chars.Length - _length < value.Length) Grow(value.Length);
        value.CopyTo(_chars.Slice(_length));
        _length += value.Length;
    }

    private void Grow(int needed)
    {
        char[] larger = new char[Math.Max(Math.Max(_chars.Length * 2, _length + needed), MinimumCapacity)];
        Text.CopyTo(larger);
        _chars = larger;
    }
}
