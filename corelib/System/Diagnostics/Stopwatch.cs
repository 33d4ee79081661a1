// SPDX-License-Identifier: MIT

using System.Runtime;

namespace System.Diagnostics;

/// <summary>Measures time by the host's monotonic clock, in nanoseconds.</summary>
public class Stopwatch
{
    public static readonly long Frequency = 1_000_000_000;
    public static readonly bool IsHighResolution = true;

    private long _elapsed;
    private long _started;

    public bool IsRunning { get; private set; }

    public static long GetTimestamp() => Hooks.Monotonic();

    public static TimeSpan GetElapsedTime(long startingTimestamp) => GetElapsedTime(startingTimestamp, GetTimestamp());

    public static TimeSpan GetElapsedTime(long startingTimestamp, long endingTimestamp) =>
        new((endingTimestamp - startingTimestamp) / TimeSpan.NanosecondsPerTick);

    public static Stopwatch StartNew()
    {
        Stopwatch watch = new();
        watch.Start();
        return watch;
    }

    public void Start()
    {
        if (IsRunning) return;
        _started = GetTimestamp();
        IsRunning = true;
    }

    public void Stop()
    {
        if (!IsRunning) return;
        _elapsed += GetTimestamp() - _started;
        IsRunning = false;
    }

    public void Reset()
    {
        _elapsed = 0;
        IsRunning = false;
    }

    public void Restart()
    {
        Reset();
        Start();
    }

    /// <summary>Nanoseconds, the unit of <see cref="Frequency"/>.</summary>
    public long ElapsedTicks => _elapsed + (IsRunning ? GetTimestamp() - _started : 0);

    public long ElapsedMilliseconds => ElapsedTicks / 1_000_000;

    public TimeSpan Elapsed => new(ElapsedTicks / TimeSpan.NanosecondsPerTick);

    public override string ToString() => Elapsed.ToString();
}
