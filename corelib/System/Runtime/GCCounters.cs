namespace System.Runtime;

/// <summary>What the collector counts, beyond what <see cref="GC"/> has names for.</summary>
public static class GCCounters
{
    public static int Collections => Collector.Count;

    public static long TotalPauseNanoseconds => Collector.TotalPauseNanoseconds;

    public static long LongestPauseNanoseconds => Collector.LongestPauseNanoseconds;

    /// <summary>Bytes that the last collection found alive, rounded up to cells.</summary>
    public static long LiveBytes => Collector.LiveBytes;

    /// <summary>Bytes that the heap holds from its host: objects, free cells, kept empty blocks and bookkeeping.</summary>
    public static long HeapBytes => (long)(PagePool.HostBytes + Metadata.Bytes);
}
