using System.Runtime.CompilerServices;

namespace System.Runtime;

/// <summary>The managed heap: small objects in blocks of equal cells, large ones in blocks of their own, nothing ever moved.</summary>
/// <remarks>
/// The common path takes the next cell of a prepared run and needs no lock. Everything else (a new run, a new block, a large object, a
/// collection) happens under one lock.
/// </remarks>
internal static unsafe partial class Heap
{
    private static RuntimeLock s_lock;

    [InlineArray(SizeClasses.Count)]
    private struct BlockLists
    {
        private nint _element0;
    }

    // Per class, the blocks that have free cells and belong to no context.
    private static BlockLists s_available;

    private static ref Block* Available(int sizeClass) =>
        ref *(Block**)Unsafe.AsPointer(ref Unsafe.Add(ref Unsafe.As<BlockLists, nint>(ref s_available), sizeClass));

    /// <summary>Zeroed memory for an object of <paramref name="size"/> bytes (header included); the result is where its type goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void* Allocate(nuint size)
    {
        if (size <= SizeClasses.LargestSmall)
        {
            int sizeClass = SizeClasses.Index(size);
            AllocationContext.Run* run = Hooks.Allocator()->Runs + sizeClass;
            byte* cell = run->Next;
            if (cell != run->Limit)
            {
                run->Next = cell + SizeClasses.Size(sizeClass);
                return cell + sizeof(nint);
            }
        }
        return AllocateSlow(size);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void* AllocateSlow(nuint size)
    {
        void* result = TryAllocate(size);
        if (result == null)
        {
            EmergencyExceptions.ThrowOutOfMemory();
        }
        return result;
    }

    /// <summary>As <see cref="Allocate"/>, but answers null when there is no memory, also after a collection.</summary>
    internal static void* TryAllocate(nuint size)
    {
        if (GCBudget.IsSpent && Hooks.MayCollect() != 0)
            Collector.Collect(isForced: false);
        void* result = TryAllocateOnce(size);
        if (result != null || Hooks.MayCollect() == 0)
            return result;
        Collector.Collect(isForced: true);
        result = TryAllocateOnce(size);
        return result;
    }

    private static void* TryAllocateOnce(nuint size)
    {
        if (size > SizeClasses.LargestSmall)
            return AllocateLarge(size);
        int sizeClass = SizeClasses.Index(size);
        AllocationContext.Run* run = Hooks.Allocator()->Runs + sizeClass;
        if (run->Next == run->Limit && !Refill(run, sizeClass))
            return null;
        byte* cell = run->Next;
        run->Next = cell + SizeClasses.Size(sizeClass);
        return cell + sizeof(nint);
    }

    /// <summary>Finds the next run of free cells: in the run's own block, in another one of the class, or in a new one.</summary>
    /// <remarks>All of it under the lock, which the collector takes before it stops the world: so no thread is ever stopped in here.</remarks>
    private static bool Refill(AllocationContext.Run* run, int sizeClass)
    {
        s_lock.Acquire();
        while (true)
        {
            Block* block = run->Block;
            if (block == null)
            {
                block = Available(sizeClass);
                if (block != null)
                    Available(sizeClass) = block->Next;
                else
                    block = NewBlock(sizeClass);
                if (block == null)
                    break;
                block->Status = Block.State.Current;
                run->Block = block;
            }
            int count = block->TakeRun(out int first);
            if (count != 0)
            {
                Hand(run, block, first, count);
                s_lock.Release();
                return true;
            }
            block->Status = Block.State.Full;
            run->Block = null;
        }
        s_lock.Release();
        return false;
    }

    private static void Hand(AllocationContext.Run* run, Block* block, int first, int count)
    {
        byte* start = block->Cell(first);
        nuint bytes = (nuint)count * block->CellSize;
        if (block->IsDirty)
            SpanHelpers.ClearWithoutReferences(ref *start, bytes);
        run->Next = start;
        run->Limit = start + bytes;
        GCBudget.Spend(bytes);
    }

    // With the lock held.
    private static Block* NewBlock(int sizeClass)
    {
        byte* memory = PagePool.Take(out bool isDirty);
        if (memory == null)
            return null;
        Block* block = Metadata.AllocateBlock();
        if (block == null || !BlockTable.Set(memory, Block.Size, block))
        {
            if (block != null)
                Metadata.FreeBlock(block);
            PagePool.Return(memory);
            return null;
        }
        nuint size = (nuint)SizeClasses.Size(sizeClass);
        block->Start = memory;
        block->CellSize = size;
        block->Reciprocal = (uint)(((1UL << 32) + size - 1) / size);
        block->CellCount = (int)(Block.Size / size);
        block->SizeClass = (byte)sizeClass;
        block->IsDirty = isDirty;
        return block;
    }

    private static void* AllocateLarge(nuint size)
    {
        nuint bytes = (size + Block.Size - 1) & ~(nuint)(Block.Size - 1);
        if (bytes < size)
            return null;
        s_lock.Acquire();
        Block* block = Metadata.AllocateBlock();
        byte* memory = block == null ? null : PagePool.TakeLarge(bytes);
        if (memory != null && !BlockTable.Set(memory, bytes, block))
        {
            BlockTable.Set(memory, bytes, null);
            PagePool.ReturnLarge(memory, bytes);
            memory = null;
        }
        if (memory == null)
        {
            if (block != null)
                Metadata.FreeBlock(block);
            s_lock.Release();
            return null;
        }
        block->Start = memory;
        block->CellSize = bytes;
        block->CellCount = 1;
        block->Cursor = 1;
        block->Status = Block.State.Large;
        s_lock.Release();
        GCBudget.Spend(bytes);
        return memory + sizeof(nint);
    }
}
