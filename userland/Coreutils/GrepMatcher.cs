// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Text;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>Several patterns with the conditions that the options put on a match.</summary>
internal sealed class GrepMatcher
{
    private readonly List<PosixRegex> _expressions = [];
    private readonly GrepRequest _request;

    private GrepMatcher(GrepRequest request) => _request = request;

    public static bool TryCreate(GrepRequest request, ToolIO io, out GrepMatcher? matcher)
    {
        matcher = new GrepMatcher(request);
        RegexSyntax syntax = request.Syntax | (request.IgnoresCase ? RegexSyntax.IgnoreCase : RegexSyntax.Basic);
        foreach (string pattern in request.Patterns!)
        {
            if (!PosixRegex.TryCompile(pattern, syntax, out PosixRegex? expression, out string error))
            {
                io.Warn(error);
                return false;
            }

            matcher._expressions.Add(expression!);
        }

        return true;
    }

    /// <summary>The leftmost of the longest matches at or after a place.</summary>
    public bool Find(ReadOnlySpan<char> line, int start, out int from, out int to)
    {
        from = int.MaxValue;
        to = -1;
        foreach (PosixRegex expression in _expressions)
        {
            bool isMatch = FindOne(expression, line, start, out int first, out int end);
            if (isMatch && (first < from || (first == from && end > to)))
            {
                (from, to) = (first, end);
            }
        }

        return to >= 0;
    }

    private bool FindOne(PosixRegex expression, ReadOnlySpan<char> line, int start, out int from, out int to)
    {
        Span<int> ends = stackalloc int[2];
        (from, to) = (-1, -1);
        for (int at = start; at <= line.Length && expression.Match(line, at, ends); at = ends[0] + 1)
        {
            (from, to) = (ends[0], ends[1]);
            if (_request.WholeLines)
            {
                // The longest match decides, because among those that begin at 0 it is found first.
                return from == 0 && to == line.Length;
            }

            if (!_request.WholeWords || IsWord(line, from, to)) return true;

            // A shorter match at the same place may end at a word's end.
            for (int end = to - 1; end > from; end--)
            {
                if (IsWord(line, from, end) && expression.Match(line.Slice(0, end), from, ends) && ends[0] == from && ends[1] == end)
                {
                    to = end;
                    return true;
                }
            }

            ends[0] = from;
        }

        return false;
    }

    private static bool IsWord(ReadOnlySpan<char> line, int from, int to) =>
        (from == 0 || !IsWordCharacter(line[from - 1])) && (to == line.Length || !IsWordCharacter(line[to]));

    private static bool IsWordCharacter(char c) => c == '_' || char.IsLetterOrDigit(c);
}
