// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>For expressions with back-references only: tries one way after the other, since what a group took decides what may follow.</summary>
/// <remarks>
/// Such expressions are hard in themselves; the number of tries is bounded, and too many answer REG_ESPACE. What is still to be tried waits in
/// memory of malloc: the stack of a thread may be small.
/// </remarks>
internal unsafe struct RegexBacktracker
{
    private const int MostTries = 20_000_000;
    private const int MostWaiting = 1_000_000;

    /// <summary>A way to try from a step on, or something to set back once all that was tried after it has failed.</summary>
    private struct Work
    {
        /// <summary>A step, or one of the two below.</summary>
        public int Step;
        public int Index;
        public long Value;
    }

    private const int RestoreSlot = -1;
    private const int RestoreLoop = -2;

    private RegexInput _input;
    private long* _current;
    private long* _best;
    private int _slots;

    /// <summary>Where each loop's last turn began.</summary>
    private long* _loops;
    private Work* _work;
    private int _workRoom;
    private int _workCount;
    private int _tries;
    private bool _isFound;

    internal static int Run(RegexInput input, long* best, int slots)
    {
        RegexBacktracker self = default;
        long* memory = (long*)C.calloc((nuint)slots + (nuint)input.Program->Loops, 8);
        if (memory == null)
        {
            return RegexNumber.REG_ESPACE;
        }

        self._input = input;
        self._current = memory;
        self._loops = memory + slots;
        self._best = best;
        self._slots = slots;
        for (byte* p = input.Start; p <= input.End && !self._isFound && self._tries < MostTries; p += p == input.End ? 1 : input.Decode(p, out _))
        {
            for (int i = 0; i < slots; i++)
            {
                self._current[i] = -1;
            }

            self._current[0] = p - input.Start;
            self.TryAll(p);
        }

        C.free(self._work);
        C.free(memory);
        return self._isFound ? 0 : self._tries >= MostTries ? RegexNumber.REG_ESPACE : RegexNumber.REG_NOMATCH;
    }

    private void TryAll(byte* p)
    {
        _workCount = 0;
        Try(0, p);
        while (_workCount > 0 && _tries < MostTries)
        {
            Work work = _work[--_workCount];
            switch (work.Step)
            {
                case RestoreSlot:
                    _current[work.Index] = work.Value;
                    break;
                case RestoreLoop:
                    _loops[work.Index] = work.Value;
                    break;
                default:
                    Try(work.Step, (byte*)work.Value);
                    break;
            }
        }
    }

    /// <summary>One way until it fails or matches; what branches off waits.</summary>
    private void Try(int number, byte* p)
    {
        while (true)
        {
            RegexStep* step = _input.Program->Steps + number;
            switch (step->Kind)
            {
                case RegexKind.Match:
                    Record(p);
                    return;
                case RegexKind.Split:
                    if (!Push(new Work { Step = step->Other, Value = (long)p })) return;
                    break;
                case RegexKind.Save:
                    if (!Save(step, p - _input.Start)) return;
                    break;
                case RegexKind.Progress:
                    // A turn that began here already took nothing.
                    if (_loops[step->Value] == (long)p) return;
                    if (!Push(new Work { Step = RestoreLoop, Index = (int)step->Value, Value = _loops[step->Value] })) return;
                    _loops[step->Value] = (long)p;
                    break;
                default:
                    if (!Advance(step, ref p)) return;
                    break;
            }

            number = step->Next;
        }
    }

    /// <summary>Where a group begins, neither it nor those within have an end yet.</summary>
    private bool Save(RegexStep* step, long place)
    {
        int slot = (int)step->Value;
        int end = (slot & 1) != 0 ? slot + 1 : (2 * step->Other) + 2;
        for (int i = slot; i < end && i < _slots; i++)
        {
            if (i != slot && _current[i] < 0) continue;
            if (!Push(new Work { Step = RestoreSlot, Index = i, Value = _current[i] })) return false;
            _current[i] = i == slot ? place : -1;
        }

        return true;
    }

    /// <summary>False if that was one try too many, or there is no memory for it: then all ends.</summary>
    private bool Push(Work work)
    {
        if (++_tries >= MostTries || (_workCount == _workRoom && !Grow()))
        {
            _tries = MostTries;
            return false;
        }

        _work[_workCount++] = work;
        return true;
    }

    private bool Grow()
    {
        int room = _workRoom == 0 ? 256 : _workRoom * 2;
        Work* grown = room > MostWaiting ? null : (Work*)C.reallocarray(_work, (nuint)room, (nuint)sizeof(Work));
        if (grown == null) return false;
        _work = grown;
        _workRoom = room;
        return true;
    }

    private readonly bool Advance(RegexStep* step, ref byte* p)
    {
        switch (step->Kind)
        {
            case RegexKind.Jump:
                return true;
            case RegexKind.Character or RegexKind.Any or RegexKind.Bracket:
                int length = _input.Decode(p, out uint character);
                p += length;
                return length > 0 && step->Takes(character, _input.Program->Flags);
            case RegexKind.BackReference:
                long from = _current[step->Value * 2], to = _current[(step->Value * 2) + 1];
                if (from < 0 || to < from || p + (to - from) > _input.End || !IsSame(_input.Start + from, p, to - from))
                {
                    return false;
                }

                p += to - from;
                return true;
            default:
                return _input.Holds(step, p);
        }
    }

    private readonly bool IsSame(byte* left, byte* right, long count) => (_input.Program->Flags & RegexNumber.REG_ICASE) != 0
        ? C.strncasecmp(left, right, (nuint)count) == 0
        : C.memcmp(left, right, (nuint)count) == 0;

    private void Record(byte* p)
    {
        if (!_isFound || p - _input.Start > _best[1])
        {
            C.memcpy(_best, _current, (nuint)_slots * 8);
            _best[1] = p - _input.Start;
            _isFound = true;
        }
    }
}
