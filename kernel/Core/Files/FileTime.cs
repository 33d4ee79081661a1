// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>The wall clock as file times use it.</summary>
public static class FileTime
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static Timespec Now
    {
        get
        {
            long now = Clock.RealTimeNanoseconds;
            return new Timespec(now / NanosecondsPerSecond, now % NanosecondsPerSecond);
        }
    }

    public static int Compare(in Timespec left, in Timespec right)
    {
        int seconds = left.tv_sec.CompareTo(right.tv_sec);
        return seconds != 0 ? seconds : left.tv_nsec.CompareTo(right.tv_nsec);
    }
}
