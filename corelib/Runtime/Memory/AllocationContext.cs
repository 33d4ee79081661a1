using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace System.Runtime;

/// <summary>Runs of free cells, one per size class, that one thread (in the kernel: one processor) takes objects from without a lock.</summary>
/// <remarks>The host provides the memory (zeroed, <see cref="ByteSize"/> bytes) and reports it in its enumeration.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AllocationContext
{
    internal const int ByteSize = 2048;

    internal struct Run
    {
        /// <summary>The next free cell; cleared memory up to <see cref="Limit"/>.</summary>
        internal byte* Next;
        internal byte* Limit;
        internal Block* Block;
    }

    [InlineArray(SizeClasses.Count)]
    internal struct RunTable
    {
        private RunSlot _element0;
    }

    [StructLayout(LayoutKind.Sequential, Size = 24)]
    internal struct RunSlot
    {
    }

    private RunTable _runs;

    internal Run* Runs => (Run*)Unsafe.AsPointer(ref this);
}
