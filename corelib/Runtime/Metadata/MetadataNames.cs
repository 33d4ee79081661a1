using System.Text;

namespace System.Runtime;

/// <summary>Turns the records of ILC's embedded metadata into text (format: NativeFormat, handles of 7 bits kind and 25 bits offset).</summary>
internal static unsafe class MetadataNames
{
    private const int MetadataBlob = 13;
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

    private static TableReader At(uint offset) => new(ProgramImage.Find((int)ProgramImage.Section.Blobs + MetadataBlob, out _) + offset);

    /// <summary>Type.Method[T](Int32, String), as .NET writes it in stack traces.</summary>
    internal static void AppendMethod(StringBuilder text, in MethodNames.Entry entry)
    {
        AppendType(text, entry.OwningType, isQualified: true, '.');
        text.Append('.');
        AppendString(text, entry.Name);
        if (entry.GenericArguments != 0)
            AppendGenericArguments(text, entry.GenericArguments);
        text.Append('(');
        TableReader signature = At(entry.Signature);
        signature.Unsigned();
        SkipSigned(ref signature);
        signature.Unsigned();
        uint count = signature.Unsigned();
        for (uint i = 0; i < count; i++)
        {
            if (i != 0)
                text.Append(", ");
            AppendHandle(text, signature.Unsigned(), isQualified: false, '.');
        }
        text.Append(')');
    }

    // A list of names, not of types.
    private static void AppendGenericArguments(StringBuilder text, uint offset)
    {
        TableReader list = At(offset);
        uint count = list.Unsigned();
        for (uint i = 0; i < count; i++)
        {
            text.Append(i == 0 ? '[' : ',');
            AppendString(text, list.Unsigned() >> KindBits);
        }
        if (count != 0)
            text.Append(']');
    }

    /// <summary>A type by token; nested types behind <paramref name="separator"/>.</summary>
    internal static void AppendType(StringBuilder text, uint token, bool isQualified, char separator) =>
        Append(text, (Kind)(token >> TokenKindShift), token & ((1u << TokenKindShift) - 1), isQualified, separator);

    private static void AppendHandle(StringBuilder text, uint handle, bool isQualified, char separator) =>
        Append(text, (Kind)(handle & ((1u << KindBits) - 1)), handle >> KindBits, isQualified, separator);

    private static void Append(StringBuilder text, Kind kind, uint offset, bool isQualified, char separator)
    {
        TableReader record = At(offset);
        switch (kind)
        {
            case Kind.TypeReference:
                AppendReference(text, ref record, isQualified, separator);
                break;
            case Kind.TypeDefinition:
                AppendDefinition(text, ref record, isQualified, separator);
                break;
            case Kind.TypeSpecification or Kind.TypeInstantiationSignature:
                AppendHandle(text, record.Unsigned(), isQualified, separator);
                break;
            case Kind.SZArraySignature:
                AppendHandle(text, record.Unsigned(), isQualified, separator);
                text.Append("[]");
                break;
            case Kind.ArraySignature:
                AppendHandle(text, record.Unsigned(), isQualified, separator);
                text.Append('[').Append(',', ReadSigned(ref record) - 1).Append(']');
                break;
            case Kind.PointerSignature:
                AppendHandle(text, record.Unsigned(), isQualified, separator);
                text.Append('*');
                break;
            case Kind.ByReferenceSignature:
                AppendHandle(text, record.Unsigned(), isQualified, separator);
                text.Append('&');
                break;
            case Kind.ModifiedType:
                record.Byte();
                record.Unsigned();
                AppendHandle(text, record.Unsigned(), isQualified, separator);
                break;
            case Kind.ConstantStringValue:
                AppendString(text, offset);
                break;
            case Kind.TypeVariableSignature:
                text.Append('T').Append(ReadSigned(ref record) + 1);
                break;
            case Kind.MethodTypeVariableSignature:
                text.Append("TM").Append(ReadSigned(ref record) + 1);
                break;
            default:
                text.Append(kind == Kind.FunctionPointerSignature ? "IntPtr" : "?");
                break;
        }
    }

    private static void AppendReference(StringBuilder text, ref TableReader record, bool isQualified, char separator)
    {
        uint parent = record.Unsigned();
        uint name = record.Unsigned();
        if ((Kind)(parent & ((1u << KindBits) - 1)) != Kind.NamespaceReference)
        {
            AppendHandle(text, parent, isQualified, separator);
            text.Append(separator);
        }
        else if (isQualified)
        {
            AppendNamespace(text, parent >> KindBits, Kind.NamespaceReference);
        }
        AppendString(text, name);
    }

    private static void AppendDefinition(StringBuilder text, ref TableReader record, bool isQualified, char separator)
    {
        record.Unsigned();
        record.Unsigned();
        uint space = record.Unsigned();
        uint name = record.Unsigned();
        record.Unsigned();
        record.Unsigned();
        uint enclosing = record.Unsigned();
        if (enclosing != 0)
        {
            Append(text, Kind.TypeDefinition, enclosing, isQualified, separator);
            text.Append(separator);
        }
        else if (isQualified && space != 0)
        {
            AppendNamespace(text, space, Kind.NamespaceDefinition);
        }
        AppendString(text, name);
    }

    /// <summary>The namespace with a dot behind it; nothing for the nameless one.</summary>
    private static void AppendNamespace(StringBuilder text, uint offset, Kind kind)
    {
        TableReader record = At(offset);
        uint parent = record.Unsigned();
        uint name = record.Unsigned();
        if ((Kind)(parent & ((1u << KindBits) - 1)) == kind)
            AppendNamespace(text, parent >> KindBits, kind);
        int before = text.Length;
        AppendString(text, name);
        if (text.Length != before)
            text.Append('.');
    }

    private static void AppendString(StringBuilder text, uint offset)
    {
        if (offset == 0)
            return;
        TableReader reader = At(offset);
        uint length = reader.Unsigned();
        text.Append(HostText.Decode(new ReadOnlySpan<byte>(reader.Position, (int)length)));
    }

    private static void SkipSigned(ref TableReader reader) => reader.Unsigned();

    // Small numbers only (ranks and parameter numbers), which are never negative: one bit more than unsigned.
    private static int ReadSigned(ref TableReader reader) => (int)reader.Unsigned();
}
