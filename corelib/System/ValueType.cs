using Internal.Runtime;
using System.Runtime.CompilerServices;

namespace System;

/// <summary>The base of structs. ILC overrides <c>__GetFieldHelper</c> in each struct that does not define its own equality.</summary>
public abstract unsafe partial class ValueType
{
    public override string? ToString() => GetType().ToString();

    private const int UseFastHelper = -1;
    private const int GetNumFields = -1;

    /// <summary>Answers the type and offset of field <paramref name="index"/>; for <see cref="GetNumFields"/> the number of fields,
    /// or <see cref="UseFastHelper"/> when the bits can be compared as they are.</summary>
    /// <remarks>Called and overridden by name by ILC (ValueTypeGetFieldHelperMethodOverride).</remarks>
    internal virtual int __GetFieldHelper(int index, out MethodTable* fieldType)
    {
        fieldType = null;
        return UseFastHelper;
    }

    public override bool Equals(object? obj)
    {
        if (obj == null || obj.TypeTable != TypeTable)
            return false;
        ref byte mine = ref this.GetRawData();
        ref byte others = ref obj.GetRawData();
        int fields = __GetFieldHelper(GetNumFields, out _);
        if (fields == UseFastHelper)
            return SpanHelpers.SequenceEqual(ref mine, ref others, TypeTable->ValueTypeSize);
        for (int i = 0; i < fields; i++)
        {
            int offset = __GetFieldHelper(i, out MethodTable* type);
            object? a = RuntimeExportsBox(ref mine, offset, type);
            object? b = RuntimeExportsBox(ref others, offset, type);
            if (a == null ? b != null : !a.Equals(b))
                return false;
        }
        return true;
    }

    public override int GetHashCode()
    {
        ref byte data = ref this.GetRawData();
        int hash = (int)TypeTable->HashCode;
        int fields = __GetFieldHelper(GetNumFields, out _);
        if (fields == UseFastHelper)
        {
            nuint size = TypeTable->ValueTypeSize;
            for (nuint i = 0; i < size; i++)
                hash = (hash << 5) + hash ^ Unsafe.AddByteOffset(ref data, i);
            return hash;
        }
        for (int i = 0; i < fields; i++)
        {
            int offset = __GetFieldHelper(i, out MethodTable* type);
            hash = (hash << 5) + hash ^ (RuntimeExportsBox(ref data, offset, type)?.GetHashCode() ?? 0);
        }
        return hash;
    }

    private static object? RuntimeExportsBox(ref byte data, int offset, MethodTable* type)
    {
        ref byte field = ref Unsafe.Add(ref data, offset);
        return type->IsValueType ? System.Runtime.RuntimeExports.RhBox(type, ref field) : Unsafe.As<byte, object?>(ref field);
    }
}
