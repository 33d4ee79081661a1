// SPDX-License-Identifier: MIT
using System;

namespace Skift.Network.Tcp;

/// <summary>How many repetitions of a SYN fit into a time, as TCP_DEFER_ACCEPT counts: after 1 second, then always twice as long, at most 120.</summary>
internal static class TcpRetries
{
    private const int Longest = 120;

    /// <summary>The least number of repetitions that take so many seconds; 0 for none.</summary>
    internal static int FromSeconds(int seconds)
    {
        int count = 0;
        for (long total = 0, step = 1; total < seconds && count < byte.MaxValue; step = Math.Min(2 * step, Longest))
        {
            total += step;
            count++;
        }

        return count;
    }

    internal static int ToSeconds(int count)
    {
        int total = 0;
        for (int step = 1; count > 0; count--, step = Math.Min(2 * step, Longest))
        {
            total += step;
        }

        return total;
    }
}
