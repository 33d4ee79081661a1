// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;

namespace Skift.Core.Memory;

/// <summary>The areas of an address space in order of address; they never overlap. Knows nothing of page tables.</summary>
internal sealed class AreaList
{
    private readonly List<Area> _areas = [];

    internal int Count => _areas.Count;

    internal Area this[int index] => _areas[index];

    /// <summary>Sum of the lengths of all areas.</summary>
    internal ulong TotalBytes { get; private set; }

    /// <summary>Of them, what is promised (<see cref="AreaFlags.Accounted"/>).</summary>
    private ulong _accountedBytes;

    /// <summary>The area that holds the address.</summary>
    internal Area? Find(ulong address)
    {
        int index = IndexAtOrAfter(address);
        return index < _areas.Count && _areas[index].Contains(address) ? _areas[index] : null;
    }

    /// <summary>Index of the first area that ends behind the address: the one that holds it, or the next one.</summary>
    internal int IndexAtOrAfter(ulong address)
    {
        int low = 0;
        int high = _areas.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_areas[middle].End <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    internal bool IsFree(ulong start, ulong end)
    {
        int index = IndexAtOrAfter(start);
        return index == _areas.Count || _areas[index].Start >= end;
    }

    /// <summary>Adds an area to a free range, as one with its neighbours if they are alike. Holds no more than it held, unless it is returned.</summary>
    internal Area Add(Area area)
    {
        int index = IndexAtOrAfter(area.Start);
        Resized(area, area.ByteLength);
        if (index > 0 && _areas[index - 1].CanMergeWith(area))
        {
            index--;
            _areas[index].End = area.End;
            _areas[index].HasPages |= area.HasPages;
        }
        else
        {
            _areas.Insert(index, area);
        }

        Area added = _areas[index];
        if (index + 1 < _areas.Count && added.CanMergeWith(_areas[index + 1]))
        {
            JoinWithNext(index);
        }

        return added;
    }

    internal void Remove(Area area)
    {
        int index = IndexAtOrAfter(area.Start);
        Resized(area, 0 - area.ByteLength);
        _areas.RemoveAt(index);
    }

    /// <summary>Sets new bounds, which must be free.</summary>
    internal void Resize(Area area, ulong start, ulong end)
    {
        Resized(area, (end - start) - area.ByteLength);
        if (area.Source is not null && start > area.Start)
        {
            area.FirstPage = area.PageIndexOf(start);
        }

        area.Start = start;
        area.End = end;
    }

    /// <summary>Makes sure that no area crosses the address: one that does becomes two.</summary>
    internal void SplitAt(ulong address)
    {
        int index = IndexAtOrAfter(address);
        if (index == _areas.Count || _areas[index].Start >= address)
        {
            return;
        }

        Area lower = _areas[index];
        Area upper = lower.Part(address, lower.End);
        // The list may have to grow, which can fail: so it comes before the change of the lower part.
        _areas.Insert(index + 1, upper);
        lower.End = address;
    }

    /// <summary>Joins the areas around an address again if they have become alike.</summary>
    internal void MergeAround(ulong start, ulong end)
    {
        int index = IndexAtOrAfter(start);
        if (index > 0)
        {
            index--;
        }

        while (index + 1 < _areas.Count && _areas[index].Start <= end)
        {
            if (_areas[index].CanMergeWith(_areas[index + 1]))
            {
                JoinWithNext(index);
            }
            else
            {
                index++;
            }
        }
    }

    /// <summary>The highest free range of the given length between the bounds; 0 if there is none.</summary>
    internal ulong FindGapBelow(ulong byteCount, ulong lowest, ulong highest)
    {
        ulong top = highest;
        int index = IndexAtOrAfter(highest);
        if (index < _areas.Count && _areas[index].Start < top)
        {
            top = _areas[index].Start;
        }

        for (index--; ; index--)
        {
            ulong bottom = index >= 0 ? Math.Max(_areas[index].End, lowest) : lowest;
            if (top > bottom && top - bottom >= byteCount)
            {
                return top - byteCount;
            }

            if (index < 0 || _areas[index].Start <= lowest)
            {
                return 0;
            }

            top = _areas[index].Start;
        }
    }

    /// <summary>Sum of the lengths of what a condition holds for.</summary>
    internal ulong BytesWhere(Func<Area, bool> condition, ulong start = 0, ulong end = ulong.MaxValue)
    {
        ulong total = 0;
        for (int index = IndexAtOrAfter(start); index < _areas.Count && _areas[index].Start < end; index++)
        {
            Area area = _areas[index];
            if (condition(area))
            {
                total += Math.Min(area.End, end) - Math.Max(area.Start, start);
            }
        }

        return total;
    }

    /// <summary>Whether a range touches an area that a condition holds for.</summary>
    internal bool Has(Func<Area, bool> condition, ulong start, ulong end) => BytesWhere(condition, start, end) != 0;

    private void JoinWithNext(int index)
    {
        Area next = _areas[index + 1];
        _areas[index].End = next.End;
        _areas[index].HasPages |= next.HasPages;
        _areas.RemoveAt(index + 1);
        next.Release();
    }

    /// <summary>The area is promised from now on.</summary>
    internal void Account(Area area)
    {
        area.Flags |= AreaFlags.Accounted;
        Promise(area.ByteLength);
    }

    /// <summary>The area is no longer promised.</summary>
    internal void Forgo(Area area)
    {
        area.Flags &= ~AreaFlags.Accounted;
        Promise(0 - area.ByteLength);
    }

    internal void Clear()
    {
        _areas.Clear();
        TotalBytes = 0;
        Promise(0 - _accountedBytes);
    }

    /// <summary>The area becomes longer by so much, modulo 2^64.</summary>
    private void Resized(Area area, ulong difference)
    {
        TotalBytes += difference;
        if (area.IsAccounted) Promise(difference);
    }

    /// <summary>So much more is promised, modulo 2^64.</summary>
    private void Promise(ulong difference)
    {
        _accountedBytes += difference;
        Overcommit.Add((long)difference);
    }
}
