// SPDX-License-Identifier: MIT
namespace System.Threading;

/// <summary>What a thread is doing. That it sleeps or waits is not shown.</summary>
[Flags]
public enum ThreadState
{
    Running = 0,
    Background = 4,
    Unstarted = 8,
    Stopped = 16,
}

public enum ThreadPriority
{
    Lowest,
    BelowNormal,
    Normal,
    AboveNormal,
    Highest,
}

public enum EventResetMode
{
    AutoReset,
    ManualReset,
}
