// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Skift.ElfFiles;

namespace Skift.LibcArchive;

/// <summary>An assembler's object: each of its sections is a piece.</summary>
internal static class AssemblyObject
{
    internal static List<Piece> Read(ElfReader elf)
    {
        Dictionary<int, Piece> pieces = [];
        for (int i = 0; i < elf.Sections.Length; i++)
        {
            Elf.Section section = elf.Sections[i];
            bool isKept = (section.Flags & Elf.SHF_ALLOC) != 0 && section.Size != 0 && section.Type is Elf.SHT_PROGBITS or Elf.SHT_NOBITS;
            if (isKept && section.Size != 0 && elf.SectionNames[i] != ".eh_frame")
                pieces[i] = PieceOf(elf, i);
        }

        HashSet<string> used = [];
        foreach ((int index, Piece piece) in pieces)
        {
            foreach (Elf.Rela rela in elf.RelocationsOf(index))
                piece.Relocations.Add(new Relocation((long)rela.Offset, rela.Type, TargetOf(elf, pieces, piece, rela, out long addend), addend));
        }

        foreach (Piece piece in pieces.Values)
            used.UnionWith(piece.Relocations.Select(relocation => relocation.Target));

        foreach (Piece piece in pieces.Values)
            piece.Symbols.RemoveAll(symbol => symbol.IsHidden && piece.Symbols.Count > 1 && !used.Contains(symbol.Name));
        return [.. pieces.Values];
    }

    private static Piece PieceOf(ElfReader elf, int index)
    {
        Elf.Section section = elf.Sections[index];
        Piece piece = new()
        {
            Section = elf.SectionNames[index], Flags = section.Flags, Size = (long)section.Size, Bytes = elf.Content(index).ToArray(),
            Alignment = Math.Max(1, (long)section.Alignment),
        };
        // A name for references from the file's other sections, which the assembler makes relative to this one's beginning.
        byte kind = (section.Flags & Elf.SHF_TLS) != 0 ? Elf.STT_TLS : piece.IsCode ? Elf.STT_FUNC : Elf.STT_OBJECT;
        piece.Symbols.Add(new PieceSymbol(HiddenName(elf, index), 0, kind, false, true));
        foreach (int i in Enumerable.Range(0, elf.Symbols.Length))
        {
            Elf.Symbol symbol = elf.Symbols[i];
            if (symbol.SectionIndex == index && symbol.Binding != Elf.STB_LOCAL)
                piece.Symbols.Add(new PieceSymbol(elf.SymbolNames[i], (long)symbol.Value, kind, symbol.Binding == Elf.STB_WEAK, symbol.Other == Elf.STV_HIDDEN));
        }

        return piece;
    }

    private static string TargetOf(ElfReader elf, Dictionary<int, Piece> pieces, Piece piece, Elf.Rela rela, out long addend)
    {
        Elf.Symbol symbol = elf.Symbols[rela.Symbol];
        addend = rela.Addend;
        if (symbol.Binding != Elf.STB_LOCAL)
        {
            if (symbol.SectionIndex == 0 && symbol.Binding == Elf.STB_WEAK)
                piece.WeakTargets.Add(elf.SymbolNames[rela.Symbol]);
            return elf.SymbolNames[rela.Symbol];
        }

        if (!pieces.ContainsKey(symbol.SectionIndex))
            throw new InvalidDataException($"{elf.Path}: a reference to '{elf.SymbolNames[rela.Symbol]}', which is in no section that is kept");
        addend += (long)symbol.Value;
        return HiddenName(elf, symbol.SectionIndex);
    }

    private static string HiddenName(ElfReader elf, int section) =>
        $"skift_asm_{Path.GetFileNameWithoutExtension(elf.Path)}_{section}{elf.SectionNames[section]}";
}
