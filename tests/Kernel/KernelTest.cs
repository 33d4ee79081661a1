// SPDX-License-Identifier: MIT
using System;

namespace Skift.Tests.Kernel;

/// <summary>Marks a static method without parameters as a test. It fails by throwing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KernelTestAttribute : Attribute
{
    /// <summary>How long the test may run before the whole run ends with its failure.</summary>
    public int TimeoutMilliseconds { get; set; } = 10_000;

    /// <summary>Runs in a thread of the scheduler, after all tests that have the machine for themselves.</summary>
    public bool NeedsScheduler { get; set; }

    /// <summary>Runs in the thread of a new process with memory and files of its own, and must leave no memory behind.</summary>
    public bool NeedsProcess { get; set; }
}

/// <summary>What a test throws if the machine lacks the device that it is about.</summary>
internal sealed class SkipException(string reason) : Exception(reason);

/// <summary>One test of the list that Skift.Generators makes.</summary>
internal sealed class KernelTest(string name, Action run, int timeoutMilliseconds, bool needsScheduler, bool needsProcess)
{
    internal string Name { get; } = name;

    internal Action Run { get; } = run;

    internal int TimeoutMilliseconds { get; } = timeoutMilliseconds;

    internal bool NeedsScheduler { get; } = needsScheduler;

    internal bool NeedsProcess { get; } = needsProcess;
}
