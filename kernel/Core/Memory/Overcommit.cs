// SPDX-License-Identifier: MIT
using System.Threading;

namespace Skift.Core.Memory;

/// <summary>How much memory may be promised that is not there (<c>/proc/sys/vm/overcommit_memory</c>, proc(5)).</summary>
public static class Overcommit
{
    private static int s_isUnlimited;

    /// <summary>Mode 1: everything is promised. Mode 0, the default, refuses what even an idle machine could not give.</summary>
    public static bool IsUnlimited
    {
        get => Volatile.Read(ref s_isUnlimited) != 0;
        set => Volatile.Write(ref s_isUnlimited, value ? 1 : 0);
    }
}
