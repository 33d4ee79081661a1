// SPDX-License-Identifier: MIT

using System;
using System.Text;

namespace Skift.Tests.Corelib;

internal static class StringBuilderChecks
{
    internal static void Run(Check check)
    {
        StringBuilder text = new();
        text.Append("abc").Append(1).Append('x').Append(true).Append(2.5).Append((object?)null).Append(7UL).Append(new[] { 'p', 'q' });
        check.Equal("append", text.ToString(), "abc1xTrue2.57pq");
        check.Equal("length", text.Length, 15);
        check.Equal("insert", text.Insert(3, "--").ToString(0, 8), "abc--1xT");
        check.Equal("remove", text.Remove(3, 2).ToString(), "abc1xTrue2.57pq");
        check.Equal("replace", text.Replace("True", "no").Replace('x', '!').ToString(), "abc1!no2.57pq");
        check.Equal("index", text[3], '1');
        text[3] = '#';
        check.Equal("set", text.ToString(), "abc#!no2.57pq");
        text.Length = 4;
        check.Equal("cut", text.ToString(), "abc#");
        text.Length = 6;
        check.Equal("lengthened", text.ToString(), "abc#\0\0");
        check.Equal("clear", text.Clear().ToString(), "");
        check.Equal("interpolated", text.Append($"{1:D3}|{"x",4}|{2.5:F2}").ToString(), "001|   x|2.50");
        check.Equal("line", new StringBuilder().AppendLine("a").AppendLine().ToString(), "a\n\n");
        check.Equal("format", new StringBuilder().AppendFormat("{0}-{1:X}", 1, 255).ToString(), "1-FF");
        check.Equal("join", new StringBuilder().AppendJoin(", ", new[] { 1, 2, 3 }).ToString(), "1, 2, 3");
        check.Equal("repeat", new StringBuilder("a").Append('b', 3).ToString(), "abbb");
        // With room for all digits, and without.
        foreach (int capacity in (int[])[1, 19, 200])
        {
            StringBuilder numbers = new(capacity);
            numbers.Append(long.MinValue).Append(long.MaxValue).Append(ulong.MaxValue).Append(int.MinValue).Append(0).Append(-1).Append((sbyte)-128).Append((ushort)65535);
            check.Equal("numbers", numbers.ToString(), "-9223372036854775808922337203685477580718446744073709551615-21474836480-1-12865535");
        }
        StringBuilder large = new();
        for (int i = 0; i < 1000; i++) large.Append(i);
        check.Equal("large", large.Length, 2890);
        check.Equal("middle of large", large.ToString(1000, 10), "0370371372".Substring(0, 10).Length == 10 ? large.ToString().Substring(1000, 10) : "");
        check.True("equals", new StringBuilder("ab").Equals(new StringBuilder("ab")) && new StringBuilder("ab").Equals("ab".AsSpan()));
        check.Throws<ArgumentOutOfRangeException>("remove too much", () => new StringBuilder("abc").Remove(1, 5));
        check.Throws<IndexOutOfRangeException>("index out of range", () => new StringBuilder("abc")[3].ToString());
        check.Throws<ArgumentOutOfRangeException>("insert out of range", () => new StringBuilder("abc").Insert(4, "x"));
    }
}
