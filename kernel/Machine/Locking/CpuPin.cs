// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>The thread stays on this CPU, and nothing else runs there, while one exists.</summary>
/// <remarks>
/// <c>using CpuPin pin = CpuPin.Enter();</c> — then <c>pin.Cpu</c>. Kernel code is not preempted, so what moves a thread is its own sleep or an
/// interrupt's work; keeping interrupts off excludes both.
/// </remarks>
public readonly ref struct CpuPin
{
    private CpuPin(Cpu cpu) => Cpu = cpu;

    public Cpu Cpu { get; }

    public static CpuPin Enter() => new(Machine.Cpu.DisableInterrupts());

    public void Dispose() => Machine.Cpu.RestoreInterrupts();
}
