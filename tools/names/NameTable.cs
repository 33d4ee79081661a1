// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Skift.Names;

/// <summary>Writes the table that corelib/Runtime/Metadata/NameTable.cs reads.</summary>
/// <remarks>
/// Count; then per type, sorted by hash, hash and offset of its record from the table's start (u32 each). A record: length of the
/// namespace, of the full name, number of enum members, 1 for [Flags] (u16 each), the name in UTF-8; per member its value (u64),
/// length (u16) and name. Nothing is aligned.
/// </remarks>
internal static class NameTable
{
    internal static void Write(string path, SortedDictionary<uint, TypeRecord> types)
    {
        using MemoryStream records = new();
        using BinaryWriter record = new(records);
        using MemoryStream table = new();
        using BinaryWriter index = new(table);
        int start = 4 + types.Count * 8;
        index.Write(types.Count);
        foreach (TypeRecord type in types.Values)
        {
            index.Write(type.Hash);
            index.Write(start + (int)records.Length);
            byte[] name = Encoding.UTF8.GetBytes(type.Name);
            record.Write((ushort)Encoding.UTF8.GetByteCount(type.Name[..type.NamespaceLength]));
            record.Write((ushort)name.Length);
            record.Write((ushort)type.Members.Count);
            record.Write((ushort)(type.IsFlags ? 1 : 0));
            record.Write(name);
            foreach ((string memberName, ulong value) in type.Members)
            {
                byte[] text = Encoding.UTF8.GetBytes(memberName);
                record.Write(value);
                record.Write((ushort)text.Length);
                record.Write(text);
            }
        }
        records.WriteTo(table);
        File.WriteAllBytes(path, table.ToArray());
        File.WriteAllText(Path.ChangeExtension(path, ".S"), $"""
            # Type and enum names of the program, written by tools/names.
                .section .rodata.skift_names, "a", @progbits
                .p2align 2
                .globl skift_names
            skift_names:
                .incbin "{Path.GetFullPath(path)}"
                .section .note.GNU-stack, "", @progbits

            """);
    }
}
