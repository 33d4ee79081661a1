// SPDX-License-Identifier: MIT
using System;
using System.Text;

namespace Skift.Functions;

/// <summary>Turns the records of ILC's embedded metadata into text (format: NativeFormat, handles of 7 bits kind and 25 bits offset).</summary>
internal ref struct MetadataNames(ReadOnlySpan<byte> metadata)
{
    private const int KindBits = 7;
    private const int TokenKindShift = 25;

    private enum Kind
    {
        ArraySignature = 0x01,
        ByReferenceSignature = 0x02,
        ConstantStringValue = 0x1A,
        FunctionPointerSignature = 0x25,
        MethodTypeVariableSignature = 0x2C,
        ModifiedType = 0x2D,
        NamespaceDefinition = 0x2F,
        NamespaceReference = 0x30,
        PointerSignature = 0x32,
        SZArraySignature = 0x37,
        TypeDefinition = 0x3A,
        TypeInstantiationSignature = 0x3C,
        TypeReference = 0x3D,
        TypeSpecification = 0x3E,
        TypeVariableSignature = 0x3F,
    }

    private readonly ReadOnlySpan<byte> _metadata = metadata;

    private readonly NativeReader At(uint offset) => new(_metadata[(int)offset..]);

    /// <summary>Outer+Inner.Method[T](Int32, String): as .NET writes it in stack traces, but for the plus sign, which tells how types nest.</summary>
    internal readonly string Method(uint owner, uint name, uint signatureOffset, uint genericArguments)
    {
        StringBuilder text = new(Type((Kind)(owner >> TokenKindShift), owner & ((1u << TokenKindShift) - 1), isQualified: true, '+'));
        text.Append('.').Append(String(name));
        if (genericArguments != 0)
            text.Append(GenericArguments(genericArguments));
        text.Append('(');
        NativeReader signature = At(signatureOffset);
        signature.Unsigned();
        signature.Unsigned();
        signature.Unsigned();
        uint count = signature.Unsigned();
        for (uint i = 0; i < count; i++)
            text.Append(i == 0 ? "" : ", ").Append(Handle(signature.Unsigned(), isQualified: false, '.'));
        return text.Append(')').ToString();
    }

    // A list of names, not of types.
    private readonly string GenericArguments(uint offset)
    {
        NativeReader list = At(offset);
        string[] names = new string[list.Unsigned()];
        for (int i = 0; i < names.Length; i++)
            names[i] = String(list.Unsigned() >> KindBits);
        return names.Length == 0 ? "" : "[" + string.Join(',', names) + "]";
    }

    private readonly string Handle(uint handle, bool isQualified, char separator) =>
        Type((Kind)(handle & ((1u << KindBits) - 1)), handle >> KindBits, isQualified, separator);

    private readonly string Type(Kind kind, uint offset, bool isQualified, char separator)
    {
        NativeReader record = At(offset);
        switch (kind)
        {
            case Kind.TypeReference:
                return Reference(ref record, isQualified, separator);
            case Kind.TypeDefinition:
                return Definition(ref record, isQualified, separator);
            case Kind.TypeSpecification or Kind.TypeInstantiationSignature:
                return Handle(record.Unsigned(), isQualified, separator);
            case Kind.SZArraySignature:
                return Handle(record.Unsigned(), isQualified, separator) + "[]";
            case Kind.ArraySignature:
                return Handle(record.Unsigned(), isQualified, separator) + "[" + new string(',', record.SmallSigned() - 1) + "]";
            case Kind.PointerSignature:
                return Handle(record.Unsigned(), isQualified, separator) + "*";
            case Kind.ByReferenceSignature:
                return Handle(record.Unsigned(), isQualified, separator) + "&";
            case Kind.ModifiedType:
                record.Byte();
                record.Unsigned();
                return Handle(record.Unsigned(), isQualified, separator);
            case Kind.ConstantStringValue:
                return String(offset);
            case Kind.TypeVariableSignature:
                return "T" + (record.SmallSigned() + 1);
            case Kind.MethodTypeVariableSignature:
                return "TM" + (record.SmallSigned() + 1);
            default:
                return kind == Kind.FunctionPointerSignature ? "IntPtr" : "?";
        }
    }

    private readonly string Reference(ref NativeReader record, bool isQualified, char separator)
    {
        uint parent = record.Unsigned();
        string name = String(record.Unsigned());
        if ((Kind)(parent & ((1u << KindBits) - 1)) != Kind.NamespaceReference)
            return Handle(parent, isQualified, separator) + separator + name;
        return isQualified ? Namespace(parent >> KindBits, Kind.NamespaceReference) + name : name;
    }

    private readonly string Definition(ref NativeReader record, bool isQualified, char separator)
    {
        record.Unsigned();
        record.Unsigned();
        uint space = record.Unsigned();
        string name = String(record.Unsigned());
        record.Unsigned();
        record.Unsigned();
        uint enclosing = record.Unsigned();
        if (enclosing != 0)
            return Type(Kind.TypeDefinition, enclosing, isQualified, separator) + separator + name;
        return isQualified && space != 0 ? Namespace(space, Kind.NamespaceDefinition) + name : name;
    }

    /// <summary>The namespace with a dot behind it; nothing for the nameless one.</summary>
    private readonly string Namespace(uint offset, Kind kind)
    {
        NativeReader record = At(offset);
        uint parent = record.Unsigned();
        string name = String(record.Unsigned());
        string outer = (Kind)(parent & ((1u << KindBits) - 1)) == kind ? Namespace(parent >> KindBits, kind) : "";
        return name.Length == 0 ? outer : outer + name + ".";
    }

    private readonly string String(uint offset)
    {
        if (offset == 0)
            return "";
        NativeReader reader = At(offset);
        return Encoding.UTF8.GetString(reader.Bytes((int)reader.Unsigned()));
    }
}
