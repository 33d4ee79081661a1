// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>For expressions with back-references only: tries one way after the other, since what a group took decides what may follow.</summary>
/// <remarks>Such expressions are hard in themselves; the number of tries is bounded, and too many answer REG_ESPACE.</remarks>
internal unsafe struct RegexBacktracker
{
    private const int MostTries = 20_000_000;
    private const int DeepestTry = 20_000;

    private RegexInput _input;
    private long* _current;
    private long* _best;
    private int _slots;
    private byte** _loops;
    private int _tries;
    private int _depth;
    private bool _isFound;

    internal static int Run(RegexInput input, long* best, int slots)
    {
        RegexBacktracker self = default;
        byte* memory = (byte*)C.calloc((nuint)slots + (nuint)input.Program->Loops, 8);
        if (memory == null)
        {
            return RegexNumber.REG_ESPACE;
        }

        self._input = input;
        self._current = (long*)memory;
        self._loops = (byte**)(memory + (slots * 8));
        self._best = best;
        self._slots = slots;
        for (byte* p = input.Start; p <= input.End && !self._isFound && self._tries < MostTries; p += p == input.End ? 1 : input.Decode(p, out _))
        {
            for (int i = 0; i < slots; i++)
            {
                self._current[i] = -1;
            }

            self._current[0] = p - input.Start;
            self.Try(0, p);
        }

        C.free(memory);
        return self._isFound ? 0 : self._tries >= MostTries ? RegexNumber.REG_ESPACE : RegexNumber.REG_NOMATCH;
    }

    private void Try(int number, byte* p)
    {
        if (++_tries >= MostTries || _depth >= DeepestTry)
        {
            _tries = MostTries;
            return;
        }

        _depth++;
        while (true)
        {
            RegexStep* step = _input.Program->Steps + number;
            switch (step->Kind)
            {
                case RegexKind.Match:
                    Record(p);
                    _depth--;
                    return;
                case RegexKind.Split:
                    Try(step->Next, p);
                    number = step->Other;
                    continue;
                case RegexKind.Save:
                    long old = _current[step->Value];
                    _current[step->Value] = p - _input.Start;
                    Try(step->Next, p);
                    _current[step->Value] = old;
                    _depth--;
                    return;
                case RegexKind.Progress:
                    byte* last = _loops[step->Value];
                    if (last != p)
                    {
                        _loops[step->Value] = p;
                        Try(step->Next, p);
                        _loops[step->Value] = last;
                    }

                    _depth--;
                    return;
                default:
                    if (!Advance(step, ref p))
                    {
                        _depth--;
                        return;
                    }

                    break;
            }

            number = step->Next;
        }
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
