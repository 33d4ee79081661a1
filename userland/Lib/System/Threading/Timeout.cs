// SPDX-License-Identifier: MIT
namespace System.Threading;

/// <summary>Time limits: milliseconds, or -1 for none.</summary>
public static class Timeout
{
    public const int Infinite = -1;

    public static readonly TimeSpan InfiniteTimeSpan = new(0, 0, 0, 0, -1);

    internal static void Check(int millisecondsTimeout) => ArgumentOutOfRangeException.ThrowIfLessThan(millisecondsTimeout, -1);

    internal static int ToMilliseconds(TimeSpan timeout)
    {
        long milliseconds = (long)timeout.TotalMilliseconds;
        if (milliseconds is < -1 or > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout,
                "Number must be either non-negative and less than or equal to Int32.MaxValue or -1.");
        }

        return (int)milliseconds;
    }
}

/// <summary>The moment when a wait is over.</summary>
internal readonly struct Deadline
{
    private readonly long _end;

    internal Deadline(int milliseconds) => _end = milliseconds < 0 ? long.MaxValue : Environment.TickCount64 + milliseconds;

    internal bool HasPassed => _end != long.MaxValue && Environment.TickCount64 >= _end;

    /// <summary>What is left, for a call that takes milliseconds.</summary>
    internal int Left => _end == long.MaxValue ? Timeout.Infinite : (int)Math.Clamp(_end - Environment.TickCount64, 0, int.MaxValue);

    /// <summary>Waits for a pulse of an object whose lock the caller has; false when the time is up.</summary>
    internal bool Wait(object gate)
    {
        int left = Left;
        return left != 0 && Monitor.Wait(gate, left);
    }
}
