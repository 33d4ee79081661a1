// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>Where physical memory and the kernel's own regions appear in the upper half of every address space.</summary>
internal static unsafe class DirectMap
{
    /// <summary>All RAM, at a fixed distance. Not executable.</summary>
    internal const ulong Base = 0xFFFF_8000_0000_0000;

    /// <summary>Device registers, mapped on demand, uncached.</summary>
    internal const ulong MmioBase = 0xFFFF_C000_0000_0000;

    /// <summary>Kernel stacks, each with an unmapped page below it.</summary>
    internal const ulong StackBase = 0xFFFF_D000_0000_0000;

    /// <summary>The collector's heap.</summary>
    internal const ulong HeapBase = 0xFFFF_E000_0000_0000;

    /// <summary>The kernel image, as linked.</summary>
    internal const ulong ImageBase = 0xFFFF_FFFF_8000_0000;

    // SAFETY: callers pass addresses of RAM, which the boot code maps here and nothing ever unmaps.
    internal static void* ToPointer(PhysicalAddress address) => (void*)(Base + address.Value);
}
