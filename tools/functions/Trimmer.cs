// SPDX-License-Identifier: MIT
using System;
using System.IO;
using System.Runtime.InteropServices;
using Skift.ElfFiles;

namespace Skift.Functions;

/// <summary>Copies an object file without the first bytes of one of its sections, to which nothing that is kept refers.</summary>
internal static class Trimmer
{
    private const int SectionTableField = 40;

    internal static void Write(string path, ElfReader elf, int section, int cut)
    {
        for (int i = 0; i < elf.Sections.Length; i++)
        {
            if ((elf.Sections[i].Flags & Elf.SHF_ALLOC) != 0 && elf.RelocationsOf(i).Exists(rela => elf.Symbols[rela.Symbol] is { Kind: Elf.STT_SECTION } symbol && symbol.SectionIndex == section))
                throw new InvalidDataException(elf.SectionNames[i] + " refers to a section that is cut, not to a symbol in it");
        }
        // What follows stays as aligned as it was.
        cut -= cut % (int)Math.Max(elf.Sections[section].Alignment, 1);
        byte[] file = File.ReadAllBytes(elf.Path);
        Span<Elf.Section> sections = MemoryMarshal.Cast<byte, Elf.Section>(file.AsSpan((int)MemoryMarshal.Read<long>(file.AsSpan(SectionTableField))))[..elf.Sections.Length];
        elf.Content(section)[cut..].CopyTo(file.AsSpan((int)sections[section].Offset));
        sections[section].Size -= (ulong)cut;
        for (int i = 0; i < sections.Length; i++)
        {
            Span<byte> content = sections[i].Type == Elf.SHT_NOBITS ? [] : file.AsSpan((int)sections[i].Offset, (int)sections[i].Size);
            if (sections[i].Type == Elf.SHT_SYMTAB)
                MoveSymbols(MemoryMarshal.Cast<byte, Elf.Symbol>(content), section, (ulong)cut);
            else if (sections[i].Type == Elf.SHT_RELA && sections[i].Info == section)
                sections[i].Size = (ulong)(MoveRelocations(MemoryMarshal.Cast<byte, Elf.Rela>(content), (ulong)cut) * Marshal.SizeOf<Elf.Rela>());
        }
        File.WriteAllBytes(path, file);
    }

    private static void MoveSymbols(Span<Elf.Symbol> symbols, int section, ulong cut)
    {
        foreach (ref Elf.Symbol symbol in symbols)
        {
            if (symbol.SectionIndex == section && symbol.Kind != Elf.STT_SECTION)
                symbol.Value = symbol.Value < cut ? 0 : symbol.Value - cut;
        }
    }

    /// <summary>Answers how many are left.</summary>
    private static int MoveRelocations(Span<Elf.Rela> relocations, ulong cut)
    {
        int left = 0;
        foreach (Elf.Rela relocation in relocations)
        {
            if (relocation.Offset < cut)
                continue;
            relocations[left] = relocation;
            relocations[left++].Offset -= cut;
        }
        return left;
    }
}
