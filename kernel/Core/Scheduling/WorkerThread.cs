// SPDX-License-Identifier: MIT
using System;
using Skift.Machine;

namespace Skift.Core.Scheduling;

/// <summary>A thread of the kernel that runs one function and ends.</summary>
public sealed class WorkerThread : Thread
{
    private readonly Action _work;

    private WorkerThread(string name, Action work, int nice)
        : base(name, nice) => _work = work;

    /// <summary>A thread that does not run yet, for <see cref="Scheduling.Scheduler.Run"/>.</summary>
    /// <exception cref="OutOfMemoryException">No memory for the stack.</exception>
    public static WorkerThread Create(string name, Action work, int nice = 0) => new(name, work, nice);

    /// <summary>Makes a thread and lets it run.</summary>
    /// <exception cref="OutOfMemoryException">No memory for the stack.</exception>
    public static WorkerThread Start(string name, Action work, int nice = 0)
    {
        WorkerThread thread = Create(name, work, nice);
        Scheduling.Scheduler.Start(thread);
        return thread;
    }

    protected override void Main()
    {
        try
        {
            _work();
        }
        catch (Exception exception)
        {
            Log.Error($"kernel thread {Name} ended: {exception.ToString()}");
        }

        Scheduling.Scheduler.ExitCurrent();
    }
}
