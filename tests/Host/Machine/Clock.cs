// SPDX-License-Identifier: MIT
using System;
using System.Threading;

namespace Skift.Machine;

/// <summary>Double of the clock: each thread of a test may shift the wall clock it sees.</summary>
public static class Clock
{
    public const long NanosecondsPerSecond = 1_000_000_000;

    private static readonly AsyncLocal<long> s_shift = new();

    public static long MonotonicNanoseconds => Environment.TickCount64 * 1_000_000;

    public static long RealTimeNanoseconds => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100 + s_shift.Value;

    /// <summary>Moves this test's wall clock.</summary>
    public static void Advance(TimeSpan time) => s_shift.Value += time.Ticks * 100;
}
