// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;

namespace Skift.Text;

/// <summary>What both matchers ask about a place in the text.</summary>
internal static class RegexTests
{
    public static bool Consumes(in RegexInstruction instruction, int c, bool ignoresCase) => instruction.Op switch
    {
        RegexOp.Any => true,
        RegexOp.Set => instruction.Set!.Contains(c, ignoresCase),
        _ => instruction.X == c || (ignoresCase && CodePoint.ToLower(instruction.X) == CodePoint.ToLower(c)),
    };

    public static bool Holds(RegexNodeKind assertion, ReadOnlySpan<char> text, int index)
    {
        bool before = index > 0 && CodePoint.IsWord(text[index - 1]);
        bool after = index < text.Length && CodePoint.IsWord(text[index]);
        return assertion switch
        {
            RegexNodeKind.LineStart => index == 0,
            RegexNodeKind.LineEnd => index == text.Length,
            RegexNodeKind.WordStart => !before && after,
            RegexNodeKind.WordEnd => before && !after,
            RegexNodeKind.WordBoundary => before != after,
            _ => before == after,
        };
    }
}

/// <summary>Follows all paths through the expression at once, one character of the text at a time (Thompson; Pike for the groups).</summary>
internal ref struct ParallelMatcher
{
    private readonly RegexInstruction[] _code;
    private readonly bool _ignoresCase;
    private readonly int _slotCount;
    private readonly ReadOnlySpan<char> _text;
    private readonly int[] _seen;
    private readonly List<int> _pending;
    private int _generation;

    public ParallelMatcher(RegexInstruction[] code, bool ignoresCase, int slotCount, ReadOnlySpan<char> text)
    {
        _code = code;
        _ignoresCase = ignoresCase;
        _slotCount = slotCount;
        _text = text;
        _seen = new int[code.Length];
        _pending = [];
    }

    /// <summary>Threads in order of preference: place in the code, and the slots of each.</summary>
    private sealed class Threads(int capacity, int slotCount)
    {
        public int Count;
        public readonly int[] Places = new int[capacity];
        public readonly int[] Slots = new int[capacity * slotCount];

        public Span<int> SlotsOf(int thread) => Slots.AsSpan(thread * slotCount, slotCount);
    }

    public bool Match(int start, scoped Span<int> captures)
    {
        var current = new Threads(_code.Length, _slotCount);
        var next = new Threads(_code.Length, _slotCount);
        Span<int> slots = stackalloc int[_slotCount];
        bool isMatched = false;
        for (int index = start; ; )
        {
            // Paths that begin here come behind those that began before: the leftmost match wins.
            if (!isMatched)
            {
                slots.Fill(-1);
                slots[0] = index;
                _generation += current.Count == 0 ? 1 : 0;
                AddPaths(current, 0, index, slots);
            }

            isMatched |= TakeMatches(current, index, captures, isMatched);
            if (current.Count == 0 && isMatched) return true;

            if (index >= _text.Length) return isMatched;

            int c = CodePoint.At(_text, index, out int length);
            index += length;
            next.Count = 0;
            _generation++;
            for (int thread = 0; thread < current.Count; thread++)
            {
                int place = current.Places[thread];
                if (RegexTests.Consumes(_code[place], c, _ignoresCase))
                {
                    current.SlotsOf(thread).CopyTo(slots);
                    AddPaths(next, place + 1, index, slots);
                }
            }

            (current, next) = (next, current);
        }
    }

    /// <summary>Notes a match that is longer, or begins earlier, and drops it and whatever began later.</summary>
    private readonly bool TakeMatches(Threads threads, int index, scoped Span<int> captures, bool isMatched)
    {
        bool found = false;
        int kept = 0;
        for (int thread = 0; thread < threads.Count; thread++)
        {
            Span<int> slots = threads.SlotsOf(thread);
            if ((isMatched || found) && slots[0] > captures[0]) continue;

            if (_code[threads.Places[thread]].Op == RegexOp.Match)
            {
                if (found && slots[0] == captures[0]) continue;

                slots.CopyTo(captures);
                captures[1] = index;
                found = true;
                continue;
            }

            threads.Places[kept] = threads.Places[thread];
            slots.CopyTo(threads.SlotsOf(kept++));
        }

        threads.Count = kept;
        return found;
    }

    /// <summary>Adds all places that can be reached from here without a character. Negative entries on the stack restore a slot.</summary>
    private void AddPaths(Threads threads, int place, int index, scoped Span<int> slots)
    {
        _pending.Clear();
        _pending.Add(place);
        while (_pending.Count > 0)
        {
            int top = Pop();
            if (top < 0)
            {
                slots[~top] = Pop();
                continue;
            }

            if (_seen[top] == _generation) continue;

            _seen[top] = _generation;
            RegexInstruction instruction = _code[top];
            switch (instruction.Op)
            {
                case RegexOp.Jump:
                    _pending.Add(instruction.X);
                    break;
                case RegexOp.Split:
                    _pending.Add(instruction.Y);
                    _pending.Add(instruction.X);
                    break;
                case RegexOp.Save when instruction.X < slots.Length:
                    _pending.Add(slots[instruction.X]);
                    _pending.Add(~instruction.X);
                    slots[instruction.X] = index;
                    _pending.Add(top + 1);
                    break;
                case RegexOp.Assert when !RegexTests.Holds((RegexNodeKind)instruction.X, _text, index):
                    break;
                case RegexOp.Save or RegexOp.Assert or RegexOp.LoopMark or RegexOp.LoopCheck:
                    _pending.Add(top + 1);
                    break;
                default:
                    threads.Places[threads.Count] = top;
                    slots.CopyTo(threads.SlotsOf(threads.Count++));
                    break;
            }
        }
    }

    private readonly int Pop()
    {
        int top = _pending[^1];
        _pending.RemoveAt(_pending.Count - 1);
        return top;
    }
}

/// <summary>Tries one path after the other, for expressions with back-references, and keeps the longest match.</summary>
internal ref struct BacktrackingMatcher
{
    /// <summary>Enough for every honest expression on a line; a hostile one ends here instead of running for years.</summary>
    private const int MaximumSteps = 20_000_000;

    private readonly RegexInstruction[] _code;
    private readonly bool _ignoresCase;
    private readonly ReadOnlySpan<char> _text;
    private readonly int _loopCount;
    private readonly List<(int Place, int Index, int Slot, int Old)> _choices;
    private int _steps;

    public BacktrackingMatcher(RegexInstruction[] code, bool ignoresCase, int loopCount, ReadOnlySpan<char> text)
    {
        _code = code;
        _ignoresCase = ignoresCase;
        _text = text;
        _loopCount = loopCount;
        _choices = [];
    }

    public bool Match(int start, scoped Span<int> captures)
    {
        // Behind the groups' slots lie those of the loops: where each began its present round.
        int[] slots = new int[captures.Length + _loopCount];
        for (int index = start; index <= _text.Length && _steps < MaximumSteps; index++)
        {
            Array.Fill(slots, -1);
            slots[0] = index;
            if (MatchAt(index, slots, captures)) return true;
        }

        return false;
    }

    private bool MatchAt(int start, int[] slots, scoped Span<int> captures)
    {
        int longest = -1;
        _choices.Clear();
        _choices.Add((0, start, -1, 0));
        while (_choices.Count > 0 && _steps < MaximumSteps)
        {
            (int place, int index, int slot, int old) = _choices[^1];
            _choices.RemoveAt(_choices.Count - 1);
            if (slot >= 0)
            {
                slots[slot] = old;
                continue;
            }

            int end = Run(place, index, slots, captures.Length);
            if (end > longest)
            {
                longest = end;
                slots.AsSpan(0, captures.Length).CopyTo(captures);
                captures[1] = end;
            }
        }

        return longest >= 0;
    }

    /// <returns>Where the match ends; -1 where this path leads nowhere.</returns>
    private int Run(int place, int index, int[] slots, int groupSlots)
    {
        for (; _steps < MaximumSteps; _steps++)
        {
            RegexInstruction instruction = _code[place];
            switch (instruction.Op)
            {
                case RegexOp.Match: return index;
                case RegexOp.Jump: place = instruction.X; continue;
                case RegexOp.Split:
                    _choices.Add((instruction.Y, index, -1, 0));
                    place = instruction.X;
                    continue;
                case RegexOp.Save:
                    if (instruction.X < groupSlots)
                    {
                        Set(slots, instruction.X, index);
                    }

                    break;
                case RegexOp.LoopMark: Set(slots, groupSlots + instruction.X, index); break;
                case RegexOp.LoopCheck:
                    if (slots[groupSlots + instruction.X] == index) return -1;

                    break;
                case RegexOp.Assert:
                    if (!RegexTests.Holds((RegexNodeKind)instruction.X, _text, index)) return -1;

                    break;
                case RegexOp.BackReference:
                    int length = Repeats(slots, instruction.X, index, groupSlots);
                    if (length < 0) return -1;

                    index += length;
                    break;
                default:
                    if (index >= _text.Length || !RegexTests.Consumes(instruction, CodePoint.At(_text, index, out length), _ignoresCase)) return -1;

                    index += length;
                    break;
            }

            place++;
        }

        return -1;
    }

    private void Set(int[] slots, int slot, int value)
    {
        _choices.Add((0, 0, slot, slots[slot]));
        slots[slot] = value;
    }

    private readonly int Repeats(int[] slots, int group, int index, int groupSlots)
    {
        if (2 * group + 1 >= groupSlots) return -1;

        int start = slots[2 * group];
        int end = slots[2 * group + 1];
        if (start < 0 || end < start || index + end - start > _text.Length) return -1;

        ReadOnlySpan<char> wanted = _text.Slice(start, end - start);
        ReadOnlySpan<char> found = _text.Slice(index, end - start);
        StringComparison comparison = _ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return wanted.Equals(found, comparison) ? wanted.Length : -1;
    }
}
