using System.Threading;

namespace System.Runtime;

/// <summary>Decides when to collect: after as many bytes have been allocated as were alive, but not for trifles.</summary>
internal static class GCBudget
{
    private const long Least = 4 * 1024 * 1024;

    private static long s_spent;
    private static long s_limit = Least;
    private static long s_total;

    internal static bool IsSpent => Volatile.Read(ref s_spent) >= s_limit;

    /// <summary>Bytes handed out since the last collection.</summary>
    internal static long SpentBytes => Volatile.Read(ref s_spent);

    /// <summary>Bytes ever handed out, counted by runs and large objects.</summary>
    internal static long TotalBytes => Volatile.Read(ref s_total);

    internal static void Spend(nuint bytes)
    {
        Interlocked.Add(ref s_spent, (long)bytes);
        Interlocked.Add(ref s_total, (long)bytes);
    }

    internal static void Renew(long liveBytes)
    {
        s_spent = 0;
        s_limit = liveBytes > Least ? liveBytes : Least;
    }
}
