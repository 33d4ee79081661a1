// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>Double of the machine's memory: so much that no test comes near it.</summary>
public static class PhysicalMemory
{
    public static long TotalBytes => 1L << 30;
}
