// SPDX-License-Identifier: MIT

using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace System.Text;

/// <summary>Text that can be changed, in one growing array.</summary>
public sealed partial class StringBuilder
{
    private const int DefaultCapacity = 16;

    private char[] _chars;
    private int _length;

    public StringBuilder()
        : this(DefaultCapacity)
    {
    }

    public StringBuilder(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _chars = new char[capacity == 0 ? DefaultCapacity : capacity];
    }

    public StringBuilder(int capacity, int maxCapacity)
        : this(capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCapacity, 1);
        MaxCapacity = maxCapacity;
    }

    public StringBuilder(string? value)
        : this(value, DefaultCapacity)
    {
    }

    public StringBuilder(string? value, int capacity)
        : this(Math.Max(capacity, value?.Length ?? 0)) => Append(value);

    public int MaxCapacity { get; } = int.MaxValue;

    public int Capacity
    {
        get => _chars.Length;
        set
        {
            if (value < _length) throw new ArgumentOutOfRangeException(nameof(value), "capacity was less than the current size.");
            Array.Resize(ref _chars!, value);
        }
    }

    public int Length
    {
        get => _length;
        set
        {
            if (value < 0) throw new ArgumentOutOfRangeException(nameof(value), "Length cannot be less than zero.");
            if (value > _length) Append('\0', value - _length);
            else _length = value;
        }
    }

    [IndexerName("Chars")]
    public char this[int index]
    {
        get => (uint)index < (uint)_length ? _chars[index] : throw new IndexOutOfRangeException();
        set
        {
            if ((uint)index >= (uint)_length)
                throw new ArgumentOutOfRangeException(nameof(index), "Index was out of range. Must be non-negative and less than the size of the collection.");
            _chars[index] = value;
        }
    }

    private ReadOnlySpan<char> Text => new(_chars, 0, _length);

    public int EnsureCapacity(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        if (capacity > _chars.Length) Reserve(capacity - _length);
        return _chars.Length;
    }

    private void Reserve(int more)
    {
        int needed = checked(_length + more);
        if (needed > MaxCapacity) throw new ArgumentOutOfRangeException("requiredLength", "capacity was less than the current size.");
        if (needed <= _chars.Length) return;
        char[] larger = new char[(int)Math.Min(Math.Max((uint)needed, (uint)_chars.Length * 2), (uint)Array.MaxLength)];
        Text.CopyTo(larger);
        _chars = larger;
    }

    private Span<char> AppendSpan(int length)
    {
        if (length > _chars.Length - _length) Reserve(length);
        Span<char> room = new(_chars, _length, length);
        _length += length;
        return room;
    }

    public override string ToString() => Text.ToString();

    public string ToString(int startIndex, int length)
    {
        CheckRange(startIndex, length);
        return new string(_chars, startIndex, length);
    }

    public StringBuilder Clear()
    {
        _length = 0;
        return this;
    }

    public StringBuilder Append(char value)
    {
        if (_length == _chars.Length) Reserve(1);
        _chars[_length++] = value;
        return this;
    }

    public StringBuilder Append(char value, int repeatCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(repeatCount);
        AppendSpan(repeatCount).Fill(value);
        return this;
    }

    public StringBuilder Append(string? value) => Append(value.AsSpan());

    public StringBuilder Append(scoped ReadOnlySpan<char> value)
    {
        value.CopyTo(AppendSpan(value.Length));
        return this;
    }

    public StringBuilder Append(char[]? value) => Append((ReadOnlySpan<char>)value);

    public StringBuilder Append(char[]? value, int startIndex, int charCount) => Append(new ReadOnlySpan<char>(value, startIndex, charCount));

    public StringBuilder Append(string? value, int startIndex, int count) => Append(value.AsSpan(startIndex, count));

    public StringBuilder Append(StringBuilder? value) => value == null ? this : Append(value.ToString());

    public StringBuilder Append(bool value) => Append(value.ToString());

    public StringBuilder Append(sbyte value) => Append((long)value);

    public StringBuilder Append(byte value) => Append((ulong)value);

    public StringBuilder Append(short value) => Append((long)value);

    public StringBuilder Append(ushort value) => Append((ulong)value);

    public StringBuilder Append(int value) => Append((long)value);

    public StringBuilder Append(uint value) => Append((ulong)value);

    public StringBuilder Append(long value) => value >= 0 ? Append((ulong)value) : Append('-').Append(0 - (ulong)value);

    public StringBuilder Append(ulong value)
    {
        Span<char> room = new(_chars, _length, _chars.Length - _length);
        if (room.Length < Number.MostDecimalChars)
        {
            Span<char> digits = stackalloc char[Number.MostDecimalChars];
            return Append(digits.Slice(0, Number.WriteDecimal(value, digits)));
        }

        _length += Number.WriteDecimal(value, room);
        return this;
    }

    public StringBuilder Append(float value) => AppendNumber(value);

    public StringBuilder Append(double value) => AppendNumber(value);

    public StringBuilder Append(object? value) => Append(value?.ToString());

    public StringBuilder Append(Rune value)
    {
        Span<char> units = stackalloc char[2];
        return Append(units.Slice(0, value.EncodeToUtf16(units)));
    }

    private StringBuilder AppendNumber<T>(T value)
        where T : ISpanFormattable
    {
        int written;
        while (!value.TryFormat(new Span<char>(_chars, _length, _chars.Length - _length), out written, default, null)) Reserve(_chars.Length - _length + 1);
        _length += written;
        return this;
    }

    public StringBuilder AppendLine() => Append('\n');

    public StringBuilder AppendLine(string? value) => Append(value).Append('\n');

    public StringBuilder Append([InterpolatedStringHandlerArgument("")] ref AppendInterpolatedStringHandler handler) => this;

    public StringBuilder Append(IFormatProvider? provider, [InterpolatedStringHandlerArgument("", nameof(provider))] ref AppendInterpolatedStringHandler handler) => this;

    public StringBuilder AppendLine([InterpolatedStringHandlerArgument("")] ref AppendInterpolatedStringHandler handler) => Append('\n');

    public StringBuilder AppendFormat([StringSyntax("CompositeFormat")] string format, object? arg0) => AppendFormat(null, format, arg0);

    public StringBuilder AppendFormat([StringSyntax("CompositeFormat")] string format, object? arg0, object? arg1) => AppendFormat(null, format, arg0, arg1);

    public StringBuilder AppendFormat([StringSyntax("CompositeFormat")] string format, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return AppendFormat(null, format, (ReadOnlySpan<object?>)args);
    }

    public StringBuilder AppendFormat(IFormatProvider? provider, [StringSyntax("CompositeFormat")] string format, params ReadOnlySpan<object?> args)
    {
        ArgumentNullException.ThrowIfNull(format);
        ValueStringBuilder text = new(stackalloc char[256]);
        CompositeFormatter.Append(ref text, provider, format, args);
        return Append(text.Text);
    }

    public StringBuilder AppendJoin(string? separator, params object?[] values) => Append(string.Join(separator, values));

    public StringBuilder AppendJoin(string? separator, params string?[] values) => Append(string.Join(separator, values));

    public StringBuilder AppendJoin(char separator, params string?[] values) => Append(string.Join(separator, values));

    public StringBuilder AppendJoin<T>(string? separator, IEnumerable<T> values) => Append(string.Join(separator, values));

    public StringBuilder AppendJoin<T>(char separator, IEnumerable<T> values) => Append(string.Join(separator, values));

    /// <summary>Appends the holes of an interpolated string right here.</summary>
    [InterpolatedStringHandler]
    public struct AppendInterpolatedStringHandler
    {
        private readonly StringBuilder _builder;
        private readonly IFormatProvider? _provider;

        public AppendInterpolatedStringHandler(int literalLength, int formattedCount, StringBuilder stringBuilder)
            : this(literalLength, formattedCount, stringBuilder, null)
        {
        }

        public AppendInterpolatedStringHandler(int literalLength, int formattedCount, StringBuilder stringBuilder, IFormatProvider? provider)
        {
            _builder = stringBuilder;
            _provider = provider;
        }

        public void AppendLiteral(string value) => _builder.Append(value);

        public void AppendFormatted(string? value) => _builder.Append(value);

        public void AppendFormatted(string? value, int alignment = 0, string? format = null) => AppendFormatted<string?>(value, alignment, format);

        public void AppendFormatted(object? value, int alignment = 0, string? format = null) => AppendFormatted<object?>(value, alignment, format);

        public void AppendFormatted(ReadOnlySpan<char> value) => _builder.Append(value);

        public void AppendFormatted(ReadOnlySpan<char> value, int alignment = 0, string? format = null)
        {
            int start = _builder._length;
            _builder.Append(value);
            _builder.Align(start, alignment);
        }

        public void AppendFormatted<T>(T value) => AppendFormatted(value, 0, null);

        public void AppendFormatted<T>(T value, string? format) => AppendFormatted(value, 0, format);

        public void AppendFormatted<T>(T value, int alignment) => AppendFormatted(value, alignment, null);

        public void AppendFormatted<T>(T value, int alignment, string? format)
        {
            DefaultInterpolatedStringHandler text = new(0, 1, _provider, stackalloc char[64]);
            text.AppendFormatted(value, alignment, format);
            _builder.Append(text.Text);
        }
    }

    private void Align(int start, int alignment)
    {
        int padding = Math.Abs(alignment) - (_length - start);
        if (padding <= 0) return;
        if (alignment > 0) Insert(start, new string(' ', padding));
        else Append(' ', padding);
    }

    private void CheckRange(int startIndex, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (startIndex > _length - length) throw new ArgumentOutOfRangeException(nameof(length), "Index and length must refer to a location within the string.");
    }
}
