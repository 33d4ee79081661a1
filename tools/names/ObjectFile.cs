// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace Skift.Names;

/// <summary>Finds the MethodTables in an object file: the symbols that begin with <c>_ZTV</c>.</summary>
/// <remarks>ELF64 little-endian (gABI). The hash stands 20 bytes into a MethodTable (corelib/Runtime/Types/MethodTable.cs).</remarks>
internal static class ObjectFile
{
    private const int SymbolTable = 2;
    private const int HashOffset = 20;

    [StructLayout(LayoutKind.Sequential)]
    private struct Section
    {
        public uint Name;
        public uint Type;
        public ulong Flags;
        public ulong Address;
        public ulong Offset;
        public ulong Size;
        public uint Link;
        public uint Info;
        public ulong Alignment;
        public ulong EntrySize;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Symbol
    {
        public uint Name;
        public byte Info;
        public byte Other;
        public ushort SectionIndex;
        public ulong Value;
        public ulong Size;
    }

    internal static HashSet<uint> TypeHashes(ReadOnlySpan<byte> file)
    {
        if (file.Length < 64 || !file.StartsWith("\u007fELF"u8) || file[4] != 2)
            throw new InvalidDataException("the object is not an ELF64 file");
        ulong start = MemoryMarshal.Read<ulong>(file[40..]);
        int count = MemoryMarshal.Read<ushort>(file[60..]);
        ReadOnlySpan<Section> sections = MemoryMarshal.Cast<byte, Section>(file[(int)start..])[..count];
        HashSet<uint> hashes = [];
        foreach (Section section in sections)
        {
            if (section.Type == SymbolTable)
                Collect(file, sections, section, hashes);
        }
        return hashes;
    }

    private static void Collect(ReadOnlySpan<byte> file, ReadOnlySpan<Section> sections, Section table, HashSet<uint> hashes)
    {
        ReadOnlySpan<byte> names = file[(int)sections[(int)table.Link].Offset..];
        foreach (Symbol symbol in MemoryMarshal.Cast<byte, Symbol>(file.Slice((int)table.Offset, (int)table.Size)))
        {
            if (symbol.SectionIndex == 0 || symbol.SectionIndex >= sections.Length || !names[(int)symbol.Name..].StartsWith("_ZTV"u8))
                continue;
            ulong position = sections[symbol.SectionIndex].Offset + symbol.Value + HashOffset;
            hashes.Add(MemoryMarshal.Read<uint>(file[(int)position..]));
        }
    }
}
