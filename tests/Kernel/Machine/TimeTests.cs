// SPDX-License-Identifier: MIT
using Skift.Machine;

namespace Skift.Tests.Kernel;

internal static class TimeTests
{
    private const long Millisecond = 1_000_000;

    [KernelTest]
    internal static void Clock_NeverGoesBack()
    {
        long last = Clock.MonotonicNanoseconds;
        for (int i = 0; i < 10_000; i++)
        {
            long now = Clock.MonotonicNanoseconds;
            Check.True(now >= last, "order");
            last = now;
        }

        Check.True(last > 0, "positive");
    }

    [KernelTest]
    internal static void RealTime_IsThisCentury()
    {
        const long Year2020 = 1_577_836_800L * Clock.NanosecondsPerSecond;
        Check.True(Clock.RealTimeNanoseconds > Year2020, "after 2020");
        long before = Clock.RealTimeNanoseconds;
        Clock.SetRealTime(Year2020);
        Check.True(Clock.RealTimeNanoseconds - Year2020 < Clock.NanosecondsPerSecond, "set");
        Clock.SetRealTime(before);
    }

    [KernelTest]
    internal static void Timer_FiresOnceAndNotEarly()
    {
        Recorder recorder = new();
        CpuTimer.Install(recorder);
        long deadline = Clock.MonotonicNanoseconds + (20 * Millisecond);
        CpuTimer.SetDeadline(deadline);
        Wait(recorder, 1);
        Check.True(recorder.At >= deadline, "not early");
        long end = Clock.MonotonicNanoseconds + (20 * Millisecond);
        while (Clock.MonotonicNanoseconds < end) Cpu.Relax();
        Check.Equal(1, recorder.Count, "fired once");
    }

    [KernelTest]
    internal static void Timer_InThePast_FiresAtOnce_AndCanBeCancelled()
    {
        Recorder recorder = new();
        CpuTimer.Install(recorder);
        CpuTimer.SetDeadline(0);
        Wait(recorder, 1);
        CpuTimer.SetDeadline(Clock.MonotonicNanoseconds + (5 * Millisecond));
        CpuTimer.SetDeadline(CpuTimer.Never);
        long end = Clock.MonotonicNanoseconds + (20 * Millisecond);
        while (Clock.MonotonicNanoseconds < end) Cpu.Relax();
        Check.Equal(1, recorder.Count, "cancelled");
    }

    [KernelTest]
    internal static void Interrupts_WaitWhileAGuardIsHeld()
    {
        Recorder recorder = new();
        CpuTimer.Install(recorder);
        using (InterruptGuard outer = InterruptGuard.Enter())
        {
            CpuTimer.SetDeadline(0);
            long end = Clock.MonotonicNanoseconds + (10 * Millisecond);
            using (InterruptGuard inner = InterruptGuard.Enter())
            {
                while (Clock.MonotonicNanoseconds < end) Cpu.Relax();
            }

            Check.Equal(0, recorder.Count, "held back");
        }

        Wait(recorder, 1);
    }

    [KernelTest]
    internal static void WaitForInterrupt_SleepsUntilTheTimer()
    {
        Recorder recorder = new();
        CpuTimer.Install(recorder);
        using InterruptGuard off = InterruptGuard.Enter();
        CpuTimer.SetDeadline(Clock.MonotonicNanoseconds + (10 * Millisecond));
        while (recorder.Count == 0) Cpu.WaitForInterrupt();
        Check.True(!Cpu.AreInterruptsEnabled, "interrupts are off again");
    }

    private static void Wait(Recorder recorder, int count)
    {
        while (recorder.Count < count) Cpu.Relax();
    }

    private sealed class Recorder : TimerHandler
    {
        private volatile int _count;

        internal int Count => _count;

        internal long At { get; private set; }

        protected override void OnDeadline(in InterruptContext context)
        {
            At = Clock.MonotonicNanoseconds;
            _count++;
        }
    }
}
