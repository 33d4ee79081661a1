// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Core.Scheduling;

/// <summary>Double of the scheduler: .NET's own needs no help.</summary>
public static class Scheduler
{
    public static void YieldIfNeeded()
    {
    }

    /// <summary>No signal ever waits here.</summary>
    public static Errno GiveWay() => Errno.None;
}
