// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Skift.ElfFiles;

/// <summary>A relocatable object file, read whole.</summary>
internal sealed class ElfReader
{
    private readonly byte[] _file;

    internal string Path { get; }

    internal Elf.Section[] Sections { get; }

    internal string[] SectionNames { get; }

    internal Elf.Symbol[] Symbols { get; }

    internal string[] SymbolNames { get; }

    internal ElfReader(string path)
    {
        Path = path;
        _file = File.ReadAllBytes(path);
        if (_file.Length < Elf.HeaderSize || !_file.AsSpan().StartsWith("\u007fELF"u8) || _file[4] != 2)
            throw new InvalidDataException(path + " is not an ELF64 file");
        long start = MemoryMarshal.Read<long>(_file.AsSpan(40));
        int count = MemoryMarshal.Read<ushort>(_file.AsSpan(60));
        int names = MemoryMarshal.Read<ushort>(_file.AsSpan(62));
        Sections = MemoryMarshal.Cast<byte, Elf.Section>(_file.AsSpan((int)start))[..count].ToArray();
        SectionNames = Array.ConvertAll(Sections, section => Text(Sections[names], section.Name));
        int table = Array.FindIndex(Sections, section => section.Type == Elf.SHT_SYMTAB);
        if (table < 0)
            throw new InvalidDataException(path + " has no symbols");
        Symbols = MemoryMarshal.Cast<byte, Elf.Symbol>(Content(table)).ToArray();
        SymbolNames = Array.ConvertAll(Symbols, symbol => Text(Sections[Sections[table].Link], symbol.Name));
    }

    internal ReadOnlySpan<byte> Content(int section) =>
        Sections[section].Type == Elf.SHT_NOBITS ? [] : _file.AsSpan((int)Sections[section].Offset, (int)Sections[section].Size);

    /// <summary>The relocations of each section, in the order of their offsets.</summary>
    internal List<Elf.Rela> RelocationsOf(int section)
    {
        List<Elf.Rela> all = [];
        for (int i = 0; i < Sections.Length; i++)
        {
            if (Sections[i].Type == Elf.SHT_RELA && Sections[i].Info == section)
                all.AddRange(MemoryMarshal.Cast<byte, Elf.Rela>(Content(i)));
        }

        all.Sort((left, right) => left.Offset.CompareTo(right.Offset));
        return all;
    }

    private string Text(Elf.Section table, uint offset)
    {
        ReadOnlySpan<byte> rest = _file.AsSpan((int)(table.Offset + offset));
        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)0)]);
    }
}
