// SPDX-License-Identifier: MIT

using System;

namespace Skift.Tests.Corelib;

internal static class TypeChecks
{
    private record Person(string Name, int Age);

    internal static void Run(Check check)
    {
        check.Equal("version", new Version("1.2.3").CompareTo(new Version(1, 2, 10)), -1);
        check.Equal("version text", $"{new Version(1, 2)} {new Version(1, 2, 3, 4)}", "1.2 1.2.3.4");
        check.True("version parse", Version.TryParse("10.0", out Version? version) && version.Major == 10 && !Version.TryParse("x.1", out _));
        Guid guid = new("00112233-4455-6677-8899-aAbBcCdDeEfF");
        check.Equal("guid", $"{guid} {guid:N} {guid:B} {guid:P}", "00112233-4455-6677-8899-aabbccddeeff 00112233445566778899aabbccddeeff {00112233-4455-6677-8899-aabbccddeeff} (00112233-4455-6677-8899-aabbccddeeff)");
        check.Equal("guid bytes", Convert.ToHexString(guid.ToByteArray()) + Convert.ToHexString(guid.ToByteArray(true)), "33221100554477668899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF");
        check.True("guid parse", Guid.TryParse(" {00112233-4455-6677-8899-aabbccddeeff} ", out Guid again) && again == guid && !Guid.TryParse("0011", out _));
        check.True("guid order", guid.CompareTo(Guid.Empty) == 1 && Guid.Empty.CompareTo(guid) == -1 && guid.GetHashCode() == again.GetHashCode());
        check.True("new guids", Guid.NewGuid() != Guid.NewGuid() && Guid.NewGuid().ToString()[14] == '4');
        check.Throws<FormatException>("bad guid", () => Guid.Parse("x"));
        Memory<int> memory = new int[] { 1, 2, 3, 4 };
        memory.Span[1] = 9;
        check.Sequence("memory", memory.Slice(1, 2).ToArray(), 9, 3);
        check.Equal("memory of text", "hello".AsMemory(1, 3).ToString() + "hello".AsMemory().Slice(4).Span[0] + memory, "elloSystem.Memory<Int32>[4]");
        check.True("memory equality", memory.Equals(memory.Slice(0)) && !memory.Equals(memory.Slice(1)) && memory.Slice(4).IsEmpty);
        check.Throws<ArgumentOutOfRangeException>("memory slice", () => "abc".AsMemory().Slice(2, 2).ToString());
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        watch.Stop();
        check.True("stopwatch", watch.Elapsed >= TimeSpan.Zero && watch.Elapsed < TimeSpan.FromMinutes(1) && !watch.IsRunning);
        int calls = 0;
        Lazy<int> lazy = new(() => ++calls);
        check.Equal("lazy", $"{lazy.IsValueCreated} {lazy.Value} {lazy.Value} {calls}", "False 1 1 1");
        check.Equal("index", new Index(2, fromEnd: true).ToString() + (1..^2), "^21..^2");
        check.True("hash code", HashCode.Combine(1, "a") == HashCode.Combine(1, "a"));
        check.Equal("nullable", ((int?)5).GetValueOrDefault() + ((int?)null).GetValueOrDefault(7), 12);
        check.Throws<InvalidOperationException>("null has no value", () => ((int?)null)!.Value.ToString());
        check.Equal("record", new Person("Ann", 3).ToString(), "Person { Name = Ann, Age = 3 }");
        check.True("record equality", new Person("Ann", 3) == new Person("An" + "n".ToString(), 3) && new Person("Ann", 3) != new Person("Ann", 4));
        check.Equal("with", (new Person("Ann", 3) with { Age = 4 }).Age, 4);
        Random first = new(42), second = new(42);
        check.True("random repeats", first.Next() == second.Next() && first.NextInt64() == second.NextInt64() && first.NextDouble() == second.NextDouble());
        int[] counts = new int[6];
        for (int i = 0; i < 6000; i++) counts[first.Next(6)]++;
        check.True("random is even", Array.TrueForAll(counts, count => count is > 850 and < 1150));
        check.True("random range", first.Next(-5, -3) is -5 or -4 && first.NextInt64(5, 6) == 5);
        int[] cards = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        first.Shuffle(cards);
        Array.Sort(cards);
        check.Sequence("shuffle keeps all", cards, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        check.Throws<ArgumentOutOfRangeException>("random range turned round", () => new Random(1).Next(2, 1));
    }
}
