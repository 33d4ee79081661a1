// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>Interrupts are off on this CPU while one exists; <see cref="Dispose"/> restores the state from before.</summary>
/// <remarks><c>using InterruptGuard off = InterruptGuard.Enter();</c> Nests. No sleeping inside.</remarks>
public readonly ref struct InterruptGuard
{
    public static InterruptGuard Enter()
    {
        _ = Machine.Cpu.DisableInterrupts();
        return default;
    }

    /// <summary>Takes over the guard that a new CPU begins with.</summary>
    public static InterruptGuard Adopt() => default;

    public void Dispose() => Machine.Cpu.RestoreInterrupts();
}
