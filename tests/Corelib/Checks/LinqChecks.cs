// SPDX-License-Identifier: MIT

using System;
using System.Collections.Generic;
using System.Linq;

namespace Skift.Tests.Corelib;

internal static class LinqChecks
{
    internal static void Run(Check check)
    {
        int[] numbers = [5, 3, 8, 1, 9, 3];
        string[] words = ["pear", "fig", "apple", "kiwi", "plum"];
        check.Sequence("where select", numbers.Where(x => x > 3).Select(x => x * 2), 10, 16, 18);
        check.Sequence("with index", words.Select((w, i) => i + w[..1]), "0p", "1f", "2a", "3k", "4p");
        check.Sequence("select many", words.Take(2).SelectMany(w => w), 'p', 'e', 'a', 'r', 'f', 'i', 'g');
        check.Sequence("query", from a in numbers where a < 4 orderby a descending select a, 3, 3, 1);
        check.Sequence("cross", from a in new[] { 1, 2 } from b in new[] { 10, 20 } select a + b, 11, 21, 12, 22);
        check.Sequence("skip take", numbers.Skip(1).Take(3), 3, 8, 1);
        check.Sequence("while", numbers.TakeWhile(x => x != 1).Concat(numbers.SkipWhile(x => x != 9)), 5, 3, 8, 9, 3);
        check.Sequence("last ones", numbers.TakeLast(2).Concat(numbers.SkipLast(5)), 9, 3, 5);
        check.Sequence("distinct", numbers.Distinct(), 5, 3, 8, 1, 9);
        check.Sequence("distinct by", words.DistinctBy(w => w.Length), "pear", "fig", "apple");
        check.Sequence("sets", numbers.Union([2]).Intersect([2, 3, 9]).Except([9]), 3, 2);
        check.Sequence("order", numbers.Order(), 1, 3, 3, 5, 8, 9);
        check.Sequence("order by, stable", words.OrderBy(w => w.Length), "fig", "pear", "kiwi", "plum", "apple");
        check.Sequence("then by", words.OrderByDescending(w => w.Length).ThenBy(w => w, StringComparer.Ordinal), "apple", "kiwi", "pear", "plum", "fig");
        check.Sequence("reverse", numbers.AsEnumerable().Reverse(), 3, 9, 1, 8, 3, 5);
        check.Sequence("zip", numbers.Zip(words, (n, w) => n + w[..1]), "5p", "3f", "8a", "1k", "9p");
        check.Sequence("zip tuples", numbers.Zip(words).Take(1), (5, "pear"));
        check.Sequence("chunk", numbers.Chunk(4).Select(c => c.Length), 4, 2);
        check.Sequence("append", numbers.Take(1).Append(7).Prepend(0), 0, 5, 7);
        check.Sequence("range repeat", Enumerable.Range(3, 3).Concat(Enumerable.Repeat(1, 2)), 3, 4, 5, 1, 1);
        check.Sequence("default if empty", new int[0].DefaultIfEmpty(4), 4);
        check.Sequence("of type", new object[] { 1, "a", 2 }.OfType<int>(), 1, 2);
        check.Sequence("cast", new object[] { "a", "b" }.Cast<string>(), "a", "b");
        check.Sequence("groups", words.GroupBy(w => w.Length).Select(g => g.Key + ":" + string.Join('+', g)), "4:pear+kiwi+plum", "3:fig", "5:apple");
        check.Sequence("join", words.Join(numbers, w => w.Length, n => n, (w, n) => w + n), "fig3", "fig3", "apple5");
        check.Equal("sums", numbers.Sum() + words.Sum(w => w.Length), 49);
        check.Equal("average", numbers.Take(4).Average(), 4.25);
        check.Equal("ends", $"{numbers.Min()} {numbers.Max()} {words.Min()} {words.Max(w => w.Length)}", "1 9 apple 5");
        check.Equal("by", words.MinBy(w => w.Length) + words.MaxBy(w => w.Length), "figapple");
        check.Equal("counts", numbers.Count() + 10 * numbers.Count(x => x == 3), 26);
        check.True("any all", numbers.Any() && numbers.Any(x => x == 9) && numbers.All(x => x > 0) && !new int[0].Any() && numbers.Contains(8));
        check.Equal("first last", $"{numbers.First()} {numbers.Last()} {numbers.First(x => x > 5)} {numbers.Last(x => x > 5)} {numbers.FirstOrDefault(x => x > 50)}", "5 3 8 9 0");
        check.Equal("single", numbers.Single(x => x == 8), 8);
        check.Equal("element at", numbers.ElementAt(2) + numbers.ElementAtOrDefault(99), 8);
        check.Equal("aggregate", words.Aggregate((a, b) => a + b[..1]) + numbers.Aggregate(100, (a, b) => a - b), "pearfakp71");
        check.True("sequence equal", numbers.SequenceEqual([5, 3, 8, 1, 9, 3]) && !numbers.SequenceEqual([5]));
        check.Equal("dictionary", words.ToDictionary(w => w, w => w.Length)["apple"], 5);
        check.Equal("lists", numbers.ToList().Count + numbers.ToArray().Length + numbers.ToHashSet().Count, 17);
        List<int> trace = new();
        IEnumerable<int> lazy = numbers.Where(x =>
        {
            trace.Add(x);
            return true;
        });
        check.Equal("nothing happens before", trace.Count, 0);
        check.Equal("and no more than needed", lazy.First() + 100 * trace.Count, 105);
        check.Throws<InvalidOperationException>("first of none", () => new int[0].First());
        check.Throws<InvalidOperationException>("no match", () => new int[] { 1 }.First(x => x > 1));
        check.Throws<InvalidOperationException>("single of two", () => new int[] { 1, 2 }.Single());
        check.Throws<InvalidOperationException>("max of none", () => new int[0].Max());
        check.Equal("max of no strings", new string[0].Max(), null);
        check.Throws<ArgumentNullException>("null source", () => ((int[])null!).Where(x => true));
        check.Throws<OverflowException>("sum overflows", () => new[] { int.MaxValue, 1 }.Sum());
    }
}
