// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.ElfFiles;

namespace Skift.LibcArchive;

/// <summary>A reference: at <paramref name="Offset"/> in its piece, to <paramref name="Target"/> plus <paramref name="Addend"/> (gABI, "Relocation").</summary>
internal sealed record Relocation(long Offset, uint Type, string Target, long Addend);

/// <summary>A name at an offset in its piece, as the archive will have it.</summary>
internal sealed record PieceSymbol(string Name, long Offset, byte Kind, bool IsWeak, bool IsHidden);

/// <summary>What becomes one member of the archive: a function or a piece of data, with its names and references.</summary>
internal sealed class Piece
{
    internal required string Section { get; init; }

    internal required ulong Flags { get; init; }

    /// <summary>Empty for zeroed data.</summary>
    internal required byte[] Bytes { get; init; }

    internal required long Size { get; init; }

    internal required long Alignment { get; set; }

    internal List<PieceSymbol> Symbols { get; } = [];

    internal List<Relocation> Relocations { get; } = [];

    /// <summary>Names that must be known but are not called for: weak, so they bring in no member.</summary>
    internal HashSet<string> WeakTargets { get; } = [];

    internal string Name => Symbols.Count == 0 ? Section : Symbols[0].Name;

    internal bool IsCode => (Flags & Elf.SHF_EXECINSTR) != 0;

    internal bool IsZeroed => Bytes.Length == 0 && Size != 0;
}
