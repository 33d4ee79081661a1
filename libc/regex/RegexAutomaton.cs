// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>
/// A deterministic automaton that is made while it reads (Aho, Sethi, Ullman, "Compilers", §3.7): a state is the set of steps that all ways
/// through the program can have reached, and each of its transitions is worked out when it is first needed.
/// </summary>
/// <remarks>
/// One that searches keeps the ways apart by where they began: a state is a row of sets, of earlier begin first, and a step is only in the
/// first that has it. When a way ends in a match, those that began later are dropped, so that the last match seen is the longest of the
/// leftmost. Assertions need the characters on both sides: a state has the steps before them and the left side, and its transitions tell
/// whether there was a match before the character. An automaton that runs backward sees left and right exchanged.
/// </remarks>
internal unsafe struct RegexAutomaton
{
    // A transition is the address of the next state's transitions, and these bits.
    private const nint Unknown = RegexStates.Unknown;
    private const nint Match = 2;
    private const nint Dead = 4;
    private const nint Bits = 7;

    /// <summary>In a row of steps, where those of ways begin that began later.</summary>
    private const int Mark = -1;

    /// <summary>So many characters must have been read before all states are forgotten for want of room, or reading in this way does not pay.</summary>
    private const int LeastProgress = 16 << 10;

    private RegexStates _states;

    /// <summary>Characters read since then, and from where in the text that it reads now.</summary>
    private long _read;
    private byte* _readFrom;

    private RegexStep* _steps;
    private int _flags;
    private RegexAlphabet* _alphabet;
    private bool _searches;
    private bool _isBackward;

    // The transition that is being worked out: which steps were met in this turn, those still to follow, the readers that were reached and the
    // steps of the next state.
    private uint* _seen;
    private uint _turn;
    private int* _waiting;
    private int* _row;
    private int _rowCount;
    private bool _isMatch;

    /// <summary>The last search ended without an answer: for want of memory, or because so many states would be needed that they do not pay.</summary>
    internal bool HasStopped;

    private bool _hasGivenUp;

    /// <returns>False without memory.</returns>
    internal bool Initialize(RegexProgram* program, RegexStep* steps, RegexAlphabet* alphabet, bool isBackward)
    {
        _steps = steps;
        _flags = program->Flags;
        _alphabet = alphabet;
        _isBackward = isBackward;
        _searches = !isBackward;
        nuint count = (nuint)program->Count;
        // A row has at most a mark for each step.
        _seen = (uint*)C.calloc(count, 4 * sizeof(int));
        if (_seen == null || !_states.Initialize(alphabet->Columns)) return false;
        _waiting = (int*)(_seen + count);
        _row = _waiting + count;
        return true;
    }

    internal void Free()
    {
        _states.Free();
        C.free(_seen);
    }

    /// <summary>
    /// Reads forward from the begin of the text, and finds the end of the leftmost match that is longest, or null for none.
    /// With <paramref name="any"/> the end of any match.
    /// </summary>
    internal byte* FindEnd(in RegexInput input, bool any)
    {
        HasStopped = _hasGivenUp;
        if (HasStopped) return null;
        _readFrom = input.Start;
        byte* found = ReadForward(in input, any);
        _read += (found == null ? input.End : found) - _readFrom;
        return found;
    }

    /// <summary>Reads backward from the end of a match, and finds the first place where one begins that ends there, or null.</summary>
    internal byte* FindStart(in RegexInput input, byte* end)
    {
        HasStopped = _hasGivenUp;
        if (HasStopped) return null;
        _readFrom = end;
        byte* found = ReadBackward(in input, end);
        _read += _readFrom - (found == null ? input.Start : found);
        return found;
    }

    private byte* ReadForward(in RegexInput input, bool any)
    {
        byte* end = input.End;
        byte* found = null;
        nint state = First(_alphabet->EdgeOf((input.Flags & RegexNumber.REG_NOTBOL) == 0));
        for (byte* p = input.Start; state != 0;)
        {
            nint next;
            int length = 1;
            if (p < end && *p < 128)
            {
                int column = _alphabet->ClassOf(*p);
                next = ((nint*)state)[column];
                if (next == Unknown) next = Advance(state, column, *p, p);
            }
            else if (p < end)
            {
                length = input.Decode(p, out uint character);
                next = AdvanceWide(state, character, p);
            }
            else
            {
                return IsMatchAt(state, _alphabet->EdgeOf((input.Flags & RegexNumber.REG_NOTEOL) == 0)) ? p : found;
            }

            if ((next & Bits) != 0)
            {
                if ((next & Match) != 0) found = p;
                if ((next & Dead) != 0 || (any && found != null)) return found;
                next &= ~Bits;
            }

            state = next;
            p += length;
        }

        HasStopped = true;
        return null;
    }

    private byte* ReadBackward(in RegexInput input, byte* end)
    {
        byte* found = null;
        uint after = 0;
        if (end < input.End) _ = input.Decode(end, out after);
        nint state = First(end == input.End ? _alphabet->EdgeOf((input.Flags & RegexNumber.REG_NOTEOL) == 0) : _alphabet->SideOf(after));
        for (byte* p = end; state != 0;)
        {
            nint next;
            int length = 1;
            if (p == input.Start)
            {
                return IsMatchAt(state, _alphabet->EdgeOf((input.Flags & RegexNumber.REG_NOTBOL) == 0)) ? p : found;
            }

            if (p[-1] < 128)
            {
                int column = _alphabet->ClassOf(p[-1]);
                next = ((nint*)state)[column];
                if (next == Unknown) next = Advance(state, column, p[-1], p);
            }
            else
            {
                length = input.DecodeBefore(p, out uint character);
                next = AdvanceWide(state, character, p);
            }

            if ((next & Bits) != 0)
            {
                if ((next & Match) != 0) found = p;
                if ((next & Dead) != 0) return found;
                next &= ~Bits;
            }

            state = next;
            p -= length;
        }

        HasStopped = true;
        return null;
    }

    /// <summary>The transitions of the state in which reading begins; 0 without memory.</summary>
    private nint First(RegexSide left)
    {
        _rowCount = 0;
        if (!_searches) _row[_rowCount++] = 0;
        RegexState* state = _states.Find(_row, _rowCount, left, false);
        return state == null ? 0 : RegexStates.Transitions(state);
    }

    private nint AdvanceWide(nint state, uint character, byte* place)
    {
        int column = _alphabet->ClassOfWide(character);
        nint next = column < 0 ? Unknown : ((nint*)state)[column];
        return next == Unknown ? Advance(state, column, character, place) : next;
    }

    /// <summary>Works out a transition. Returns 0, if there is no memory or no use in going on.</summary>
    /// <param name="column">Where to keep it, or -1.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private nint Advance(nint transitions, int column, uint character, byte* place)
    {
        RegexState* state = RegexStates.StateOf(transitions);
        RegexSide right = _alphabet->SideOf(character);
        bool isFound = Close(state, right);
        Read(character);
        nint next = _isMatch ? Match : 0;
        int fillings = _states.Fillings;
        if (_rowCount == 0 && (isFound || !_searches))
        {
            next |= Dead;
        }
        else
        {
            RegexState* found = _states.Find(_row, _rowCount, right, isFound);
            if (found == null) return 0;
            next |= RegexStates.Transitions(found);
        }

        if (fillings != _states.Fillings)
        {
            _hasGivenUp = _read + (place > _readFrom ? place - _readFrom : _readFrom - place) < LeastProgress;
            _read = 0;
            _readFrom = place;
            if (_hasGivenUp) return 0;
        }
        else if (column >= 0)
        {
            ((nint*)transitions)[column] = next;
        }

        return next;
    }

    private bool IsMatchAt(nint transitions, RegexSide edge)
    {
        nint* kept = (nint*)transitions + _alphabet->ColumnOf(edge);
        if (*kept == Unknown)
        {
            _ = Close(RegexStates.StateOf(transitions), edge);
            *kept = _isMatch ? Match : 0;
        }

        return *kept == Match;
    }

    /// <summary>Puts the readers into the row that are reached without reading, and says in <see cref="_isMatch"/> whether the end is.</summary>
    /// <returns>Whether a match was found here or before.</returns>
    private bool Close(RegexState* state, RegexSide right)
    {
        NextTurn();
        _rowCount = 0;
        _isMatch = false;
        RegexSide left = state->Left;
        (RegexSide before, RegexSide after) = _isBackward ? (right, left) : (left, right);
        int* steps = _states.StepsOf(state);
        for (int i = 0; i < state->Count; i++)
        {
            if (steps[i] != Mark)
            {
                Follow(steps[i], before, after);
                continue;
            }

            if (_isMatch) return true;
            AddMark();
        }

        if (_searches && !_isMatch && !state->IsFound)
        {
            AddMark();
            Follow(0, before, after);
        }

        return _isMatch || state->IsFound;
    }

    private void AddMark()
    {
        if (_rowCount > 0 && _row[_rowCount - 1] != Mark) _row[_rowCount++] = Mark;
    }

    private void Follow(int first, RegexSide left, RegexSide right)
    {
        int depth = 0;
        _waiting[depth++] = first;
        while (depth > 0)
        {
            int number = _waiting[--depth];
            while (_seen[number] != _turn)
            {
                _seen[number] = _turn;
                RegexStep* step = _steps + number;
                if (step->Kind == RegexKind.Split)
                {
                    _waiting[depth++] = step->Other;
                }
                else if (step->Kind is not (RegexKind.Jump or RegexKind.Save or RegexKind.Progress))
                {
                    if (step->IsReader) _row[_rowCount++] = number;
                    _isMatch |= step->Kind == RegexKind.Match;
                    if (step->IsReader || step->Kind == RegexKind.Match || !step->Holds(left, right)) break;
                }

                number = step->Next;
            }
        }
    }

    /// <summary>From the readers in the row to what follows those that take the character.</summary>
    private void Read(uint character)
    {
        int count = _rowCount;
        _rowCount = 0;
        for (int i = 0; i < count; i++)
        {
            int number = _row[i];
            if (number == Mark)
            {
                AddMark();
            }
            else if (_steps[number].Takes(character, _flags))
            {
                _row[_rowCount++] = _steps[number].Next;
            }
        }

        if (_rowCount > 0 && _row[_rowCount - 1] == Mark) _rowCount--;
    }

    private void NextTurn()
    {
        if (++_turn != 0) return;
        C.memset(_seen, 0, (nuint)((byte*)_waiting - (byte*)_seen));
        _turn = 1;
    }
}
