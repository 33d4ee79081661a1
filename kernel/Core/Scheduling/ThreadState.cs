// SPDX-License-Identifier: MIT
namespace Skift.Core.Scheduling;

/// <summary>Where a thread is between running and waiting. Guarded by the lock of its CPU's scheduler.</summary>
public enum ThreadState
{
    /// <summary>Runs, or waits in a run queue for its turn.</summary>
    Runnable,

    /// <summary>Sleeps, or is about to; a wake-up or a signal ends it.</summary>
    Interruptible,

    /// <summary>Sleeps, or is about to; only a wake-up ends it.</summary>
    Uninterruptible,

    /// <summary>Was stopped by a signal (SIGSTOP and its kin).</summary>
    Stopped,

    /// <summary>Will never run again.</summary>
    Dead,
}
