using System.Runtime.InteropServices;
using Internal.Runtime;

namespace System.Runtime.CompilerServices;

public static unsafe partial class RuntimeHelpers
{
    /// <summary>Whether a value of the type holds anything the collector must see. A constant at compile time.</summary>
    [Intrinsic]
    public static bool IsReferenceOrContainsReferences<T>()
        where T : allows ref struct
    {
        MethodTable* type = Internal.Runtime.MethodTable.Of<T>();
        return !type->IsValueType || type->ContainsGCPointers;
    }

    [Intrinsic]
    internal static bool IsBitwiseEquatable<T>() => false;

    /// <summary>The hash of an object's identity. Objects never move, so the address serves.</summary>
    public static int GetHashCode(object? o)
    {
        ulong address = (ulong)(nint)Unsafe.As<object?, nint>(ref o);
        address ^= address >> 33;
        address *= 0xFF51AFD7ED558CCD;
        return (int)(address >> 32) & int.MaxValue;
    }

    public static new bool Equals(object? o1, object? o2)
    {
        if (ReferenceEquals(o1, o2))
            return true;
        if (o1 == null || o2 == null || o1.TypeTable != o2.TypeTable || !o1.TypeTable->IsValueType)
            return false;
        return SpanHelpers.SequenceEqual(ref o1.GetRawData(), ref o2.GetRawData(), o1.TypeTable->ValueTypeSize);
    }

    /// <summary>The bytes behind the MethodTable pointer.</summary>
    internal static ref byte GetRawData(this object obj) => ref Unsafe.As<RawData>(obj).Data;

    internal static bool IsArrayOfOtherType<T>(T[] array) => array.TypeTable != Internal.Runtime.MethodTable.Of<T[]>();

    /// <summary>Copies constant data into a new array. The compiler replaces most calls.</summary>
    [Intrinsic]
    public static void InitializeArray(Array array, RuntimeFieldHandle fldHandle) =>
        throw new PlatformNotSupportedException("Array data is copied by compiled code.");

    [Intrinsic]
    public static ReadOnlySpan<T> CreateSpan<T>(RuntimeFieldHandle fldHandle) =>
        throw new PlatformNotSupportedException("Constant data is addressed by compiled code.");

    public static int OffsetToStringData => sizeof(nint) + sizeof(int);

    public static T[] GetSubArray<T>(T[] array, Range range)
    {
        ArgumentNullException.ThrowIfNull(array);
        (int offset, int length) = range.GetOffsetAndLength(array.Length);
        if (length == 0)
            return Array.Empty<T>();
        // The result has the static type's element, or the array's own when it is an array of a derived type.
        T[] result = !IsReferenceOrContainsReferences<T>() || !IsArrayOfOtherType(array)
            ? new T[length]
            : Unsafe.As<T[]>(RuntimeExports.RhNewArray(array.TypeTable, length));
        Buffer.Memmove(
            ref MemoryMarshal.GetArrayDataReference(result), ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), offset), (uint)length);
        return result;
    }

    public static void EnsureSufficientExecutionStack()
    {
        if (!TryEnsureSufficientExecutionStack())
            throw new InsufficientExecutionStackException();
    }

    public static bool TryEnsureSufficientExecutionStack()
    {
        // Enough for the deepest library call and the handling of an exception.
        const nint Margin = 8 * 1024;
        byte here;
        return (nint)(&here) - ThreadStack.LowBound > Margin;
    }

    [Intrinsic]
    public static bool IsKnownConstant(Type? t) => false;

    [Intrinsic]
    public static bool IsKnownConstant(char t) => false;


    public static object GetUninitializedObject(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return RuntimeExports.RhNewObject(type.TypeHandle.ToMethodTable());
    }
}

#pragma warning disable CS0649 // views of memory, never created
/// <summary>An object seen as bytes. Known to ILC by name.</summary>
internal class RawData
{
    public byte Data;
}

/// <summary>A one-dimensional array seen as bytes. Known to ILC by name.</summary>
internal class RawArrayData
{
    public uint Length;
    public uint Padding;
    public byte Data;
}
