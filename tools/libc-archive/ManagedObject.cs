// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Skift.ElfFiles;

namespace Skift.LibcArchive;

/// <summary>ILC's object, cut at its symbols.</summary>
internal sealed class ManagedObject
{
    /// <summary>What only the managed runtime reads.</summary>
    private static readonly string[] s_dropped = [".dotnet_eh_table", ".eh_frame", "__modules"];

    /// <summary>Of functions without a loop; that they lie at more is chance.</summary>
    private const long CodeAlignment = 16;

    private readonly ElfReader _elf;
    private readonly string _objdump;

    /// <summary>Per section: where pieces begin, ascending, and the pieces.</summary>
    private readonly Dictionary<int, (long[] Starts, Piece[] Pieces)> _cut = [];

    internal ManagedObject(ElfReader elf, string objdump)
    {
        _elf = elf;
        _objdump = objdump;
    }

    internal List<Piece> Cut()
    {
        for (int i = 0; i < _elf.Sections.Length; i++)
        {
            if ((_elf.Sections[i].Flags & Elf.SHF_ALLOC) != 0 && _elf.Sections[i].Size != 0 && !s_dropped.Contains(_elf.SectionNames[i]))
                CutSection(i);
        }

        foreach (int section in _cut.Keys)
        {
            AddRelocations(section);
            if (_cut[section].Pieces.Any(piece => piece.IsCode))
                AddResolvedReferences(section);
        }

        return [.. _cut.Values.SelectMany(cut => cut.Pieces)];
    }

    private void CutSection(int index)
    {
        Elf.Section section = _elf.Sections[index];
        var named = Enumerable.Range(0, _elf.Symbols.Length)
            .Where(i => _elf.Symbols[i].SectionIndex == index && _elf.Symbols[i].Kind != Elf.STT_SECTION && _elf.Symbols[i].Value < section.Size)
            .GroupBy(i => (long)_elf.Symbols[i].Value).OrderBy(group => group.Key).ToArray();
        if (named.Length == 0)
            return;
        long[] starts = [.. named.Select(group => group.Key)];
        Piece[] pieces = new Piece[starts.Length];
        for (int i = 0; i < starts.Length; i++)
        {
            long end = i + 1 < starts.Length ? starts[i + 1] : (long)section.Size;
            long size = named[i].Max(symbol => (long)_elf.Symbols[symbol].Size);
            if (size == 0 || starts[i] + size > end)
                size = end - starts[i];
            pieces[i] = new Piece
            {
                Section = SectionFor(section), Flags = section.Flags & (Elf.SHF_ALLOC | Elf.SHF_WRITE | Elf.SHF_EXECINSTR), Size = size,
                Bytes = section.Type == Elf.SHT_NOBITS ? [] : _elf.Content(index).Slice((int)starts[i], (int)size).ToArray(),
                Alignment = Math.Min(AlignmentOf(starts[i], (long)section.Alignment), (section.Flags & Elf.SHF_EXECINSTR) != 0 ? CodeAlignment : long.MaxValue),
            };
            // The library's own name comes first: it is the one that references use.
            foreach (int symbol in named[i].OrderBy(s => _elf.Symbols[s].Other != Elf.STV_HIDDEN))
            {
                bool isExported = _elf.Symbols[symbol].Other != Elf.STV_HIDDEN;
                pieces[i].Symbols.Add(new PieceSymbol(Short(_elf.SymbolNames[symbol]), 0, pieces[i].IsCode ? Elf.STT_FUNC : Elf.STT_OBJECT, isExported, !isExported));
            }
        }

        _cut[index] = (starts, pieces);
    }

    /// <summary>As a debugger shows it: <c>StreamCore__Flush</c>.</summary>
    private static string Short(string name) => name.Replace("Skift_Libc_Skift_Libc_", "skift_", StringComparison.Ordinal);

    private static string SectionFor(Elf.Section section) =>
        (section.Flags & Elf.SHF_EXECINSTR) != 0 ? ".text" : section.Type == Elf.SHT_NOBITS ? ".bss" : (section.Flags & Elf.SHF_WRITE) != 0 ? ".data" : ".rodata";

    /// <summary>What the place in the section guarantees: at least what the compiler asked for.</summary>
    private static long AlignmentOf(long start, long sectionAlignment) => start == 0 ? sectionAlignment : Math.Min(start & -start, sectionAlignment);

    private void AddRelocations(int section)
    {
        foreach (Elf.Rela rela in _elf.RelocationsOf(section))
        {
            if (Find(section, (long)rela.Offset) is not var (piece, offset) || offset >= piece.Size)
                continue;
            string target = Short(_elf.SymbolNames[rela.Symbol]);
            // Type information: what it is for (dispatch, collection) does not exist in a C program.
            if (!piece.IsCode && target.StartsWith(Linkage.TypeInformation, StringComparison.Ordinal))
                continue;
            piece.Relocations.Add(new Relocation(offset, rela.Type, target, rela.Addend));
        }
    }

    /// <summary>References inside a section of code that ILC wrote as finished distances, which no longer hold once it is cut.</summary>
    private void AddResolvedReferences(int section)
    {
        ReadOnlySpan<byte> content = _elf.Content(section);
        HashSet<long> known = [.. _elf.RelocationsOf(section).Select(rela => (long)rela.Offset)];
        foreach (Reference reference in Disassembly.References(_objdump, _elf.Path, _elf.SectionNames[section]))
        {
            if (Find(section, reference.Start) is not var (piece, start) || start >= piece.Size || Enumerable.Range(1, (int)(reference.End - reference.Start) - 1).Any(i => known.Contains(reference.Start + i)))
                continue;
            if (Find(section, reference.Target) is not var (target, targetOffset))
                continue;
            if (target == piece)
            {
                // ILC may have laid out a loop for the function's place in its section.
                if (targetOffset < start)
                    piece.Alignment = AlignmentOf(reference.Start - start, (long)_elf.Sections[section].Alignment);
                continue;
            }

            long field = FieldOf(content, reference);
            long place = start + field - reference.Start;
            // The addend says it all (gABI, "Relocation"), but tcc's linker adds what it finds there too.
            piece.Bytes.AsSpan((int)place, sizeof(int)).Clear();
            piece.Relocations.Add(new Relocation(place, Elf.R_X86_64_PC32, target.Name, targetOffset - (reference.End - field)));
        }
    }

    /// <summary>Where in the instruction the distance to the target stands.</summary>
    private static long FieldOf(ReadOnlySpan<byte> content, Reference reference)
    {
        for (long field = reference.End - 4; field > reference.Start; field--)
        {
            if (BitConverter.ToInt32(content[(int)field..]) == reference.Target - reference.End)
                return field;
        }

        throw new InvalidDataException($"the instruction at {reference.Start:x} refers to {reference.Target:x} in a way this tool does not know");
    }

    private (Piece Piece, long Offset)? Find(int section, long offset)
    {
        if (!_cut.TryGetValue(section, out (long[] Starts, Piece[] Pieces) cut))
            return null;
        int index = Array.BinarySearch(cut.Starts, offset);
        index = index < 0 ? ~index - 1 : index;
        return index < 0 ? null : (cut.Pieces[index], offset - cut.Starts[index]);
    }
}
