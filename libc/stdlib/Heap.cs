// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The allocator behind malloc.</summary>
/// <remarks>
/// Small blocks (up to 32 KiB) come from spans of 256 KiB, each cut into blocks of one size; a bit per block says whether it is in
/// use, which is how a second free is found. Larger blocks are mappings of their own. Every span and mapping is aligned to 256 KiB
/// and begins with a header, so that the header of any block is one mask away. Spans that become empty are kept for any size;
/// beyond a few, their pages go back to the kernel.
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
        get
        {
            fixed (ClassHeads* heads = &s_heads)
            {
                return heads->Spans;
            }
        }
    }

    private static nuint FirstOffset => ((nuint)sizeof(Header) + 15) & ~(nuint)15;

    /// <summary>Null if there is no memory; <paramref name="isZeroed"/> says that it came straight from the kernel.</summary>
    internal static void* Allocate(nuint size, out bool isZeroed)
    {
        isZeroed = false;
        if (size > LargestSmall)
        {
            isZeroed = true;
            return AllocateLarge(size, 16);
        }

        return ThreadHooks.Allocate != null ? ThreadHooks.Allocate(size) : AllocateSmall(size, ref isZeroed);
    }

    /// <summary>For alignments over 16, a power of two.</summary>
    internal static void* AllocateAligned(nuint alignment, nuint size)
    {
        if (size > nuint.MaxValue / 2 || alignment > nuint.MaxValue / 4)
        {
            return null;
        }

        if (size + alignment > LargestSmall)
        {
            return AllocateLarge(size, alignment);
        }

        byte* block = (byte*)Allocate(size + alignment, out _);
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
            : (nuint)(BlockStart(header, address) + header->BlockSize - (byte*)address);
    }

    internal static void Free(void* address)
    {
        Header* header = CheckedHeader(address, "free(): invalid pointer\n");
        if (header->BlockSize == 0)
        {
            header->Check = 0;
            _ = Syscall.Invoke(SystemCall.munmap, (long)header, (long)header->MapLength);
            return;
        }

        if (ThreadHooks.Free != null)
        {
            ThreadHooks.Free(header, address);
            return;
        }

        Return(header, address);
    }

    /// <summary>As <see cref="Free"/>, of a block in a span, in a program with threads.</summary>
    internal static void FreeAmongThreads(void* header, void* address)
    {
        if (!TryKeep((Header*)header, address))
        {
            LibraryLock.Enter(ref LibraryLocks.All.Heap);
            Return((Header*)header, address);
            LibraryLock.Leave(ref LibraryLocks.All.Heap);
        }
    }

    /// <summary>Gives a block back to its span; with the lock held, if there are threads.</summary>
    private static void Return(Header* header, void* address)
    {
        byte* block = BlockStart(header, address);
        uint index = IndexOf(header, block);
        ulong bit = 1UL << (int)(index & 63);
        if ((header->Bitmap[index >> 6] & bit) == 0)
        {
            Die("free(): double free detected\n");
        }

        header->Bitmap[index >> 6] &= ~bit;
        *(void**)block = header->Free;
        header->Free = block;
        header->Used--;
        if (header->Used + 1 == header->Capacity)
        {
            Link(header);
        }

        if (header->Used == 0)
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

    private static void* AllocateSmall(nuint size, ref bool isZeroed)
    {
        int index = ClassOf(size, out uint blockSize);
        Header* span = (Header*)Heads[index];
        if (span == null)
        {
            span = NewSpan(index, blockSize);
            if (span == null)
            {
                return null;
            }
        }

        byte* block = (byte*)span->Free;
        if (block != null)
        {
            span->Free = *(void**)block;
        }
        else
        {
            block = (byte*)span + FirstOffset + (span->Touched * (nuint)blockSize);
            span->Touched++;
        }

        uint slot = IndexOf(span, block);
        span->Bitmap[slot >> 6] |= 1UL << (int)(slot & 63);
        span->Used++;
        if (span->Used == span->Capacity)
        {
            Unlink(span);
        }

        return block;
    }

    private static void* AllocateLarge(nuint size, nuint alignment)
    {
        nuint offset = RoundUp((nuint)sizeof(Header), alignment);
        if (size > nuint.MaxValue / 4 || alignment > nuint.MaxValue / 4)
        {
            return null;
        }

        // The header is found from the address minus one, so it may be a whole span away when the alignment is that large.
        nuint before = offset > SpanSize ? offset - SpanSize : 0;
        nuint length = RoundUp(offset + size, PageSize);
        byte* mapping = MapAligned(length, alignment > SpanSize ? alignment : SpanSize);
        if (mapping == null)
        {
            return null;
        }

        if (before > 0)
        {
            _ = Syscall.Invoke(SystemCall.munmap, (long)mapping, (long)before);
        }

        Header* header = (Header*)(mapping + before);
        header->Check = Mark ^ (ulong)header;
        header->BlockSize = 0;
        header->MapLength = length - before;
        header->Address = mapping + offset;
        return header->Address;
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
        // The last span of a class stays, or a program that frees and allocates one block would map and unmap for ever.
        if (span->Next == null && span->Previous == null)
        {
            return;
        }

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
    private static int ClassOf(nuint size, out uint blockSize)
    {
        if (size <= 128)
        {
            uint sixteenths = size == 0 ? 1 : (uint)((size + 15) / 16);
            blockSize = sixteenths * 16;
            return (int)sixteenths - 1;
        }

        int index = 8;
        for (uint doubling = 128; ; doubling *= 2)
        {
            for (uint quarter = 1; quarter <= 4; quarter++, index++)
            {
                blockSize = doubling + (doubling / 4 * quarter);
                if (size <= blockSize)
                {
                    return index;
                }
            }
        }
    }

    private static Header* HeaderOf(void* address) => (Header*)(((nuint)address - 1) & ~(SpanSize - 1));

    private static Header* CheckedHeader(void* address, string complaint)
    {
        Header* header = HeaderOf(address);
        bool isValid = ((nuint)address & 15) == 0 && header->Check == (Mark ^ (ulong)header);
        if (isValid && header->BlockSize == 0)
        {
            isValid = header->Address == address;
        }
        else if (isValid)
        {
            nuint offset = (nuint)((byte*)address - (byte*)header);
            isValid = offset >= FirstOffset && IndexOf(header, (byte*)address) < header->Touched
                && (header->HasInnerAddresses != 0 || (offset - FirstOffset) % header->BlockSize == 0);
        }

        if (!isValid)
        {
            Die(complaint);
        }

        return header;
    }

    private static uint IndexOf(Header* span, byte* block) => (uint)(block - (byte*)span - (nint)FirstOffset) / span->BlockSize;

    private static byte* BlockStart(Header* span, void* address) =>
        (byte*)span + FirstOffset + (IndexOf(span, (byte*)address) * (nuint)span->BlockSize);

    private static nuint RoundUp(nuint value, nuint multiple) => (value + multiple - 1) & ~(multiple - 1);

    private static byte* MapAligned(nuint length, nuint alignment)
    {
        const long ProtectionBits = (long)(Protection.PROT_READ | Protection.PROT_WRITE);
        const long Flags = (long)(MapFlags.MAP_PRIVATE | MapFlags.MAP_ANONYMOUS);
        nuint total = length + alignment - PageSize;
        long answer = Syscall.Invoke(SystemCall.mmap, 0, (long)total, ProtectionBits, Flags, -1, 0);
        if (answer is < 0 and >= -4095)
        {
            return null;
        }

        nuint start = (nuint)answer;
        nuint aligned = RoundUp(start, alignment);
        if (aligned != start)
        {
            _ = Syscall.Invoke(SystemCall.munmap, (long)start, (long)(aligned - start));
        }

        nuint end = start + total;
        nuint used = aligned + length;
        if (end != used)
        {
            _ = Syscall.Invoke(SystemCall.munmap, (long)used, (long)(end - used));
        }

        return (byte*)aligned;
    }

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
