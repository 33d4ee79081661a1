// SPDX-License-Identifier: MIT
using System;

namespace Skift.Network.Tcp;

/// <summary>How much may be under way: slow start, congestion avoidance and fast recovery (RFC 5681, RFC 6582).</summary>
internal struct NewReno
{
    private const int InitialSegments = 10;
    private const int DuplicatesThatMeanLoss = 3;

    private long _acknowledged;
    private int _duplicates;
    private long _recoveryEnd;

    /// <summary>Bytes that may be under way.</summary>
    internal long Window { get; private set; }

    internal long Threshold { get; private set; }

    /// <summary>A segment was lost, and not all that was under way then is acknowledged.</summary>
    internal bool IsRecovering { get; private set; }

    /// <summary>RFC 6928: ten segments to begin with.</summary>
    internal void Start(int segmentSize)
    {
        Window = (long)InitialSegments * segmentSize;
        Threshold = int.MaxValue;
    }

    /// <summary>New data was acknowledged.</summary>
    /// <param name="position">Up to where.</param>
    /// <param name="wasLimited">The window was in use, so that it says something that all arrived.</param>
    /// <returns>Whether the next segment was lost too and must be sent again at once.</returns>
    internal bool OnAcknowledged(long position, long count, int segmentSize, bool wasLimited)
    {
        _duplicates = 0;
        if (IsRecovering)
        {
            if (position < _recoveryEnd)
            {
                // RFC 6582 §3.2 step 3: the window deflates by what has left the network.
                Window = Math.Max(Window - count + segmentSize, segmentSize);
                return true;
            }

            IsRecovering = false;
            Window = Threshold;
            return false;
        }

        if (!wasLimited) return false;
        if (Window < Threshold)
        {
            Window += Math.Min(count, 2L * segmentSize);
            return false;
        }

        _acknowledged += count;
        if (_acknowledged < Window) return false;
        _acknowledged -= Window;
        Window += segmentSize;
        return false;
    }

    /// <summary>A segment arrived that acknowledged nothing new.</summary>
    /// <returns>Whether that means that one was lost, which must be sent again at once.</returns>
    internal bool OnDuplicate(long inFlight, long highest, int segmentSize)
    {
        _duplicates++;
        if (IsRecovering)
        {
            Window += segmentSize;
            return false;
        }

        if (_duplicates < DuplicatesThatMeanLoss) return false;
        IsRecovering = true;
        _recoveryEnd = highest;
        Threshold = Math.Max(inFlight / 2, 2L * segmentSize);
        Window = Threshold + ((long)DuplicatesThatMeanLoss * segmentSize);
        return true;
    }

    /// <summary>Nothing came for so long that all is taken for lost (RFC 5681 §3.1).</summary>
    internal void OnTimeout(long inFlight, int segmentSize, bool isFirst)
    {
        if (isFirst) Threshold = Math.Max(inFlight / 2, 2L * segmentSize);
        Window = segmentSize;
        IsRecovering = false;
        _duplicates = 0;
        _acknowledged = 0;
    }
}
