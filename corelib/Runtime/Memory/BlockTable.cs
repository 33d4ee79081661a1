using System.Runtime.CompilerServices;

namespace System.Runtime;

/// <summary>Finds the block that an address lies in: a table of three levels over the 48-bit address space.</summary>
/// <remarks>
/// Levels 2 and 3 come from the host when first needed and stay; one leaf (8 KiB) covers 32 MiB of heap. Reading is lock-free, as a collection
/// does it with the world stopped; writing happens under the heap's lock.
/// </remarks>
internal static unsafe class BlockTable
{
    private const int BlockBits = 15;
    private const int LeafBits = 10;
    private const int MiddleBits = 11;
    private const int RootBits = 48 - MiddleBits - LeafBits - BlockBits;

    [InlineArray(1 << RootBits)]
    private struct RootTable
    {
        private nint _element0;
    }

    private static RootTable s_root;

    internal static Block* Find(nint address)
    {
        nint* middle = (nint*)Root(address);
        if (middle == null)
            return null;
        nint* leaf = (nint*)middle[MiddleIndex(address)];
        return leaf == null ? null : (Block*)leaf[LeafIndex(address)];
    }

    /// <summary>Enters (or with null removes) the block for a range of addresses; false when memory for the table is out.</summary>
    internal static bool Set(byte* start, nuint bytes, Block* block)
    {
        for (nuint offset = 0; offset < bytes; offset += Block.Size)
        {
            nint* place = Place((nint)(start + offset));
            if (place == null)
                return false;
            *place = (nint)block;
        }
        return true;
    }

    private static nint* Place(nint address)
    {
        ref nint root = ref Root(address);
        if (root == 0)
            root = (nint)Metadata.AllocateTable(sizeof(nint) << MiddleBits);
        if (root == 0)
            return null;
        nint* middle = (nint*)root + MiddleIndex(address);
        if (*middle == 0)
            *middle = (nint)Metadata.AllocateTable(sizeof(nint) << LeafBits);
        return *middle == 0 ? null : (nint*)*middle + LeafIndex(address);
    }

    private static ref nint Root(nint address) =>
        ref Unsafe.Add(ref Unsafe.As<RootTable, nint>(ref s_root), (int)((ulong)address >> (48 - RootBits)) & ((1 << RootBits) - 1));

    private static int MiddleIndex(nint address) => (int)((ulong)address >> (BlockBits + LeafBits)) & ((1 << MiddleBits) - 1);

    private static int LeafIndex(nint address) => (int)((ulong)address >> BlockBits) & ((1 << LeafBits) - 1);
}
