// SPDX-License-Identifier: MIT
using System.Threading;
using Skift.Core.Time;
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>How many threads run or wait for a CPU, averaged over 1, 5 and 15 minutes (<c>proc(5)</c>, loadavg).</summary>
/// <remarks>Exponentially: every five seconds each figure moves towards the present number, by a share that depends on its minutes.</remarks>
public static class LoadAverage
{
    /// <summary>Figures are fixed-point numbers with so many bits behind the point, as sysinfo(2) has them from 16 bits.</summary>
    public const int FractionBits = 16;

    private const long IntervalNanoseconds = 5 * Clock.NanosecondsPerSecond;
    private const long One = 1 << FractionBits;

    // e^(-5/60), e^(-5/300), e^(-5/900).
    private const long Decay1 = 60296;
    private const long Decay5 = 64453;
    private const long Decay15 = 65173;

    private static long s_load1;
    private static long s_load5;
    private static long s_load15;

    public static long OneMinute => Volatile.Read(ref s_load1);

    public static long FiveMinutes => Volatile.Read(ref s_load5);

    public static long FifteenMinutes => Volatile.Read(ref s_load15);

    /// <summary>A figure in hundredths, rounded.</summary>
    public static long ToHundredths(long load) => ((load * 100) + (One / 2)) >> FractionBits;

    /// <summary>Begins to measure.</summary>
    internal static void Start() => TimerQueue.Arm(new Sampler(), Clock.MonotonicNanoseconds + IntervalNanoseconds);

    /// <summary>Where a figure moves when it meets a number of threads.</summary>
    internal static long Next(long load, long decay, int threads)
    {
        long active = threads * One;
        long sum = (load * decay) + (active * (One - decay));
        // Up to the next when it rises, so that it gets there at last.
        if (active >= load) sum += One - 1;
        return sum >> FractionBits;
    }

    private static void Sample(int threads)
    {
        Volatile.Write(ref s_load1, Next(s_load1, Decay1, threads));
        Volatile.Write(ref s_load5, Next(s_load5, Decay5, threads));
        Volatile.Write(ref s_load15, Next(s_load15, Decay15, threads));
    }

    private sealed class Sampler : Timer
    {
        protected internal override void Expire()
        {
            Sample(Scheduler.RunnableCount);
            TimerQueue.Arm(this, Clock.MonotonicNanoseconds + IntervalNanoseconds);
        }
    }
}
