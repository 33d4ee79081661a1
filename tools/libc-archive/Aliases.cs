// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Skift.LibcArchive;

/// <summary>Second names: a file with lines "name: other names", and those that begin with "#".</summary>
internal static class Aliases
{
    internal static void Add(List<Piece> pieces, string path)
    {
        Dictionary<string, (Piece Piece, PieceSymbol Symbol)> known = [];
        foreach (Piece piece in pieces)
        {
            foreach (PieceSymbol symbol in piece.Symbols.Where(symbol => !symbol.IsHidden))
                known[symbol.Name] = (piece, symbol);
        }

        foreach (string line in File.ReadLines(path).Where(line => line.Length != 0 && line[0] != '#'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !known.TryGetValue(line[..colon], out (Piece Piece, PieceSymbol Symbol) named))
                throw new InvalidDataException($"{path}: no function has the first name of '{line}'");
            foreach (string name in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                named.Piece.Symbols.Add(named.Symbol with { Name = name, IsWeak = true });
        }
    }
}
