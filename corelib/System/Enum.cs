using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System;

/// <summary>The base of enumerations: a number with names.</summary>
public abstract unsafe partial class Enum : ValueType, IComparable
{
    /// <summary>The value, sign- or zero-extended as its underlying type says.</summary>
    internal ulong ToUInt64()
    {
        ref byte data = ref this.GetRawData();
        return TypeTable->ElementType switch
        {
            EETypeElementType.SByte => (ulong)Unsafe.As<byte, sbyte>(ref data),
            EETypeElementType.Byte or EETypeElementType.Boolean => data,
            EETypeElementType.Int16 => (ulong)Unsafe.As<byte, short>(ref data),
            EETypeElementType.UInt16 or EETypeElementType.Char => Unsafe.As<byte, ushort>(ref data),
            EETypeElementType.Int32 => (ulong)Unsafe.As<byte, int>(ref data),
            EETypeElementType.UInt32 => Unsafe.As<byte, uint>(ref data),
            _ => Unsafe.As<byte, ulong>(ref data),
        };
    }

    internal bool IsSigned => TypeTable->ElementType
        is EETypeElementType.SByte or EETypeElementType.Int16 or EETypeElementType.Int32 or EETypeElementType.Int64 or EETypeElementType.IntPtr;

    public override bool Equals(object? obj) => obj is Enum other && other.TypeTable == TypeTable && other.ToUInt64() == ToUInt64();

    public override int GetHashCode()
    {
        ulong value = ToUInt64();
        return TypeTable->ElementType is EETypeElementType.Int64 or EETypeElementType.UInt64 ? (int)value ^ (int)(value >> 32) : (int)value;
    }

    public int CompareTo(object? target)
    {
        if (target == null)
            return 1;
        if (target is not Enum other || other.TypeTable != TypeTable)
            throw new ArgumentException("Object must be the same type as the enum.");
        return IsSigned ? ((long)ToUInt64()).CompareTo((long)other.ToUInt64()) : ToUInt64().CompareTo(other.ToUInt64());
    }

    [Intrinsic]
    public bool HasFlag(Enum flag)
    {
        ArgumentNullException.ThrowIfNull(flag);
        if (flag.TypeTable != TypeTable)
            throw new ArgumentException("The argument type does not match this enumeration's.");
        return (ToUInt64() & flag.ToUInt64()) == flag.ToUInt64();
    }
}
