// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Threading;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Large blocks, each a mapping of its own.</summary>
/// <remarks>
/// One that was freed is kept for the next of about its size: a program that takes and frees a buffer again and again would wait for the
/// kernel to clear its pages each time. It is taken by exchanging a word, so that threads need no lock for it.
/// </remarks>
internal static unsafe partial class Heap
{
    /// <summary>The longest mapping that is kept.</summary>
    private const nuint LongestKept = 4 * SpanSize;

    /// <summary>A header's address, or 0.</summary>
    private static long s_kept;

    /// <param name="isZeroed">It came straight from the kernel.</param>
    internal static void* AllocateLarge(nuint size, nuint alignment, out bool isZeroed)
    {
        isZeroed = false;
        if (size > nuint.MaxValue / 4 || alignment > nuint.MaxValue / 4)
        {
            return null;
        }

        nuint offset = RoundUp((nuint)sizeof(Header), alignment);
        nuint length = RoundUp(offset + size, PageSize);
        Header* header = alignment < SpanSize ? TakeKept(length) : null;
        if (header == null)
        {
            isZeroed = true;
            header = MapLarge(length, alignment, ref offset);
            if (header == null)
            {
                return null;
            }
        }

        header->Check = Mark ^ (ulong)header;
        header->BlockSize = 0;
        header->Address = (byte*)header + offset;
        return header->Address;
    }

    /// <summary>A mapping with the header at a multiple of the span's size; <paramref name="offset"/> is from there to the aligned address.</summary>
    private static Header* MapLarge(nuint length, nuint alignment, ref nuint offset)
    {
        byte* mapping = MapAligned(length, alignment > SpanSize ? alignment : SpanSize);
        if (mapping == null)
        {
            return null;
        }

        // The header is found from the address minus one, so it may be a whole span away when the alignment is that large.
        nuint before = offset > SpanSize ? offset - SpanSize : 0;
        if (before > 0)
        {
            _ = Syscall.Invoke(SystemCall.munmap, (long)mapping, (long)before);
        }

        Header* header = (Header*)(mapping + before);
        header->MapLength = length - before;
        offset -= before;
        return header;
    }

    /// <summary>The mapping that is kept, if it is long enough and not more than half of it would be waste; or null.</summary>
    private static Header* TakeKept(nuint length)
    {
        if (Volatile.Read(ref s_kept) == 0)
        {
            return null;
        }

        Header* kept = (Header*)Interlocked.Exchange(ref s_kept, 0);
        if (kept == null || (kept->MapLength >= length && kept->MapLength / 2 <= length))
        {
            return kept;
        }

        Keep(kept);
        return null;
    }

    /// <summary>In place of the one that was kept before.</summary>
    private static void Keep(Header* header)
    {
        header = (Header*)Interlocked.Exchange(ref s_kept, (long)header);
        if (header != null)
        {
            _ = Syscall.Invoke(SystemCall.munmap, (long)header, (long)header->MapLength);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ReleaseLarge(Header* header, void* address)
    {
        if (header->Address != address)
        {
            DieOfInvalid();
        }

        header->Check = 0;
        if (header->MapLength <= LongestKept)
        {
            Keep(header);
        }
        else
        {
            _ = Syscall.Invoke(SystemCall.munmap, (long)header, (long)header->MapLength);
        }
    }

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
}
