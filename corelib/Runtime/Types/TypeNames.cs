using System.Text;
using Internal.Runtime;

namespace System.Runtime;

/// <summary>Names of types, built from the name table and the shape of constructed types.</summary>
internal static unsafe class TypeNames
{
    /// <summary>What <see cref="Type.ToString"/> shows: <c>System.Collections.Generic.List`1[System.Int32]</c>.</summary>
    internal static string Display(MethodTable* type)
    {
        StringBuilder text = new();
        Append(text, type, isShort: false);
        return text.ToString();
    }

    internal static string FullName(MethodTable* type) => Display(type);

    /// <summary>The last part, without arguments: <c>List`1</c>.</summary>
    internal static string Name(MethodTable* type)
    {
        StringBuilder text = new();
        Append(text, type, isShort: true);
        return text.ToString();
    }

    internal static string? Namespace(MethodTable* type)
    {
        while (type->IsArray || type->IsPointerLike)
            type = type->RelatedType;
        NameTable.Record record = NameTable.Find(Definition(type));
        return record.Exists && record.Namespace.Length != 0 ? HostText.Decode(record.Namespace) : null;
    }

    /// <summary>The type whose static constructor has this address.</summary>
    internal static string OfStaticConstructor(nint code) => MethodNames.OwnerOf(code) ?? "";

    private static MethodTable* Definition(MethodTable* type) => type->IsGeneric && !type->IsGenericDefinition ? type->GenericDefinition : type;

    private static void Append(StringBuilder text, MethodTable* type, bool isShort)
    {
        if (type->IsArray || type->IsPointerLike)
        {
            Append(text, type->RelatedType, isShort);
            if (type->IsArray)
                text.Append('[').Append(',', type->ArrayRank - 1).Append(']');
            else
                text.Append(type->ElementType == EETypeElementType.Pointer ? '*' : '&');
            return;
        }
        AppendDefinition(text, Definition(type), isShort);
        if (isShort || !type->IsGeneric || type->IsGenericDefinition)
            return;
        text.Append('[');
        for (int i = 0; i < type->GenericArity; i++)
        {
            if (i != 0)
                text.Append(',');
            Append(text, type->GenericArgument(i), isShort: false);
        }
        text.Append(']');
    }

    private static void AppendDefinition(StringBuilder text, MethodTable* type, bool isShort)
    {
        NameTable.Record record = NameTable.Find(type);
        if (!record.Exists)
        {
            // Types that ILC makes up itself (the shared instantiation, for example) have no definition.
            text.Append("type ").Append(StackTraceText.Hexadecimal(type->HashCode, 8));
            return;
        }
        ReadOnlySpan<byte> name = record.FullName;
        if (isShort)
        {
            int nested = name.LastIndexOf((byte)'+');
            int skipped = nested >= 0 ? nested + 1 : record.Namespace.Length == 0 ? 0 : record.Namespace.Length + 1;
            name = name.Slice(skipped);
        }
        text.Append(HostText.Decode(name));
    }
}
