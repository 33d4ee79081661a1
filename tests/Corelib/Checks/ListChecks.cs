// SPDX-License-Identifier: MIT

using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Skift.Tests.Corelib;

internal static class ListChecks
{
    internal static void Run(Check check)
    {
        List<int> list = [3, 1, 2];
        list.Add(5);
        list.AddRange([7, 8]);
        check.Sequence("add", list, 3, 1, 2, 5, 7, 8);
        list.Insert(1, 9);
        list.InsertRange(0, [6, 6]);
        check.Sequence("insert", list, 6, 6, 3, 9, 1, 2, 5, 7, 8);
        check.True("remove", list.Remove(9) && !list.Remove(100));
        list.RemoveAt(0);
        list.RemoveRange(1, 2);
        check.Sequence("removed", list, 6, 2, 5, 7, 8);
        check.Equal("remove all", list.RemoveAll(x => x % 2 == 0), 3);
        check.Sequence("left", list, 5, 7);
        list.AddRange(list);
        check.Sequence("add itself", list, 5, 7, 5, 7);
        check.Equal("index of", list.IndexOf(7) + 10 * list.LastIndexOf(7), 31);
        check.Equal("find", list.Find(x => x > 5), 7);
        check.Equal("find nothing", list.Find(x => x > 50), 0);
        check.Equal("find index", list.FindIndex(2, x => x == 7), 3);
        check.Sequence("find all", list.FindAll(x => x == 5), 5, 5);
        check.True("exists", list.Exists(x => x == 7) && list.TrueForAll(x => x > 4));
        check.Sequence("convert", list.ConvertAll(x => "n" + x), "n5", "n7", "n5", "n7");
        check.Sequence("get range", list.GetRange(1, 2), 7, 5);
        check.Sequence("slice", list[1..3], 7, 5);
        list.Reverse();
        check.Sequence("reverse", list, 7, 5, 7, 5);
        list.Sort();
        check.Sequence("sort", list, 5, 5, 7, 7);
        list.Sort((a, b) => b - a);
        check.Sequence("sort by comparison", list, 7, 7, 5, 5);
        check.Equal("binary search", new List<int> { 1, 3, 5 }.BinarySearch(3) + 10 * ~new List<int> { 1, 3, 5 }.BinarySearch(4), 21);
        check.Equal("capacity", new List<int>(10).Capacity, 10);
        check.Equal("growth", Growth(), "0 4 4 4 4 8 8 8 8 16");
        CollectionsMarshal.AsSpan(list)[0] = 1;
        check.Equal("as span", list[0], 1);
        list.Clear();
        check.Equal("clear", list.Count, 0);
        check.Sequence("nulls", new List<string?> { null, "a", null }.FindAll(x => x == null), null, null);
        check.Equal("index of null", new List<string?> { "a", null }.IndexOf(null), 1);
        check.Sequence("read only", new List<int> { 1, 2 }.AsReadOnly(), 1, 2);
        check.Equal("interface", Sum(new List<int> { 1, 2, 3 }) + Sum(new[] { 4, 5 }), 15);
        check.Throws<ArgumentOutOfRangeException>("index", () => new List<int>()[0].ToString());
        check.Throws<ArgumentOutOfRangeException>("insert", () => new List<int>().Insert(1, 1));
        check.Throws<ArgumentException>("remove range", () => new List<int> { 1 }.RemoveRange(0, 2));
        check.Throws<InvalidOperationException>("changed while enumerated", () =>
        {
            List<int> changing = [1, 2, 3];
            foreach (int item in changing) changing.Add(item);
        });
        check.Throws<NotSupportedException>("read only add", () => ((ICollection<int>)new List<int>().AsReadOnly()).Add(1));
        check.Throws<ArgumentNullException>("from null", () => new List<int>(null!).ToString());
    }

    private static string Growth()
    {
        List<int> list = new();
        string text = "0";
        for (int i = 0; i < 9; i++)
        {
            list.Add(i);
            text += " " + list.Capacity;
        }
        return text;
    }

    private static int Sum(IReadOnlyList<int> list)
    {
        int sum = 0;
        for (int i = 0; i < list.Count; i++) sum += list[i];
        return sum;
    }
}
