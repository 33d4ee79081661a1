// SPDX-License-Identifier: MIT
using System;

namespace Skift.Network.Tcp;

/// <summary>How long an answer takes, and from that how long to wait before sending again (RFC 6298). Times in nanoseconds.</summary>
internal struct RoundTripTime
{
    internal const long Millisecond = 1_000_000;

    private const long Initial = 1000 * Millisecond;
    private const long Minimum = 200 * Millisecond;
    private const long Maximum = 120_000 * Millisecond;

    private int _backoff;
    private long _timeout;

    internal static RoundTripTime New => new() { _timeout = Initial };

    internal long Smoothed { get; private set; }

    internal long Variation { get; private set; }

    /// <summary>How often in a row nothing came in time.</summary>
    internal readonly int Backoff => _backoff;

    /// <summary>The time to wait now.</summary>
    internal readonly long Timeout => Math.Min(_timeout << Math.Min(_backoff, 12), Maximum);

    /// <summary>An answer took so long.</summary>
    internal void Add(long sample)
    {
        sample = Math.Max(sample, 1);
        if (Smoothed == 0)
        {
            Smoothed = sample;
            Variation = sample / 2;
        }
        else
        {
            Variation += (Math.Abs(Smoothed - sample) - Variation) / 4;
            Smoothed += (sample - Smoothed) / 8;
        }

        _timeout = Smoothed + Math.Max(4 * Variation, Minimum);
    }

    /// <summary>Nothing came in time.</summary>
    internal void BackOff() => _backoff++;

    /// <summary>Something new was acknowledged.</summary>
    internal void Reset() => _backoff = 0;
}
