// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Skift.Tests.Corelib;

/// <summary>Programs whose results show whether the collector keeps what is used and reuses what is not.</summary>
internal static class GCChecks
{
    private sealed class Link
    {
        public Link? Next;
        public int Value;
    }

    private sealed class Tree(int depth)
    {
        public readonly Tree? Left = depth == 0 ? null : new Tree(depth - 1);
        public readonly Tree? Right = depth == 0 ? null : new Tree(depth - 1);

        public int Count() => 1 + (Left?.Count() ?? 0) + (Right?.Count() ?? 0);
    }

    private struct Mixed
    {
        public int Number;
        public string? Text;
        public double Real;
        public object? Any;
    }

    private static Link? s_kept;
    private static readonly List<byte[]> s_buffers = [];

    public static void Run(Check check)
    {
        check.Equal("a long list survives", LongList(300_000), 300_000L * 299_999 / 2);
        check.Equal("trees", Trees(), 20 * 2047);
        check.Equal("fragmentation", Fragmentation(), 0);
        check.Equal("large objects", LargeObjects(), 0);
        check.Equal("strings", Strings(), 0);
        check.Equal("arrays of structs with references", Structs(), 0);
        check.Equal("only an interior reference", Interior(), 0);
        check.Equal("collection while an exception unwinds", Unwinding(), 200);
        check.Equal("closures and iterators", Sequences(), 20_000);
        check.Equal("dictionary under pressure", Dictionary(), 0);
        check.Equal("reference in a static", Static(), 10);
        check.Equal("sizes", Sizes(), 0);
        check.True("memory is reused", IsReused());
        check.True("collections are counted", GC.CollectionCount(0) > 0);
    }

    private static long LongList(int length)
    {
        Link? head = null;
        for (int i = 0; i < length; i++)
            head = new Link { Next = head, Value = i };
        GC.Collect();
        long sum = 0;
        for (Link? link = head; link != null; link = link.Next)
            sum += link.Value;
        return sum;
    }

    private static int Trees()
    {
        int count = 0;
        for (int i = 0; i < 20; i++)
            count += new Tree(10).Count();
        return count;
    }

    // Objects of all sizes, replaced at random; each holds a pattern of its own.
    private static int Fragmentation()
    {
        uint random = 12345;
        byte[]?[] slots = new byte[]?[500];
        int wrong = 0;
        for (int i = 0; i < 60_000; i++)
        {
            random = random * 1664525 + 1013904223;
            int slot = (int)(random >> 8) % slots.Length;
            wrong += Check(slots[slot], slot);
            int size = (int)(random >> 5) % (i % 100 == 0 ? 30_000 : 400);
            byte[] fresh = new byte[size];
            foreach (byte b in fresh)
                wrong += b;
            fresh.AsSpan().Fill((byte)slot);
            slots[slot] = fresh;
        }
        for (int i = 0; i < slots.Length; i++)
            wrong += Check(slots[i], i);
        return wrong;
    }

    private static int Check(byte[]? array, int slot)
    {
        if (array == null)
            return 0;
        int wrong = 0;
        foreach (byte b in array)
            wrong += b == (byte)slot ? 0 : 1;
        return wrong;
    }

    private static int LargeObjects()
    {
        int wrong = 0;
        s_buffers.Clear();
        for (int i = 0; i < 60; i++)
        {
            byte[] large = new byte[200_000 + i * 1000];
            large[0] = (byte)i;
            large[^1] = (byte)(i + 1);
            if (i % 10 == 0)
                s_buffers.Add(large);
        }
        GC.Collect();
        for (int i = 0; i < s_buffers.Count; i++)
            wrong += s_buffers[i][0] == i * 10 && s_buffers[i][^1] == i * 10 + 1 ? 0 : 1;
        s_buffers.Clear();
        object[] references = new object[50_000];
        for (int i = 0; i < references.Length; i++)
            references[i] = new Link { Value = i };
        GC.Collect();
        for (int i = 0; i < references.Length; i++)
            wrong += ((Link)references[i]).Value == i ? 0 : 1;
        return wrong;
    }

    private static int Strings()
    {
        int wrong = 0;
        List<string> kept = [];
        for (int i = 0; i < 20_000; i++)
        {
            string text = "item " + i + new string('x', i % 50);
            if (i % 100 == 0)
                kept.Add(text);
        }
        GC.Collect();
        for (int i = 0; i < kept.Count; i++)
            wrong += kept[i] == "item " + i * 100 + new string('x', i * 100 % 50) ? 0 : 1;
        return wrong;
    }

    private static int Structs()
    {
        Mixed[] items = new Mixed[5000];
        for (int i = 0; i < items.Length; i++)
            items[i] = new Mixed { Number = i, Text = "t" + i, Real = i / 2.0, Any = new Link { Value = i } };
        Churn();
        int wrong = 0;
        for (int i = 0; i < items.Length; i++)
            wrong += items[i].Number == i && items[i].Text == "t" + i && items[i].Real == i / 2.0 && ((Link)items[i].Any!).Value == i ? 0 : 1;
        return wrong;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Churn()
    {
        for (int i = 0; i < 200_000; i++)
            s_kept = new Link { Value = i };
        GC.Collect();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Span<int> LastOf(int length)
    {
        int[] array = new int[length];
        for (int i = 0; i < length; i++)
            array[i] = i;
        return array.AsSpan(length - 5);
    }

    private static int Interior()
    {
        Span<int> tail = LastOf(1000);
        ref int first = ref LastOf(30_000)[0];
        Churn();
        int wrong = first == 29_995 ? 0 : 1;
        for (int i = 0; i < tail.Length; i++)
            wrong += tail[i] == 995 + i ? 0 : 1;
        return wrong;
    }

    private static int Unwinding()
    {
        int caught = 0;
        for (int i = 0; i < 200; i++)
        {
            try
            {
                Nested(i % 10);
            }
            catch (InvalidOperationException e) when (Allocates(e))
            {
                caught++;
            }
        }
        return caught;
    }

    private static bool Allocates(Exception exception)
    {
        for (int i = 0; i < 500; i++)
            s_kept = new Link { Value = i };
        return exception.Message.Length > 5;
    }

    private static void Nested(int depth)
    {
        string local = "local " + depth;
        try
        {
            if (depth == 0)
                throw new InvalidOperationException("bottom of " + local);
            Nested(depth - 1);
        }
        finally
        {
            byte[] garbage = new byte[5000];
            garbage[0] = (byte)depth;
            if (local != "local " + garbage[0])
                throw new ArgumentException("a local was lost");
        }
    }

    private static int Sequences()
    {
        int count = 0;
        foreach (int number in Numbers(20_000))
        {
            Func<int> next = () => number + 1;
            count += next() == number + 1 ? 1 : 0;
        }
        return count;
    }

    private static IEnumerable<int> Numbers(int count)
    {
        for (int i = 0; i < count; i++)
            yield return i;
    }

    private static int Dictionary()
    {
        Dictionary<string, Link> table = [];
        for (int i = 0; i < 30_000; i++)
        {
            table["key" + i] = new Link { Value = i };
            if (i >= 1000)
                table.Remove("key" + (i - 1000));
        }
        int wrong = table.Count == 1000 ? 0 : 1;
        for (int i = 29_000; i < 30_000; i++)
            wrong += table["key" + i].Value == i ? 0 : 1;
        return wrong;
    }

    private static int Static()
    {
        Link chain = new() { Value = 4, Next = new Link { Value = 6 } };
        s_kept = chain;
        for (int i = 0; i < 100_000; i++)
            _ = new byte[40];
        GC.Collect();
        return s_kept.Value + s_kept.Next!.Value;
    }

    // Every size around the borders of size classes, each filled to its end.
    private static int Sizes()
    {
        int wrong = 0;
        List<byte[]> all = [];
        for (int size = 0; size < 40_000; size += size < 600 ? 1 : 397)
        {
            byte[] array = new byte[size];
            array.AsSpan().Fill((byte)size);
            all.Add(array);
        }
        GC.Collect();
        foreach (byte[] array in all)
            wrong += Check(array, array.Length);
        return wrong;
    }

    private static bool IsReused()
    {
        GC.Collect();
        long before = GC.GetTotalMemory(true);
        for (int i = 0; i < 100; i++)
        {
            byte[][] garbage = new byte[100][];
            for (int j = 0; j < garbage.Length; j++)
                garbage[j] = new byte[10_000];
        }
        return GC.GetTotalMemory(true) - before < 8_000_000;
    }
}
