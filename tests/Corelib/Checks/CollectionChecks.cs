// SPDX-License-Identifier: MIT

using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;

namespace Skift.Tests.Corelib;

internal static class CollectionChecks
{
    internal static void Run(Check check)
    {
        Queue<int> queue = new([1, 2, 3]);
        queue.Enqueue(4);
        check.Equal("dequeue", queue.Dequeue() + queue.Peek(), 3);
        for (int i = 0; i < 20; i++)
        {
            queue.Enqueue(i);
            queue.Dequeue();
        }
        check.Sequence("queue goes round", queue, 17, 18, 19);
        check.True("queue contains", queue.Contains(18) && !queue.Contains(4));
        check.True("try dequeue", queue.TryDequeue(out int first) && first == 17 && !new Queue<int>().TryDequeue(out _));
        check.Throws<InvalidOperationException>("empty queue", () => new Queue<int>().Dequeue());

        Stack<int> stack = new([1, 2, 3]);
        stack.Push(4);
        check.Sequence("stack", stack, 4, 3, 2, 1);
        check.Equal("pop", stack.Pop() * 10 + stack.Peek(), 43);
        check.True("try pop", stack.TryPop(out int top) && top == 3 && !new Stack<int>().TryPeek(out _));
        check.Throws<InvalidOperationException>("empty stack", () => new Stack<int>().Pop());

        PriorityQueue<string, int> tasks = new();
        foreach ((string name, int priority) in new[] { ("d", 4), ("a", 1), ("c", 3), ("b", 2), ("e", 5) }) tasks.Enqueue(name, priority);
        string order = "";
        while (tasks.TryDequeue(out string? name, out int priority)) order += name + priority;
        check.Equal("priorities", order, "a1b2c3d4e5");
        check.Throws<InvalidOperationException>("empty priority queue", () => new PriorityQueue<int, int>().Dequeue());

        LinkedList<string> chain = new(["b", "c"]);
        chain.AddFirst("a");
        LinkedListNode<string> node = chain.Find("b")!;
        chain.AddAfter(node, "b2");
        chain.AddBefore(node, "a2");
        chain.Remove("c");
        check.Sequence("linked list", chain, "a", "a2", "b", "b2");
        check.Equal("neighbours", node.Previous!.Value + node.Next!.Value + chain.Last!.Value, "a2b2b2");
        check.Throws<InvalidOperationException>("foreign node", () => new LinkedList<string>().Remove(new LinkedListNode<string>("x")));

        SortedDictionary<string, int> sorted = new() { ["pear"] = 1, ["apple"] = 2, ["fig"] = 3 };
        check.Sequence("sorted keys", sorted.Keys, "apple", "fig", "pear");
        check.True("sorted lookup", sorted["fig"] == 3 && sorted.Remove("fig") && !sorted.ContainsKey("fig") && sorted.Count == 2);
        SortedSet<int> numbers = new([5, 1, 9, 3, 7, 1]);
        check.Sequence("sorted set", numbers, 1, 3, 5, 7, 9);
        check.Equal("ends of sorted set", numbers.Min * 10 + numbers.Max, 19);
        SortedSet<int> many = new();
        for (int i = 0; i < 1000; i++) many.Add(i * 7919 % 1000);
        for (int i = 0; i < 1000; i += 2) many.Remove(i);
        check.True("many in sorted set", many.Count == 500 && many.SequenceEqual(Enumerable.Range(0, 500).Select(i => 2 * i + 1)));

        int[] rented = ArrayPool<int>.Shared.Rent(100);
        check.Equal("rented length", rented.Length, 128);
        ArrayPool<int>.Shared.Return(rented);
        check.True("rented again", ReferenceEquals(ArrayPool<int>.Shared.Rent(120), rented));
        check.Throws<ArgumentException>("foreign array", () => ArrayPool<int>.Shared.Return(new int[100]));

        ArraySegment<int> segment = new([1, 2, 3, 4], 1, 2);
        check.Equal("segment", segment[0] * 10 + segment.Count, 22);
        check.Equal("tuple", (1, "a", 2.5).ToString() + (1, 2).CompareTo((1, 3)) + ((1, "x") == (1, "x")), "(1, a, 2.5)-1True");
        check.Equal("class tuple", Tuple.Create(1, "b").ToString() + Tuple.Create(1, 2).Equals(Tuple.Create(1, 2)), "(1, b)True");
        check.Equal("pair", new KeyValuePair<string, int>("k", 1).ToString(), "[k, 1]");
        check.Equal("default comparer of nullable", Comparer<int?>.Default.Compare(null, 1) + 10 * Comparer<int?>.Default.Compare(2, 1), 9);
        check.True("default equality of nullable", EqualityComparer<int?>.Default.Equals(null, null) && !EqualityComparer<int?>.Default.Equals(null, 0));
        check.Throws<ArgumentException>("no order", () => Comparer<object>.Default.Compare(new object(), new object()));
    }
}
