// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>Something that holds pages it can do without, such as a disk file system's caches.</summary>
public abstract class PageHolder
{
    /// <summary>Gives back up to <paramref name="wanted"/> pages; tells how many it was.</summary>
    public abstract long Reclaim(long wanted);
}

/// <summary>Finds pages when memory is exhausted, by asking those who can do without some.</summary>
public static class PageReclaimer
{
    private const long Batch = 64;

    private static readonly Mutex<List<PageHolder>> s_holders = new([]);

    public static void Register(PageHolder holder)
    {
        using Mutex<List<PageHolder>>.Guard holders = s_holders.Lock();
        holders.Value.Add(holder);
    }

    public static void Unregister(PageHolder holder)
    {
        using Mutex<List<PageHolder>>.Guard holders = s_holders.Lock();
        _ = holders.Value.Remove(holder);
    }

    /// <summary>A page, reclaiming others if need be; null if memory is exhausted all the same.</summary>
    public static Page? Allocate(bool zeroed = true) => Page.TryAllocate(zeroed) ?? (Reclaim(Batch) > 0 ? Page.TryAllocate(zeroed) : null);

    /// <summary>Asks all holders in turn until enough was given back.</summary>
    public static long Reclaim(long wanted)
    {
        long reclaimed = 0;
        // Somebody who reclaims already is a holder that needs memory for its own work; it must not come back to itself.
        if (!s_holders.TryLock(out Mutex<List<PageHolder>>.Guard holders))
        {
            return 0;
        }

        using (holders)
        {
            foreach (PageHolder holder in holders.Value)
            {
                reclaimed += reclaimed < wanted ? holder.Reclaim(wanted - reclaimed) : 0;
            }
        }

        return reclaimed;
    }
}
