// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Processes;

/// <summary>I/O priorities (<c>ioprio_set(2)</c>): a class in the upper bits, a level below it.</summary>
internal static class IoPriority
{
    internal const int WhoProcess = 1;
    internal const int WhoUser = 3;

    private const int ClassShift = 13;
    private const int LevelMask = 7;
    private const int LevelBits = (1 << ClassShift) - 1;

    private enum Class
    {
        None = 0,
        RealTime = 1,
        BestEffort = 2,
        Idle = 3,
    }

    /// <summary>EPERM, EINVAL.</summary>
    internal static Errno Check(int priority, bool isPrivileged) => (Class)(priority >> ClassShift) switch
    {
        Class.RealTime => isPrivileged ? Errno.None : Errno.EPERM,
        Class.BestEffort or Class.Idle => Errno.None,
        Class.None => (priority & LevelMask) == 0 ? Errno.None : Errno.EINVAL,
        _ => Errno.EINVAL,
    };

    /// <summary>The one that comes first: lower numbers do, and no class counts as the middle of the best-effort ones.</summary>
    internal static int Best(int first, int second) => Math.Min(Effective(first), Effective(second));

    private static int Effective(int priority)
    {
        const int NormalLevel = 4;
        return priority >> ClassShift == (int)Class.None ? ((int)Class.BestEffort << ClassShift) | NormalLevel : priority & ((7 << ClassShift) | LevelBits);
    }
}
