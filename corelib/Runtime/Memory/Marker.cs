using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System.Runtime;

/// <summary>Follows references from the roots, with a stack of its own instead of recursion.</summary>
/// <remarks>
/// When the stack overflows, the object stays marked but its references unvisited; then the heap is walked for marked objects and their
/// references visited again, until nothing overflows. Slow, rare, and never fatal. The stack grows for the next collection.
/// </remarks>
internal static unsafe class Marker
{
    private const nuint LargestStack = 8 * 1024 * 1024;

    private static nint* s_stack;
    private static nuint s_capacity;
    private static nuint s_depth;
    private static bool s_hasOverflowed;
    private static nuint s_wantedBytes = Block.Size;

    /// <summary>Makes sure that there is a stack; false when there is no memory even for the smallest.</summary>
    internal static bool Prepare()
    {
        nuint bytes = s_capacity * (nuint)sizeof(nint);
        if (bytes < s_wantedBytes)
        {
            nint* larger = (nint*)Hooks.PagesAllocate(s_wantedBytes);
            if (larger != null)
            {
                if (s_stack != null)
                    Hooks.PagesFree(s_stack, bytes);
                s_stack = larger;
                s_capacity = s_wantedBytes / (nuint)sizeof(nint);
            }
        }
        return s_stack != null;
    }

    /// <summary>A word that may be a reference into the heap, to any part of an object.</summary>
    internal static void MarkConservatively(nint word)
    {
        // A reference is at least 8 bytes into its cell, and a reference to the end of an object is still that object's:
        // so the cell is that of the byte 8 before.
        nint address = word - sizeof(nint);
        Block* block = BlockTable.Find(address);
        if (block == null)
            return;
        int index = block->CellIndex(address);
        if (index >= block->CellCount || !block->IsInUse(index) || !block->TryMark(index))
            return;
        Push(block->Cell(index) + sizeof(nint));
    }

    /// <summary>A reference: null, into the heap, or to a frozen or stack-allocated object, which are visited as roots.</summary>
    internal static void Mark(nint reference)
    {
        if (reference == 0)
            return;
        Block* block = BlockTable.Find(reference);
        if (block != null && block->TryMark(block->CellIndex(reference - sizeof(nint))))
            Push((byte*)reference);
    }

    private static void Push(byte* obj)
    {
        // A cell that was handed out but is not yet an object has no type.
        MethodTable* type = *(MethodTable**)obj;
        if (type == null || !type->ContainsGCPointers)
            return;
        if (s_depth == s_capacity)
        {
            s_hasOverflowed = true;
            return;
        }
        s_stack[s_depth++] = (nint)obj;
    }

    internal static void Drain()
    {
        VisitStack();
        while (s_hasOverflowed)
        {
            s_hasOverflowed = false;
            if (s_wantedBytes < LargestStack)
                s_wantedBytes *= 2;
            for (Metadata.BlockChunk* chunk = Metadata.Chunks; chunk != null; chunk = chunk->Next)
            {
                for (int i = 0; i < chunk->Count; i++)
                    VisitMarked(Metadata.BlockChunk.At(chunk, i));
            }
        }
    }

    private static void VisitStack()
    {
        while (s_depth != 0)
            ObjectScan.Visit((byte*)s_stack[--s_depth]);
    }

    private static void VisitMarked(Block* block)
    {
        if (block->Status == Block.State.Unused)
            return;
        for (int i = 0; i < block->CellCount; i++)
        {
            if (!block->IsMarked(i))
                continue;
            byte* obj = block->Cell(i) + sizeof(nint);
            MethodTable* type = *(MethodTable**)obj;
            if (type == null || !type->ContainsGCPointers)
                continue;
            ObjectScan.Visit(obj);
            VisitStack();
        }
    }
}
