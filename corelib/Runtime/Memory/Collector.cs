using System.Runtime.CompilerServices;

namespace System.Runtime;

/// <summary>A collection: stop the world, mark from the roots, sweep by adopting the marks, resume.</summary>
internal static unsafe class Collector
{
    /// <summary>Collections so far.</summary>
    internal static int Count { get; private set; }

    internal static long TotalPauseNanoseconds { get; private set; }

    internal static long LongestPauseNanoseconds { get; private set; }

    /// <summary>Bytes in cells that the last collection found alive.</summary>
    internal static long LiveBytes { get; private set; }

    [RuntimeImport("skift_rt_spill_and_collect")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void SpillAndCollect();

    /// <summary>Takes in advance what a collection must not have to ask for: its stack, and the reserve.</summary>
    internal static void Prepare()
    {
        Heap.Lock();
        Marker.Prepare();
        PagePool.FillReserve();
        Heap.Unlock();
    }

    /// <summary>Collects; unless forced, only if the budget is still spent when it is this thread's turn.</summary>
    internal static void Collect(bool isForced)
    {
        Heap.Lock();
        if (isForced || GCBudget.IsSpent)
            SpillAndCollect();
        Heap.Unlock();
    }

    /// <param name="stackPointer">Below it nothing of the current thread can hold a reference.</param>
    [RuntimeExport("skift_rt_collect_from")]
    private static void CollectFrom(nint stackPointer)
    {
        CollectionTimes times = default;
        times.Start = Hooks.Monotonic();
        Hooks.StopWorld();
        times.Stopped = Hooks.Monotonic();
        if (Marker.Prepare())
        {
            MarkRoots(stackPointer);
            times.RootsMarked = Hooks.Monotonic();
            Marker.Drain();
            times.Marked = Hooks.Monotonic();
            Sweep();
        }
        Hooks.ResumeWorld();
        times.End = Hooks.Monotonic();
        times.LiveBytes = LiveBytes;
        long pause = times.End - times.Start;
        TotalPauseNanoseconds += pause;
        if (pause > LongestPauseNanoseconds)
            LongestPauseNanoseconds = pause;
        Count++;
        CollectionRecords.Note(times);
    }

    private static void MarkRoots(nint stackPointer)
    {
        nint low, high;
        Hooks.StackBounds(&low, &high);
        RootScan.ScanRange(stackPointer, high);
        RootScan.ScanRange((nint)Hooks.Thread(), (nint)(Hooks.Thread() + 1));
        Hooks.Enumerate();
        RootScan.ScanStatics();
        RootScan.ScanFrozenObjects();
    }

    private static void Sweep()
    {
        Heap.ForgetAvailable();
        long live = 0;
        for (Metadata.BlockChunk* chunk = Metadata.Chunks; chunk != null; chunk = chunk->Next)
        {
            for (int i = 0; i < chunk->Count; i++)
                live += Heap.Sweep(Metadata.BlockChunk.At(chunk, i));
        }
        LiveBytes = live;
        GCBudget.Renew(live);
        PagePool.Trim((nuint)live);
    }
}
