// SPDX-License-Identifier: MIT
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>What a CPU runs when nothing else wants it.</summary>
internal sealed class IdleThread : Thread
{
    internal IdleThread()
        : base("idle")
    {
    }

    protected override bool IsIdle => true;

    // On a CPU that begins with it, there was no thread before, and no lock was taken.
    protected override void OnFirstRun(KernelThread previous)
    {
        if (previous == this)
        {
            using InterruptGuard off = InterruptGuard.Adopt();
        }
        else
        {
            base.OnFirstRun(previous);
        }
    }

    protected override void Main()
    {
        while (true)
        {
            using (InterruptGuard off = InterruptGuard.Enter())
            {
                if (!Cpu.Current.NeedsReschedule && !CpuScheduler.Current.ShouldLookAgain)
                {
                    Cpu.WaitForInterrupt();
                }
            }

            // Whatever woke the CPU may have left work here or elsewhere.
            Scheduling.Scheduler.Yield();
        }
    }
}
