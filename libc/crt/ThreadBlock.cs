// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skift.Crt;

/// <summary>A thread of a C# program; the segment register fs points to it. Thread.S knows where the first fields and the number are.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ThreadBlock
{
    internal ThreadBlock* Self;

    /// <summary>The runs of free cells that the runtime allocates from for this thread.</summary>
    internal AllocatorPage* Allocator;

    internal RuntimeBlock Runtime;

    /// <summary>The kernel's number for it; the kernel clears it when the thread is gone (CLONE_CHILD_CLEARTID).</summary>
    internal int Id;

    /// <summary>How many of the runtime's locks the thread has or waits for: meanwhile it cannot be stopped.</summary>
    internal int LockDepth;

    /// <summary>A collection waits for the thread to stand still.</summary>
    internal int IsStopWanted;

    /// <summary>Below it nothing of the thread, which stands still, can hold a reference.</summary>
    internal nint StoppedAt;

    internal nint StackLow;
    internal nint StackHigh;

    /// <summary>The delegate to begin with.</summary>
    internal nint Body;

    internal ThreadBlock* Next;

    /// <summary>The whole mapping: guard page, stack, stack for faults, this block.</summary>
    internal byte* Mapping;
    internal nint MappingSize;
}

/// <summary>What the runtime keeps per thread (corelib/README.md).</summary>
[InlineArray(8)]
internal struct RuntimeBlock
{
    private ulong _element0;
}

/// <summary>The memory behind <c>skift_rt_allocator</c> (corelib/README.md). It outlives its thread, with the free cells that it has.</summary>
internal unsafe struct AllocatorPage
{
    internal AllocatorBlock Runs;
    internal AllocatorPage* Next;
}

[InlineArray(2048 / 8)]
internal struct AllocatorBlock
{
    private ulong _element0;
}
