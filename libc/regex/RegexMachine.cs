// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Skift.Libc;

/// <summary>
/// Runs all ways through a program at once (after Thompson, 1968), so the time is at most the product of the lengths of program and
/// text. Where two ways meet, the one that POSIX prefers goes on: begun earlier, then with the earlier groups earlier and longer.
/// </summary>
internal unsafe struct RegexMachine
{
    /// <summary>An entry of the work list: a step to follow, or (Step below 0) a slot to set back.</summary>
    private struct Work
    {
        public int Step;
        public int Slot;
        public long Old;
    }

    private struct List
    {
        public int Count;
        public int* Order;

        /// <summary>Per step its place in <see cref="Order"/>, believed only if that names the step.</summary>
        public int* Place;
        public long* Slots;
    }

    private RegexInput _input;
    private int _slots;
    private List _now;
    private List _next;
    private Work* _work;
    private int _workRoom;
    private bool _isOutOfMemory;
    private byte* _from;
    private byte* _to;

    /// <summary>Where the best match's groups begin and end, as distances from the text's start; -1 for none.</summary>
    private long* _best;
    private long* _current;

    /// <summary>0, REG_NOMATCH or REG_ESPACE. <paramref name="best"/> has two slots per group.</summary>
    /// <param name="from">Where the match is known to begin, or null.</param>
    /// <param name="to">Where it is known to end then.</param>
    internal static int Run(RegexInput input, long* best, int slots, bool anyMatch, byte* from, byte* to)
    {
        int steps = input.Program->Count;
        nuint listSize = (nuint)steps * (8 + ((nuint)slots * 8));
        byte* memory = (byte*)C.malloc((2 * listSize) + ((nuint)slots * 8));
        if (memory == null)
        {
            return RegexNumber.REG_ESPACE;
        }

        RegexMachine machine = default;
        machine._input = input;
        machine._slots = slots;
        machine._best = best;
        machine._from = from;
        machine._to = to;
        machine._current = (long*)memory;
        machine._now = Place(memory + (slots * 8), steps, slots);
        machine._next = Place(memory + ((nuint)slots * 8) + listSize, steps, slots);
        machine._workRoom = 64;
        machine._work = (Work*)C.malloc(64 * (nuint)sizeof(Work));
        int status = machine._work == null ? RegexNumber.REG_ESPACE : machine.Search(anyMatch);
        C.free(machine._work);
        C.free(memory);
        return status;
    }

    private static List Place(byte* memory, int steps, int slots)
    {
        List list = default;
        list.Slots = (long*)memory;
        list.Order = (int*)(memory + ((nuint)steps * (nuint)slots * 8));
        list.Place = list.Order + steps;
        C.memset(list.Place, 0, (nuint)steps * 4);
        return list;
    }

    private int Search(bool anyMatch)
    {
        bool isFound = false;
        for (byte* p = _from != null ? _from : _input.Start; ; )
        {
            while (!isFound && _now.Count == 0 && _input.IsHopeless(p))
            {
                p++;
            }

            if (_from != null ? p == _from : !isFound && !_input.IsHopeless(p))
            {
                for (int i = 0; i < _slots; i++)
                {
                    _current[i] = -1;
                }

                _current[0] = p - _input.Start;
                Follow(ref _now, 0, p);
            }

            if (_isOutOfMemory)
            {
                return RegexNumber.REG_ESPACE;
            }

            int length = _input.Decode(p, out uint character);
            _next.Count = 0;
            for (int i = 0; i < _now.Count; i++)
            {
                int number = _now.Order[i];
                RegexStep* step = _input.Program->Steps + number;
                long* slots = _now.Slots + ((long)number * _slots);
                if (step->Kind == RegexKind.Match)
                {
                    if (_to != null && p != _to) continue;
                    if (!isFound || slots[0] < _best[0] || (slots[0] == _best[0] && (p - _input.Start > _best[1] || IsBetter(slots, _best))))
                    {
                        CopySlots(_best, slots);
                        _best[1] = p - _input.Start;
                        isFound = true;
                    }

                    if (anyMatch)
                    {
                        return 0;
                    }
                }
                else if ((!isFound || slots[0] <= _best[0]) && step->IsReader && step->Takes(character, _input.Program->Flags))
                {
                    CopySlots(_current, slots);
                    Follow(ref _next, step->Next, p + length);
                }
            }

            (_now, _next) = (_next, _now);
            if (length == 0 || p == _to || (isFound && _now.Count == 0))
            {
                return _isOutOfMemory ? RegexNumber.REG_ESPACE : isFound ? 0 : RegexNumber.REG_NOMATCH;
            }

            p += length;
        }
    }

    /// <summary>Adds a step and all that it leads to without reading.</summary>
    private void Follow(ref List list, int first, byte* p)
    {
        int depth = 0;
        Walk(ref list, first, p, ref depth);
        while (depth > 0)
        {
            Work work = _work[--depth];
            if (work.Step < 0)
            {
                _current[work.Slot] = work.Old;
            }
            else
            {
                Walk(ref list, work.Step, p, ref depth);
            }
        }
    }

    /// <summary>One way until it reads or ends; what branches off waits.</summary>
    private void Walk(ref List list, int number, byte* p, ref int depth)
    {
        while (Enter(ref list, number))
        {
            RegexStep* step = _input.Program->Steps + number;
            switch (step->Kind)
            {
                case RegexKind.Split:
                    Push(ref depth, new Work { Step = step->Other });
                    break;
                case RegexKind.Jump or RegexKind.Progress:
                    break;
                case RegexKind.Save:
                    Save(step, p - _input.Start, ref depth);
                    break;
                case RegexKind.Character or RegexKind.Any or RegexKind.Bracket or RegexKind.Match:
                    return;
                default:
                    if (!_input.Holds(step, p)) return;
                    break;
            }

            number = step->Next;
        }
    }

    /// <summary>Sets a slot until the way is at its end; where a group begins, neither it nor those within have an end yet.</summary>
    private void Save(RegexStep* step, long place, ref int depth)
    {
        int slot = (int)step->Value;
        if (slot >= _slots) return;
        Set(slot, place, ref depth);
        int end = (slot & 1) != 0 ? 0 : Math.Min((2 * step->Other) + 2, _slots);
        for (int i = slot + 1; i < end; i++)
        {
            if (_current[i] >= 0) Set(i, -1, ref depth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Set(int slot, long place, ref int depth)
    {
        Push(ref depth, new Work { Step = -1, Slot = slot, Old = _current[slot] });
        _current[slot] = place;
    }

    /// <summary>False if the list has the step already, by a way at least as good.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool Enter(ref List list, int step)
    {
        long* slots = list.Slots + ((long)step * _slots);
        int place = list.Place[step];
        bool isKnown = place < list.Count && list.Order[place] == step;
        if (isKnown && !IsBetter(_current, slots))
        {
            return false;
        }

        if (!isKnown)
        {
            list.Place[step] = list.Count;
            list.Order[list.Count++] = step;
        }

        CopySlots(slots, _current);
        return true;
    }

    /// <summary>They come in pairs, and are usually few.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void CopySlots(long* target, long* source)
    {
        for (int i = 0; i < _slots; i += 2)
        {
            Vector128.Load(source + i).Store(target + i);
        }
    }

    private readonly bool IsBetter(long* left, long* right)
    {
        if (left[0] != right[0])
        {
            return left[0] < right[0];
        }

        for (int i = 2; i < _slots; i += 2)
        {
            if (left[i] != right[i])
            {
                return right[i] < 0 || (left[i] >= 0 && left[i] < right[i]);
            }

            if (left[i + 1] != right[i + 1])
            {
                return left[i + 1] > right[i + 1];
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push(ref int depth, Work work)
    {
        if (depth < _workRoom || GrowWork(ref depth)) _work[depth++] = work;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GrowWork(ref int depth)
    {
        Work* grown = (Work*)C.reallocarray(_work, (nuint)_workRoom * 2, (nuint)sizeof(Work));
        if (grown == null)
        {
            _isOutOfMemory = true;
            depth = 0;
            return false;
        }

        _work = grown;
        _workRoom *= 2;
        return true;
    }
}
