// SPDX-License-Identifier: MIT
using System;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>Waits for what another thread does.</summary>
internal static class Until
{
    internal const long Millisecond = 1_000_000;
    private const long LimitNanoseconds = 5_000 * Millisecond;

    /// <summary>Sleeps until the condition holds; fails if that takes seconds.</summary>
    internal static void True(Func<bool> condition, string what)
    {
        for (long limit = Clock.MonotonicNanoseconds + LimitNanoseconds; !condition(); Sleep(1))
        {
            if (Clock.MonotonicNanoseconds > limit) throw new CheckException($"{what}: waited in vain");
        }
    }

    /// <summary>Lets others run for so long.</summary>
    internal static void Sleep(long milliseconds) => _ = Scheduler.SleepUntil(Clock.MonotonicNanoseconds + (milliseconds * Millisecond), interruptible: false);

    /// <summary>Waits until a thread sleeps.</summary>
    internal static void Asleep(Thread thread) => True(() => thread.State is ThreadState.Interruptible or ThreadState.Uninterruptible, "the thread sleeps");
}
