// SPDX-License-Identifier: MIT
using Skift.Core.Scheduling;

namespace Skift.Kernel;

/// <summary>Where the machine hands over: from here on everything runs in threads.</summary>
internal static class Program
{
    private static void Main() => Scheduler.Run(WorkerThread.Create("boot", Startup.Run));
}
