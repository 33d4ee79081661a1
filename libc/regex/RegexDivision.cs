// SPDX-License-Identifier: MIT
using static Skift.Libc.RegexNumber;

namespace Skift.Libc;

/// <summary>
/// Divides a match whose begin and end are known among the parts of the expression: from the outside in and from left to right, each takes the
/// longest with which what follows can still match (POSIX.1-2024 XBD §9.1), and so does each turn of a repetition. <see cref="RegexMachine"/> knows
/// of a group's last turn only, so that it cannot prefer the longer of two earlier ones.
/// </summary>
/// <remarks>
/// A part is a piece of the program, which is run by itself: forward from where the part begins, and backward from the end of what follows. It
/// gives up where the standard leaves open what matches (turns that take nothing, two alternatives that match the same).
/// </remarks>
internal unsafe struct RegexDivision
{
    /// <summary>Steps followed in all, for one match: with so many, it is too long for this.</summary>
    private const long MostVisits = 20_000_000;

    /// <summary>Of a text the places from which something can match up to its end.</summary>
    private ref struct Reach
    {
        internal byte* Origin;
        internal ulong* Bits;

        internal readonly bool Has(byte* p) => (Bits[(p - Origin) >> 6] >> (int)(p - Origin & 63) & 1) != 0;

        internal readonly void Add(byte* p) => Bits[(p - Origin) >> 6] |= 1UL << (int)(p - Origin & 63);
    }

    private RegexProgram* _program;
    private RegexNode* _nodes;
    private RegexNode* _all;
    private RegexInput _input;
    private long* _slots;
    private int _count;
    private long _visits;

    // Of a run: the steps met in this turn, the readers reached before and after a character, those still to follow.
    private uint* _seen;
    private uint _turn;
    private int* _now;
    private int* _next;
    private int* _waiting;
    private int _nextCount;
    private bool _isAtEnd;

    /// <summary>Whether some repetition has a group of the expression's within, of which there may be several turns.</summary>
    internal static bool IsNeeded(RegexNode* node)
    {
        for (; node->Kind is RegexKind.Join or RegexKind.Either; node = node->Right)
        {
            if (IsNeeded(node->Left)) return true;
        }

        return node->Kind switch
        {
            RegexKind.Repeat => node->High is Unlimited or > 1 ? HasGroups(node->Left) : IsNeeded(node->Left),
            RegexKind.Group => IsNeeded(node->Left),
            _ => false,
        };
    }

    /// <returns>False without memory.</returns>
    internal bool Initialize(RegexProgram* program)
    {
        if (_nodes != null) return true;
        nuint count = (nuint)program->Count;
        nuint room = (C.strlen(program->Pattern) * 3) + 8;
        _seen = (uint*)C.calloc(4 * count, sizeof(int));
        _nodes = (RegexNode*)C.reallocarray(null, room, (nuint)sizeof(RegexNode));
        if (_seen == null || _nodes == null) return false;
        _now = (int*)(_seen + count);
        _next = _now + count;
        _waiting = _next + count;
        _program = program;
        RegexParser parser = RegexParser.For(program->Pattern, (program->Flags & REG_EXTENDED) != 0, _nodes, (int)room);
        _all = parser.ParseAll();
        RegexPlaces places = default;
        places.Number(_all);
        // Nothing is written: the nodes learn where their steps are. The last one leaves rows as they are followed here.
        RegexCompiler compiler = new() { LastPlace = places.Last, IsReversed = true };
        compiler.Emit(_all);
        compiler = new RegexCompiler { LastPlace = places.Last };
        compiler.Emit(_all);
        return true;
    }

    internal readonly void Free()
    {
        C.free(_seen);
        C.free(_nodes);
    }

    /// <returns>False if it has given up; the slots say nothing then.</returns>
    internal bool Trace(in RegexInput input, byte* from, byte* to, long* slots, int count)
    {
        for (int i = 0; i < count; i++) slots[i] = -1;
        _input = input;
        _slots = slots;
        _count = count;
        _visits = 0;
        return Divide(_all, from, to);
    }

    private bool Divide(RegexNode* node, byte* from, byte* to)
    {
        switch (node->Kind)
        {
            case RegexKind.Group:
                int slot = 2 * node->Low;
                if (slot < _count)
                {
                    _slots[slot] = from - _input.Start;
                    _slots[slot + 1] = to - _input.Start;
                }

                return Divide(node->Left, from, to);
            case RegexKind.Join:
                return DivideRow(node, from, to);
            case RegexKind.Either:
                return DivideEither(node, from, to);
            case RegexKind.Repeat:
                return DivideTurns(node, from, to);
            default:
                return true;
        }
    }

    private bool DivideRow(RegexNode* node, byte* from, byte* to)
    {
        RegexNode* last = node;
        // What follows the last part that has groups need not be divided.
        RegexNode* rest = node;
        for (; last->Kind == RegexKind.Join; last = last->Right)
        {
            if (HasGroups(last->Left)) rest = last->Right;
        }

        if (HasGroups(last)) rest = null;
        for (; node->Kind == RegexKind.Join; node = node->Right)
        {
            if (node == rest) return true;
            RegexNode* part = node->Left;
            RegexNode* following = node->Right->Kind == RegexKind.Join ? node->Right->Left : node->Right;
            byte* middle = null;
            if (TryReach(last->Reversed.From, following->Reversed.To, from, from, to, out Reach reach))
            {
                middle = LastEnd(part->Forward, from, to, in reach);
                C.free(reach.Bits);
            }

            if (middle == null || !Divide(part, from, middle)) return false;
            from = middle;
        }

        return node == rest || Divide(node, from, to);
    }

    private bool DivideEither(RegexNode* node, byte* from, byte* to)
    {
        if (!HasGroups(node)) return true;
        RegexNode* chosen = null;
        while (true)
        {
            RegexNode* alternative = node->Kind == RegexKind.Either ? node->Left : node;
            if (LastEnd(alternative->Forward, from, to, default) == to)
            {
                if (chosen != null) return false;
                chosen = alternative;
            }

            if (node->Kind != RegexKind.Either) break;
            node = node->Right;
        }

        return chosen != null && Divide(chosen, from, to);
    }

    private bool DivideTurns(RegexNode* node, byte* from, byte* to)
    {
        if (!HasGroups(node)) return true;
        RegexNode* part = node->Left;
        if (from == to) return node->High == 0 || LastEnd(part->Forward, from, to, default) == null;
        byte* origin = from;
        byte* begin = null;
        int turns = 0;
        Reach reach = default;
        for (; from != null && from < to; turns++)
        {
            // Behind the turns that must be, what follows one of an unlimited number is always the same.
            bool isSame = node->High == Unlimited && turns >= node->Low && turns > 0;
            if (!isSame)
            {
                C.free(reach.Bits);
                reach.Bits = null;
                if (turns == node->High || !TryReach(After(node, turns + 1), node->Reversed.To, origin, from, to, out reach)) break;
            }

            begin = from;
            from = LastEnd(part->Forward, from, to, in reach);
            if (from == begin) from = null;
        }

        C.free(reach.Bits);
        return from == to && turns >= node->Low && Divide(part, begin, to);
    }

    /// <summary>The step of the reversed program at which that begins which can follow so many turns.</summary>
    private static int After(RegexNode* node, int turns)
    {
        int copy = node->Left->Reversed.To - node->Left->Reversed.From;
        int optional = turns > node->Low && node->High != Unlimited ? (turns - node->Low) * (copy + 1) : 0;
        return node->Reversed.From + (turns < node->Low ? turns * copy : node->Low * copy) + optional;
    }

    private static bool HasGroups(RegexNode* node)
    {
        for (; node->Kind is RegexKind.Join or RegexKind.Either; node = node->Right)
        {
            if (HasGroups(node->Left)) return true;
        }

        return node->Kind is RegexKind.Group or RegexKind.Repeat && (node->Number != 0 || HasGroups(node->Left));
    }

    /// <summary>The last place up to which the steps can match from another; with a reach one of those, without only the end. Null for none.</summary>
    private byte* LastEnd(RegexRange steps, byte* from, byte* to, in Reach reach)
    {
        byte* found = null;
        int count = Begin(_program->Steps, steps.From, steps.To, from);
        for (byte* p = from; ;)
        {
            if (_isAtEnd && (reach.Bits == null ? p == to : reach.Has(p))) found = p;
            if (_visits > MostVisits) return null;
            if (p == to || count == 0) return found;
            int length = _input.Decode(p, out uint character);
            p += length;
            count = Read(_program->Steps, steps.To, count, character, p);
        }
    }

    /// <returns>False without memory, or if it takes too long.</returns>
    private bool TryReach(int first, int end, byte* origin, byte* from, byte* to, out Reach reach)
    {
        reach = new Reach { Origin = origin, Bits = (ulong*)C.calloc((nuint)((to - origin) >> 6) + 1, sizeof(ulong)) };
        if (reach.Bits == null) return false;
        int count = Begin(_program->Reversed, first, end, to);
        for (byte* p = to; ;)
        {
            if (_isAtEnd) reach.Add(p);
            if (p <= from || count == 0 || _visits > MostVisits) break;
            int length = _input.DecodeBefore(p, out uint character);
            p -= length;
            count = Read(_program->Reversed, end, count, character, p);
        }

        if (_visits <= MostVisits) return true;
        C.free(reach.Bits);
        reach.Bits = null;
        return false;
    }

    private int Begin(RegexStep* steps, int first, int end, byte* p)
    {
        NextTurn();
        Follow(steps, first, end, p);
        return Exchange();
    }

    /// <summary>From the readers reached before a character to those behind it, and whether the end of the steps is reached there.</summary>
    private int Read(RegexStep* steps, int end, int count, uint character, byte* p)
    {
        NextTurn();
        for (int i = 0; i < count; i++)
        {
            RegexStep* step = steps + _now[i];
            if (step->Takes(character, _program->Flags)) Follow(steps, step->Next, end, p);
        }

        return Exchange();
    }

    private void Follow(RegexStep* steps, int first, int end, byte* p)
    {
        int depth = 0;
        _waiting[depth++] = first;
        while (depth > 0)
        {
            int number = _waiting[--depth];
            while (number != end && _seen[number] != _turn)
            {
                _seen[number] = _turn;
                _visits++;
                RegexStep* step = steps + number;
                if (step->IsReader)
                {
                    _next[_nextCount++] = number;
                    break;
                }

                if (step->Kind == RegexKind.Split) _waiting[depth++] = step->Other;
                else if (step->Kind is not (RegexKind.Jump or RegexKind.Save or RegexKind.Progress) && !_input.Holds(step, p)) break;
                number = step->Next;
            }

            _isAtEnd |= number == end;
        }
    }

    private int Exchange()
    {
        int* reached = _next;
        _next = _now;
        _now = reached;
        return _nextCount;
    }

    private void NextTurn()
    {
        _nextCount = 0;
        _isAtEnd = false;
        if (++_turn != 0) return;
        C.memset(_seen, 0, (nuint)_program->Count * sizeof(uint));
        _turn = 1;
    }
}
