using System.Runtime.CompilerServices;

namespace System.Runtime;

/// <summary>What the runtime asks of the machine below it: kernel/Machine in the kernel, libc/crt in programs.</summary>
/// <remarks>The contracts (who may call, what may sleep) are in corelib/README.md.</remarks>
internal static unsafe class Hooks
{
    /// <summary>Zeroed memory at a multiple of <see cref="BlockTable.BlockSize"/>; null when there is none.</summary>
    [RuntimeImport("skift_rt_pages_allocate")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void* PagesAllocate(nuint bytes);

    [RuntimeImport("skift_rt_pages_free")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void PagesFree(void* address, nuint bytes);

    /// <summary>The current thread's block.</summary>
    [RuntimeImport("skift_rt_thread")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern RuntimeThread* Thread();

    /// <summary>The allocation cache to use now: the thread's in a program, the processor's in the kernel.</summary>
    [RuntimeImport("skift_rt_allocator")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern AllocationContext* Allocator();

    /// <summary>The lowest usable address and the end of the current thread's stack.</summary>
    [RuntimeImport("skift_rt_stack_bounds")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void StackBounds(nint* low, nint* high);

    /// <summary>Whether a collection may start here and now.</summary>
    [RuntimeImport("skift_rt_may_collect")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int MayCollect();

    /// <summary>How many empty blocks to keep for allocations that must not collect; 0 where there are none.</summary>
    [RuntimeImport("skift_rt_reserve_blocks")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int ReserveBlocks();

    /// <summary>Returns when every other thread stands still.</summary>
    [RuntimeImport("skift_rt_stop_world")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void StopWorld();

    [RuntimeImport("skift_rt_resume_world")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void ResumeWorld();

    /// <summary>Reports every other thread's stack, registers and block, and every allocation cache (exports of <see cref="RootScan"/>).</summary>
    [RuntimeImport("skift_rt_enumerate")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void Enumerate();

    /// <summary>Before one of the runtime's own locks is taken: from here on nothing may interrupt this thread that could want it, too.</summary>
    [RuntimeImport("skift_rt_lock_enter")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void LockEnter();

    /// <summary>After it was released.</summary>
    [RuntimeImport("skift_rt_lock_leave")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void LockLeave();

    /// <summary>One turn of a spin loop; also answers a pending stop request.</summary>
    [RuntimeImport("skift_rt_relax")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void Relax();

    /// <summary>Sleeps while <c>*address == expected</c>, at most so long (negative: for ever). 0 woken or changed, 1 timed out.</summary>
    [RuntimeImport("skift_rt_wait")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int Wait(int* address, int expected, long nanoseconds);

    [RuntimeImport("skift_rt_wake")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void Wake(int* address, int count);

    /// <summary>Nanoseconds since some fixed moment.</summary>
    [RuntimeImport("skift_rt_monotonic")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Monotonic();

    /// <summary>Shows text (UTF-8) to whoever watches for failures: standard error or the log.</summary>
    [RuntimeImport("skift_rt_debug_write")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void DebugWrite(byte* text, nint length);

    /// <summary>Ends the program abnormally, or stops the machine. Does not return.</summary>
    [RuntimeImport("skift_rt_abort")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void Abort();

    /// <summary>Ends the program. Does not return.</summary>
    [RuntimeImport("skift_rt_exit")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void Exit(int status);

    [RuntimeImport("skift_rt_processors")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern int Processors();
}
