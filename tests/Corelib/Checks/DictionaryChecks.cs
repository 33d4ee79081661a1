// SPDX-License-Identifier: MIT

using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Skift.Tests.Corelib;

internal static class DictionaryChecks
{
    private enum Color
    {
        Red,
        Green,
    }

    private readonly record struct Key(int A, string B);

    internal static void Run(Check check)
    {
        Dictionary<string, int> ages = new() { ["ann"] = 30, ["bob"] = 25 };
        ages.Add("cat", 5);
        check.Equal("count", ages.Count, 3);
        check.Equal("get", ages["bob"], 25);
        ages["bob"] = 26;
        check.Equal("set", ages["bob"], 26);
        check.True("try get", ages.TryGetValue("ann", out int age) && age == 30 && !ages.TryGetValue("dan", out age) && age == 0);
        check.True("try add", ages.TryAdd("dan", 1) && !ages.TryAdd("dan", 2));
        check.True("contains", ages.ContainsKey("cat") && !ages.ContainsKey("CAT") && ages.ContainsValue(5));
        check.True("remove", ages.Remove("cat", out int removed) && removed == 5 && !ages.Remove("cat"));
        check.Sequence("keys", ages.Keys, "ann", "bob", "dan");
        check.Sequence("values", ages.Values, 30, 26, 1);
        check.Sequence("pairs", ages, new KeyValuePair<string, int>("ann", 30), new("bob", 26), new("dan", 1));
        ages["eve"] = 9;
        check.Sequence("a removed place is used again", ages.Keys, "ann", "bob", "eve", "dan");
        check.Equal("get or default", ages.GetValueOrDefault("nobody", -1), -1);
        string text = "";
        foreach ((string name, int value) in ages) text += name[0] + value.ToString();
        check.Equal("deconstruct", text, "a30b26e9d1");
        CollectionsMarshal.GetValueRefOrAddDefault(ages, "fay", out bool existed)++;
        CollectionsMarshal.GetValueRefOrAddDefault(ages, "fay", out existed)++;
        check.Equal("by reference", ages["fay"], 2);
        ages.Clear();
        check.Equal("clear", ages.Count, 0);

        Dictionary<string, int> folded = new(StringComparer.OrdinalIgnoreCase) { ["Path"] = 1 };
        check.True("comparer", folded["PATH"] == 1 && folded.ContainsKey("path"));
        Dictionary<Color, string> colors = new() { [Color.Red] = "r", [Color.Green] = "g" };
        check.Equal("enum keys", colors[Color.Green] + colors[Color.Red], "gr");
        Dictionary<Key, int> records = new() { [new(1, "a")] = 1, [new(1, "b")] = 2 };
        check.Equal("record keys", records[new Key(1, new string(['b']))], 2);
        Dictionary<(int, string?), int> tuples = new() { [(1, null)] = 7 };
        check.Equal("tuple keys", tuples[(1, null)], 7);
        Dictionary<object, int> objects = new() { ["s"] = 1, [1] = 2, [1.5] = 3, [Color.Green] = 4 };
        check.Equal("object keys", objects["s"] + objects[1] + objects[1.5] + objects[Color.Green], 10);

        Dictionary<int, int> many = new();
        for (int i = 0; i < 5000; i++) many[i * 7919] = i;
        for (int i = 0; i < 5000; i += 3) many.Remove(i * 7919);
        long sum = 0;
        foreach (KeyValuePair<int, int> pair in many) sum += pair.Key == pair.Value * 7919 ? pair.Value : -1_000_000;
        check.Equal("many", $"{many.Count} {sum}", "3333 8331667");
        check.Equal("many found", Enumerable.Range(0, 5000).Count(i => many.ContainsKey(i * 7919)), 3333);
        check.Throws<KeyNotFoundException>("missing", () => new Dictionary<string, int>()["x"].ToString());
        check.Throws<ArgumentException>("twice", () => new Dictionary<string, int> { { "k", 1 }, { "k", 2 } }.ToString());
        check.Throws<ArgumentNullException>("null key", () => new Dictionary<string, int>().ContainsKey(null!));
        check.Throws<InvalidOperationException>("added while enumerated", () =>
        {
            Dictionary<int, int> changing = new() { [1] = 1 };
            foreach (int key in changing.Keys) changing[key + 1] = 1;
        });
        check.Equal("removed while enumerated", RemoveWhileEnumerating(), 0);

        HashSet<string?> set = new() { "a", null };
        check.True("set", set.Add("b") && !set.Add("a") && !set.Add(null) && set.Contains(null) && set.Count == 3);
        HashSet<int> left = [1, 2, 3], right = [2, 3, 4];
        left.IntersectWith(right);
        check.Sequence("intersect", left, 2, 3);
        left.UnionWith([9]);
        check.True("relations", left.Overlaps(right) && !left.IsSubsetOf(right) && new HashSet<int> { 2 }.IsProperSubsetOf(left) && left.SetEquals([9, 3, 2]));
        left.SymmetricExceptWith([9, 10]);
        check.Sequence("symmetric", left.Order(), 2, 3, 10);
        left.ExceptWith([3]);
        check.Equal("remove where", left.RemoveWhere(x => x > 5), 1);
        check.True("get value", new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Abc" }.TryGetValue("ABC", out string? stored) && stored == "Abc");
    }

    private static int RemoveWhileEnumerating()
    {
        Dictionary<int, int> numbers = new() { [1] = 1, [2] = 2, [3] = 3 };
        foreach (int key in numbers.Keys) numbers.Remove(key);
        return numbers.Count;
    }
}
