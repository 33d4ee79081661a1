// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Skift.Machine;

/// <summary>Makes other CPUs forget translations (Intel SDM vol. 3A §4.10.5).</summary>
/// <remarks>
/// Each CPU has one request of its own, and waits until everyone concerned has answered. All that wait with interrupts off (spin loops, the
/// collector's stop, this class) answer meanwhile, so two that ask each other do not wait for ever.
/// </remarks>
internal static unsafe class TlbShootdown
{
    // Beyond this many pages, forgetting everything costs less than page by page.
    internal const long ThresholdPages = 32;
    private const ulong Cr4GlobalPages = 1 << 7;

    private static Requests s_requests;
    private static long s_count;

    /// <summary>Requests sent since boot.</summary>
    internal static long Count => Volatile.Read(ref s_count);

    /// <summary>Forgets a range of user addresses on other CPUs. Interrupts are off.</summary>
    /// <param name="root">The page table's frame; CPUs that have left it meanwhile have nothing to do.</param>
    /// <param name="cpus">One bit for each CPU, not this one.</param>
    internal static void FlushUser(ulong root, ulong cpus, ulong start, long pageCount) => Send(root, cpus, start, pageCount);

    /// <summary>Makes other CPUs leave a page table that is going away. Interrupts are off.</summary>
    internal static void Leave(ulong root, ulong cpus) => Send(root, cpus, 0, Request.LeaveTable);

    /// <summary>Forgets a range of kernel addresses on all other CPUs. Interrupts are off.</summary>
    internal static void FlushKernel(ulong start, long pageCount)
    {
        ulong others = Cpu.OnlineMask & ~(1UL << Native.CurrentCpuNumber());
        if (others != 0) Send(0, others, start, pageCount);
    }

    /// <summary>Forgets a range of addresses on this CPU.</summary>
    internal static void FlushHere(ulong start, long pageCount)
    {
        if (pageCount > ThresholdPages)
        {
            Native.WriteCr3(Native.ReadCr3());
            return;
        }

        for (long i = 0; i < pageCount; i++) Native.InvalidatePage(start + ((ulong)i * Page.Size));
    }

    /// <summary>Answers the requests of others.</summary>
    internal static void Serve()
    {
        long me = 1L << Native.CurrentCpuNumber();
        for (int number = 0; number < Cpu.OnlineCount; number++)
        {
            ref Request request = ref s_requests[number];
            if ((Volatile.Read(ref request.Waiting) & me) == 0) continue;
            Serve(request);
            Interlocked.And(ref request.Waiting, ~me);
        }
    }

    private static void Send(ulong root, ulong cpus, ulong start, long pageCount)
    {
        ref Request mine = ref s_requests[Native.CurrentCpuNumber()];
        mine.Root = root;
        mine.Start = start;
        mine.PageCount = pageCount;
        Volatile.Write(ref mine.Waiting, (long)cpus);
        Interlocked.Increment(ref s_count);
        for (int number = 0; number < Cpu.OnlineCount; number++)
        {
            if ((cpus >> number & 1) != 0) CpuRequests.Post(Cpu.ByNumber(number), CpuRequests.Flush);
        }

        while (Volatile.Read(ref mine.Waiting) != 0)
        {
            Native.Pause();
            CpuRequests.PollFlush();
        }
    }

    private static void Serve(in Request request)
    {
        if (request.Root == 0) FlushKernelHere(request.Start, request.PageCount);
        else if (Native.ReadCr3() != request.Root) return;
        else if (request.PageCount == Request.LeaveTable || Cpu.Current.IsLazy) Cpu.Current.UnloadPageTable();
        else FlushHere(request.Start, request.PageCount);
    }

    private static void FlushKernelHere(ulong start, long pageCount)
    {
        if (pageCount <= ThresholdPages)
        {
            FlushHere(start, pageCount);
            return;
        }

        // Kernel mappings are global: a new CR3 keeps them, a change of CR4.PGE does not.
        ulong cr4 = Native.ReadCr4();
        Native.WriteCr4(cr4 & ~Cr4GlobalPages);
        Native.WriteCr4(cr4);
    }

    // A cache line each.
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct Request
    {
        internal const long LeaveTable = -1;

        internal ulong Root;
        internal ulong Start;
        internal long PageCount;

        /// <summary>One bit for each CPU that has not answered.</summary>
        internal long Waiting;
    }

    [InlineArray(Cpu.Maximum)]
    private struct Requests
    {
        private Request _first;
    }
}
