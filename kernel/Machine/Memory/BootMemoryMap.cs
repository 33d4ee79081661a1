// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Skift.Machine;

/// <summary>A range of physical addresses.</summary>
internal struct PhysicalRange
{
    public ulong Start;
    public ulong End;
}

/// <summary>The RAM that the boot loader reported, and what of it is spoken for.</summary>
internal static unsafe class BootMemoryMap
{
    private const int MaximumRanges = 64;

    private static Ranges s_ram;
    private static int s_ramCount;
    private static Ranges s_reserved;
    private static int s_reservedCount;

    internal static int RangeCount => s_ramCount;

    /// <summary>Notes usable RAM. Partial pages at the ends are left out.</summary>
    internal static void AddRam(ulong start, ulong length)
    {
        ulong end = (start + length) & ~(ulong)(Page.Size - 1);
        start = (start + Page.Size - 1) & ~(ulong)(Page.Size - 1);
        if (end <= start || s_ramCount == MaximumRanges) return;
        s_ram[s_ramCount++] = new PhysicalRange { Start = start, End = end };
    }

    /// <summary>Sets RAM aside: it is mapped but not allocated. Whole pages.</summary>
    internal static void Reserve(ulong start, ulong length)
    {
        if (length == 0) return;
        if (s_reservedCount == MaximumRanges) Panic.Raise("too many reserved memory ranges");
        s_reserved[s_reservedCount++] = new PhysicalRange
        {
            Start = start & ~(ulong)(Page.Size - 1),
            End = (start + length + Page.Size - 1) & ~(ulong)(Page.Size - 1),
        };
    }

    /// <summary>Makes the frame allocator from the RAM that is not reserved.</summary>
    /// <param name="limit">Only what is below can be touched yet (the boot page tables).</param>
    internal static void CreateFrameAllocator(ulong limit)
    {
        ulong top = 0;
        for (int i = 0; i < s_ramCount; i++) top = s_ram[i].End > top ? s_ram[i].End : top;
        uint frameCount = (uint)(top / Page.Size);
        ulong length = (ulong)frameCount * (ulong)sizeof(FrameInfo);
        ulong table = FindHole(length, limit);
        if (table == 0) Panic.Raise("not enough memory");
        Reserve(table, length);
        FrameAllocator.Initialize((FrameInfo*)DirectMap.ToPointer(new PhysicalAddress(table)), frameCount);
        for (int i = 0; i < s_ramCount; i++) AddUnreserved(s_ram[i].Start, s_ram[i].End < limit ? s_ram[i].End : limit);
    }

    /// <summary>Gives the allocator what lies above the limit of the boot page tables.</summary>
    internal static void AddMemoryAbove(ulong limit)
    {
        for (int i = 0; i < s_ramCount; i++) AddUnreserved(s_ram[i].Start > limit ? s_ram[i].Start : limit, s_ram[i].End);
    }

    /// <summary>Gives memory that was set aside to the allocator.</summary>
    internal static void ReleaseReserved(PhysicalAddress start, ulong length)
    {
        ulong first = start.Value & ~(ulong)(Page.Size - 1);
        for (int i = 0; i < s_reservedCount; i++)
        {
            PhysicalRange range = s_reserved[i];
            if (range.Start != first) continue;
            s_reserved[i] = s_reserved[--s_reservedCount];
            AddUnreserved(range.Start, range.End);
            return;
        }
    }

    /// <summary>The part of RAM range <paramref name="index"/> that the direct map shows: all of it.</summary>
    internal static PhysicalRange DirectMapped(int index) => s_ram[index];

    internal static bool IsInDirectMap(PhysicalAddress start, ulong length)
    {
        for (int i = 0; i < s_ramCount; i++)
        {
            if (start.Value >= s_ram[i].Start && start.Value + length <= s_ram[i].End) return true;
        }

        return false;
    }

    internal static bool TouchesRam(PhysicalAddress start, ulong length)
    {
        for (int i = 0; i < s_ramCount; i++)
        {
            if (start.Value < s_ram[i].End && start.Value + length > s_ram[i].Start) return true;
        }

        return false;
    }

    private static ulong FindHole(ulong length, ulong limit)
    {
        for (int i = 0; i < s_ramCount; i++)
        {
            ulong start = s_ram[i].Start;
            ulong end = s_ram[i].End < limit ? s_ram[i].End : limit;
            while (start < end && end - start >= length)
            {
                if (!TryFindReserved(start, start + length, out PhysicalRange obstacle)) return start;
                start = obstacle.End;
            }
        }

        return 0;
    }

    private static bool TryFindReserved(ulong start, ulong end, out PhysicalRange range)
    {
        range = default;
        bool isFound = false;
        for (int i = 0; i < s_reservedCount; i++)
        {
            PhysicalRange candidate = s_reserved[i];
            if (candidate.Start >= end || candidate.End <= start) continue;
            if (isFound && candidate.Start >= range.Start) continue;
            range = candidate;
            isFound = true;
        }

        return isFound;
    }

    private static void AddUnreserved(ulong start, ulong end)
    {
        while (start < end)
        {
            if (!TryFindReserved(start, end, out PhysicalRange obstacle)) obstacle = new PhysicalRange { Start = end, End = end };
            if (obstacle.Start > start) FrameAllocator.AddRange((uint)(start / Page.Size), (uint)(obstacle.Start / Page.Size));
            start = obstacle.End;
        }
    }

    [InlineArray(MaximumRanges)]
    private struct Ranges
    {
        private PhysicalRange _first;
    }
}
