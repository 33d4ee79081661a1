using System.Collections;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Internal.Runtime;

namespace System;

/// <summary>The base of all arrays: one length word, for multi-dimensional arrays the bounds, then the elements.</summary>
public abstract unsafe partial class Array : ICloneable, IList, IStructuralComparable, IStructuralEquatable
{
#pragma warning disable CS0649 // written by the allocator
    internal int _numComponents;
#pragma warning restore CS0649

    public static int MaxLength => 0x7FFFFFC7;

    public int Length
    {
        [Intrinsic]
        get => _numComponents;
    }

    public long LongLength => (uint)_numComponents;

    internal nuint NativeLength => (uint)_numComponents;

    public int Rank
    {
        [Intrinsic]
        get => TypeTable->ArrayRank;
    }

    internal bool IsSzArray => TypeTable->IsSzArray;

    internal nuint ElementSize => TypeTable->ComponentSize;

    internal MethodTable* ElementType => TypeTable->RelatedType;

    internal bool IsArrayOfPrimitives => ElementType->IsPrimitive;

    /// <summary>The first element, behind the bounds of a multi-dimensional array.</summary>
    internal ref byte GetRawArrayData() =>
        ref Unsafe.AddByteOffset(ref Unsafe.As<RawArrayData>(this).Data, TypeTable->BaseSize - Internal.Runtime.MethodTable.SzArrayBaseSize);

    /// <summary>The lengths of all dimensions, followed by their lower bounds.</summary>
    private ref int Bounds => ref Unsafe.As<byte, int>(ref Unsafe.As<RawArrayData>(this).Data);

    public int GetLength(int dimension)
    {
        if ((uint)dimension >= (uint)Rank)
            throw new IndexOutOfRangeException();
        return IsSzArray ? Length : Unsafe.Add(ref Bounds, dimension);
    }

    public int GetLowerBound(int dimension)
    {
        if ((uint)dimension >= (uint)Rank)
            throw new IndexOutOfRangeException();
        return IsSzArray ? 0 : Unsafe.Add(ref Bounds, Rank + dimension);
    }

    public int GetUpperBound(int dimension) => GetLowerBound(dimension) + GetLength(dimension) - 1;

    public static T[] Empty<T>() => EmptyArray<T>.Value;

    private static class EmptyArray<T>
    {
        internal static readonly T[] Value = new T[0];
    }

    public object Clone() => MemberwiseClone();

    public void Initialize()
    {
        // Structs here have no parameterless constructor that an array would have to run (none of ILC's inputs are other languages').
    }

    public static void Clear(Array array)
    {
        ArgumentNullException.ThrowIfNull(array);
        ClearElements(array, 0, array.NativeLength);
    }

    public static void Clear(Array array, int index, int length)
    {
        ArgumentNullException.ThrowIfNull(array);
        int low = array.GetLowerBound(0);
        if (index < low || index - low < 0 || length < 0 || (uint)(index - low + length) > (uint)array.Length)
            throw new IndexOutOfRangeException();
        ClearElements(array, (nuint)(index - low), (nuint)length);
    }

    private static void ClearElements(Array array, nuint start, nuint count)
    {
        nuint size = array.ElementSize;
        ref byte first = ref Unsafe.AddByteOffset(ref array.GetRawArrayData(), start * size);
        if (array.TypeTable->ContainsGCPointers)
            SpanHelpers.ClearWithReferences(ref Unsafe.As<byte, nint>(ref first), count * size / (nuint)sizeof(nint));
        else
            SpanHelpers.ClearWithoutReferences(ref first, count * size);
    }

    // The type of the elements cannot be asked of the runtime by name, so every T[] is created by code that names it;
    // MakeArray is what Resize, List<T> and the like need.
    public static void Resize<T>([System.Diagnostics.CodeAnalysis.NotNull] ref T[]? array, int newSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(newSize);
        if (array == null)
        {
            array = new T[newSize];
            return;
        }
        T[] old = array;
        if (old.Length == newSize)
            return;
        T[] result = new T[newSize];
        Buffer.Memmove(
            ref MemoryMarshal.GetArrayDataReference(result), ref MemoryMarshal.GetArrayDataReference(old), (uint)(old.Length < newSize ? old.Length : newSize));
        array = result;
    }

    /// <summary>The element at a flattened index, boxed.</summary>
    internal object? GetFlat(nuint index)
    {
        MethodTable* type = ElementType;
        ref byte element = ref Unsafe.AddByteOffset(ref GetRawArrayData(), index * ElementSize);
        return type->IsValueType ? RuntimeExports.RhBox(type, ref element) : Unsafe.As<byte, object?>(ref element);
    }

    internal void SetFlat(nuint index, object? value)
    {
        MethodTable* type = ElementType;
        ref byte element = ref Unsafe.AddByteOffset(ref GetRawArrayData(), index * ElementSize);
        if (!type->IsValueType)
        {
            if (value != null && TypeCast.IsInstanceOfAny(type, value) == null)
                throw new InvalidCastException("Object cannot be stored in an array of this type.");
            Unsafe.As<byte, object?>(ref element) = value;
            return;
        }
        if (value == null)
        {
            SpanHelpers.ClearWithoutReferences(ref element, ElementSize);
            return;
        }
        if (type->IsNullable)
            RuntimeExports.RhUnboxNullable(ref element, type, value);
        else if (value.TypeTable == type || value.TypeTable->IsSameUnderlyingType(type))
            Buffer.CopyValue(ref element, ref value.GetRawData(), type);
        else
            throw new InvalidCastException("Object cannot be stored in an array of this type.");
    }

    public object? GetValue(int index)
    {
        if (Rank != 1)
            throw new ArgumentException("Array was not a one-dimensional array.");
        return GetFlat(Flatten(index));
    }

    public object? GetValue(params int[] indices) => GetFlat(Flatten(indices));

    public void SetValue(object? value, int index)
    {
        if (Rank != 1)
            throw new ArgumentException("Array was not a one-dimensional array.");
        SetFlat(Flatten(index), value);
    }

    public void SetValue(object? value, params int[] indices) => SetFlat(Flatten(indices), value);

    private nuint Flatten(int index)
    {
        int offset = index - GetLowerBound(0);
        if ((uint)offset >= (uint)GetLength(0))
            throw new IndexOutOfRangeException();
        return (uint)offset;
    }

    private nuint Flatten(int[] indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (indices.Length != Rank)
            throw new ArgumentException("Indices length does not match the array rank.");
        nuint flat = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            int offset = indices[i] - GetLowerBound(i);
            if ((uint)offset >= (uint)GetLength(i))
                throw new IndexOutOfRangeException();
            flat = flat * (uint)GetLength(i) + (uint)offset;
        }
        return flat;
    }
}
