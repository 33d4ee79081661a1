// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Linq;
using Skift.Core.Scheduling;
using Xunit;

namespace Skift.Tests.Host.Processes;

public sealed class PairingHeapTests
{
    private sealed class Node : HeapNode;

    [Fact]
    public void First_IsAlwaysTheSmallest()
    {
        Random random = new(1);
        PairingHeap heap = default;
        List<Node> model = [];
        for (int step = 0; step < 20_000; step++)
        {
            int choice = random.Next(5);
            if (choice < 3 || model.Count == 0)
            {
                Node node = new() { Key = random.Next(1000) };
                heap.Insert(node);
                model.Add(node);
            }
            else
            {
                // Half of the removals take the first, the others any node.
                Node victim = choice == 3 ? (Node)heap.First! : model[random.Next(model.Count)];
                heap.Remove(victim);
                _ = model.Remove(victim);
                Assert.False(victim.IsInHeap);
            }

            Assert.Equal(model.Count, heap.Count);
            if (model.Count != 0 && step % 7 == 0)
            {
                Assert.Equal(model.Min(node => node.Key), heap.First!.Key);
            }
        }

        long last = long.MinValue;
        while (heap.First is HeapNode first)
        {
            Assert.True(first.Key >= last);
            last = first.Key;
            heap.Remove(first);
        }
    }

    [Fact]
    public void EqualKeys_KeepTheirOrder_WhenInsertedAlone()
    {
        PairingHeap heap = default;
        Node first = new() { Key = 5 };
        heap.Insert(first);
        heap.Insert(new Node { Key = 5 });
        Assert.Same(first, heap.First);
    }
}
