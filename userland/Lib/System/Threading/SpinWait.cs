// SPDX-License-Identifier: MIT
namespace System.Threading;

/// <summary>Waits a little longer each time: first by spinning, then by letting others run, then by sleeping.</summary>
public struct SpinWait
{
    private const int SpinsBeforeYield = 10;
    private const int YieldsBeforeSleep = 20;

    public int Count { get; private set; }

    public readonly bool NextSpinWillYield => Count >= SpinsBeforeYield || Environment.ProcessorCount == 1;

    public void SpinOnce() => SpinOnce(YieldsBeforeSleep);

    /// <param name="sleep1Threshold">From which turn on it sleeps a millisecond; -1 for never.</param>
    public void SpinOnce(int sleep1Threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sleep1Threshold, -1);
        if (sleep1Threshold >= 0 && Count >= Math.Max(sleep1Threshold, SpinsBeforeYield)) Thread.Sleep(1);
        else if (NextSpinWillYield) _ = Thread.Yield();
        else Thread.SpinWait(1 << Count);
        Count = Count == int.MaxValue ? YieldsBeforeSleep : Count + 1;
    }

    public void Reset() => Count = 0;

    public static void SpinUntil(Func<bool> condition) => _ = SpinUntil(condition, Timeout.Infinite);

    public static bool SpinUntil(Func<bool> condition, TimeSpan timeout) => SpinUntil(condition, Timeout.ToMilliseconds(timeout));

    public static bool SpinUntil(Func<bool> condition, int millisecondsTimeout)
    {
        Timeout.Check(millisecondsTimeout);
        ArgumentNullException.ThrowIfNull(condition);
        Deadline deadline = new(millisecondsTimeout);
        SpinWait spin = default;
        while (!condition())
        {
            if (millisecondsTimeout == 0) return false;

            spin.SpinOnce();
            if (deadline.HasPassed) return condition();
        }

        return true;
    }
}
