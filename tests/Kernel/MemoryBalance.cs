// SPDX-License-Identifier: MIT
using System;
using System.Runtime;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>Compares the memory in use before and after a test.</summary>
internal static class MemoryBalance
{
    private const int Attempts = 20;

    /// <summary>Runs the test and expects all frames back, apart from those that the managed heap holds.</summary>
    internal static void Check(Action run)
    {
        long before = UsedBytes;
        run();
        // What ended threads held comes back when they have left the CPU for good.
        for (int attempt = 0; UsedBytes > before; attempt++)
        {
            if (attempt == Attempts) throw new CheckException($"{(UsedBytes - before) / Page.Size} frames are lost");
            GC.Collect();
            _ = Scheduler.SleepUntil(Clock.MonotonicNanoseconds + 1_000_000);
        }
    }

    /// <summary>
    /// Bytes that are free or belong to the managed heap, which grows and shrinks by itself: what a test counts when it asks whether frames
    /// were taken or came back.
    /// </summary>
    /// <remarks>Both are sums over all CPUs, taken while these go on: only a sum that is found twice is one.</remarks>
    internal static long FreeBytes
    {
        get
        {
            long last, now = Sum();
            do
            {
                last = now;
                now = Sum();
            }
            while (now != last);
            return now;

            static long Sum() => PhysicalMemory.FreeBytes + GCCounters.HeapBytes;
        }
    }

    private static long UsedBytes => PhysicalMemory.TotalBytes - FreeBytes;
}
