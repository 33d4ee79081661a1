// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>A state of an automaton; its transitions lie behind it, and behind them its steps.</summary>
internal unsafe struct RegexState
{
    public RegexState* Chain;
    public int Count;
    public uint Hash;
    public RegexSide Left;
    public bool IsFound;
}

/// <summary>The states that an automaton has made so far, in blocks that are given back together.</summary>
internal unsafe struct RegexStates
{
    private struct Block
    {
        public Block* Next;
        public byte* End;
    }

    /// <summary>A transition that is not known yet.</summary>
    internal const nint Unknown = 1;

    private const int Buckets = 256;
    private const int SmallestBlock = 4096;

    /// <summary>What they may take; when that is full, all are forgotten but the one that is made.</summary>
    private const int MostMemory = 512 << 10;

    private int _columns;
    private RegexState** _buckets;
    private Block* _blocks;
    private byte* _free;
    private nuint _used;

    /// <summary>How often all were forgotten.</summary>
    internal int Fillings;

    /// <returns>False without memory.</returns>
    internal bool Initialize(int columns)
    {
        _columns = columns;
        _buckets = (RegexState**)C.calloc(Buckets, (nuint)sizeof(RegexState*));
        return _buckets != null;
    }

    internal void Free()
    {
        if (_buckets != null) Forget();
        C.free(_buckets);
    }

    internal static nint Transitions(RegexState* state) => (nint)(state + 1);

    internal static RegexState* StateOf(nint transitions) => (RegexState*)transitions - 1;

    internal readonly int* StepsOf(RegexState* state) => (int*)((nint*)(state + 1) + _columns);

    /// <summary>The state with these steps; null without memory.</summary>
    internal RegexState* Find(int* steps, int count, RegexSide left, bool isFound)
    {
        uint hash = (uint)left + (isFound ? 8u : 0);
        for (int i = 0; i < count; i++) hash = (hash * 31) + (uint)steps[i] + 2;
        hash ^= hash >> 15;
        for (RegexState* state = _buckets[hash % Buckets]; state != null; state = state->Chain)
        {
            if (state->Hash == hash && state->Count == count && state->Left == left && state->IsFound == isFound
                && C.memcmp(StepsOf(state), steps, (nuint)count * sizeof(int)) == 0)
            {
                return state;
            }
        }

        RegexState* made = (RegexState*)Allocate(((nuint)sizeof(RegexState) + ((nuint)_columns * 8) + ((nuint)count * sizeof(int)) + 7) & ~(nuint)7);
        if (made == null) return null;
        *made = new RegexState { Chain = _buckets[hash % Buckets], Count = count, Hash = hash, Left = left, IsFound = isFound };
        nint* transitions = (nint*)Transitions(made);
        for (int i = 0; i < _columns; i++) transitions[i] = Unknown;
        C.memcpy(StepsOf(made), steps, (nuint)count * sizeof(int));
        _buckets[hash % Buckets] = made;
        return made;
    }

    private byte* Allocate(nuint size)
    {
        if (_blocks == null || (nuint)(_blocks->End - _free) < size)
        {
            if (_used + size > MostMemory) Forget();
            // The blocks grow with what is in use; one state may be larger than any.
            nuint room = (_used < SmallestBlock ? SmallestBlock : _used) + size;
            Block* block = (Block*)C.malloc(room);
            if (block == null) return null;
            block->Next = _blocks;
            block->End = (byte*)block + room;
            _blocks = block;
            _free = (byte*)(block + 1);
            _used += room;
        }

        byte* memory = _free;
        _free += size;
        return memory;
    }

    private void Forget()
    {
        while (_blocks != null)
        {
            Block* next = _blocks->Next;
            C.free(_blocks);
            _blocks = next;
        }

        C.memset(_buckets, 0, Buckets * (nuint)sizeof(RegexState*));
        _used = 0;
        Fillings++;
    }
}
