// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Skift.Tests.Corelib;

/// <summary>Arrays of all shapes, spans, inline arrays, ranges, pointers' safe relatives.</summary>
internal static class ArrayChecks
{
    [InlineArray(4)]
    private struct Four
    {
        private int _element0;
    }

    [InlineArray(3)]
    private struct Three
    {
        private string? _element0;
    }

    private struct Big
    {
        public long A;
        public long B;
        public string? C;
        public long D;
    }

    private ref struct Cursor(Span<int> data)
    {
        private readonly Span<int> _data = data;
        private int _position;

        public ref int Next() => ref _data[_position++];
    }

    public static void Run(Check check)
    {
        MultiDimensional(check);
        Copies(check);
        Spans(check);
        Inline(check);
    }

    private static void MultiDimensional(Check check)
    {
        int[,] table = new int[3, 4];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 4; j++)
                table[i, j] = i * 10 + j;
        }
        check.Equal("element", table[2, 3], 23);
        check.Equal("rank, length", table.Rank * 100 + table.Length, 212);
        check.Equal("lengths", table.GetLength(0) * 10 + table.GetLength(1), 34);
        check.Equal("upper bound", table.GetUpperBound(1), 3);
        int sum = 0;
        foreach (int item in table)
            sum += item;
        check.Equal("foreach", sum, 138);
        check.Throws<IndexOutOfRangeException>("out of the first range", () => _ = table[3, 0]);
        check.Throws<IndexOutOfRangeException>("out of the second range", () => _ = table[0, 4]);
        string[,,] cube = new string[2, 2, 2];
        cube[1, 0, 1] = "here";
        check.Equal("three dimensions", (string?)cube.GetValue(1, 0, 1), "here");
        cube.SetValue("there", 0, 1, 0);
        check.Equal("set value", cube[0, 1, 0], "there");
        object[,] objects = new string[1, 1];
        check.Throws<ArrayTypeMismatchException>("store check", () => objects[0, 0] = 5);
        int[,] literal = { { 1, 2 }, { 3, 4 } };
        check.Equal("initializer", literal[1, 0], 3);
        ref int cell = ref literal[0, 1];
        cell = 9;
        check.Equal("reference to an element", literal[0, 1], 9);
        int[,] copy = (int[,])literal.Clone();
        copy[0, 0] = 100;
        check.Equal("clone", literal[0, 0] + copy[1, 1], 5);
        check.Equal("empty dimension", new int[0, 5].Length, 0);
        int[][] jagged = [[1], [2, 3], []];
        check.Equal("jagged", jagged[1][1] + jagged[2].Length, 3);
    }

    private static void Copies(Check check)
    {
        int[] numbers = [1, 2, 3, 4, 5];
        Array.Copy(numbers, 0, numbers, 1, 4);
        check.Sequence("overlapping up", numbers, 1, 1, 2, 3, 4);
        Array.Copy(numbers, 1, numbers, 0, 4);
        check.Sequence("overlapping down", numbers, 1, 2, 3, 4, 4);
        object[] boxes = new object[2];
        Array.Copy(numbers, boxes, 2);
        check.Equal("boxing copy", (int)boxes[1], 2);
        int[] back = new int[2];
        Array.Copy(boxes, back, 2);
        check.Equal("unboxing copy", back[1], 2);
        long[] wide = new long[5];
        Array.Copy(numbers, wide, 5);
        check.Equal("widening copy", wide[4], 4L);
        string[] narrow = new string[2];
        Array.Copy(new object[] { "a", "b" }, narrow, 2);
        check.Equal("casting copy", narrow[1], "b");
        check.Throws<InvalidCastException>("casting copy that fails", () => Array.Copy(new object[] { 1 }, narrow, 1));
        check.Throws<ArrayTypeMismatchException>("impossible copy", () => Array.Copy(new int[1], narrow, 1));
        check.Throws<ArgumentException>("too long", () => Array.Copy(numbers, new int[2], 3));
        string[] names = ["x", "y", "z"];
        Array.Clear(names, 1, 1);
        check.Equal("clear", names[0] + (names[1] ?? "-") + names[2], "x-z");
        int[]? resized = [1, 2];
        Array.Resize(ref resized, 4);
        check.Sequence("resize", resized, 1, 2, 0, 0);
        Big[] big = new Big[2];
        big[0] = new Big { A = 1, B = 2, C = "c", D = 4 };
        big[1] = big[0];
        big[0].C = "changed";
        check.Equal("struct copy", big[1].A + big[1].C + big[1].D, "1c4");
        check.True("empty arrays are one", ReferenceEquals(Array.Empty<int>(), Array.Empty<int>()));
        byte[] bytes = new byte[300];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)i;
        bool isRight = true;
        for (int length = 0; length < 100; length++)
        {
            for (int shift = -9; shift < 10; shift++)
                isRight &= CopyAndCheck(bytes, 100, 100 + shift, length);
        }
        check.True("1,900 moves of bytes", isRight);
    }

    private static bool CopyAndCheck(byte[] original, int from, int to, int length)
    {
        byte[] moved = (byte[])original.Clone();
        moved.AsSpan(from, length).CopyTo(moved.AsSpan(to));
        for (int i = 0; i < original.Length; i++)
        {
            byte expected = i >= to && i < to + length ? original[from + i - to] : original[i];
            if (moved[i] != expected)
                return false;
        }
        return true;
    }

    private static void Spans(Check check)
    {
        int[] data = [1, 2, 3, 4, 5, 6];
        Span<int> middle = data.AsSpan(1, 4);
        middle[0] = 20;
        check.Equal("span writes through", data[1], 20);
        check.Equal("slice", middle[1..^1].Length, 2);
        check.Sequence("array range", data[2..4], 3, 4);
        check.Equal("from the end", data[^1], 6);
        check.Throws<IndexOutOfRangeException>("span index", () => { Span<int> s = data; s[6] = 1; });
        check.Throws<ArgumentOutOfRangeException>("bad slice", () => { Span<int> s = data; s.Slice(4, 3).Clear(); });
        check.Throws<ArrayTypeMismatchException>("span of a narrower array", () => { Span<object> s = (object[])new string[1]; s[0] = 1; });
        Span<byte> stack = stackalloc byte[64];
        stack.Fill(7);
        stack[..10].Clear();
        int sum = 0;
        foreach (byte b in stack)
            sum += b;
        check.Equal("stackalloc", sum, 54 * 7);
        Cursor cursor = new(data);
        cursor.Next() += 100;
        cursor.Next() = 5;
        check.Equal("ref struct", data[0] * 10 + data[1], 1015);
        ReadOnlySpan<byte> text = "héllo"u8;
        check.Equal("utf-8 literal", text.Length, 6);
        ReadOnlySpan<int> constants = [10, 20, 30];
        check.Equal("constant span", constants[2], 30);
        check.Equal("params span", Sum(1, 2, 3, 4), 10);
        check.True("list pattern", data is [101, _, .., 6]);
        string[] strings = ["a", "b", "c"];
        strings.AsSpan(1).Clear();
        check.True("clear references", strings[1] == null && strings[0] == "a");
    }

    private static int Sum(params ReadOnlySpan<int> items)
    {
        int sum = 0;
        foreach (int item in items)
            sum += item;
        return sum;
    }

    private static void Inline(Check check)
    {
        Four four = default;
        for (int i = 0; i < 4; i++)
            four[i] = i * i;
        check.Equal("inline array", four[3], 9);
        Span<int> view = four;
        view[0] = 50;
        check.Equal("inline array as span", four[0], 50);
        Three three = default;
        three[1] = "mid";
        Three copy = three;
        three[1] = "new";
        check.Equal("inline array of references", copy[1] + three[1], "midnew");
        int index = 4;
        check.Throws<IndexOutOfRangeException>("inline array index", () => { Four f = default; f[index] = 1; });
    }
}
