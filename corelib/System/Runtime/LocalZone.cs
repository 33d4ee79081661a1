// SPDX-License-Identifier: MIT
namespace System.Runtime;

/// <summary>What a host that has a time zone tells of it. Where none was set, as in the kernel, local time is UTC.</summary>
public abstract class LocalZone
{
    private static LocalZone? s_current;

    /// <summary>Set once, before the program runs.</summary>
    public static void Set(LocalZone zone) => s_current = zone;

    /// <summary>Seconds east of Greenwich at a moment in seconds since 1970-01-01 UTC. Any thread may ask.</summary>
    protected abstract int OffsetAt(long seconds, out bool isDaylight);

    internal static int Offset(long seconds, out bool isDaylight)
    {
        isDaylight = false;
        return s_current is null ? 0 : s_current.OffsetAt(seconds, out isDaylight);
    }
}
