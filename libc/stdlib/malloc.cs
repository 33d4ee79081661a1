// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>malloc and its family, over <see cref="Heap"/>.</summary>
public static unsafe partial class C
{
    [RuntimeExport("malloc")]
    public static void* malloc(nuint size) => OrNoMemory(Heap.Allocate(size, out _));

    [RuntimeExport("calloc")]
    public static void* calloc(nuint count, nuint size)
    {
        if (size != 0 && count > nuint.MaxValue / size)
        {
            return OrNoMemory(null);
        }

        void* block = OrNoMemory(Heap.Allocate(count * size, out bool isZeroed));
        if (block != null && !isZeroed)
        {
            memset(block, 0, count * size);
        }

        return block;
    }

    [RuntimeExport("realloc")]
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
        size != 0 && count > nuint.MaxValue / size ? OrNoMemory(null) : realloc(old, count * size);

    /// <summary>errno stays as it was (POSIX.1-2024 free()).</summary>
    [RuntimeExport("free")]
    public static void free(void* block)
    {
        if (block != null)
        {
            Heap.Free(block);
        }
    }

    [RuntimeExport("aligned_alloc")]
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
    public static void* memalign(nuint alignment, nuint size) => aligned_alloc(alignment, size);

    [RuntimeExport("posix_memalign")]
    public static int posix_memalign(void** result, nuint alignment, nuint size)
    {
        if (alignment < 8 || (alignment & (alignment - 1)) != 0)
        {
            return (int)Errno.EINVAL;
        }

        void* block = alignment <= 16 ? Heap.Allocate(size, out _) : Heap.AllocateAligned(alignment, size);
        if (block == null)
        {
            return (int)Errno.ENOMEM;
        }

        *result = block;
        return 0;
    }

    [RuntimeExport("malloc_usable_size")]
    public static nuint malloc_usable_size(void* block) => block == null ? 0 : Heap.UsableSize(block);

    private static void* OrNoMemory(void* block)
    {
        if (block == null)
        {
            Error.Current = (int)Errno.ENOMEM;
        }

        return block;
    }
}
