// SPDX-License-Identifier: MIT
using System.Threading;

namespace Skift.Machine;

// All CPUs, and how one reaches another.
public sealed unsafe partial class Cpu
{
    /// <summary>Most CPUs that the kernel uses: as many as a mask of 64 bits has.</summary>
    public const int Maximum = 64;

    private static readonly Cpu?[] s_all = new Cpu?[Maximum];
    private static int s_onlineCount = 1;

    private readonly uint _apicId;
    private PageTable? _loadedTable;

    /// <summary>How many CPUs run: those numbered below it.</summary>
    public static int OnlineCount => Volatile.Read(ref s_onlineCount);

    /// <summary>One bit for each CPU that runs.</summary>
    public static ulong OnlineMask => ulong.MaxValue >> (Maximum - OnlineCount);

    /// <summary>One of the CPUs that run.</summary>
    public static Cpu ByNumber(int number) => s_all[number]!;

    /// <summary>
    /// Interrupts the CPU, if it is another one, so that <see cref="UserContext.Run"/> there looks at <see cref="NeedsReschedule"/> and the
    /// thread's pending work, and an idle CPU wakes up. Any context.
    /// </summary>
    public void Kick()
    {
        using InterruptGuard off = InterruptGuard.Enter();
        if (Number == CurrentNumber) return;
        Interlocked.Increment(ref s_kicks);
        LocalApic.SendRequest(_apicId);
    }

    /// <summary>Returns when every CPU has executed a full memory barrier since the call.</summary>
    public static void SynchronizeAll()
    {
        // Each CPU answers a request with a locked instruction, and it asks for nothing else.
        using InterruptGuard off = InterruptGuard.Enter();
        TlbShootdown.FlushKernel(0, 0);
        Interlocked.MemoryBarrier();
    }

    /// <summary>Interrupts that <see cref="Kick"/> sent, since boot.</summary>
    public static long KickCount => Volatile.Read(ref s_kicks);

    /// <summary>Requests to other CPUs to forget translations, since boot.</summary>
    public static long ShootdownCount => TlbShootdown.Count;

    private static long s_kicks;

    internal uint ApicId => _apicId;

    internal static uint ApicIdOf(int cpuNumber) => s_all[cpuNumber]!._apicId;

    internal static void NoteOnline() => Interlocked.Increment(ref s_onlineCount);

    /// <summary>The user address space in this CPU is one that its thread does not use: it was left there in case the same thread comes back.</summary>
    internal bool IsLazy => !ReferenceEquals(Native.CurrentThread().PageTable, _loadedTable);

    /// <summary>Makes this CPU, which must be the current one, use a user address space. Interrupts are off.</summary>
    internal void LoadPageTable(PageTable table)
    {
        if (ReferenceEquals(table, _loadedTable)) return;
        PageTable? left = _loadedTable;
        if (!table.TryLoad(Number))
        {
            UnloadPageTable();
            return;
        }

        _loadedTable = table;
        left?.NoteLeft(Number);
    }

    /// <summary>Makes this CPU use no user address space. Interrupts are off.</summary>
    internal void UnloadPageTable()
    {
        KernelPageTable.Activate();
        _loadedTable?.NoteLeft(Number);
        _loadedTable = null;
    }
}
