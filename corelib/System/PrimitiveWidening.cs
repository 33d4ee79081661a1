using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System;

/// <summary>The conversions between primitive types that never lose the magnitude (ECMA-335 I.12.1), as Array.Copy applies them.</summary>
internal static class PrimitiveWidening
{
    internal static bool CanWiden(EETypeElementType from, EETypeElementType to) => from switch
    {
        EETypeElementType.Char => to is EETypeElementType.UInt16 or EETypeElementType.UInt32 or EETypeElementType.Int32
            or EETypeElementType.UInt64 or EETypeElementType.Int64 or EETypeElementType.Single or EETypeElementType.Double,
        EETypeElementType.SByte => to is EETypeElementType.Int16 or EETypeElementType.Int32 or EETypeElementType.Int64
            or EETypeElementType.Single or EETypeElementType.Double,
        EETypeElementType.Byte => to is EETypeElementType.Char or EETypeElementType.Int16 or EETypeElementType.UInt16 or EETypeElementType.Int32
            or EETypeElementType.UInt32 or EETypeElementType.Int64 or EETypeElementType.UInt64 or EETypeElementType.Single or EETypeElementType.Double,
        EETypeElementType.Int16 => to is EETypeElementType.Int32 or EETypeElementType.Int64 or EETypeElementType.Single or EETypeElementType.Double,
        EETypeElementType.UInt16 => to is EETypeElementType.Char or EETypeElementType.Int32 or EETypeElementType.UInt32 or EETypeElementType.Int64
            or EETypeElementType.UInt64 or EETypeElementType.Single or EETypeElementType.Double,
        EETypeElementType.Int32 => to is EETypeElementType.Int64 or EETypeElementType.Single or EETypeElementType.Double,
        EETypeElementType.UInt32 => to is EETypeElementType.Int64 or EETypeElementType.UInt64 or EETypeElementType.Single or EETypeElementType.Double,
        EETypeElementType.Int64 or EETypeElementType.UInt64 => to is EETypeElementType.Single or EETypeElementType.Double,
        EETypeElementType.Single => to is EETypeElementType.Double,
        _ => false,
    };

    internal static void Store(ref byte target, EETypeElementType to, object value)
    {
        switch (to)
        {
            case EETypeElementType.Double:
                Unsafe.As<byte, double>(ref target) = value is float single ? single : value is ulong big ? big : (double)Integer(value);
                break;
            case EETypeElementType.Single:
                Unsafe.As<byte, float>(ref target) = value is ulong large ? large : (float)Integer(value);
                break;
            case EETypeElementType.Int64 or EETypeElementType.UInt64:
                Unsafe.As<byte, long>(ref target) = Integer(value);
                break;
            case EETypeElementType.Int32 or EETypeElementType.UInt32:
                Unsafe.As<byte, int>(ref target) = (int)Integer(value);
                break;
            default:
                Unsafe.As<byte, short>(ref target) = (short)Integer(value);
                break;
        }
    }

    private static long Integer(object value) => value switch
    {
        char c => c,
        sbyte s => s,
        byte b => b,
        short s => s,
        ushort u => u,
        int i => i,
        uint u => u,
        ulong u => (long)u,
        _ => (long)value,
    };
}
