// SPDX-License-Identifier: MIT
namespace System.Threading.Tasks;

public enum TaskStatus
{
    Created,
    WaitingForActivation,
    WaitingToRun,
    Running,
    WaitingForChildrenToComplete,
    RanToCompletion,
    Canceled,
    Faulted,
}

/// <summary>How a task is to run. There are no child tasks.</summary>
[Flags]
public enum TaskCreationOptions
{
    None = 0,
    PreferFairness = 1,

    /// <summary>On a thread of its own.</summary>
    LongRunning = 2,
    DenyChildAttach = 8,
    HideScheduler = 16,

    /// <summary>Whoever completes it does not run what waits for it.</summary>
    RunContinuationsAsynchronously = 64,
}

/// <summary>When a continuation runs, and where.</summary>
[Flags]
public enum TaskContinuationOptions
{
    None = 0,
    PreferFairness = 1,
    LongRunning = 2,
    DenyChildAttach = 8,
    HideScheduler = 16,
    LazyCancellation = 32,
    RunContinuationsAsynchronously = 64,
    NotOnRanToCompletion = 0x10000,
    NotOnFaulted = 0x20000,
    NotOnCanceled = 0x40000,
    OnlyOnRanToCompletion = NotOnFaulted | NotOnCanceled,
    OnlyOnFaulted = NotOnRanToCompletion | NotOnCanceled,
    OnlyOnCanceled = NotOnRanToCompletion | NotOnFaulted,
    ExecuteSynchronously = 0x80000,
}

/// <summary>How an await behaves.</summary>
[Flags]
public enum ConfigureAwaitOptions
{
    None = 0,
    ContinueOnCapturedContext = 1,

    /// <summary>An await of a task that failed or was cancelled does not throw.</summary>
    SuppressThrowing = 2,

    /// <summary>An await goes on later even if the task is complete.</summary>
    ForceYielding = 4,
}
