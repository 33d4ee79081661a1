// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Skift.Names;

/// <summary>Reads the type definitions of an assembly.</summary>
internal static class AssemblyTypes
{
    internal static IEnumerable<TypeRecord> Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using PEReader image = new(stream);
        MetadataReader metadata = image.GetMetadataReader();
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
            yield return Describe(metadata, metadata.GetTypeDefinition(handle));
    }

    private static TypeRecord Describe(MetadataReader metadata, TypeDefinition type)
    {
        (uint hash, string name, int namespaceLength) = Identify(metadata, type);
        if (!IsEnum(metadata, type))
            return new TypeRecord(hash, name, namespaceLength, false, []);
        List<(string Name, ulong Value)> members = [];
        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            FieldDefinition field = metadata.GetFieldDefinition(handle);
            if ((field.Attributes & FieldAttributes.Literal) != 0)
                members.Add((metadata.GetString(field.Name), Value(metadata, metadata.GetConstant(field.GetDefaultValue()))));
        }
        return new TypeRecord(hash, name, namespaceLength, HasFlagsAttribute(metadata, type), members);
    }

    private static (uint Hash, string Name, int NamespaceLength) Identify(MetadataReader metadata, TypeDefinition type)
    {
        string name = metadata.GetString(type.Name);
        if (type.IsNested)
        {
            (uint enclosing, string outer, int length) = Identify(metadata, metadata.GetTypeDefinition(type.GetDeclaringType()));
            return (TypeHash.OfNested(enclosing, name), outer + "+" + name, length);
        }
        string prefix = metadata.GetString(type.Namespace);
        string full = prefix.Length == 0 ? name : prefix + "." + name;
        return (TypeHash.OfName(full), full, prefix.Length);
    }

    private static bool IsEnum(MetadataReader metadata, TypeDefinition type)
    {
        if (type.BaseType.IsNil)
            return false;
        if (type.BaseType.Kind == HandleKind.TypeReference)
        {
            TypeReference reference = metadata.GetTypeReference((TypeReferenceHandle)type.BaseType);
            return metadata.GetString(reference.Name) == "Enum" && metadata.GetString(reference.Namespace) == "System";
        }
        if (type.BaseType.Kind != HandleKind.TypeDefinition)
            return false;
        TypeDefinition definition = metadata.GetTypeDefinition((TypeDefinitionHandle)type.BaseType);
        return metadata.GetString(definition.Name) == "Enum" && metadata.GetString(definition.Namespace) == "System";
    }

    private static bool HasFlagsAttribute(MetadataReader metadata, TypeDefinition type)
    {
        foreach (CustomAttributeHandle handle in type.GetCustomAttributes())
        {
            EntityHandle constructor = metadata.GetCustomAttribute(handle).Constructor;
            EntityHandle owner = constructor.Kind == HandleKind.MemberReference
                ? metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent
                : metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType();
            StringHandle name = owner.Kind switch
            {
                HandleKind.TypeReference => metadata.GetTypeReference((TypeReferenceHandle)owner).Name,
                HandleKind.TypeDefinition => metadata.GetTypeDefinition((TypeDefinitionHandle)owner).Name,
                _ => default,
            };
            if (metadata.StringComparer.Equals(name, "FlagsAttribute"))
                return true;
        }
        return false;
    }

    /// <summary>The value, sign- or zero-extended as its type says.</summary>
    private static ulong Value(MetadataReader metadata, Constant constant)
    {
        BlobReader reader = metadata.GetBlobReader(constant.Value);
        return constant.TypeCode switch
        {
            ConstantTypeCode.SByte => (ulong)reader.ReadSByte(),
            ConstantTypeCode.Byte or ConstantTypeCode.Boolean => reader.ReadByte(),
            ConstantTypeCode.Int16 => (ulong)reader.ReadInt16(),
            ConstantTypeCode.UInt16 or ConstantTypeCode.Char => reader.ReadUInt16(),
            ConstantTypeCode.Int32 => (ulong)reader.ReadInt32(),
            ConstantTypeCode.UInt32 => reader.ReadUInt32(),
            ConstantTypeCode.Int64 => (ulong)reader.ReadInt64(),
            ConstantTypeCode.UInt64 => reader.ReadUInt64(),
            _ => throw new BadImageFormatException("an enum member has a constant of type " + constant.TypeCode),
        };
    }
}
