// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>One of a processor's caches (Intel SDM vol. 2A, CPUID leaf 4).</summary>
public readonly struct CacheDescription
{
    internal CacheDescription(uint eax, uint ebx, uint ecx)
    {
        Type = (int)(eax & 31);
        Level = (int)(eax >> 5 & 7);
        SharingCpus = (int)(eax >> 14 & 0xFFF) + 1;
        LineBytes = (int)(ebx & 0xFFF) + 1;
        Partitions = (int)(ebx >> 12 & 0x3FF) + 1;
        Ways = (int)(ebx >> 22) + 1;
        Sets = (long)ecx + 1;
    }

    /// <summary>1: data; 2: instructions; 3: both.</summary>
    public int Type { get; }

    public int Level { get; }

    /// <summary>How many logical processors at most use it together.</summary>
    public int SharingCpus { get; }

    public int LineBytes { get; }

    public int Partitions { get; }

    public int Ways { get; }

    public long Sets { get; }

    public long Bytes => Sets * Ways * Partitions * LineBytes;
}
