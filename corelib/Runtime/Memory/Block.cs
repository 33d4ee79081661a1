using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace System.Runtime;

/// <summary>Describes one block of the heap: 32 KiB of equal cells, or one large object. Kept apart from the objects.</summary>
/// <remarks>
/// A cell begins with the object's 8-byte header; a reference points 8 bytes behind it, at the type. A cell is in use when its bit in
/// <see cref="Used"/> was set by the last collection or its index is below <see cref="Cursor"/>.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Block
{
    internal const int Size = 32768;
    private const int MarkWords = (Size / 24 + 63) / 64;

    internal enum State : byte
    {
        Unused = 0,

        /// <summary>Has free cells and waits in the list of its class.</summary>
        Available,

        /// <summary>Some allocation context takes cells from it.</summary>
        Current,

        Full,
        Large,
    }

    internal Block* Next;
    internal byte* Start;

    /// <summary>Size of a cell; for a large object, of the whole.</summary>
    internal nuint CellSize;

    /// <summary>2^32 / CellSize, rounded up: index = offset * Reciprocal >> 32, exact for offsets below 32 KiB.</summary>
    internal uint Reciprocal;
    internal int CellCount;

    /// <summary>Cells before it have been handed out since the last collection; where the search for a free one goes on.</summary>
    internal int Cursor;
    internal byte SizeClass;
    internal State Status;

    /// <summary>Fresh memory from the host needs no clearing.</summary>
    internal bool IsDirty;

    /// <summary>What the collection under way has reached.</summary>
    internal fixed ulong Marks[MarkWords];

    /// <summary>What the last collection has reached.</summary>
    internal fixed ulong Used[MarkWords];

    /// <summary>Marks a cell; answers whether this call did it.</summary>
    internal bool TryMark(int index)
    {
        ulong bit = 1UL << (index & 63);
        if ((Marks[index >> 6] & bit) != 0)
            return false;
        Marks[index >> 6] |= bit;
        return true;
    }

    internal bool IsMarked(int index) => (Marks[index >> 6] & (1UL << (index & 63))) != 0;

    internal bool IsInUse(int index) => index < Cursor || IsUsed(index);

    private bool IsUsed(int index) => (Used[index >> 6] & (1UL << (index & 63))) != 0;

    /// <summary>
    /// Takes the type from what is not marked before <see cref="Cursor"/>. All of that counts as in use still, and a word on a stack that
    /// happens to point to it must not bring it back to life at the next collection: what it refers to may be gone by then.
    /// </summary>
    internal void EraseDead()
    {
        for (int i = 0; i < Cursor; i++)
        {
            if (!IsMarked(i))
                *(nint*)(Cell(i) + sizeof(nint)) = 0;
        }
    }

    /// <summary>Ends a collection for this block: what was marked is what is used. Answers how many cells that is.</summary>
    internal int AdoptMarks()
    {
        int count = 0;
        for (int i = 0; i < MarkWords; i++)
        {
            ulong word = Marks[i];
            Used[i] = word;
            Marks[i] = 0;
            count += BitCount(word);
        }
        return count;
    }

    private static int BitCount(ulong word)
    {
        word -= (word >> 1) & 0x5555555555555555;
        word = (word & 0x3333333333333333) + ((word >> 2) & 0x3333333333333333);
        word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0F;
        return (int)(word * 0x0101010101010101 >> 56);
    }

    /// <summary>The next run of free cells at or after <see cref="Cursor"/>: its first index and length, or 0 at the end.</summary>
    internal int TakeRun(out int first)
    {
        int index = Cursor;
        while (index < CellCount && IsUsed(index))
            index += (index & 63) == 0 && Used[index >> 6] == ulong.MaxValue ? 64 : 1;
        if (index > CellCount)
            index = CellCount;
        first = index;
        while (index < CellCount && !IsUsed(index))
            index += (index & 63) == 0 && Used[index >> 6] == 0 ? 64 : 1;
        if (index > CellCount)
            index = CellCount;
        Cursor = index;
        return index - first;
    }

    internal byte* Cell(int index) => Start + (nuint)index * CellSize;

    /// <summary>The cell that an address in this block lies in; may be beyond the last one.</summary>
    internal int CellIndex(nint address) =>
        Status == State.Large ? 0 : (int)(((ulong)(address - (nint)Start) * Reciprocal) >> 32);
}
