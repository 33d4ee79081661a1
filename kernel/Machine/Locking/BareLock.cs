// SPDX-License-Identifier: MIT
using System.Threading;

namespace Skift.Machine;

/// <summary>A spin lock that needs no heap: for the frame allocator, the log and the collector's own memory.</summary>
internal struct BareLock
{
    private int _isHeld;

    internal void Acquire()
    {
        // No use of the Cpu object: the first locks are taken before there is one.
        _ = Native.DisableInterrupts();
        while (Interlocked.CompareExchange(ref _isHeld, 1, 0) != 0)
        {
            Native.Pause();
            // Not a stop request: who holds one of these locks never waits, but the collector may want it.
            CpuRequests.PollFlush();
        }
    }

    internal void Release()
    {
        Volatile.Write(ref _isHeld, 0);
        Native.RestoreInterrupts();
    }
}
