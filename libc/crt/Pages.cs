// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Crt;

/// <summary>The heap's memory: small requests are cut from larger mappings, so that a growing heap makes few system calls.</summary>
/// <remarks>The runtime calls these with its heap locked, so they need no lock of their own.</remarks>
internal static unsafe class Pages
{
    private const nint Alignment = 32768;
    private const nint ChunkSize = 1024 * 1024;
    private const nint LargestFromChunk = ChunkSize / 4;

    private static byte* s_chunk;
    private static byte* s_chunkEnd;

    [RuntimeExport("skift_rt_pages_allocate")]
    private static void* Allocate(nint bytes)
    {
        if (bytes > LargestFromChunk)
            return Map(bytes);
        if (s_chunkEnd - s_chunk < bytes)
        {
            if (s_chunk != s_chunkEnd)
                Unmap(s_chunk, (nint)(s_chunkEnd - s_chunk));
            s_chunk = (byte*)Map(ChunkSize);
            s_chunkEnd = s_chunk == null ? null : s_chunk + ChunkSize;
            if (s_chunk == null)
                return Map(bytes);
        }
        void* result = s_chunk;
        s_chunk += bytes;
        return result;
    }

    [RuntimeExport("skift_rt_pages_free")]
    private static void Free(void* address, nint bytes) => Unmap((byte*)address, bytes);

    // mmap promises 4 KiB alignment only: take more, and give back what sticks out.
    private static void* Map(nint bytes)
    {
        nint length = bytes + Alignment;
        if (length < bytes)
            return null;
        long answer = Linux.Call(
            SystemCall.mmap, null, length, (long)(Protection.PROT_READ | Protection.PROT_WRITE),
            (long)(MapFlags.MAP_PRIVATE | MapFlags.MAP_ANONYMOUS), -1, 0);
        if (Linux.IsError(answer))
            return null;
        byte* start = (byte*)answer;
        byte* aligned = (byte*)((answer + Alignment - 1) & ~(Alignment - 1));
        if (aligned != start)
            Unmap(start, (nint)(aligned - start));
        byte* end = start + length;
        if (aligned + bytes != end)
            Unmap(aligned + bytes, (nint)(end - (aligned + bytes)));
        return aligned;
    }

    private static void Unmap(byte* address, nint bytes) => Linux.Call(SystemCall.munmap, (long)address, (void*)bytes);
}
