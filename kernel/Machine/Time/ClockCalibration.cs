// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>Finds out how fast the TSC and the local APIC's timer run, against a clock of known frequency.</summary>
/// <remarks>
/// A sample reads the reference between two readings of the TSC; the distance of these bounds its error, also when the host takes the
/// virtual CPU away. The best of several samples at each end of the interval counts. The 16-bit PIT comes round every 55 ms: a host that
/// was away for longer makes the interval look short and the frequency high, so the lowest result counts, once two agree on it.
/// </remarks>
internal static class ClockCalibration
{
    private const int Attempts = 20;
    private const long IntervalsPerSecond = 100;
    private const int MaximumRuns = 10;
    private const long Agreement = 1000;
    private const int PmTimerOffset = 76;
    private const int Flags = 112;
    private const uint PmTimerIs32Bits = 1 << 8;
    private const long PmTimerFrequency = 3_579_545;
    private const long PitFrequency = 1_193_182;
    private const ushort PitChannel0 = 0x40;
    private const ushort PitCommand = 0x43;
    private const long QemuApicFrequency = 1_000_000_000 / 16;

    private enum Reference
    {
        PmTimer,
        Pit,
        LocalApic,
    }

    private struct Sample
    {
        public ulong Timestamp;
        public uint Apic;
        public uint Ticks;
    }

    internal static void Run()
    {
        ushort pmTimer = FindPmTimer(out uint pmMask);
        Reference reference = pmTimer != 0 ? Reference.PmTimer : HasPit() ? Reference.Pit : Reference.LocalApic;
        uint mask = reference switch
        {
            Reference.PmTimer => pmMask,
            Reference.Pit => 0xFFFF,
            _ => uint.MaxValue,
        };
        long frequency = reference switch
        {
            Reference.PmTimer => PmTimerFrequency,
            Reference.Pit => PitFrequency,
            _ => QemuApicFrequency,
        };

        long apic;
        long tsc = Measure(reference, pmTimer, frequency, mask, out apic);
        for (int run = 1; run < MaximumRuns; run++)
        {
            long again = Measure(reference, pmTimer, frequency, mask, out long apicAgain);
            bool isAgreed = Math.Abs(again - tsc) < tsc / Agreement;
            if (again < tsc)
            {
                tsc = again;
                apic = apicAgain;
            }

            if (isAgreed) break;
        }

        TimestampCounter.SetFrequency(tsc);
        LocalApic.SetFrequency(apic);
        Clock.SetRealTime(RealTimeClock.ReadNanoseconds());
        string name = reference switch
        {
            Reference.PmTimer => "ACPI PM timer",
            Reference.Pit => "PIT",
            _ => "local APIC",
        };
        Log.Info($"clock: TSC {tsc / 1000} kHz, APIC timer {apic / 1000} kHz, by the {name}");
    }

    /// <summary>One interval: the frequencies that it shows.</summary>
    private static long Measure(Reference reference, ushort pmTimer, long frequency, uint mask, out long apic)
    {
        LocalApic.StartCounting();
        Sample first = TakeSample(reference, pmTimer);
        while ((Elapsed(first.Ticks, Read(reference, pmTimer), mask) * IntervalsPerSecond) < frequency) Cpu.Relax();
        Sample last = TakeSample(reference, pmTimer);
        long ticks = Elapsed(first.Ticks, last.Ticks, mask);
        apic = reference == Reference.LocalApic ? QemuApicFrequency : Scale(last.Apic - first.Apic, frequency, ticks);
        return Scale((long)(last.Timestamp - first.Timestamp), frequency, ticks);
    }

    private static long Scale(long counted, long frequency, long ticks) => (long)((double)counted * frequency / ticks);

    private static long Elapsed(uint from, uint to, uint mask) => (to - from) & mask;

    private static Sample TakeSample(Reference reference, ushort pmTimer)
    {
        Sample best = default;
        ulong narrowest = ulong.MaxValue;
        for (int i = 0; i < Attempts; i++)
        {
            ulong before = Native.ReadTimestamp();
            uint ticks = Read(reference, pmTimer);
            uint apic = LocalApic.Counted;
            ulong after = Native.ReadTimestamp();
            if (after - before >= narrowest) continue;
            narrowest = after - before;
            best = new Sample { Timestamp = before + (narrowest / 2), Apic = apic, Ticks = ticks };
        }

        return best;
    }

    /// <summary>Ticks of the reference; always counting up.</summary>
    private static uint Read(Reference reference, ushort pmTimer)
    {
        switch (reference)
        {
            case Reference.PmTimer:
                return Native.In32(pmTimer);
            case Reference.Pit:
                // Latch channel 0, then its low and high byte (Intel 8254 data sheet). It counts down.
                Native.Out8(PitCommand, 0);
                uint low = Native.In8(PitChannel0);
                return (uint)-(int)(low | ((uint)Native.In8(PitChannel0) << 8));
            default:
                return LocalApic.Counted;
        }
    }

    private static ushort FindPmTimer(out uint mask)
    {
        mask = 0xFF_FFFF;
        if (!AcpiTables.TryFind("FACP"u8, out ReadOnlySpan<byte> fadt) || fadt.Length < Flags + 4) return 0;
        if ((LittleEndian.Read32(fadt[Flags..]) & PmTimerIs32Bits) != 0) mask = uint.MaxValue;
        return (ushort)LittleEndian.Read32(fadt[PmTimerOffset..]);
    }

    /// <summary>Starts channel 0 of the interval timer, counting 65536 down again and again, and looks whether it moves.</summary>
    private static bool HasPit()
    {
        const byte RateGenerator = 0x34;
        const int Patience = 100_000;
        Native.Out8(PitCommand, RateGenerator);
        Native.Out8(PitChannel0, 0);
        Native.Out8(PitChannel0, 0);
        uint first = Read(Reference.Pit, 0);
        for (int i = 0; i < Patience; i++)
        {
            if (Read(Reference.Pit, 0) != first) return true;
        }

        return false;
    }
}
