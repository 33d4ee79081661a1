// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>A list such as <c>1,3-5,7-</c> of positions counted from 1.</summary>
internal sealed class RangeList
{
    private readonly List<(long First, long Last)> _ranges = [];

    public bool IsComplement { get; set; }

    /// <returns>Null, or what is wrong with the list.</returns>
    public string? Parse(string text)
    {
        foreach (string part in text.Replace(' ', ',').Split(','))
        {
            int dash = part.IndexOf('-');
            string first = dash < 0 ? part : part.Substring(0, dash);
            string last = dash < 0 ? part : part.Substring(dash + 1);
            (long First, long Last) range = (1, long.MaxValue);
            if (part is "-" or "") return "invalid range with no endpoint: " + part;

            if ((first.Length > 0 && !SizeText.TryParseCount(first, out range.First)) || (last.Length > 0 && !SizeText.TryParseCount(last, out range.Last)))
            {
                return $"invalid field value '{part}'";
            }

            if (range.First == 0) return "fields are numbered from 1";

            if (range.Last < range.First) return "invalid decreasing range";

            _ranges.Add(range);
        }

        return null;
    }

    public bool Contains(long position)
    {
        foreach ((long first, long last) in _ranges)
        {
            if (position >= first && position <= last) return !IsComplement;
        }

        return IsComplement;
    }
}
