// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Machine;
using Skift.Network;
using Xunit;

namespace Skift.Tests.Host.Network;

/// <summary>Payloads in pages that are added to in parts and shared in parts.</summary>
public class PageRunTests
{
    private static byte At(int index) => (byte)((index * 31) + (index >> 8));

    private static PageRun Filled(params ReadOnlySpan<int> parts)
    {
        PageRun run = default;
        int position = 0;
        foreach (int part in parts)
        {
            byte[] bytes = new byte[part];
            for (int i = 0; i < part; i++) bytes[i] = At(position + i);
            IoSource source = IoSource.Over(bytes);
            Assert.Equal(Errno.None, run.Append(ref source, part));
            position += part;
        }

        return run;
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4096, 1, 4095)]
    [InlineData(4095, 2, 4096)]
    [InlineData(10, 9000, 100)]
    [InlineData(0, 5000, 0)]
    public void Append_InParts_KeepsTheOrder(int first, int second, int third)
    {
        PageRun run = Filled(first, second, third);
        Assert.Equal(first + second + third, run.Length);
        for (int i = 0; i < run.Length; i++) Assert.Equal(At(i), run[i]);
        run.Release();
    }

    [Fact]
    public void Share_OutlivesTheWhole()
    {
        Random random = new(7);
        for (int round = 0; round < 200; round++)
        {
            PageRun run = Filled(random.Next(1, 9000), random.Next(9000));
            int start = random.Next(run.Length);
            int count = random.Next(run.Length - start);
            PageRun part = run.Share(start, count);
            run.Release();
            Assert.Equal(count, part.Length);
            for (int i = 0; i < count; i++) Assert.Equal(At(start + i), part[i]);
            part.Release();
        }

    }

    [Fact]
    public void From_WithoutMemory_ReturnsENOBUFS()
    {
        IoSource source = IoSource.Over(new byte[20000]);
        Page.FailAfter = 3;
        Assert.Equal(Errno.ENOBUFS, PageRun.From(ref source, 20000).Error);
        Page.FailAfter = 0;
        Assert.Equal(Errno.None, PageRun.From(ref source, 0).Error);
    }
}
