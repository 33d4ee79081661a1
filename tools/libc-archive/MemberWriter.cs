// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Skift.ElfFiles;

namespace Skift.LibcArchive;

/// <summary>Writes a piece as a relocatable object file of its own.</summary>
internal static class MemberWriter
{
    private const ushort ET_REL = 1;
    private const ushort EM_X86_64 = 62;
    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const int RelaSize = 24;

    internal static byte[] Write(Piece piece)
    {
        List<(string Name, byte Info, byte Other, ushort Section, long Value, long Size)> symbols = [("", 0, 0, 0, 0, 0)];
        Dictionary<string, uint> numbers = [];
        foreach (PieceSymbol symbol in piece.Symbols)
        {
            byte info = (byte)(((symbol.IsWeak ? Elf.STB_WEAK : Elf.STB_GLOBAL) << 4) | symbol.Kind);
            numbers.TryAdd(symbol.Name, (uint)symbols.Count);
            symbols.Add((symbol.Name, info, symbol.IsHidden ? Elf.STV_HIDDEN : (byte)0, 1, symbol.Offset, piece.Size - symbol.Offset));
        }

        foreach (string target in piece.Relocations.Select(r => r.Target).Where(t => !numbers.ContainsKey(t)).Distinct().ToArray())
        {
            byte binding = piece.WeakTargets.Contains(target) ? Elf.STB_WEAK : Elf.STB_GLOBAL;
            numbers.Add(target, (uint)symbols.Count);
            bool isThreadLocal = piece.Relocations.Exists(r => r.Target == target && Elf.IsThreadLocal(r.Type));
            symbols.Add((target, (byte)((binding << 4) | (isThreadLocal ? Elf.STT_TLS : 0)), 0, 0, 0, 0));
        }

        StringTable names = new();
        MemoryStream body = new();
        BinaryWriter writer = new(body);
        writer.Write(new byte[Elf.HeaderSize]);
        Align(writer, Math.Min(piece.Alignment, 16));
        long content = body.Position;
        writer.Write(piece.Bytes);
        Align(writer, 8);
        long relocations = body.Position;
        foreach (Relocation r in piece.Relocations.OrderBy(r => r.Offset))
        {
            writer.Write(r.Offset);
            writer.Write(r.Type);
            writer.Write(numbers[r.Target]);
            writer.Write(r.Addend);
        }

        long table = body.Position;
        foreach (var symbol in symbols)
        {
            writer.Write(names.Add(symbol.Name));
            writer.Write(symbol.Info);
            writer.Write(symbol.Other);
            writer.Write(symbol.Section);
            writer.Write(symbol.Value);
            writer.Write(symbol.Size);
        }

        (uint own, uint rela, uint sym, uint str, uint stack) = (names.Add(piece.Section), names.Add(".rela" + piece.Section), names.Add(".symtab"), names.Add(".strtab"), names.Add(".note.GNU-stack"));
        long strings = body.Position;
        writer.Write(names.ToArray());
        Align(writer, 8);
        long headers = body.Position;
        writer.Write(new byte[SectionHeaderSize]);
        Header(writer, own, piece.IsZeroed ? Elf.SHT_NOBITS : Elf.SHT_PROGBITS, piece.Flags, content, piece.Size, 0, 0, piece.Alignment, 0);
        Header(writer, rela, Elf.SHT_RELA, Elf.SHF_INFO_LINK, relocations, table - relocations, 3, 1, 8, RelaSize);
        Header(writer, sym, Elf.SHT_SYMTAB, 0, table, strings - table, 4, 1, 8, SymbolSize);
        Header(writer, str, Elf.SHT_STRTAB, 0, strings, names.Length, 0, 0, 1, 0);
        Header(writer, stack, Elf.SHT_PROGBITS, 0, strings, 0, 0, 0, 1, 0);

        body.Position = 0;
        writer.Write("\u007fELF"u8);
        writer.Write([2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        writer.Write(ET_REL);
        writer.Write(EM_X86_64);
        writer.Write(1);
        writer.Write(0L);
        writer.Write(0L);
        writer.Write(headers);
        writer.Write(0);
        foreach (int half in (ReadOnlySpan<int>)[Elf.HeaderSize, 0, 0, SectionHeaderSize, 6, 4])
            writer.Write((ushort)half);
        return body.ToArray();
    }

    private static void Header(BinaryWriter writer, uint name, uint type, ulong flags, long offset, long size, uint link, uint info, long alignment, long entry)
    {
        writer.Write(name);
        writer.Write(type);
        writer.Write(flags);
        writer.Write(0L);
        writer.Write(offset);
        writer.Write(size);
        writer.Write(link);
        writer.Write(info);
        writer.Write(alignment);
        writer.Write(entry);
    }

    private static void Align(BinaryWriter writer, long alignment)
    {
        while (writer.BaseStream.Position % alignment != 0)
            writer.Write((byte)0);
    }

    private sealed class StringTable
    {
        private readonly List<byte> _list = [0];

        internal int Length => _list.Count;

        internal uint Add(string text)
        {
            if (text.Length == 0)
                return 0;
            uint start = (uint)_list.Count;
            _list.AddRange(Encoding.UTF8.GetBytes(text));
            _list.Add(0);
            return start;
        }

        internal byte[] ToArray() => [.. _list];
    }
}
