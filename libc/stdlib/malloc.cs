// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>malloc and its family, over <see cref="Heap"/>. Never inlined: a program may bring its own, and then the library uses that.</summary>
public static unsafe partial class C
{
    [RuntimeExport("malloc")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* malloc(nuint size) => OrNoMemory(Heap.Allocate(size));

    [RuntimeExport("calloc")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* calloc(nuint count, nuint size)
    {
        if (size != 0 && count > nuint.MaxValue / size)
        {
            return NoMemory();
        }

        nuint length = count * size;
        bool isZeroed = false;
        void* block = length <= Heap.LargestSmall ? Heap.Allocate(length) : Heap.AllocateLarge(length, 16, out isZeroed);
        if (block != null && !isZeroed)
        {
            memset(block, 0, length);
        }

        return OrNoMemory(block);
    }

    [RuntimeExport("realloc")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* realloc(void* old, nuint size)
    {
        if (old == null)
        {
            return malloc(size);
        }

        if (Heap.TryResize(old, size))
        {
            return old;
        }

        void* block = malloc(size);
        if (block != null)
        {
            nuint usable = Heap.UsableSize(old);
            memcpy(block, old, usable < size ? usable : size);
            free(old);
        }

        return block;
    }

    [RuntimeExport("reallocarray")]
    public static void* reallocarray(void* old, nuint count, nuint size) =>
        size != 0 && count > nuint.MaxValue / size ? NoMemory() : realloc(old, count * size);

    /// <summary>errno stays as it was (POSIX.1-2024 free()).</summary>
    [RuntimeExport("free")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void free(void* block)
    {
        if (block != null)
        {
            Heap.Free(block);
        }
    }

    [RuntimeExport("aligned_alloc")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* aligned_alloc(nuint alignment, nuint size)
    {
        if (alignment == 0 || (alignment & (alignment - 1)) != 0)
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        return alignment <= 16 ? malloc(size) : OrNoMemory(Heap.AllocateAligned(alignment, size));
    }

    [RuntimeExport("memalign")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* memalign(nuint alignment, nuint size) => aligned_alloc(alignment, size);

    [RuntimeExport("posix_memalign")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int posix_memalign(void** result, nuint alignment, nuint size)
    {
        if (alignment < 8 || (alignment & (alignment - 1)) != 0)
        {
            return (int)Errno.EINVAL;
        }

        void* block = alignment <= 16 ? Heap.Allocate(size) : Heap.AllocateAligned(alignment, size);
        if (block == null)
        {
            return (int)Errno.ENOMEM;
        }

        *result = block;
        return 0;
    }

    [RuntimeExport("malloc_usable_size")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nuint malloc_usable_size(void* block) => block == null ? 0 : Heap.UsableSize(block);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void* OrNoMemory(void* block) => block != null ? block : NoMemory();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void* NoMemory()
    {
        Error.Current = (int)Errno.ENOMEM;
        return null;
    }
}
