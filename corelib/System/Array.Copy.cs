using System.Runtime;
using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System;

// Copying between arrays, with the conversions that Array.Copy promises: same type, up and down casts, boxing, unboxing and
// widening of primitives (ECMA-335 I.8.7, .NET's Array.Copy documentation).
public abstract unsafe partial class Array
{
    public static void Copy(Array sourceArray, Array destinationArray, int length)
    {
        ArgumentNullException.ThrowIfNull(sourceArray);
        ArgumentNullException.ThrowIfNull(destinationArray);
        Copy(sourceArray, sourceArray.GetLowerBound(0), destinationArray, destinationArray.GetLowerBound(0), length);
    }

    public static void Copy(Array sourceArray, Array destinationArray, long length) => Copy(sourceArray, destinationArray, checked((int)length));

    public static void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length)
    {
        ArgumentNullException.ThrowIfNull(sourceArray);
        ArgumentNullException.ThrowIfNull(destinationArray);
        if (sourceArray.Rank != destinationArray.Rank)
            throw new RankException("The specified arrays must have the same number of dimensions.");
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        nuint from = Start(sourceArray, sourceIndex, length, nameof(sourceArray));
        nuint to = Start(destinationArray, destinationIndex, length, nameof(destinationArray));
        if (sourceArray.TypeTable == destinationArray.TypeTable || HaveSameBits(sourceArray.ElementType, destinationArray.ElementType))
            CopyBits(sourceArray, from, destinationArray, to, (nuint)length);
        else
            CopyConverting(sourceArray, from, destinationArray, to, length);
    }

    public void CopyTo(Array array, int index)
    {
        if (array != null && array.Rank != 1)
            throw new ArgumentException("Only single dimensional arrays are supported for the requested action.");
        Copy(this, GetLowerBound(0), array!, index, Length);
    }

    private static nuint Start(Array array, int index, int length, string name)
    {
        int low = array.GetLowerBound(0);
        if (index < low)
            throw new ArgumentOutOfRangeException("index");
        nuint start = (nuint)(index - low);
        if (start + (nuint)length > array.NativeLength)
            throw new ArgumentException(name[0] == 's' ? "Source array was not long enough. Check the source index, length, and the array's lower bounds."
                : "Destination array was not long enough. Check the destination index, length, and the array's lower bounds.", name);
        return start;
    }

    private static bool HaveSameBits(MethodTable* from, MethodTable* to)
    {
        if (from == to)
            return true;
        if (from->IsValueType)
            return to->IsValueType && from->IsSameUnderlyingType(to);
        return !to->IsValueType && TypeCast.AreTypesAssignable(from, to);
    }

    private static void CopyBits(Array source, nuint from, Array destination, nuint to, nuint count)
    {
        nuint size = source.ElementSize;
        ref byte first = ref Unsafe.AddByteOffset(ref source.GetRawArrayData(), from * size);
        ref byte target = ref Unsafe.AddByteOffset(ref destination.GetRawArrayData(), to * size);
        if (source.TypeTable->ContainsGCPointers)
            Buffer.BulkMoveWithWriteBarrier(ref target, ref first, count * size);
        else
            SpanHelpers.Memmove(ref target, ref first, count * size);
    }

    private static void CopyConverting(Array source, nuint from, Array destination, nuint to, int length)
    {
        MethodTable* sourceType = source.ElementType;
        MethodTable* targetType = destination.ElementType;
        bool isPossible = sourceType->IsValueType
            ? targetType->IsValueType
                ? sourceType->IsPrimitive && targetType->IsPrimitive && PrimitiveWidening.CanWiden(sourceType->ElementType, targetType->ElementType)
                : TypeCast.AreTypesAssignable(sourceType, targetType)
            : targetType->IsValueType || TypeCast.AreTypesAssignable(targetType, sourceType) || targetType->IsInterface || sourceType->IsInterface;
        if (!isPossible)
            throw new ArrayTypeMismatchException("Source array type cannot be assigned to destination array type.");
        for (nuint i = 0; i < (nuint)length; i++)
        {
            object? value = source.GetFlat(from + i);
            if (sourceType->IsValueType && targetType->IsValueType)
            {
                ref byte element = ref Unsafe.AddByteOffset(ref destination.GetRawArrayData(), (to + i) * destination.ElementSize);
                PrimitiveWidening.Store(ref element, targetType->ElementType, value!);
                continue;
            }
            if (!targetType->IsValueType)
                TypeCast.CheckCastAny(targetType, value);
            else if (value == null || value.TypeTable != targetType)
                throw new InvalidCastException("At least one element in the source array could not be cast down to the destination array type.");
            destination.SetFlat(to + i, value);
        }
    }
}
