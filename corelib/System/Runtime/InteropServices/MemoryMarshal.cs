using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Internal.Runtime.CompilerHelpers;

namespace System.Runtime.InteropServices;

/// <summary>Views of memory as other types.</summary>
#pragma warning disable CS8500
public static unsafe partial class MemoryMarshal
{
    [Intrinsic]
    public static ref T GetArrayDataReference<T>(T[] array) => ref Unsafe.As<byte, T>(ref Unsafe.As<RawArrayData>(array).Data);

    public static ref byte GetArrayDataReference(Array array) => ref array.GetRawArrayData();

    public static ref T GetReference<T>(Span<T> span) => ref span._reference;

    public static ref T GetReference<T>(ReadOnlySpan<T> span) => ref span._reference;

    public static Span<T> CreateSpan<T>(scoped ref T reference, int length) => new(ref Unsafe.AsRef(in reference), length);

    public static ReadOnlySpan<T> CreateReadOnlySpan<T>(scoped ref readonly T reference, int length) => new(ref Unsafe.AsRef(in reference), length);

    public static Span<byte> AsBytes<T>(Span<T> span)
        where T : struct
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            ThrowHelpers.ThrowInvalidTypeWithPointers<T>();
        return new Span<byte>(ref Unsafe.As<T, byte>(ref span._reference), checked(span.Length * sizeof(T)));
    }

    public static ReadOnlySpan<byte> AsBytes<T>(ReadOnlySpan<T> span)
        where T : struct
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            ThrowHelpers.ThrowInvalidTypeWithPointers<T>();
        return new ReadOnlySpan<byte>(ref Unsafe.As<T, byte>(ref span._reference), checked(span.Length * sizeof(T)));
    }

    public static Span<TTo> Cast<TFrom, TTo>(Span<TFrom> span)
        where TFrom : struct
        where TTo : struct
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TFrom>())
            ThrowHelpers.ThrowInvalidTypeWithPointers<TFrom>();
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TTo>())
            ThrowHelpers.ThrowInvalidTypeWithPointers<TTo>();
        return new Span<TTo>(ref Unsafe.As<TFrom, TTo>(ref span._reference), CastLength<TFrom, TTo>(span.Length));
    }

    public static ReadOnlySpan<TTo> Cast<TFrom, TTo>(ReadOnlySpan<TFrom> span)
        where TFrom : struct
        where TTo : struct
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TFrom>())
            ThrowHelpers.ThrowInvalidTypeWithPointers<TFrom>();
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TTo>())
            ThrowHelpers.ThrowInvalidTypeWithPointers<TTo>();
        return new ReadOnlySpan<TTo>(ref Unsafe.As<TFrom, TTo>(ref span._reference), CastLength<TFrom, TTo>(span.Length));
    }

    private static int CastLength<TFrom, TTo>(int length) => checked((int)((ulong)(uint)length * (ulong)sizeof(TFrom) / (ulong)sizeof(TTo)));

    public static T Read<T>(ReadOnlySpan<byte> source)
        where T : struct
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            ThrowHelpers.ThrowInvalidTypeWithPointers<T>();
        if (sizeof(T) > source.Length)
            ThrowHelpers.ThrowArgumentOutOfRangeException();
        return Unsafe.ReadUnaligned<T>(ref source._reference);
    }

    public static bool TryRead<T>(ReadOnlySpan<byte> source, out T value)
        where T : struct
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            ThrowHelpers.ThrowInvalidTypeWithPointers<T>();
        if (sizeof(T) > source.Length)
        {
            value = default;
            return false;
        }
        value = Unsafe.ReadUnaligned<T>(ref source._reference);
        return true;
    }

    public static void Write<T>(Span<byte> destination, in T value)
        where T : struct
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            ThrowHelpers.ThrowInvalidTypeWithPointers<T>();
        if (sizeof(T) > destination.Length)
            ThrowHelpers.ThrowArgumentOutOfRangeException();
        Unsafe.WriteUnaligned(ref destination._reference, value);
    }

    public static bool TryWrite<T>(Span<byte> destination, in T value)
        where T : struct
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            ThrowHelpers.ThrowInvalidTypeWithPointers<T>();
        if (sizeof(T) > destination.Length)
            return false;
        Unsafe.WriteUnaligned(ref destination._reference, value);
        return true;
    }

    public static ref T AsRef<T>(Span<byte> span)
        where T : struct
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            ThrowHelpers.ThrowInvalidTypeWithPointers<T>();
        if (sizeof(T) > span.Length)
            ThrowHelpers.ThrowArgumentOutOfRangeException();
        return ref Unsafe.As<byte, T>(ref span._reference);
    }

    public static ref readonly T AsRef<T>(ReadOnlySpan<byte> span)
        where T : struct
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            ThrowHelpers.ThrowInvalidTypeWithPointers<T>();
        if (sizeof(T) > span.Length)
            ThrowHelpers.ThrowArgumentOutOfRangeException();
        return ref Unsafe.As<byte, T>(ref span._reference);
    }

    public static ReadOnlySpan<byte> CreateReadOnlySpanFromNullTerminated(byte* value)
    {
        int length = 0;
        if (value != null)
        {
            while (value[length] != 0)
                length++;
        }
        return new ReadOnlySpan<byte>(value, length);
    }
}
