// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Skift.LibcArchive;

/// <summary>Which pieces the library's functions need, and that none of them leads to the managed runtime.</summary>
internal static class Linkage
{
    /// <summary>Tables of types, whose methods no archive has: cut off from them a call would go nowhere.</summary>
    internal const string TypeInformation = "_ZTV";

    private const string Broken = "skift_libc_broken";

    /// <summary>Programs may bring their own of these, all together, and the library then uses it (as musl documents for its own).</summary>
    private static readonly HashSet<string> s_replaceable =
        ["malloc", "calloc", "realloc", "free", "aligned_alloc", "memalign", "posix_memalign", "malloc_usable_size"];

    /// <summary>What compiled C# calls for objects, exceptions and first use of a type.</summary>
    private static readonly string[] s_managed =
        ["RhpNew", "RhNew", "RhpThrow", "RhpRethrow", "RhpInitialDynamicInterfaceDispatch", "RhpPInvoke", "skift_rt_", "CoreLib_System_Runtime_CompilerServices_ClassConstructorRunner"];

    internal static void Redirect(List<Piece> pieces)
    {
        Dictionary<string, string> names = [];
        foreach (Piece piece in pieces)
        {
            PieceSymbol? replaceable = piece.Symbols.Find(symbol => s_replaceable.Contains(symbol.Name));
            foreach (PieceSymbol symbol in piece.Symbols)
            {
                if (replaceable is not null && symbol.IsHidden)
                    names[symbol.Name] = replaceable.Name;
                else if (IsThrower(symbol.Name))
                    names[symbol.Name] = Broken;
            }
        }

        foreach (Piece piece in pieces)
        {
            for (int i = 0; i < piece.Relocations.Count; i++)
            {
                if (names.TryGetValue(piece.Relocations[i].Target, out string? other))
                    piece.Relocations[i] = piece.Relocations[i] with { Target = other };
            }
        }
    }

    /// <summary>The pieces that exported names and assembly lead to, in their order.</summary>
    internal static List<Piece> Needed(List<Piece> pieces, HashSet<Piece> roots)
    {
        Dictionary<string, Piece> byName = [];
        foreach (Piece piece in pieces)
        {
            foreach (PieceSymbol symbol in piece.Symbols)
            {
                if (!byName.TryAdd(symbol.Name, piece) && !(byName[symbol.Name].Symbols.Find(s => s.Name == symbol.Name)!.IsWeak || symbol.IsWeak))
                    throw new InvalidDataException($"'{symbol.Name}' is defined twice");
            }
        }

        Dictionary<Piece, Piece?> from = [];
        Queue<Piece> work = new();
        foreach (Piece piece in pieces.Where(p => roots.Contains(p) || p.Symbols.Exists(s => !s.IsHidden)))
        {
            from[piece] = null;
            work.Enqueue(piece);
        }

        while (work.TryDequeue(out Piece? piece))
        {
            foreach (Relocation relocation in piece.Relocations)
            {
                if (Array.Exists(s_managed, prefix => relocation.Target.StartsWith(prefix, StringComparison.Ordinal)))
                    throw new InvalidDataException($"the C library must do without the managed runtime, but {Chain(piece, from)} calls {relocation.Target}");
                if (relocation.Target.StartsWith(TypeInformation, StringComparison.Ordinal))
                    throw new InvalidDataException($"the C library must do without type information, but {Chain(piece, from)} needs {relocation.Target}: virtual calls, casts, comparers");
                if (byName.TryGetValue(relocation.Target, out Piece? target) && from.TryAdd(target, piece))
                    work.Enqueue(target);
            }
        }

        return [.. pieces.Where(from.ContainsKey)];
    }

    /// <summary>The core library keeps its <c>throw</c> statements in methods of their own, called Throw or Throw-something.</summary>
    private static bool IsThrower(string name) => name.StartsWith("CoreLib_", StringComparison.Ordinal) && name.Contains("__Throw", StringComparison.Ordinal);

    private static string Chain(Piece? piece, Dictionary<Piece, Piece?> from)
    {
        List<string> names = [];
        for (; piece is not null; piece = from[piece])
            names.Add(piece.Name);
        names.Reverse();
        return string.Join(", which calls ", names);
    }
}
