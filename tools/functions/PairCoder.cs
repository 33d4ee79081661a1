// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Linq;

namespace Skift.Functions;

/// <summary>Byte pair encoding: the most frequent pairs of symbols become symbols of their own (Gage, "A New Algorithm for Data Compression", 1994).</summary>
/// <remarks>
/// A byte below 0x80 is an ASCII character; 0 and 1 do not occur in text. A byte from 0x80 on stands for two bytes, which stand in the list of
/// pairs. Other characters are the byte 1 and two bytes of UTF-16.
/// </remarks>
internal sealed class PairCoder
{
    private const int FirstPair = 0x80;
    private const int MostPairs = 0x80;
    private const int Escape = 1;

    /// <summary>Characters that are no symbols, from here on, and the gaps between texts.</summary>
    private const int NoSymbol = 0x100;
    private const int Gap = int.MaxValue;

    private readonly List<(int Left, int Right)> _pairs = [];
    private readonly List<List<byte>> _texts = [];

    internal PairCoder(List<string> texts)
    {
        int[] all = [.. texts.SelectMany(text => text.Select(c => c < FirstPair ? c : NoSymbol + c).Append(Gap))];
        while (_pairs.Count < MostPairs && MostFrequent(all) is (int, int) pair)
        {
            all = Join(all, pair, FirstPair + _pairs.Count);
            _pairs.Add(pair);
        }
        List<byte> current = [];
        foreach (int symbol in all)
        {
            if (symbol == Gap)
            {
                _texts.Add(current);
                current = [];
            }
            else if (symbol >= NoSymbol)
            {
                current.AddRange([Escape, (byte)(symbol - NoSymbol), (byte)((symbol - NoSymbol) >> 8)]);
            }
            else
            {
                current.Add((byte)symbol);
            }
        }
    }

    /// <summary>The two bytes for each symbol from 0x80 on; the same number for every program.</summary>
    internal IEnumerable<byte> Pairs =>
        _pairs.SelectMany(pair => new[] { (byte)pair.Left, (byte)pair.Right }).Concat(Enumerable.Repeat((byte)0, (MostPairs - _pairs.Count) * 2));

    internal List<byte> TextAt(int index) => _texts[index];

    private static (int Left, int Right)? MostFrequent(int[] symbols)
    {
        Dictionary<(int, int), int> counts = [];
        for (int i = 1; i < symbols.Length; i++)
        {
            if (symbols[i - 1] < NoSymbol && symbols[i] < NoSymbol)
                counts[(symbols[i - 1], symbols[i])] = counts.GetValueOrDefault((symbols[i - 1], symbols[i])) + 1;
        }
        // Ties go to the smaller pair, so that the same program always gives the same file.
        var best = counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key).FirstOrDefault();
        return best.Value > 2 ? best.Key : null;
    }

    private static int[] Join(int[] symbols, (int Left, int Right) pair, int replacement)
    {
        List<int> joined = new(symbols.Length);
        for (int i = 0; i < symbols.Length; i++)
        {
            bool isPair = i + 1 < symbols.Length && symbols[i] == pair.Left && symbols[i + 1] == pair.Right;
            joined.Add(isPair ? replacement : symbols[i]);
            i += isPair ? 1 : 0;
        }
        return [.. joined];
    }
}
