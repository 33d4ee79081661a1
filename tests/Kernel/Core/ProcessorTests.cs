// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;
using Thread = Skift.Core.Scheduling.Thread;

namespace Skift.Tests.Kernel;

/// <summary>Several CPUs: each test says little with one, and everything with two or more.</summary>
internal static class ProcessorTests
{
    private const long Millisecond = 1_000_000;

    [KernelTest(NeedsScheduler = true)]
    internal static void Threads_RunWhereTheyAreAllowed()
    {
        for (int number = 0; number < Cpu.OnlineCount; number++)
        {
            Report report = new();
            for (int i = 0; i < 5; i++)
            {
                Pinned(number, () =>
                {
                    Scheduler.Yield();
                    _ = Scheduler.SleepUntil(Clock.MonotonicNanoseconds + Millisecond);
                    report.Note(Cpu.CurrentNumber);
                });
            }

            report.Await(5);
            Check.Equal(1L << number, report.Cpus, "CPUs used");
        }
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Affinity_MovesThreadsThatRunAndThatSleep()
    {
        for (int number = 0; number < Cpu.OnlineCount; number++)
        {
            Report report = new();
            Report gate = new();
            WorkerThread running = WorkerThread.Start("running", () =>
            {
                while (Volatile.Read(ref gate.Count) == 0) Scheduler.YieldIfNeeded();
                // The gate may be seen before the interrupt that asks for the switch.
                long end = Clock.MonotonicNanoseconds + (10_000 * Millisecond);
                while (Cpu.CurrentNumber != number && Clock.MonotonicNanoseconds < end) Scheduler.YieldIfNeeded();
                report.Note(Cpu.CurrentNumber);
            });
            WorkerThread asleep = WorkerThread.Start("asleep", () =>
            {
                while (Volatile.Read(ref gate.Count) == 0) _ = Scheduler.SleepUntil(Clock.MonotonicNanoseconds + Millisecond);
                // It may have been awake when it was moved.
                _ = Scheduler.SleepUntil(Clock.MonotonicNanoseconds + Millisecond);
                report.Note(Cpu.CurrentNumber);
            });
            _ = Scheduler.SleepUntil(Clock.MonotonicNanoseconds + (3 * Millisecond));
            Scheduler.SetAffinity(running, 1UL << number);
            Scheduler.SetAffinity(asleep, 1UL << number);
            gate.Note(0);
            report.Await(2);
            Check.Equal(1L << number, report.Cpus, "CPUs used");
        }
    }

    [KernelTest(NeedsScheduler = true, TimeoutMilliseconds = 30_000)]
    internal static void BusyThreads_SpreadOverAllCpus()
    {
        Report report = new();
        int count = Cpu.OnlineCount * 2;
        for (int i = 0; i < count; i++)
        {
            _ = WorkerThread.Start("busy", () =>
            {
                // Until every CPU was seen: a busy host may keep one of them from running for long.
                long end = Clock.MonotonicNanoseconds + (10_000 * Millisecond);
                report.See(Cpu.CurrentNumber);
                while (Volatile.Read(ref report.Cpus) != (long)Cpu.OnlineMask && Clock.MonotonicNanoseconds < end)
                {
                    Scheduler.YieldIfNeeded();
                    report.See(Cpu.CurrentNumber);
                }

                report.Note(Cpu.CurrentNumber);
            });
        }

        report.Await(count);
        Check.Equal((long)Cpu.OnlineMask, report.Cpus, "CPUs used");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void IdleCpu_TakesWhatWaitsForAnother()
    {
        if (Cpu.OnlineCount == 1) return;
        using Stay here = new(0);
        Report report = new();
        Report started = new();
        // Kernel code is not preempted: as long as the first one spins, only another CPU can run the second, which was queued behind it.
        Pinned(1, () =>
        {
            started.Note(0);
            WorkerThread second = WorkerThread.Create("second", () => report.Note(Cpu.CurrentNumber));
            Scheduler.SetAffinity(second, 1UL << 1);
            Scheduler.Start(second);
            Scheduler.SetAffinity(second, ulong.MaxValue);
            long end = Clock.MonotonicNanoseconds + (2000 * Millisecond);
            while (Volatile.Read(ref report.Count) == 0 && Clock.MonotonicNanoseconds < end) Cpu.Relax();
        });
        started.Await(1);
        // Another thread comes and goes, so that some CPU looks around.
        for (int i = 0; i < 50 && Volatile.Read(ref report.Count) == 0; i++) _ = Scheduler.SleepUntil(Clock.MonotonicNanoseconds + Millisecond);
        report.Await(1);
        Check.True(report.Cpus != 1L << 1, "another CPU ran it");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Unmap_ReachesCpusThatUseTheTable()
    {
        if (Cpu.OnlineCount == 1) return;
        using Stay here = new(0);
        VirtualAddress address = new(0x10000);
        using PageTable table = Check.NotNull(PageTable.TryCreate(), "page table");
        Check.Succeeds(table.MapZeroed(address, PageProtection.Read | PageProtection.Write), "map");
        Report ready = new();
        Report gone = new();
        Report done = new();
        Errno after = Errno.None;
        Pinned(1, () =>
        {
            KernelThread.Current.PageTable = table;
            // Under a guard nobody resolves faults, and the interrupt is answered by the spin loop.
            using (InterruptGuard off = InterruptGuard.Enter())
            {
                if (UserMemory.Read(address, out long _) == Errno.None) ready.Note(1);
                while (Volatile.Read(ref gone.Count) == 0) Cpu.Relax();
                after = UserMemory.Read(address, out long _);
            }

            KernelThread.Current.PageTable = null;
            done.Note(1);
        });
        ready.Await(1);
        long before = Cpu.ShootdownCount;
        table.Unmap(address, Page.Size);
        gone.Note(0);
        done.Await(1);
        Check.Equal(Errno.EFAULT, after, "read after unmap");
        Check.True(Cpu.ShootdownCount > before, "the other CPU was asked");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void DisposedTable_IsLeftByOtherCpus()
    {
        if (Cpu.OnlineCount == 1) return;
        using Stay here = new(0);
        VirtualAddress address = new(0x10000);
        PageTable table = Check.NotNull(PageTable.TryCreate(), "page table");
        Check.Succeeds(table.MapZeroed(address, PageProtection.Read | PageProtection.Write), "map");
        Report done = new();
        Report ready = new();
        Errno after = Errno.None;
        Pinned(1, () =>
        {
            KernelThread.Current.PageTable = table;
            ready.Note(1);
            while (Volatile.Read(ref ready.Count) == 1) Scheduler.YieldIfNeeded();
            using (InterruptGuard off = InterruptGuard.Enter()) after = UserMemory.Read(address, out long _);
            KernelThread.Current.PageTable = null;
            done.Note(1);
        });
        ready.Await(1);
        table.Dispose();
        ready.Note(0);
        done.Await(1);
        Check.Equal(Errno.EFAULT, after, "read after dispose");
    }

    [KernelTest(NeedsScheduler = true)]
    internal static void Collection_StopsSpinnersWithInterruptsOff()
    {
        Report ready = new();
        Report done = new();
        SpinLock<int> held = new(0);
        using Stay here = new(0);
        for (int number = 1; number < Cpu.OnlineCount; number++)
        {
            Pinned(number, () =>
            {
                using (SpinLock<int>.Guard guard = held.Lock()) guard.Value++;
                using (InterruptGuard off = InterruptGuard.Enter())
                {
                    ready.Note(Cpu.CurrentNumber);
                    while (Volatile.Read(ref done.Count) == 0) Cpu.Relax();
                }

                ready.Note(Cpu.CurrentNumber);
            });
        }

        ready.Await(Cpu.OnlineCount - 1);
        for (int i = 0; i < 5; i++) GC.Collect();
        done.Note(0);
        ready.Await(2 * (Cpu.OnlineCount - 1));
    }

    [KernelTest(NeedsScheduler = true, TimeoutMilliseconds = 60_000)]
    internal static void Collection_KeepsWhatOtherCpusHold()
    {
        const int Rounds = 200;
        Report report = new();
        Report failures = new();
        int count = Cpu.OnlineCount * 2;
        for (int i = 0; i < count; i++)
        {
            _ = WorkerThread.Start("allocator", () =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    if (!BuildAndCheckList(round)) failures.Note(0);
                    Scheduler.YieldIfNeeded();
                }

                report.Note(Cpu.CurrentNumber);
            });
        }

        while (Volatile.Read(ref report.Count) < count)
        {
            GC.Collect();
            _ = Scheduler.SleepUntil(Clock.MonotonicNanoseconds + Millisecond);
        }

        Check.Equal(0, failures.Count, "damaged lists");
    }

    private static bool BuildAndCheckList(int seed)
    {
        Node? first = null;
        for (int i = 0; i < 100; i++) first = new Node { Next = first, Value = seed + i, Text = new string('x', i % 7) };
        int expected = seed + 99;
        for (Node? node = first; node != null; node = node.Next, expected--)
        {
            if (node.Value != expected || node.Text!.Length != (expected - seed) % 7) return false;
        }

        return expected == seed - 1;
    }

    private static void Pinned(int number, Action work)
    {
        WorkerThread thread = WorkerThread.Create("pinned", work);
        Scheduler.SetAffinity(thread, 1UL << number);
        Scheduler.Start(thread);
    }

    /// <summary>Keeps the test's own thread and its timers on one CPU: on another, one that spins there for the test would wait for ever.</summary>
    private readonly ref struct Stay
    {
        internal Stay(int number)
        {
            Scheduler.SetAffinity(Thread.Current, 1UL << number);
            while (Cpu.CurrentNumber != number) Scheduler.Yield();
        }

        public void Dispose() => Scheduler.SetAffinity(Thread.Current, ulong.MaxValue);
    }

    private sealed class Node
    {
        internal Node? Next;
        internal int Value;
        internal string? Text;
    }

    private sealed class Report
    {
        internal long Cpus;
        internal int Count;

        internal void See(int cpu) => _ = Interlocked.Or(ref Cpus, 1L << cpu);

        internal void Note(int cpu)
        {
            See(cpu);
            _ = Interlocked.Increment(ref Count);
        }

        internal void Await(int count)
        {
            while (Volatile.Read(ref Count) < count) _ = Scheduler.SleepUntil(Clock.MonotonicNanoseconds + Millisecond);
        }
    }
}
