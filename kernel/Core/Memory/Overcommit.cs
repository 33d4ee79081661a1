// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Machine;

namespace Skift.Core.Memory;

/// <summary>What <c>/proc/sys/vm/overcommit_memory</c> can be (proc(5)).</summary>
public enum OvercommitMode
{
    /// <summary>Refuses what even an idle machine could not give.</summary>
    Heuristic = 0,

    /// <summary>Promises everything.</summary>
    Always = 1,

    /// <summary>Promises no more than a limit in all.</summary>
    Never = 2,
}

/// <summary>How much memory may be promised that is not there: private memory that can be written, and shared memory without a file.</summary>
/// <remarks>The rules of mm/util.c, __vm_enough_memory(). Any context.</remarks>
public static class Overcommit
{
    private const long KilobyteBytes = 1024;
    private const long AdministratorReserve = 8 * 1024 * KilobyteBytes;
    private const long UserReserve = 128 * 1024 * KilobyteBytes;
    private const int ReserveShare = 32;

    private static int s_mode;
    private static int s_ratio = 50;
    private static long s_kilobytes;
    private static long s_committed;

    public static OvercommitMode Mode
    {
        get => (OvercommitMode)Volatile.Read(ref s_mode);
        set => Volatile.Write(ref s_mode, (int)value);
    }

    /// <summary>The limit in percent of all memory; 0 while it is given in <see cref="Kilobytes"/>.</summary>
    public static int Ratio
    {
        get => Volatile.Read(ref s_ratio);
        set
        {
            Volatile.Write(ref s_kilobytes, 0);
            Volatile.Write(ref s_ratio, value);
        }
    }

    /// <summary>The limit itself; 0 while it is given as <see cref="Ratio"/>.</summary>
    public static long Kilobytes
    {
        get => Volatile.Read(ref s_kilobytes);
        set
        {
            Volatile.Write(ref s_kilobytes, value);
            if (value != 0) Volatile.Write(ref s_ratio, 0);
        }
    }

    /// <summary>What has been promised (Committed_AS of /proc/meminfo).</summary>
    public static long CommittedBytes => Volatile.Read(ref s_committed);

    /// <summary>What may be promised in all under <see cref="OvercommitMode.Never"/> (CommitLimit of /proc/meminfo).</summary>
    public static long LimitBytes =>
        Kilobytes is > 0 and long kilobytes ? Math.Min(kilobytes, long.MaxValue / KilobyteBytes) * KilobyteBytes
        : PhysicalMemory.TotalBytes / 100 * Ratio;

    /// <summary>Promises so much, or less than before.</summary>
    internal static void Add(long bytes) => _ = Interlocked.Add(ref s_committed, bytes);

    /// <summary>Whether so much more may be promised.</summary>
    /// <param name="freed">What will be given back for it.</param>
    /// <param name="present">All that the asking address space has: of a large one a part is held back, so that something is left to repair the system with.</param>
    /// <param name="isAdministrator">The caller has CAP_SYS_ADMIN, and nothing is held back for others who have.</param>
    internal static bool MayPromise(ulong byteCount, ulong freed, ulong present, bool isAdministrator)
    {
        switch (Mode)
        {
            case OvercommitMode.Always:
                return true;
            case OvercommitMode.Heuristic:
                return byteCount <= (ulong)PhysicalMemory.TotalBytes;
            default:
                if (byteCount > (ulong)PhysicalMemory.TotalBytes * 2) return false;
                long share = PhysicalMemory.TotalBytes / ReserveShare;
                long allowed = LimitBytes - Math.Min(Math.Min(UserReserve, share), (long)Math.Min(present, long.MaxValue) / ReserveShare);
                if (!isAdministrator) allowed -= Math.Min(AdministratorReserve, share);
                return CommittedBytes - (long)freed + (long)byteCount < allowed;
        }
    }
}
