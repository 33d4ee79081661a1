// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Xunit;

namespace Skift.Tests.Host.Processes;

public sealed class AreaListTests
{
    private const ulong Page = 4096;
    private const int Pages = 64;
    private const Protection ReadWrite = Protection.PROT_READ | Protection.PROT_WRITE;

    private readonly AddressSpace _space = new();

    private Area New(ulong first, ulong end, Protection protection = ReadWrite) =>
        new(_space, first * Page, end * Page, protection, AreaFlags.None, null, 0, null);

    [Fact]
    public void Add_JoinsBothNeighbours()
    {
        AreaList list = new();
        _ = list.Add(New(1, 2));
        _ = list.Add(New(3, 4));
        _ = list.Add(New(2, 3));
        Assert.Equal(1, list.Count);
        Assert.Equal(Page, list[0].Start);
        Assert.Equal(4 * Page, list[0].End);
    }

    [Fact]
    public void Add_KeepsDifferentRightsApart()
    {
        AreaList list = new();
        _ = list.Add(New(1, 2));
        _ = list.Add(New(2, 3, Protection.PROT_READ));
        Assert.Equal(2, list.Count);
    }

    [Fact]
    public void SplitAt_CutsOnlyWhatCrosses()
    {
        AreaList list = new();
        _ = list.Add(New(1, 5));
        list.SplitAt(3 * Page);
        list.SplitAt(3 * Page);
        list.SplitAt(1 * Page);
        Assert.Equal(2, list.Count);
        Assert.Equal(3 * Page, list[0].End);
        Assert.Equal(3 * Page, list[1].Start);
        Assert.Equal(4 * Page, list.TotalBytes);
    }

    [Fact]
    public void FindGapBelow_TakesTheHighest()
    {
        AreaList list = new();
        _ = list.Add(New(10, 20));
        _ = list.Add(New(22, 30));
        Assert.Equal(20 * Page, list.FindGapBelow(2 * Page, Page, 30 * Page));
        Assert.Equal(7 * Page, list.FindGapBelow(3 * Page, Page, 30 * Page));
        Assert.Equal(37 * Page, list.FindGapBelow(3 * Page, Page, 40 * Page));
        Assert.Equal(0u, list.FindGapBelow(10 * Page, Page, 30 * Page));
        Assert.Equal(Page, list.FindGapBelow(9 * Page, Page, 30 * Page));
    }

    /// <summary>Random maps, unmaps and changes of rights against an array of pages.</summary>
    [Fact]
    public void RandomChanges_AgreeWithAnArray()
    {
        Random random = new(7);
        AreaList list = new();
        Protection?[] model = new Protection?[Pages];
        for (int step = 0; step < 5_000; step++)
        {
            int start = random.Next(Pages);
            int end = random.Next(start + 1, Pages + 1);
            int what = random.Next(3);
            Protection rights = random.Next(2) == 0 ? ReadWrite : Protection.PROT_READ;
            if (what == 2)
            {
                Protect(list, model, start, end, rights);
            }
            else
            {
                Remove(list, start, end);
                model.AsSpan(start, end - start).Fill(what == 0 ? rights : null);
                if (what == 0) _ = list.Add(New((ulong)start, (ulong)end, rights));
            }

            Compare(list, model);
        }
    }

    private static void Remove(AreaList list, int start, int end)
    {
        list.SplitAt((ulong)start * Page);
        list.SplitAt((ulong)end * Page);
        int index = list.IndexAtOrAfter((ulong)start * Page);
        while (index < list.Count && list[index].Start < (ulong)end * Page) list.Remove(list[index]);
    }

    private static void Protect(AreaList list, Protection?[] model, int start, int end, Protection rights)
    {
        list.SplitAt((ulong)start * Page);
        list.SplitAt((ulong)end * Page);
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i].Start >= (ulong)start * Page && list[i].End <= (ulong)end * Page) list[i].Protection = rights;
        }

        for (int i = start; i < end; i++)
        {
            if (model[i] is not null) model[i] = rights;
        }

        list.MergeAround((ulong)start * Page, (ulong)end * Page);
    }

    private static void Compare(AreaList list, Protection?[] model)
    {
        ulong total = 0;
        for (int i = 0; i < Pages; i++)
        {
            Assert.Equal(model[i], list.Find((ulong)i * Page)?.Protection);
            if (model[i] is not null) total += Page;
        }

        Assert.Equal(total, list.TotalBytes);
        for (int i = 1; i < list.Count; i++)
        {
            Assert.True(list[i - 1].End <= list[i].Start);
            Assert.False(list[i - 1].CanMergeWith(list[i]));
        }
    }
}
