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

    protected override void Main()
    {
        while (true)
        {
            using (InterruptGuard off = InterruptGuard.Enter())
            {
                if (!Cpu.Current.NeedsReschedule)
                {
                    Cpu.WaitForInterrupt();
                }
            }

            Scheduling.Scheduler.YieldIfNeeded();
        }
    }
}
