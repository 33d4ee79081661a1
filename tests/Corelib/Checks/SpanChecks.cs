// SPDX-License-Identifier: MIT

using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Skift.Tests.Corelib;

internal static class SpanChecks
{
    internal static void Run(Check check)
    {
        int[] array = [5, 3, 8, 1, 9, 3];
        Span<int> span = array;
        check.Equal("slice", span.Slice(2, 3).ToArray()[0] + span[^1], 11);
        check.Equal("range", span[1..3].Length, 2);
        check.Equal("index of", span.IndexOf(3) + 10 * span.LastIndexOf(3), 51);
        check.True("contains", span.Contains(9) && !span.Contains(7));
        check.True("sequence equal", span.SequenceEqual([5, 3, 8, 1, 9, 3]) && !span.SequenceEqual([5]));
        check.Equal("sequence compare", "abc".AsSpan().SequenceCompareTo("abd"), -1);
        check.Equal("common prefix", "abcd".AsSpan().CommonPrefixLength("abxy"), 2);
        check.Equal("index of sequence", span.IndexOf([8, 1]), 2);
        check.Equal("index of any", span.IndexOfAny(9, 1), 3);
        check.Equal("index of any except", "aaab".AsSpan().IndexOfAnyExcept('a'), 3);
        check.Equal("index of any in range", "xx5x".AsSpan().IndexOfAnyInRange('0', '9'), 2);
        check.Equal("count", span.Count(3), 2);
        span.Slice(0, 2).Reverse();
        check.Sequence("reverse", array, 3, 5, 8, 1, 9, 3);
        span.Slice(4).Fill(7);
        check.Sequence("fill", array, 3, 5, 8, 1, 7, 7);
        span.Slice(0, 4).CopyTo(span.Slice(2));
        check.Sequence("overlapping copy forward", array, 3, 5, 3, 5, 8, 1);
        span.Slice(2).CopyTo(span);
        check.Sequence("overlapping copy backward", array, 3, 5, 8, 1, 8, 1);
        span.Clear();
        check.Sequence("clear", array, 0, 0, 0, 0, 0, 0);
        check.True("overlaps", span.Slice(0, 3).Overlaps(span.Slice(2)) && !span.Slice(0, 2).Overlaps(span.Slice(2)));
        check.Equal("trim", "  ab ".AsSpan().Trim().ToString(), "ab");
        check.Equal("trim zeros", ((ReadOnlySpan<byte>)[0, 0, 1, 2, 0]).TrimStart((byte)0).Length, 3);
        check.True("starts and ends", "hello".AsSpan().StartsWith("he") && "hello".AsSpan().EndsWith("lo") && "hello".AsSpan().EndsWith('o'));
        check.Throws<ArgumentOutOfRangeException>("slice out of range", () => new int[3].AsSpan().Slice(2, 2).ToString());
        check.Throws<IndexOutOfRangeException>("index out of range", () => new int[3].AsSpan()[3].ToString());
        check.Throws<ArgumentException>("copy too long", () => new int[3].AsSpan().CopyTo(new int[2]));

        byte[] bytes = new byte[100];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)i;
        int wrong = 0;
        for (int start = 0; start < 40; start++)
        {
            for (int length = 0; length <= 60; length++)
            {
                ReadOnlySpan<byte> part = bytes.AsSpan(start, length);
                for (int offset = 0; offset < length; offset += 7)
                {
                    if (part.IndexOf((byte)(start + offset)) != offset || part.LastIndexOf((byte)(start + offset)) != offset) wrong++;
                }
                if (part.IndexOf((byte)200) != -1 || part.LastIndexOf((byte)200) != -1) wrong++;
            }
        }
        check.Equal("search at every alignment", wrong, 0);
        check.Equal("move over every distance", CountWrongMoves(), 0);
        check.Equal("fill every length", CountWrongFills(), 0);
        check.Equal("compare every length", CountWrongComparisons(), 0);

        Span<byte> room = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(room, 0x01020304);
        BinaryPrimitives.WriteInt16LittleEndian(room.Slice(4), -2);
        check.Equal("binary primitives", Convert.ToHexString(room), "01020304FEFF0000");
        check.Equal("read back", BinaryPrimitives.ReadUInt32LittleEndian(room), 0x04030201u);
        check.Equal("reverse bytes", BinaryPrimitives.ReverseEndianness(0x0102030405060708UL), 0x0807060504030201UL);
        check.False("too short", BinaryPrimitives.TryReadUInt64BigEndian(room.Slice(1), out _));
        BinaryPrimitives.WriteDoubleBigEndian(room, 1.0);
        check.Equal("double", Convert.ToHexString(room), "3FF0000000000000");
        check.Equal("cast", MemoryMarshal.Cast<byte, ushort>(room)[0], (ushort)0xF03F);
        check.Equal("as bytes", MemoryMarshal.AsBytes<int>([1, 2]).Length, 8);
        check.Equal("read struct", MemoryMarshal.Read<ushort>(room.Slice(1)), (ushort)0x00F0);
    }

    /// <summary>Moves of 0 to 150 bytes by up to 70 bytes either way, compared with one byte at a time through a copy.</summary>
    private static int CountWrongMoves()
    {
        byte[] source = new byte[300];
        for (int i = 0; i < source.Length; i++) source[i] = (byte)(i * 7);
        byte[] moved = new byte[source.Length];
        int wrong = 0;
        for (int length = 0; length <= 150; length++)
        {
            for (int shift = -70; shift <= 70; shift++)
            {
                for (int i = 0; i < moved.Length; i++) moved[i] = source[i];
                moved.AsSpan(75, length).CopyTo(moved.AsSpan(75 + shift));
                for (int i = 0; i < moved.Length; i++)
                {
                    bool isInside = i >= 75 + shift && i < 75 + shift + length;
                    if (moved[i] != source[isInside ? i - shift : i]) wrong++;
                }
            }
        }

        return wrong;
    }

    private static int CountWrongFills()
    {
        byte[] bytes = new byte[200];
        int wrong = 0;
        for (int length = 0; length <= 150; length++)
        {
            for (int i = 0; i < bytes.Length; i++) bytes[i] = 1;
            bytes.AsSpan(20, length).Fill(0xA5);
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] != (i >= 20 && i < 20 + length ? 0xA5 : 1)) wrong++;
            }
        }

        return wrong;
    }

    /// <summary>Equal, and different in each place in turn.</summary>
    private static int CountWrongComparisons()
    {
        byte[] first = new byte[100];
        byte[] second = new byte[100];
        int wrong = 0;
        for (int length = 0; length <= 70; length++)
        {
            // What lies around is different, and must not count.
            first[4] = 1;
            first[5 + length] = 1;
            if (!first.AsSpan(5, length).SequenceEqual(second.AsSpan(5, length))) wrong++;
            first[5 + length] = 0;
            for (int place = 5; place < 5 + length; place++)
            {
                first[place] = 9;
                if (first.AsSpan(5, length).SequenceEqual(second.AsSpan(5, length))) wrong++;
                first[place] = 0;
            }
        }

        return wrong;
    }
}
