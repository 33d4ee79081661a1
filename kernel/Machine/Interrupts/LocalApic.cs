// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Machine;

/// <summary>The interrupt controller and timer inside each CPU, through its registers in memory (Intel SDM vol. 3A chapter 11).</summary>
internal static class LocalApic
{
    internal const int TimerVector = 0xEF;

    /// <summary>The only vector of its priority class, so that it can be let through alone.</summary>
    internal const int RequestVector = 0xF1;

    /// <summary>For CR8: holds back every interrupt but <see cref="RequestVector"/>.</summary>
    internal const ulong OnlyRequests = 0xE;
    internal const int SpuriousVector = 0xFF;

    private const uint BaseMsr = 0x1B;
    private const ulong BaseMask = 0x000F_FFFF_FFFF_F000;
    private const ulong GlobalEnable = 1 << 11;
    private const int RegisterBytes = 0x400;
    private const int Id = 0x20;
    private const int TaskPriority = 0x80;
    private const int EndOfInterruptRegister = 0xB0;
    private const int SpuriousInterrupt = 0xF0;
    private const int CommandLow = 0x300;
    private const int CommandHigh = 0x310;
    private const int LvtTimer = 0x320;
    private const int LvtLint0 = 0x350;
    private const int LvtLint1 = 0x360;
    private const int LvtError = 0x370;
    private const int InitialCount = 0x380;
    private const int CurrentCount = 0x390;
    private const int DivideConfiguration = 0x3E0;
    private const uint DivideBy16 = 0b0011;
    private const uint Masked = 1 << 16;
    private const uint SoftwareEnable = 1 << 8;
    private const uint DeliverNmi = 0b100 << 8;
    private const uint DeliverInit = 0b101 << 8;
    private const uint DeliverStartup = 0b110 << 8;
    private const uint AssertLevel = 1 << 14;
    private const uint DeliveryPending = 1 << 12;
    private const uint AllButSelf = 0b11 << 18;
    private const int Shift = 32;

    // One timer round is at most this long; CpuTimer begins another if the deadline is farther.
    private const long LongestRoundNanoseconds = 10 * Clock.NanosecondsPerSecond;

    private static MmioRegion? s_registers;
    private static ulong s_countsPerNanosecond;

    /// <summary>The APIC id of this CPU.</summary>
    internal static uint CurrentId => s_registers!.Read32(Id) >> 24;

    /// <summary>Where a message-signalled interrupt for a CPU is written (Intel SDM vol. 3A §11.11.1).</summary>
    internal static PhysicalAddress MessageAddress(int cpuNumber) => new(0xFEE0_0000 | (ulong)Cpu.ApicIdOf(cpuNumber) << 12);

    /// <summary>Enables the controller of this CPU with every local source masked but NMI.</summary>
    internal static void Initialize()
    {
        ulong msr = Native.ReadMsr(BaseMsr);
        Native.WriteMsr(BaseMsr, msr | GlobalEnable);
        if (!MmioRegion.Map(new PhysicalAddress(msr & BaseMask), RegisterBytes).Try(out MmioRegion registers, out Errno _)) Panic.Raise("cannot map the local APIC");
        s_registers = registers;
        Enable(registers);
    }

    /// <summary>The same for a further CPU, whose controller has its registers at the same address. Its timer runs at the frequency found on the first.</summary>
    internal static void InitializeFurther()
    {
        Native.WriteMsr(BaseMsr, Native.ReadMsr(BaseMsr) | GlobalEnable);
        Enable(s_registers!);
        s_registers!.Write32(LvtTimer, TimerVector);
    }

    private static void Enable(MmioRegion registers)
    {
        registers.Write32(TaskPriority, 0);
        registers.Write32(LvtTimer, Masked);
        registers.Write32(LvtLint0, Masked);
        registers.Write32(LvtLint1, DeliverNmi);
        registers.Write32(LvtError, Masked);
        registers.Write32(SpuriousInterrupt, SoftwareEnable | SpuriousVector);
        registers.Write32(DivideConfiguration, DivideBy16);
    }

    internal static void EndInterrupt() => s_registers!.Write32(EndOfInterruptRegister, 0);

    /// <summary>Interrupts another CPU so that it looks at <see cref="CpuRequests"/>. Interrupts are off.</summary>
    internal static void SendRequest(uint apicId) => SendCommand(apicId, RequestVector);

    /// <summary>Interrupts every other CPU even where interrupts are off. For a panic.</summary>
    internal static void SendNonMaskableToOthers() => SendCommand(0, DeliverNmi | AssertLevel | AllButSelf);

    /// <summary>Resets another CPU; it then waits for <see cref="SendStartup"/>.</summary>
    internal static void SendInit(uint apicId) => SendCommand(apicId, DeliverInit | AssertLevel);

    /// <summary>Lets a CPU that was reset begin in real mode at the start of a page below 1 MiB.</summary>
    internal static void SendStartup(uint apicId, ulong page) => SendCommand(apicId, DeliverStartup | AssertLevel | (uint)(page >> 12));

    // Intel SDM vol. 3A §11.6.1: writing the low half sends.
    private static void SendCommand(uint apicId, uint command)
    {
        MmioRegion registers = s_registers!;
        while ((registers.Read32(CommandLow) & DeliveryPending) != 0) Native.Pause();
        registers.Write32(CommandHigh, apicId << 24);
        registers.Write32(CommandLow, command);
    }

    /// <summary>Lets the timer count down from its highest value without interrupting, for calibration.</summary>
    internal static void StartCounting()
    {
        s_registers!.Write32(LvtTimer, Masked);
        s_registers.Write32(InitialCount, uint.MaxValue);
    }

    /// <summary>Counts since <see cref="StartCounting"/>.</summary>
    internal static uint Counted => uint.MaxValue - s_registers!.Read32(CurrentCount);

    internal static void SetFrequency(long countsPerSecond)
    {
        s_registers!.Write32(InitialCount, 0);
        s_countsPerNanosecond = ((ulong)countsPerSecond << Shift) / (ulong)Clock.NanosecondsPerSecond;
        s_registers.Write32(LvtTimer, TimerVector);
    }

    /// <summary>One-shot interrupt at the deadline, or at the end of the longest round if that comes first.</summary>
    internal static void ArmTimer(long deadlineNanoseconds)
    {
        if (deadlineNanoseconds == CpuTimer.Never)
        {
            s_registers!.Write32(InitialCount, 0);
            return;
        }

        long nanoseconds = Math.Clamp(deadlineNanoseconds - Clock.MonotonicNanoseconds, 1, LongestRoundNanoseconds);
        ulong high = Math.BigMul((ulong)nanoseconds, s_countsPerNanosecond, out ulong low);
        ulong counts = ((high << (64 - Shift)) | (low >> Shift)) + 1;
        s_registers!.Write32(InitialCount, counts < uint.MaxValue ? (uint)counts : uint.MaxValue);
    }
}
