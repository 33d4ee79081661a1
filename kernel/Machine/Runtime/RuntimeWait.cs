// SPDX-License-Identifier: MIT
using System.Threading;

namespace Skift.Machine;

/// <summary>
/// Lets a thread that waits for a managed monitor give way to others. The scheduler above installs it; before that there is one thread.
/// </summary>
/// <remarks>Kernel code uses its own locks. Monitors remain for what the language and corelib do themselves.</remarks>
public abstract unsafe class RuntimeWait
{
    private static RuntimeWait? s_installed;

    public static void Install(RuntimeWait wait) => s_installed = wait;

    /// <summary>Lets other threads run. Not called in interrupt context or under a guard.</summary>
    protected abstract void Yield();

    internal static int Wait(int* address, int expected, long nanoseconds)
    {
        const int Woken = 0;
        const int TimedOut = 1;
        long deadline = nanoseconds < 0 ? long.MaxValue : Clock.MonotonicNanoseconds + nanoseconds;
        while (Volatile.Read(ref *address) == expected)
        {
            if (Clock.MonotonicNanoseconds >= deadline) return TimedOut;
            Cpu.AssertMaySleep();
            if (s_installed is { } installed) installed.Yield();
            else Panic.Raise("the only thread waits for itself");
        }

        return Woken;
    }
}
