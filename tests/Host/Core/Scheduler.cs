// SPDX-License-Identifier: MIT
namespace Skift.Core.Scheduling;

/// <summary>Double of the scheduler: .NET's own needs no help.</summary>
public static class Scheduler
{
    public static void YieldIfNeeded()
    {
    }
}
