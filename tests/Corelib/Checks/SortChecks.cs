// SPDX-License-Identifier: MIT

using System;
using System.Collections.Generic;

namespace Skift.Tests.Corelib;

internal static class SortChecks
{
    internal static void Run(Check check)
    {
        int[] numbers = [5, 3, 9, 1, 7];
        Array.Sort(numbers);
        check.Sequence("ints", numbers, 1, 3, 5, 7, 9);
        string?[] words = ["pear", null, "apple", "Fig"];
        Array.Sort(words, StringComparer.Ordinal);
        check.Sequence("strings", words, null, "Fig", "apple", "pear");
        Array.Sort(words, StringComparer.OrdinalIgnoreCase);
        check.Sequence("strings ignoring case", words, null, "apple", "Fig", "pear");
        double[] doubles = [2.5, double.NaN, -1, double.PositiveInfinity, 0];
        Array.Sort(doubles);
        check.Sequence("doubles with NaN", doubles, double.NaN, -1, 0, 2.5, double.PositiveInfinity);
        int[] keys = [3, 1, 2];
        string[] items = ["c", "a", "b"];
        Array.Sort(keys, items);
        check.Sequence("items follow keys", items, "a", "b", "c");
        Array.Sort(numbers, (a, b) => b.CompareTo(a));
        check.Sequence("by comparison", numbers, 9, 7, 5, 3, 1);
        Array.Sort(numbers, 1, 3);
        check.Sequence("part", numbers, 9, 3, 5, 7, 1);

        foreach (int kind in new[] { 0, 1, 2, 3, 4 })
        {
            int wrong = 0;
            foreach (int length in new[] { 0, 1, 2, 15, 16, 17, 33, 100, 1000, 5000 })
            {
                int[] array = new int[length];
                for (int i = 0; i < length; i++)
                {
                    array[i] = kind switch { 0 => i, 1 => -i, 2 => 7, 3 => i * 7919 % 1009, _ => i < length / 2 ? i : length - i };
                }
                long sum = 0, sorted = 0;
                foreach (int value in array) sum += value;
                array.AsSpan().Sort();
                for (int i = 0; i < length; i++)
                {
                    sorted += array[i];
                    if (i > 0 && array[i - 1] > array[i]) wrong++;
                }
                if (sum != sorted) wrong++;
            }
            check.Equal($"pattern {kind}", wrong, 0);
        }
        check.Throws<InvalidOperationException>("comparer that throws", () => Array.Sort(new int[] { 2, 1 }, (a, b) => throw new FormatException()));

        check.Equal("binary search", Array.BinarySearch(new[] { 1, 3, 5, 7 }, 5), 2);
        check.Equal("binary search misses", Array.BinarySearch(new[] { 1, 3, 5, 7 }, 4), ~2);
        check.Equal("span binary search", new[] { 1, 3, 5 }.AsSpan().BinarySearch(5), 2);
        check.Equal("array index of", Array.IndexOf(new[] { 4, 5, 6 }, 5) + 10 * Array.LastIndexOf(new[] { 5, 5, 6 }, 5), 11);
        int[] resized = [1, 2];
        Array.Resize(ref resized, 4);
        check.Sequence("resize", resized, 1, 2, 0, 0);
        Array.Fill(resized, 9, 1, 2);
        check.Sequence("fill", resized, 1, 9, 9, 0);
        Array.Reverse(resized);
        check.Sequence("reverse", resized, 0, 9, 9, 1);
        Array.Clear(resized, 1, 2);
        check.Sequence("clear", resized, 0, 0, 0, 1);
        check.Sequence("convert", Array.ConvertAll(resized, x => x + 0.5), 0.5, 0.5, 0.5, 1.5);
        check.Sequence("find all", Array.FindAll(resized, x => x == 0), 0, 0, 0);
        check.Equal("find last", Array.FindLastIndex(resized, x => x == 0), 2);
        check.True("exists", Array.Exists(resized, x => x == 1) && Array.TrueForAll(resized, x => x < 2));
        Array.Copy(new[] { 1, 2, 3 }, 1, resized, 0, 2);
        check.Sequence("copy", resized, 2, 3, 0, 1);
        check.Throws<ArgumentException>("copy too long", () => Array.Copy(new int[3], new int[2], 3));
        check.Sequence("clone", (int[])resized.Clone(), 2, 3, 0, 1);
        check.Equal("empty", Array.Empty<int>().Length, 0);
        check.Equal("rank", new int[2, 3].Length + new int[2, 3].GetLength(1) * 10 + new int[2, 3].Rank * 100, 236);
        IList<int> asList = new[] { 1, 2 };
        check.True("array as list", asList.Contains(2) && asList.IndexOf(1) == 0 && asList.IsReadOnly);
    }
}
