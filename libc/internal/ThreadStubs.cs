// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Libc;

/// <summary>The assembly behind threads (<c>cstart/Threads.S</c>, <c>cstart/CancellationPoint.S</c>).</summary>
internal static unsafe class ThreadStubs
{
    [RuntimeImport("*", "skift_thread_self")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ThreadBlock* Self();

    /// <summary>clone(2) into <c>skift_thread_start</c> on that stack, with the block as thread pointer.</summary>
    [RuntimeImport("*", "skift_thread_clone")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern long Clone(ThreadBlock* block, byte* stack, ulong flags, int* cleared);

    /// <summary>Ends the thread together with the stack it runs on.</summary>
    [RuntimeImport("*", "skift_thread_unmap")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void UnmapAndExit(void* map, nuint size);

    /// <summary>Where a cancellation point continues to be cancelled if it was interrupted at that instruction, else 0.</summary>
    [RuntimeImport("*", "skift_cancellation_point_of")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ulong CancellationPointOf(ulong instruction);

    /// <summary>What cancellation points call when the thread is to end.</summary>
    [RuntimeImport("*", "skift_cancel_action_location")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ulong* CancelAction();
}
