// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>
/// Finds the groups of a match whose begin and end are known, if at each character only one way through the expression goes on: then no way
/// need be preferred, and what is to be done for a step and a character can be kept.
/// </summary>
internal unsafe struct RegexPath
{
    private const int MostCells = 32_768;

    // In cells, else they have the place of an action.
    private const int Unknown = 0;
    private const int Ambiguous = -1;

    // An action: the cell row of the step that follows (Lost if no way goes on), how many steps save on the way, and these.
    private const int Lost = -1;
    private const int Header = 2;

    private RegexProgram* _program;
    private RegexAlphabet* _alphabet;

    /// <summary>For each step and class of characters where in <see cref="_actions"/> it says what to do.</summary>
    private int* _cells;
    private int* _actions;
    private int _used;
    private int _room;

    // The action that is being worked out: which steps were met in this turn, those still to follow with how many saved before them, those that
    // save on the way, and what was found.
    private uint* _seen;
    private uint _turn;
    private int* _waiting;
    private int* _saves;
    private int* _found;
    private bool _dependsOnPlace;

    /// <returns>False without memory.</returns>
    internal bool Initialize(RegexProgram* program, RegexAlphabet* alphabet)
    {
        if (_seen != null) return true;
        _program = program;
        _alphabet = alphabet;
        nuint count = (nuint)program->Count;
        _seen = (uint*)C.calloc((6 * count) + Header + 2, sizeof(int));
        if (_seen == null) return false;
        _waiting = (int*)(_seen + count);
        _saves = _waiting + (2 * count) + 2;
        _found = _saves + count;
        nuint cells = count * (nuint)alphabet->Count;
        _cells = cells > MostCells ? null : (int*)C.calloc(cells, sizeof(int));
        _used = 1;
        return true;
    }

    internal readonly void Free()
    {
        C.free(_actions);
        C.free(_cells);
        C.free(_seen);
    }

    /// <returns>False if there is more than one way; the slots say nothing then.</returns>
    internal bool Trace(in RegexInput input, byte* from, byte* to, long* slots, int count)
    {
        for (int i = 0; i < count; i++) slots[i] = -1;
        int row = 0;
        for (byte* p = from; p < to;)
        {
            int length = 1;
            uint character = *p;
            if (character >= 128) length = input.Decode(p, out character);
            int column = _cells == null ? -1 : character < 128 ? _alphabet->ClassOf((byte)character) : _alphabet->ClassOfWide(character);
            int cell = column < 0 ? Unknown : _cells[row + column];
            if (cell == Ambiguous) return false;
            int* action = cell != Unknown ? _actions + cell : WorkOut(in input, p, row, character, column);
            if (action == null) return false;
            Save(_program->Steps, action, p - input.Start, slots, count);
            row = action[0];
            p += length;
        }

        if (!TryFind(in input, to, row / _alphabet->Count, RegexStep.NoCharacter)) return false;
        Save(_program->Steps, _found, to - input.Start, slots, count);
        return true;
    }

    private static void Save(RegexStep* steps, int* action, long place, long* slots, int count)
    {
        for (int* number = action + Header; number < action + Header + action[1]; number++)
        {
            RegexStep* step = steps + *number;
            int slot = (int)step->Value;
            if (slot >= count) continue;
            slots[slot] = place;
            if ((slot & 1) != 0) continue;
            // Where a group begins, neither it nor those within have an end yet.
            int end = Math.Min((2 * step->Other) + 2, count);
            for (int i = slot + 1; i < end; i++) slots[i] = -1;
        }
    }

    /// <summary>The action, kept if it is the same wherever the step and the character meet; null if there is not just one.</summary>
    private int* WorkOut(in RegexInput input, byte* p, int row, uint character, int column)
    {
        bool isFound = TryFind(in input, p, row / _alphabet->Count, character);
        if (column < 0 || _dependsOnPlace) return isFound ? _found : null;
        int size = Header + _found[1];
        if (isFound && Reserve(size))
        {
            C.memcpy(_actions + _used, _found, (nuint)size * sizeof(int));
            _cells[row + column] = _used;
            _used += size;
        }
        else if (!isFound)
        {
            _cells[row + column] = Ambiguous;
        }

        return isFound ? _found : null;
    }

    private bool Reserve(int size)
    {
        if (_used + size <= _room) return true;
        int room = (2 * _room) + size + 64;
        int* grown = (int*)C.reallocarray(_actions, (nuint)room, sizeof(int));
        if (grown == null) return false;
        _actions = grown;
        _room = room;
        return true;
    }

    /// <summary>
    /// Looks for the reader that takes the character, or for the end with <see cref="RegexStep.NoCharacter"/>. False if there is none, or if
    /// some step was met in two ways: that these lead elsewhere is not looked into.
    /// </summary>
    private bool TryFind(in RegexInput input, byte* p, int first, uint character)
    {
        NextTurn();
        _dependsOnPlace = false;
        _found[0] = Lost;
        _found[1] = 0;
        int depth = 0;
        Push(ref depth, first, 0);
        while (depth > 0)
        {
            int set = _waiting[--depth];
            int number = _waiting[--depth];
            while (true)
            {
                if (_seen[number] == _turn) return false;
                _seen[number] = _turn;
                RegexStep* step = _program->Steps + number;
                if (step->IsReader || step->Kind == RegexKind.Match)
                {
                    if (!IsTaken(step, character)) break;
                    if (_found[0] != Lost) return false;
                    _found[0] = step->Next * _alphabet->Count;
                    _found[1] = set;
                    C.memcpy(_found + Header, _saves, (nuint)set * sizeof(int));
                    break;
                }

                if (step->Kind == RegexKind.Split)
                {
                    Push(ref depth, step->Other, set);
                }
                else if (step->Kind == RegexKind.Save)
                {
                    _saves[set++] = number;
                }
                else if (step->Kind is not (RegexKind.Jump or RegexKind.Progress))
                {
                    _dependsOnPlace = true;
                    if (!input.Holds(step, p)) break;
                }

                number = step->Next;
            }
        }

        return _found[0] != Lost;
    }

    private readonly bool IsTaken(RegexStep* step, uint character) =>
        character == RegexStep.NoCharacter ? step->Kind == RegexKind.Match : step->IsReader && step->Takes(character, _program->Flags);

    private readonly void Push(ref int depth, int step, int set)
    {
        _waiting[depth++] = step;
        _waiting[depth++] = set;
    }

    private void NextTurn()
    {
        if (++_turn != 0) return;
        C.memset(_seen, 0, (nuint)_program->Count * sizeof(uint));
        _turn = 1;
    }
}
