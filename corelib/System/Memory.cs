// SPDX-License-Identifier: MIT

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace System;

/// <summary>A part of an array, or of a string where it is read-only, that can be kept on the heap, unlike a span.</summary>
public readonly struct Memory<T> : IEquatable<Memory<T>>
{
    internal readonly object? _object;
    internal readonly int _start;
    private readonly int _length;

    public Memory(T[]? array)
        : this(array, 0, array?.Length ?? 0)
    {
    }

    public Memory(T[]? array, int start, int length)
    {
        // The span makes the checks: range, and exact type of the array.
        _ = new Span<T>(array, start, length);
        _object = array;
        _start = start;
        _length = length;
    }

    internal Memory(object? owner, int start, int length, bool _)
    {
        _object = owner;
        _start = start;
        _length = length;
    }

    public static Memory<T> Empty => default;

    public int Length => _length;

    public bool IsEmpty => _length == 0;

    public Span<T> Span => new((T[]?)_object, _start, _length);

    public Memory<T> Slice(int start)
    {
        if ((uint)start > (uint)_length) throw new ArgumentOutOfRangeException(nameof(start));
        return new(_object, _start + start, _length - start, true);
    }

    public Memory<T> Slice(int start, int length)
    {
        if ((ulong)(uint)start + (uint)length > (uint)_length) throw new ArgumentOutOfRangeException(nameof(start));
        return new(_object, _start + start, length, true);
    }

    public void CopyTo(Memory<T> destination) => Span.CopyTo(destination.Span);

    public bool TryCopyTo(Memory<T> destination) => Span.TryCopyTo(destination.Span);

    public T[] ToArray() => Span.ToArray();

    public bool Equals(Memory<T> other) => _object == other._object && _start == other._start && _length == other._length;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Memory<T> other && Equals(other);

    public override int GetHashCode() => _object == null ? 0 : HashCode.Combine(RuntimeHelpers.GetHashCode(_object), _start, _length);

    public override string ToString() => typeof(T) == typeof(char) ? Span.ToString() : $"System.Memory<{typeof(T).Name}>[{_length}]";

    public static implicit operator Memory<T>(T[]? array) => new(array);

    public static implicit operator Memory<T>(ArraySegment<T> segment) => new(segment.Array, segment.Offset, segment.Count);

    public static implicit operator ReadOnlyMemory<T>(Memory<T> memory) => new(memory._object, memory._start, memory._length, true);
}

/// <inheritdoc cref="Memory{T}"/>
public readonly struct ReadOnlyMemory<T> : IEquatable<ReadOnlyMemory<T>>
{
    private readonly object? _object;
    private readonly int _start;
    private readonly int _length;

    public ReadOnlyMemory(T[]? array)
        : this(array, 0, array?.Length ?? 0)
    {
    }

    public ReadOnlyMemory(T[]? array, int start, int length)
    {
        _ = new ReadOnlySpan<T>(array, start, length);
        _object = array;
        _start = start;
        _length = length;
    }

    internal ReadOnlyMemory(object? owner, int start, int length, bool _)
    {
        _object = owner;
        _start = start;
        _length = length;
    }

    public static ReadOnlyMemory<T> Empty => default;

    public int Length => _length;

    public bool IsEmpty => _length == 0;

    public ReadOnlySpan<T> Span
    {
        get
        {
            if (typeof(T) == typeof(char) && _object is string text)
                return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<char, T>(ref MemoryMarshal.GetReference(text.AsSpan(_start, _length))), _length);
            return new((T[]?)_object, _start, _length);
        }
    }

    public ReadOnlyMemory<T> Slice(int start)
    {
        if ((uint)start > (uint)_length) throw new ArgumentOutOfRangeException(nameof(start));
        return new(_object, _start + start, _length - start, true);
    }

    public ReadOnlyMemory<T> Slice(int start, int length)
    {
        if ((ulong)(uint)start + (uint)length > (uint)_length) throw new ArgumentOutOfRangeException(nameof(start));
        return new(_object, _start + start, length, true);
    }

    public void CopyTo(Memory<T> destination) => Span.CopyTo(destination.Span);

    public bool TryCopyTo(Memory<T> destination) => Span.TryCopyTo(destination.Span);

    public T[] ToArray() => Span.ToArray();

    public bool Equals(ReadOnlyMemory<T> other) => _object == other._object && _start == other._start && _length == other._length;

    public override bool Equals([NotNullWhen(true)] object? obj) =>
        obj is ReadOnlyMemory<T> other ? Equals(other) : obj is Memory<T> memory && Equals(memory);

    public override int GetHashCode() => _object == null ? 0 : HashCode.Combine(RuntimeHelpers.GetHashCode(_object), _start, _length);

    public override string ToString() => typeof(T) == typeof(char) ? Span.ToString() : $"System.ReadOnlyMemory<{typeof(T).Name}>[{_length}]";

    public static implicit operator ReadOnlyMemory<T>(T[]? array) => new(array);

    public static implicit operator ReadOnlyMemory<T>(ArraySegment<T> segment) => new(segment.Array, segment.Offset, segment.Count);
}

public static partial class MemoryExtensions
{
    public static Memory<T> AsMemory<T>(this T[]? array) => new(array);

    public static Memory<T> AsMemory<T>(this T[]? array, int start) => new(array, start, (array?.Length ?? 0) - start);

    public static Memory<T> AsMemory<T>(this T[]? array, int start, int length) => new(array, start, length);

    public static ReadOnlyMemory<char> AsMemory(this string? text) => new(text, 0, text?.Length ?? 0, true);

    public static ReadOnlyMemory<char> AsMemory(this string? text, int start) => AsMemory(text).Slice(start);

    public static ReadOnlyMemory<char> AsMemory(this string? text, int start, int length) => AsMemory(text).Slice(start, length);
}
