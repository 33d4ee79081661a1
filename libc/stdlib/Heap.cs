// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The allocator behind malloc.</summary>
/// <remarks>
/// Small blocks (up to 32 KiB) come from spans of 256 KiB, each cut into blocks of one size; a bit per block says whether it is in
/// use, which is how a second free is found. Larger blocks are mappings of their own. Every span and mapping is aligned to 256 KiB
/// and begins with a header, so that the header of any block is one mask away. Spans that become empty are kept for any size;
/// beyond a few, their pages go back to the kernel. The usual ways of Allocate and Free call nothing but in their last step, so that
/// the compiler saves no registers for them.
/// </remarks>
internal static unsafe partial class Heap
{
    private const nuint SpanSize = 256 * 1024;
    private const nuint ChunkSize = 16 * SpanSize;
    private const nuint PageSize = 4096;
    private const int BitmapWords = (int)(SpanSize / 16 / 64);
    private const int KeptSpans = 4;
    internal const nuint LargestSmall = 32 * 1024;
    private const int ClassCount = 40;

    /// <summary>Mixed with the header's address: a header's mark is never a plain copy of another's.</summary>
    private const ulong Mark = 0x5AFE_B10C_0DD5_1EE7;

    /// <summary>In front of every span and every large block.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public ulong Check;

        /// <summary>Of a block in a span; 0 for a large block.</summary>
        public uint BlockSize;
        public int Class;
        public uint Capacity;

        /// <summary>Blocks that were handed out at least once: those above need no clearing, and their pages may not exist.</summary>
        public uint Touched;
        public uint Used;

        /// <summary>Some block was handed out at an address inside it, for an alignment.</summary>
        public int HasInnerAddresses;

        /// <summary>Blocks freed, linked through their first word.</summary>
        public void* Free;
        public Header* Next;
        public Header* Previous;

        /// <summary>Of a large block: the mapping's length, and the address handed out.</summary>
        public nuint MapLength;
        public byte* Address;
        public fixed ulong Bitmap[BitmapWords];
    }

    private static Header* s_emptySpans;
    private static int s_emptyCount;
    private static byte* s_chunk;
    private static byte* s_chunkEnd;

    /// <summary>Per class, the spans with a block to give.</summary>
    private static ClassHeads s_heads;

    private struct ClassHeads
    {
        public fixed ulong Spans[ClassCount];
    }

    /// <remarks>SAFETY: a static without object references is plain data of the program and never moves.</remarks>
    private static ulong* Heads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (ulong*)Unsafe.AsPointer(ref s_heads.Spans[0]);
    }

    private static nuint FirstOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ((nuint)sizeof(Header) + 15) & ~(nuint)15;
    }

    /// <summary>Null if there is no memory; errno is malloc's, which C# programs do not have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void* Allocate(nuint size)
    {
        nuint last = size - 1;
        return last >= LargestSmall || ThreadHooks.Allocate != null ? AllocateOther(size) : AllocateSmall((uint)last);
    }

    /// <summary>Of no bytes, of more than a span's blocks have, or in a program with threads.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void* AllocateOther(nuint size) => size == 0 ? Allocate(1)
        : size <= LargestSmall ? ThreadHooks.Allocate(size)
        : AllocateLarge(size, 16, out _);

    /// <summary>For alignments over 16, a power of two.</summary>
    internal static void* AllocateAligned(nuint alignment, nuint size)
    {
        if (size > nuint.MaxValue / 2 || alignment > nuint.MaxValue / 4)
        {
            return null;
        }

        if (size + alignment > LargestSmall)
        {
            return AllocateLarge(size, alignment, out _);
        }

        byte* block = (byte*)Allocate(size + alignment);
        if (block == null)
        {
            return null;
        }

        byte* aligned = (byte*)(((nuint)block + alignment - 1) & ~(alignment - 1));
        if (aligned != block)
        {
            HeaderOf(block)->HasInnerAddresses = 1;
        }

        return aligned;
    }

    /// <summary>Bytes that may be used from this address on.</summary>
    internal static nuint UsableSize(void* address)
    {
        Header* header = CheckedHeader(address, "malloc_usable_size(): invalid pointer\n");
        return header->BlockSize == 0
            ? (nuint)((byte*)header + header->MapLength - (byte*)address)
            : header->BlockSize - OffsetOf(header, address) % header->BlockSize;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Free(void* address)
    {
        Header* header = HeaderOf(address);
        if (((nuint)address & 15) != 0 || header->Check != (Mark ^ (ulong)header))
        {
            DieOfInvalid();
        }
        else if (header->BlockSize == 0)
        {
            ReleaseLarge(header, address);
        }
        else if (!IsBlock(header, address, out uint index, out byte* block))
        {
            DieOfInvalid();
        }
        else if (ThreadHooks.Free != null)
        {
            ThreadHooks.Free(header, address);
        }
        else
        {
            Return(header, block, index);
        }
    }

    /// <summary>As <see cref="Free"/>, of a block in a span, in a program with threads.</summary>
    internal static void FreeAmongThreads(void* header, void* address)
    {
        if (!TryKeep((Header*)header, address))
        {
            ReturnLocked((Header*)header, address);
        }
    }

    private static void ReturnLocked(Header* header, void* address)
    {
        LibraryLock.Enter(ref LibraryLocks.All.Heap);
        _ = IsBlock(header, address, out uint index, out byte* block);
        Return(header, block, index);
        LibraryLock.Leave(ref LibraryLocks.All.Heap);
    }

    /// <summary>Gives a block back to its span; with the lock held, if there are threads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Return(Header* header, byte* block, uint index)
    {
        ulong* word = header->Bitmap + (index >> 6);
        ulong bits = *word ^ 1UL << (int)(index & 63);
        if (bits > *word)
        {
            DieOfSecondFree();
            return;
        }

        *word = bits;
        *(void**)block = header->Free;
        header->Free = block;
        uint used = --header->Used;

        // The last span of a class stays, or a program that frees and allocates one block would map and unmap for ever.
        if (used + 1 == header->Capacity || (used == 0 && ((ulong)header->Next | (ulong)header->Previous) != 0))
        {
            Move(header);
        }
    }

    /// <summary>Of a span that has a block to give again, or none in use.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Move(Header* header)
    {
        if (header->Used != 0)
        {
            Link(header);
        }
        else
        {
            Retire(header);
        }
    }

    /// <summary>Makes the block at the address at least so long where it is; false if it cannot.</summary>
    internal static bool TryResize(void* address, nuint size)
    {
        Header* header = CheckedHeader(address, "realloc(): invalid pointer\n");
        nuint usable = UsableSize(address);
        if (header->BlockSize != 0)
        {
            return size <= usable && (size > usable / 2 || usable <= 64);
        }

        if (size <= LargestSmall || size > nuint.MaxValue / 2)
        {
            return false;
        }

        nuint offset = (nuint)((byte*)address - (byte*)header);
        nuint length = RoundUp(offset + size, PageSize);
        if (length != header->MapLength)
        {
            long answer = Syscall.Invoke(SystemCall.mremap, (long)header, (long)header->MapLength, (long)length, 0);
            if (answer < 0)
            {
                return false;
            }

            header->MapLength = length;
        }

        return true;
    }

    /// <param name="last">The size less one, as for <see cref="ClassOf"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void* AllocateSmall(uint last)
    {
        int index = ClassOf(last);
        Header* span = (Header*)Heads[index];
        if (span == null)
        {
            return AllocateFirst(index);
        }

        byte* block = (byte*)span->Free;
        if (block == null)
        {
            return AllocateFresh(span);
        }

        span->Free = *(void**)block;
        return MarkUsed(span, block, (uint)OffsetOf(span, block) / span->BlockSize);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void* AllocateFirst(int index)
    {
        Header* span = NewSpan(index, BlockSizeOf(index));
        return span == null ? null : AllocateFresh(span);
    }

    /// <summary>A block that was never handed out.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void* AllocateFresh(Header* span)
    {
        uint index = span->Touched++;
        return MarkUsed(span, (byte*)span + FirstOffset + (index * (nuint)span->BlockSize), index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void* MarkUsed(Header* span, byte* block, uint index)
    {
        span->Bitmap[index >> 6] |= 1UL << (int)(index & 63);
        return ++span->Used == span->Capacity ? Withdraw(span, block) : block;
    }

    /// <summary>Of a span that has no more to give; the answer is the block.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void* Withdraw(Header* span, byte* block)
    {
        Unlink(span);
        return block;
    }

    private static Header* NewSpan(int index, uint blockSize)
    {
        Header* span = s_emptySpans;
        if (span != null)
        {
            s_emptySpans = span->Next;
            s_emptyCount--;
        }
        else
        {
            if (s_chunk == s_chunkEnd)
            {
                s_chunk = MapAligned(ChunkSize, SpanSize);
                s_chunkEnd = s_chunk == null ? null : s_chunk + ChunkSize;
                if (s_chunk == null)
                {
                    return null;
                }
            }

            span = (Header*)s_chunk;
            s_chunk += SpanSize;
        }

        // Every bit is clear: a new span is zero, and an empty one has no block in use.
        span->Check = Mark ^ (ulong)span;
        span->BlockSize = blockSize;
        span->Class = index;
        span->Capacity = (uint)((SpanSize - FirstOffset) / blockSize);
        span->Touched = 0;
        span->Used = 0;
        span->HasInnerAddresses = 0;
        span->Free = null;
        Link(span);
        return span;
    }

    private static void Retire(Header* span)
    {
        Unlink(span);
        if (s_emptyCount >= KeptSpans)
        {
            // All but the header's pages go back; the span stays for later use.
            nuint kept = RoundUp(FirstOffset, PageSize);
            _ = Syscall.Invoke(SystemCall.madvise, (long)((byte*)span + kept), (long)(SpanSize - kept), (long)MemoryAdvice.MADV_DONTNEED);
        }

        span->Next = s_emptySpans;
        s_emptySpans = span;
        s_emptyCount++;
    }

    private static void Link(Header* span)
    {
        Header* head = (Header*)Heads[span->Class];
        span->Previous = null;
        span->Next = head;
        if (head != null)
        {
            head->Previous = span;
        }

        Heads[span->Class] = (ulong)span;
    }

    private static void Unlink(Header* span)
    {
        if (span->Previous != null)
        {
            span->Previous->Next = span->Next;
        }
        else
        {
            Heads[span->Class] = (ulong)span->Next;
        }

        if (span->Next != null)
        {
            span->Next->Previous = span->Previous;
        }

        span->Next = null;
        span->Previous = null;
    }

    /// <summary>Steps of 16 up to 128, then four per doubling: at most a fifth of a block is waste.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ClassOf(uint last)
    {
        if (last < 128)
        {
            return (int)(last >> 4);
        }

        int doubling = BitOperations.Log2(last);
        return (4 * (doubling - 7)) + 4 + (int)(last >> (doubling - 2));
    }

    private static uint BlockSizeOf(int index)
    {
        const int Steps = 8;
        return index < Steps ? 16 * ((uint)index + 1) : (uint)(5 + ((index - Steps) & 3)) << (5 + ((index - Steps) >> 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Header* HeaderOf(void* address) => (Header*)(((nuint)address - 1) & ~(SpanSize - 1));

    private static Header* CheckedHeader(void* address, string complaint)
    {
        Header* header = HeaderOf(address);
        if (((nuint)address & 15) != 0 || header->Check != (Mark ^ (ulong)header)
            || !(header->BlockSize == 0 ? header->Address == address : IsBlock(header, address, out _, out _)))
        {
            Die(complaint);
        }

        return header;
    }

    /// <summary>Whether a block was handed out at the address, or with an alignment at one inside it; and which.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBlock(Header* span, void* address, out uint index, out byte* block)
    {
        // Of an address in the header this is beyond all blocks.
        uint offset = (uint)OffsetOf(span, address);
        index = offset / span->BlockSize;
        uint inside = offset - (index * span->BlockSize);
        block = (byte*)address - inside;
        return index < span->Touched && (inside == 0 || span->HasInnerAddresses != 0);
    }

    /// <summary>From the span's first block on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint OffsetOf(Header* span, void* address) => (nuint)((byte*)address - (byte*)span) - FirstOffset;

    private static nuint RoundUp(nuint value, nuint multiple) => (value + multiple - 1) & ~(multiple - 1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DieOfInvalid() => Die("free(): invalid pointer\n");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DieOfSecondFree() => Die("free(): double free detected\n");

    private static void Die(string complaint)
    {
        // No stream: the heap may be in any state.
        byte* text = stackalloc byte[64];
        int length = 0;
        foreach (char c in complaint)
        {
            text[length++] = (byte)c;
        }

        _ = Syscall.Invoke(SystemCall.write, 2, (long)text, length);
        C.abort();
    }
}
