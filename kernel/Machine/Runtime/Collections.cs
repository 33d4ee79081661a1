// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skift.Machine;

/// <summary>One collection of the kernel's heap; times in nanoseconds.</summary>
/// <param name="Start">When it began, <see cref="Clock.MonotonicNanoseconds"/>.</param>
/// <param name="Stop">How long it took until all CPUs stood still.</param>
/// <param name="Roots">How long the search of stacks and statics took, with what they refer to directly.</param>
/// <param name="Mark">How long it took to follow references from there.</param>
/// <param name="Sweep">How long it took to give free memory back and let all go on.</param>
/// <param name="LiveBytes">What was alive after it.</param>
public readonly record struct CollectionRecord(long Start, long Stop, long Roots, long Mark, long Sweep, long LiveBytes);

/// <summary>What the collector of the kernel's heap has done since boot.</summary>
/// <param name="Count">Collections.</param>
/// <param name="TotalPause">Nanoseconds in which all CPUs stood still, or waited to.</param>
/// <param name="LiveBytes">What the last collection found alive.</param>
/// <param name="HeapBytes">Memory that the heap has.</param>
/// <param name="AllocatedBytes">What was ever allocated.</param>
public readonly record struct CollectionCounters(long Count, long TotalPause, long LiveBytes, long HeapBytes, long AllocatedBytes);

/// <summary>The collector's own report.</summary>
public static unsafe class Collections
{
    private const int CounterCount = 5;

    public static CollectionCounters Counters
    {
        get
        {
            Times times;
            long* counters = stackalloc long[CounterCount];
            _ = Get(0, &times, counters);
            return new CollectionCounters(counters[0], counters[1], counters[2], counters[3], counters[4]);
        }
    }

    /// <summary>The longest collections, from index 0 on, longest first.</summary>
    /// <returns><c>false</c>: there were no more, or they are not remembered.</returns>
    public static bool TryGetLongest(int index, out CollectionRecord record)
    {
        Times times;
        long* counters = stackalloc long[CounterCount];
        bool isThere = Get(index, &times, counters) != 0;
        record = isThere
            ? new CollectionRecord(
                times.Start,
                times.Stopped - times.Start,
                times.RootsMarked - times.Stopped,
                times.Marked - times.RootsMarked,
                times.End - times.Marked,
                times.LiveBytes)
            : default;
        return isThere;
    }

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_rt_collection")]
    private static extern int Get(int index, Times* times, long* counters);

    // As the runtime has it: corelib/Runtime/Memory/CollectionRecords.cs.
    [StructLayout(LayoutKind.Sequential)]
    private struct Times
    {
        public long Start;
        public long Stopped;
        public long RootsMarked;
        public long Marked;
        public long End;
        public long LiveBytes;
    }
}
