using System.Runtime.CompilerServices;

namespace System.Runtime;

/// <summary>What the runtime asks of the machine below it. Contracts are in corelib/README.md.</summary>
internal static unsafe class Hooks
{
    [RuntimeImport("SkiftPagesAllocate")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void* PagesAllocate(nuint bytes);

    [RuntimeImport("SkiftStackLowBound")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern nint StackLowBound();
}
