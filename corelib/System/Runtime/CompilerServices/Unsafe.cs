using System.Diagnostics.CodeAnalysis;

namespace System.Runtime.CompilerServices;

/// <summary>Operations that C# cannot spell. Most of the bodies are supplied by ILC and the JIT, which know the names.</summary>
#pragma warning disable CS8500 // pointers to managed types are the point here
public static unsafe class Unsafe
{
    [Intrinsic]
    public static void* AsPointer<T>(ref readonly T value)
        where T : allows ref struct => throw Unexpanded();

    [Intrinsic]
    public static int SizeOf<T>()
        where T : allows ref struct => sizeof(T);

    [Intrinsic]
    [return: NotNullIfNotNull(nameof(o))]
    public static T As<T>(object? o)
        where T : class? => throw Unexpanded();

    [Intrinsic]
    public static ref TTo As<TFrom, TTo>(ref TFrom source)
        where TFrom : allows ref struct
        where TTo : allows ref struct => throw Unexpanded();

    [Intrinsic]
    public static ref T Add<T>(ref T source, int elementOffset)
        where T : allows ref struct => ref AddByteOffset(ref source, elementOffset * (nint)sizeof(T));

    [Intrinsic]
    public static ref T Add<T>(ref T source, nint elementOffset)
        where T : allows ref struct => ref AddByteOffset(ref source, elementOffset * sizeof(T));

    [Intrinsic]
    public static ref T Add<T>(ref T source, nuint elementOffset)
        where T : allows ref struct => ref AddByteOffset(ref source, elementOffset * (nuint)sizeof(T));

    [Intrinsic]
    public static void* Add<T>(void* source, int elementOffset)
        where T : allows ref struct => (byte*)source + elementOffset * (nint)sizeof(T);

    [Intrinsic]
    public static ref T AddByteOffset<T>(ref T source, nint byteOffset)
        where T : allows ref struct => throw Unexpanded();

    [Intrinsic]
    public static ref T AddByteOffset<T>(ref T source, nuint byteOffset)
        where T : allows ref struct => throw Unexpanded();

    [Intrinsic]
    public static ref T Subtract<T>(ref T source, int elementOffset)
        where T : allows ref struct => ref AddByteOffset(ref source, -(elementOffset * (nint)sizeof(T)));

    [Intrinsic]
    public static ref T Subtract<T>(ref T source, nint elementOffset)
        where T : allows ref struct => ref AddByteOffset(ref source, -(elementOffset * sizeof(T)));

    [Intrinsic]
    public static ref T SubtractByteOffset<T>(ref T source, nint byteOffset)
        where T : allows ref struct => ref AddByteOffset(ref source, -byteOffset);

    [Intrinsic]
    public static bool AreSame<T>([AllowNull] ref readonly T left, [AllowNull] ref readonly T right)
        where T : allows ref struct => throw Unexpanded();

    [Intrinsic]
    public static bool IsAddressGreaterThan<T>([AllowNull] ref readonly T left, [AllowNull] ref readonly T right)
        where T : allows ref struct => throw Unexpanded();

    [Intrinsic]
    public static bool IsAddressLessThan<T>([AllowNull] ref readonly T left, [AllowNull] ref readonly T right)
        where T : allows ref struct => throw Unexpanded();

    [Intrinsic]
    public static nint ByteOffset<T>([AllowNull] ref readonly T origin, [AllowNull] ref readonly T target)
        where T : allows ref struct => throw Unexpanded();

    [Intrinsic]
    public static ref T NullRef<T>()
        where T : allows ref struct => ref AsRef<T>(null);

    [Intrinsic]
    public static bool IsNullRef<T>(ref readonly T source)
        where T : allows ref struct => AsPointer(in source) == null;

    [Intrinsic]
    public static ref T AsRef<T>(void* source)
        where T : allows ref struct => ref *(T*)source;

    [Intrinsic]
    public static ref T AsRef<T>(scoped ref readonly T source)
        where T : allows ref struct => throw Unexpanded();

    [Intrinsic]
    public static T Read<T>(void* source)
        where T : allows ref struct => *(T*)source;

    [Intrinsic]
    public static void Write<T>(void* destination, T value)
        where T : allows ref struct => *(T*)destination = value;

    [Intrinsic]
    public static T ReadUnaligned<T>(void* source)
        where T : allows ref struct => *(T*)source;

    [Intrinsic]
    public static T ReadUnaligned<T>(scoped ref readonly byte source)
        where T : allows ref struct => As<byte, T>(ref AsRef(in source));

    [Intrinsic]
    public static void WriteUnaligned<T>(void* destination, T value)
        where T : allows ref struct => *(T*)destination = value;

    [Intrinsic]
    public static void WriteUnaligned<T>(ref byte destination, T value)
        where T : allows ref struct => As<byte, T>(ref destination) = value;

    [Intrinsic]
    public static void CopyBlock(ref byte destination, ref readonly byte source, uint byteCount) =>
        SpanHelpers.Memmove(ref destination, ref AsRef(in source), byteCount);

    [Intrinsic]
    public static void CopyBlock(void* destination, void* source, uint byteCount) =>
        SpanHelpers.Memmove(ref *(byte*)destination, ref *(byte*)source, byteCount);

    [Intrinsic]
    public static void CopyBlockUnaligned(ref byte destination, ref readonly byte source, uint byteCount) =>
        SpanHelpers.Memmove(ref destination, ref AsRef(in source), byteCount);

    [Intrinsic]
    public static void InitBlock(ref byte startAddress, byte value, uint byteCount) => SpanHelpers.Fill(ref startAddress, value, byteCount);

    [Intrinsic]
    public static void InitBlockUnaligned(ref byte startAddress, byte value, uint byteCount) => SpanHelpers.Fill(ref startAddress, value, byteCount);

    [Intrinsic]
    public static void SkipInit<T>(out T value)
        where T : allows ref struct => throw Unexpanded();

    [Intrinsic]
    public static ref T Unbox<T>(object box)
        where T : struct => throw Unexpanded();

    /// <summary>Reads the bits of one value as another type of the same size.</summary>
    [Intrinsic]
    public static TTo BitCast<TFrom, TTo>(TFrom source)
        where TFrom : allows ref struct
        where TTo : allows ref struct
    {
        if (sizeof(TFrom) != sizeof(TTo))
            throw new NotSupportedException("Specified method is not supported.");
        return ReadUnaligned<TTo>(ref As<TFrom, byte>(ref source));
    }

    // SAFETY: only reached if ILC stopped supplying a body; then nothing at all would start.
    private static PlatformNotSupportedException Unexpanded() => new("An operation of Unsafe was not expanded by the compiler.");
}
