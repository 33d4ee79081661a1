// SPDX-License-Identifier: MIT
namespace Skift.Core.Scheduling;

/// <summary>What a nice value means for the share of the CPU.</summary>
internal static class NiceWeight
{
    internal const int Minimum = -20;
    internal const int Maximum = 19;

    /// <summary>The weight of nice 0: its virtual time is real time.</summary>
    internal const int Normal = 1024;

    /// <summary>The weight of a thread that runs when nobody else wants to (SCHED_IDLE).</summary>
    internal const int Idle = 3;

    // 1024 / 1.25^nice, rounded: one step changes the share of two competing threads by about 10 %, as on Linux.
    private static readonly int[] s_weights =
    [
        88818, 71054, 56843, 45475, 36380, 29104, 23283, 18626, 14901, 11921,
        9537, 7629, 6104, 4883, 3906, 3125, 2500, 2000, 1600, 1280,
        1024, 819, 655, 524, 419, 336, 268, 215, 172, 137,
        110, 88, 70, 56, 45, 36, 29, 23, 18, 15,
    ];

    internal static int Of(int nice) => s_weights[nice - Minimum];
}
