namespace System.Runtime;

/// <summary>Memory for the heap's own bookkeeping: block descriptors, which are reused, and tables, which stay.</summary>
/// <remarks>All callers hold the heap's lock.</remarks>
internal static unsafe class Metadata
{
    private static byte* s_chunk;
    private static nuint s_chunkLeft;
    private static Block* s_freeBlocks;

    // Descriptors sit in chunks of their own, so that all of them can be walked.
    internal struct BlockChunk
    {
        internal BlockChunk* Next;
        internal int Count;

        internal static int Capacity => (Block.Size - sizeof(BlockChunk)) / sizeof(Block);

        internal static Block* At(BlockChunk* chunk, int index) => (Block*)(chunk + 1) + index;
    }

    internal static BlockChunk* Chunks { get; private set; }

    /// <summary>Bytes taken from the host for bookkeeping.</summary>
    internal static nuint Bytes { get; private set; }

    internal static void* AllocateTable(int bytes)
    {
        nuint size = (nuint)bytes;
        if (s_chunkLeft < size)
        {
            nuint chunk = size > Block.Size ? (size + Block.Size - 1) & ~(nuint)(Block.Size - 1) : Block.Size;
            byte* memory = (byte*)Hooks.PagesAllocate(chunk);
            if (memory == null)
                return null;
            Bytes += chunk;
            s_chunk = memory;
            s_chunkLeft = chunk;
        }
        void* result = s_chunk;
        s_chunk += size;
        s_chunkLeft -= size;
        return result;
    }

    internal static Block* AllocateBlock()
    {
        Block* block = s_freeBlocks;
        if (block != null)
        {
            s_freeBlocks = block->Next;
            *block = default;
            return block;
        }
        BlockChunk* chunk = Chunks;
        if (chunk == null || chunk->Count == BlockChunk.Capacity)
        {
            chunk = (BlockChunk*)Hooks.PagesAllocate(Block.Size);
            if (chunk == null)
                return null;
            Bytes += Block.Size;
            chunk->Next = Chunks;
            Chunks = chunk;
        }
        return BlockChunk.At(chunk, chunk->Count++);
    }

    internal static void FreeBlock(Block* block)
    {
        block->Status = Block.State.Unused;
        block->Next = s_freeBlocks;
        s_freeBlocks = block;
    }
}
