// SPDX-License-Identifier: MIT
using System;
using Skift.Machine;

namespace Skift.Tests.Kernel;

internal static class ThreadTests
{
    [KernelTest]
    internal static void Switch_KeepsRegistersAndStacksApart()
    {
        KernelThread main = KernelThread.Current;
        Worker[] workers = [new Worker(1.5), new Worker(2.5), new Worker(3.5)];
        double mine = 0;
        for (int round = 1; round <= 100; round++)
        {
            foreach (Worker worker in workers)
            {
                worker.Caller = main;
                mine += 0.25;
                SwitchTo(worker);
                Check.Equal(round, worker.Rounds, "rounds");
                Check.True(worker.Sum == worker.Step * round, "the worker's sum");
            }
        }

        Check.True(mine == 75, "the main thread's sum");
        Check.True(Cpu.AreInterruptsEnabled, "interrupts are on");
        foreach (Worker worker in workers) worker.ReleaseStack();
    }

    [KernelTest]
    internal static void Exceptions_OnEachThread_AreItsOwn()
    {
        Thrower[] throwers = [new Thrower(), new Thrower()];
        for (int round = 0; round < 20; round++)
        {
            foreach (Thrower thrower in throwers)
            {
                thrower.Caller = KernelThread.Current;
                try
                {
                    throw new InvalidOperationException("main");
                }
                catch (InvalidOperationException exception)
                {
                    SwitchTo(thrower);
                    Check.Equal(4, exception.Message.Length, "the exception in flight");
                }
            }
        }

        foreach (Thrower thrower in throwers)
        {
            Check.Equal(20, thrower.Caught, "caught");
            thrower.ReleaseStack();
        }
    }

    [KernelTest]
    internal static void Stacks_OfSuspendedThreads_AreScanned()
    {
        Keeper keeper = new() { Caller = KernelThread.Current };
        SwitchTo(keeper);
        for (int i = 0; i < 1000; i++) _ = new byte[1000];
        GC.Collect();
        for (int i = 0; i < 1000; i++) _ = new byte[1000];
        SwitchTo(keeper);
        Check.True(keeper.IsIntact, "an object that only a suspended stack holds");
        keeper.ReleaseStack();
    }

    [KernelTest]
    internal static void ReleaseStack_ReturnsItsMemory()
    {
        // More than are kept for the next threads.
        Worker[] workers = new Worker[40];
        MakeAndRelease(workers, out _);
        long before = MemoryBalance.FreeBytes;
        MakeAndRelease(workers, out long between);
        Check.True(between < before, "taken");
        Check.Equal(before, MemoryBalance.FreeBytes, "returned");
    }

    private static void MakeAndRelease(Worker[] workers, out long freeBytes)
    {
        for (int i = 0; i < workers.Length; i++) workers[i] = new Worker(1);
        freeBytes = MemoryBalance.FreeBytes;
        foreach (Worker worker in workers) worker.ReleaseStack();
    }

    private static void SwitchTo(KernelThread thread)
    {
        using InterruptGuard off = InterruptGuard.Enter();
        _ = KernelThread.SwitchTo(thread);
    }

    private abstract class Partner(string name) : KernelThread(name)
    {
        internal KernelThread Caller { get; set; } = null!;

        protected void Return()
        {
            using InterruptGuard off = InterruptGuard.Enter();
            _ = KernelThread.SwitchTo(Caller);
        }
    }

    private sealed class Worker(double step) : Partner("worker")
    {
        internal double Step { get; } = step;

        internal double Sum { get; private set; }

        internal int Rounds { get; private set; }

        protected override void Main()
        {
            double sum = 0;
            while (true)
            {
                sum += Step;
                Sum = sum;
                Rounds++;
                Return();
            }
        }
    }

    private sealed class Thrower() : Partner("thrower")
    {
        internal int Caught { get; private set; }

        protected override void Main()
        {
            while (true)
            {
                try
                {
                    throw new ArgumentException("thread");
                }
                catch (ArgumentException)
                {
                    Caught++;
                    Return();
                }
            }
        }
    }

    private sealed class Keeper() : Partner("keeper")
    {
        internal bool IsIntact { get; private set; }

        protected override void Main()
        {
            int[] only = new int[500];
            for (int i = 0; i < only.Length; i++) only[i] = i * 7;
            Return();
            bool isIntact = true;
            for (int i = 0; i < only.Length; i++) isIntact &= only[i] == i * 7;
            IsIntact = isIntact;
            Return();
        }
    }
}
