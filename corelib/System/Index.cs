using System.Diagnostics.CodeAnalysis;

namespace System;

/// <summary>A position from the start or, with <c>^</c>, from the end. Stored as the value, or its complement when from the end.</summary>
public readonly partial struct Index : IEquatable<Index>
{
    private readonly int _value;

    public Index(int value, bool fromEnd = false)
    {
        if (value < 0)
            throw new ArgumentOutOfRangeException(nameof(value), "Non-negative number required.");
        _value = fromEnd ? ~value : value;
    }

    private Index(int value) => _value = value;

    public static Index Start => new(0);

    public static Index End => new(~0);

    public int Value => _value < 0 ? ~_value : _value;

    public bool IsFromEnd => _value < 0;

    public static Index FromStart(int value) => new(value, false);

    public static Index FromEnd(int value) => new(value, true);

    public static implicit operator Index(int value) => FromStart(value);

    public int GetOffset(int length) => _value < 0 ? _value + length + 1 : _value;

    public override bool Equals([NotNullWhen(true)] object? value) => value is Index other && _value == other._value;

    public bool Equals(Index other) => _value == other._value;

    public override int GetHashCode() => _value;

    public override string ToString() => IsFromEnd ? "^" + (uint)Value : "" + (uint)Value;
}
