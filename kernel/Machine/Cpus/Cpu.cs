// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;

namespace Skift.Machine;

/// <summary>One processor: its number, its interrupt state and what only code running on it may touch.</summary>
/// <remarks>Members that say "this CPU" are only meaningful with interrupts off (<see cref="CpuPin"/>).</remarks>
[EagerStaticClassConstruction]
public sealed unsafe partial class Cpu
{
    private readonly CpuLocal* _local;

    // SAFETY: `local` is the per-CPU block GS points to on that processor; it is never freed.
    internal Cpu(CpuLocal* local, uint apicId)
    {
        _local = local;
        _apicId = apicId;
        s_all[Number] = this;
    }

    /// <summary>This CPU.</summary>
    public static Cpu Current => Native.CurrentCpu();

    /// <summary>Small number of this CPU, from 0.</summary>
    public static int CurrentNumber => Native.CurrentCpuNumber();

    /// <summary>Small number, from 0; the boot CPU is 0.</summary>
    public int Number => _local->Number;

    /// <summary>Whether interrupts can arrive on this CPU now.</summary>
    public static bool AreInterruptsEnabled => Native.AreInterruptsEnabled() != 0;

    /// <summary>Whether this CPU is inside an interrupt handler.</summary>
    public bool IsInInterrupt => _local->InterruptDepth != 0;

    /// <summary>Set by <see cref="RequestReschedule"/>; makes <see cref="UserContext.Run"/> return at once. The scheduler clears it.</summary>
    public bool NeedsReschedule
    {
        get => _local->NeedsReschedule != 0;
        set => _local->NeedsReschedule = value ? 1 : 0;
    }

    /// <summary>Asks this CPU to run its scheduler at the next return to user code. Interrupt safe.</summary>
    public static void RequestReschedule() => Current.NeedsReschedule = true;

    /// <summary>One turn of a spin loop. Answers what other CPUs want of this one, which could not wait for interrupts to be on.</summary>
    public static void Relax()
    {
        Native.Pause();
        CpuRequests.Poll();
    }

    /// <summary>
    /// The idle step: called with interrupts off by exactly one guard, waits until an interrupt has been handled and returns with them off.
    /// </summary>
    /// <remarks>Enabling and halting are one step (the shadow of STI, Intel SDM vol. 2B), so a wake-up between check and halt is not lost.</remarks>
    public static void WaitForInterrupt()
    {
        AssertAtomicDepth(1);
        Native.EnableAndHalt();
    }

    /// <summary>Throws nothing, stops the kernel: the caller is about to sleep and may not (a lock is held, or in an interrupt).</summary>
    /// <param name="allowedDepth">How many guards the caller itself holds and will release around its sleep.</param>
    public static void AssertMaySleep(int allowedDepth = 0)
    {
        CpuLocal* local = Native.CurrentCpuLocal();
        if ((local->InterruptDepth | local->AtomicDepth) != 0) CheckDepth(local, allowedDepth);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CheckDepth(CpuLocal* local, int allowedDepth)
    {
        if (local->InterruptDepth != 0) Panic.Raise("sleep in interrupt context");
        if (local->AtomicDepth > allowedDepth) Panic.Raise("sleep with a spin lock held or interrupts off");
    }

    /// <summary>Random bits from the processor (RDRAND), where it has them.</summary>
    public static bool TryGetRandom(out ulong value)
    {
        ulong bits = 0;
        bool isValid = CpuFeatures.HasRdrand && Native.ReadRandom(&bits) != 0;
        value = bits;
        return isValid;
    }

    internal static Cpu DisableInterrupts() => Native.DisableInterrupts();

    internal static void RestoreInterrupts() => Native.RestoreInterrupts();

    internal static void AssertAtomicDepth(int depth)
    {
        if (Native.CurrentCpuLocal()->AtomicDepth != depth) Panic.Raise("wrong number of guards held");
    }

    internal CpuLocal* Local => _local;

    /// <summary>For <see cref="LockChecker"/>.</summary>
    internal HeldLocks HeldLocks { get; } = new();

    internal long TimerDeadline { get; set; } = CpuTimer.Never;

    /// <summary>When the timer of this CPU will interrupt.</summary>
    internal long ArmedDeadline { get; set; } = CpuTimer.Never;

    /// <summary>During a thread switch, the thread that is being left.</summary>
    internal KernelThread? PreviousThread { get; set; }
}
