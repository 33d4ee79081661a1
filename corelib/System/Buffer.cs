using System.Runtime.CompilerServices;

namespace System;

/// <summary>Moves memory, whole elements at a time where they hold references.</summary>
public static unsafe partial class Buffer
{
    /// <summary>Copies elements, correctly also when the ranges overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Memmove<T>(ref T destination, ref T source, nuint elementCount)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            BulkMoveWithWriteBarrier(ref Unsafe.As<T, byte>(ref destination), ref Unsafe.As<T, byte>(ref source), elementCount * (nuint)sizeof(T));
        else
            SpanHelpers.Memmove(ref Unsafe.As<T, byte>(ref destination), ref Unsafe.As<T, byte>(ref source), elementCount * (nuint)sizeof(T));
    }

    /// <summary>Copies memory that holds references: eight bytes at a time, so that no other thread ever sees half a reference.</summary>
    /// <remarks>There is no write barrier to pay for: the collector neither moves objects nor runs beside the program. Called by ILC by name.</remarks>
    internal static void BulkMoveWithWriteBarrier(ref byte destination, ref byte source, nuint byteCount)
    {
        if (Unsafe.AreSame(ref destination, ref source))
            return;
        nuint i;
        if ((nuint)(nint)Unsafe.ByteOffset(ref source, ref destination) >= byteCount)
        {
            for (i = 0; i < byteCount; i += (nuint)sizeof(nint))
                Unsafe.As<byte, nint>(ref Unsafe.AddByteOffset(ref destination, i)) = Unsafe.As<byte, nint>(ref Unsafe.AddByteOffset(ref source, i));
            return;
        }
        // The destination begins inside the source: from the end downwards.
        for (i = byteCount; i != 0;)
        {
            i -= (nuint)sizeof(nint);
            Unsafe.As<byte, nint>(ref Unsafe.AddByteOffset(ref destination, i)) = Unsafe.As<byte, nint>(ref Unsafe.AddByteOffset(ref source, i));
        }
    }

    /// <summary>Copies one value of a type known only at run time.</summary>
    internal static void CopyValue(ref byte destination, ref byte source, Internal.Runtime.MethodTable* type)
    {
        if (type->ContainsGCPointers)
            BulkMoveWithWriteBarrier(ref destination, ref source, type->ValueTypeSize);
        else
            SpanHelpers.Memmove(ref destination, ref source, type->ValueTypeSize);
    }

    public static void MemoryCopy(void* source, void* destination, long destinationSizeInBytes, long sourceBytesToCopy)
    {
        if (sourceBytesToCopy > destinationSizeInBytes)
            throw new ArgumentOutOfRangeException(nameof(sourceBytesToCopy));
        SpanHelpers.Memmove(ref *(byte*)destination, ref *(byte*)source, checked((nuint)sourceBytesToCopy));
    }

    public static void MemoryCopy(void* source, void* destination, ulong destinationSizeInBytes, ulong sourceBytesToCopy)
    {
        if (sourceBytesToCopy > destinationSizeInBytes)
            throw new ArgumentOutOfRangeException(nameof(sourceBytesToCopy));
        SpanHelpers.Memmove(ref *(byte*)destination, ref *(byte*)source, (nuint)sourceBytesToCopy);
    }

    public static int ByteLength(Array array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (!array.IsArrayOfPrimitives)
            throw new ArgumentException("Object must be an array of primitives.", nameof(array));
        return checked((int)((nuint)array.Length * array.ElementSize));
    }

    public static void BlockCopy(Array src, int srcOffset, Array dst, int dstOffset, int count)
    {
        int sourceLength = ByteLength(src);
        int destinationLength = ByteLength(dst);
        ArgumentOutOfRangeException.ThrowIfNegative(srcOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(dstOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (sourceLength - srcOffset < count || destinationLength - dstOffset < count)
            throw new ArgumentException("Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.");
        SpanHelpers.Memmove(
            ref Unsafe.AddByteOffset(ref dst.GetRawArrayData(), (nuint)dstOffset), ref Unsafe.AddByteOffset(ref src.GetRawArrayData(), (nuint)srcOffset), (nuint)count);
    }
}
