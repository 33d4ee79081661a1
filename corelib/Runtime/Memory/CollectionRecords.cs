using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace System.Runtime;

/// <summary>When the steps of one collection ended, in nanoseconds of the host's clock.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CollectionTimes
{
    internal long Start;

    /// <summary>Every other thread stands still.</summary>
    internal long Stopped;
    internal long RootsMarked;
    internal long Marked;

    /// <summary>Swept, and all go on.</summary>
    internal long End;
    internal long LiveBytes;

    internal readonly long Pause => End - Start;
}

/// <summary>The longest collections so far, longest first, for the host to report.</summary>
internal static unsafe class CollectionRecords
{
    private const int Capacity = 5;

    [InlineArray(Capacity)]
    private struct Records
    {
        private CollectionTimes _element0;
    }

    private static Records s_longest;

    /// <summary>The heap's lock is held.</summary>
    internal static void Note(CollectionTimes times)
    {
        for (int i = 0; i < Capacity; i++)
        {
            if (times.Pause <= s_longest[i].Pause)
                continue;
            (s_longest[i], times) = (times, s_longest[i]);
        }
    }

    /// <summary>For the host: the collection at a place of the list, and the counters of all.</summary>
    /// <returns>0 if there is none at this place.</returns>
    [RuntimeExport("skift_rt_collection")]
    private static int Get(int index, CollectionTimes* times, long* counters)
    {
        counters[0] = Collector.Count;
        counters[1] = Collector.TotalPauseNanoseconds;
        counters[2] = Collector.LiveBytes;
        counters[3] = (long)PagePool.HostBytes;
        counters[4] = GCBudget.TotalBytes;
        if ((uint)index >= Capacity || s_longest[index].End == 0)
            return 0;
        *times = s_longest[index];
        return 1;
    }
}
