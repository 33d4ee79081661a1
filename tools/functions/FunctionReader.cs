// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Skift.ElfFiles;

namespace Skift.Functions;

/// <summary>Reads .eh_frame (Linux Standard Base Core 5.0 §10.6) and ILC's data about each function in .dotnet_eh_table.</summary>
/// <remarks>
/// ILC writes one Common Information Entry, with the augmentation "zLR" and 32-bit relative addresses; its entries for functions name the
/// function and its data by relocations. That data: a byte of flags; for a funclet the distance to its method's data and its own distance from
/// the method's start (i32 each); for a method a field that is skipped if it is there, and a relocated i32 to the list of clauses.
/// </remarks>
internal static class FunctionReader
{
    private const byte KindMask = 3;
    private const byte HasClauses = 4;
    private const byte HasAssociatedData = 0x10;

    // Where fields of an entry stand, from its first byte.
    private const int StartField = 8;
    private const int SizeField = 12;
    private const int AugmentationField = 16;
    private const int DataField = 17;
    private const int AugmentationSize = 4;
    private const int InstructionsField = DataField + AugmentationSize;

    /// <summary>All functions, in the order of their addresses.</summary>
    internal static List<Function> Read(ElfReader elf)
    {
        int frames = Find(elf, ".eh_frame");
        int table = Find(elf, ".dotnet_eh_table");
        ReadOnlySpan<byte> content = elf.Content(frames);
        Dictionary<ulong, Elf.Rela> references = elf.RelocationsOf(frames).ToDictionary(rela => rela.Offset);
        Dictionary<ulong, Elf.Rela> lists = elf.RelocationsOf(table).ToDictionary(rela => rela.Offset);
        List<Function> functions = [];
        for (int entry = 0; entry < content.Length;)
        {
            int next = entry + 4 + BitConverter.ToInt32(content[entry..]);
            if (BitConverter.ToInt32(content[(entry + 4)..]) == 0)
                CheckCommon(content[entry..next]);
            else
                functions.Add(ReadOne(elf, content[entry..next], (ulong)entry, references, table, lists));
            entry = next;
        }
        functions.Sort((left, right) => left.Start.CompareTo(right.Start));
        return functions;
    }

    private static int Find(ElfReader elf, string section)
    {
        int index = Array.IndexOf(elf.SectionNames, section);
        return index >= 0 ? index : throw new InvalidDataException(elf.Path + " has no section " + section);
    }

    // Version 1, "zLR", code alignment 1, data alignment -8, return address in column 16, both encodings pcrel sdata4; the CFA is rsp + 8.
    private static void CheckCommon(ReadOnlySpan<byte> entry)
    {
        ReadOnlySpan<byte> expected = [1, (byte)'z', (byte)'L', (byte)'R', 0, 1, 0x78, 16, 2, 0x1B, 0x1B, 0x0C, 7, 8, 0x90, 1];
        if (!entry[8..].StartsWith(expected))
            throw new InvalidDataException("the common entry of .eh_frame is not the expected one: " + Convert.ToHexString(entry));
    }

    private static Function ReadOne(
        ElfReader elf, ReadOnlySpan<byte> entry, ulong position, Dictionary<ulong, Elf.Rela> references, int table, Dictionary<ulong, Elf.Rela> lists)
    {
        Elf.Rela code = references[position + StartField];
        if (entry[AugmentationField] != AugmentationSize)
            throw new InvalidDataException("unexpected entry of .eh_frame: " + Convert.ToHexString(entry));
        long start = (long)elf.Symbols[code.Symbol].Value + code.Addend;
        long method = start;
        string? clauses = null;
        if (references.TryGetValue(position + DataField, out Elf.Rela data))
            ReadData(elf, table, (long)elf.Symbols[data.Symbol].Value + data.Addend, lists, ref method, out clauses);
        return new Function(elf.SymbolNames[code.Symbol], start, BitConverter.ToUInt32(entry[SizeField..]), entry[InstructionsField..].ToArray(), method, clauses);
    }

    private static void ReadData(ElfReader elf, int table, long position, Dictionary<ulong, Elf.Rela> lists, ref long method, out string? clauses)
    {
        ReadOnlySpan<byte> content = elf.Content(table);
        clauses = null;
        if ((content[(int)position] & KindMask) != 0)
        {
            method -= BitConverter.ToInt32(content[(int)(position + 5)..]);
            position += 1 + BitConverter.ToInt32(content[(int)(position + 1)..]);
        }
        byte flags = content[(int)position++];
        if ((flags & HasAssociatedData) != 0)
            position += sizeof(int);
        if ((flags & HasClauses) != 0)
            clauses = elf.SymbolNames[lists[(ulong)position].Symbol];
    }
}
