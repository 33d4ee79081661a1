using System.Runtime;
using System.Runtime.CompilerServices;

namespace System;

/// <summary>The garbage collector: asks and answers.</summary>
public static partial class GC
{
    public static int MaxGeneration => 0;

    public static void Collect() => Collector.Collect(isForced: true);

    public static void Collect(int generation) => Collect();

    public static int CollectionCount(int generation) => Collector.Count;

    /// <summary>Bytes in use: alive after the last collection, and handed out since.</summary>
    public static long GetTotalMemory(bool forceFullCollection)
    {
        if (forceFullCollection)
            Collect();
        return Collector.LiveBytes + GCBudget.SpentBytes;
    }

    public static long GetTotalAllocatedBytes(bool precise = false) => GCBudget.TotalBytes;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void KeepAlive(object? obj)
    {
    }

    /// <summary>Finalizers are never run, so there is nothing to suppress; here for the usual Dispose pattern.</summary>
    public static void SuppressFinalize(object obj) => ArgumentNullException.ThrowIfNull(obj);

    /// <summary>An array whose elements the caller will overwrite. Memory is always cleared here, which is allowed.</summary>
    public static T[] AllocateUninitializedArray<T>(int length, bool pinned = false) => new T[length];

    public static T[] AllocateArray<T>(int length, bool pinned = false) => new T[length];
}
