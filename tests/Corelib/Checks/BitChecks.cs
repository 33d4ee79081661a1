// SPDX-License-Identifier: MIT

using System;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Skift.Tests.Corelib;

internal static class BitChecks
{
    internal static void Run(Check check)
    {
        int wrong = 0;
        for (int bit = 0; bit < 64; bit++)
        {
            ulong value = 1UL << bit;
            if (BitOperations.Log2(value) != bit || BitOperations.TrailingZeroCount(value) != bit || BitOperations.LeadingZeroCount(value) != 63 - bit) wrong++;
            if (BitOperations.PopCount(value - 1) != bit || BitOperations.RotateLeft(1UL, bit) != value) wrong++;
        }
        check.Equal("every bit", wrong, 0);
        check.Equal("zeros", $"{BitOperations.LeadingZeroCount(0u)} {BitOperations.TrailingZeroCount(0u)} {BitOperations.Log2(0u)} {BitOperations.LeadingZeroCount(0UL)}", "32 32 0 64");
        check.Equal("round up", $"{BitOperations.RoundUpToPowerOf2(5u)} {BitOperations.RoundUpToPowerOf2(0u)} {BitOperations.RoundUpToPowerOf2(1UL << 40 | 1)}", "8 0 2199023255552");
        check.Equal("pop count", BitOperations.PopCount(0xF0F0F0F0u) + BitOperations.PopCount(ulong.MaxValue), 80);
        check.Equal("bit converter", Convert.ToHexString(BitConverter.GetBytes(0x01020304)) + BitConverter.ToString([1, 0xAB]), "0403020101-AB");
        check.Equal("bits of double", BitConverter.DoubleToInt64Bits(-2.0).ToString("X"), "C000000000000000");
        check.Equal("bits back", BitConverter.Int32BitsToSingle(0x40490FDB), 3.1415927f);

        Vector128<byte> text = Vector128.Create((byte)1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
        check.Equal("vector equals", Vector128.Equals(text, Vector128.Create((byte)9)).ExtractMostSignificantBits(), 0x100u);
        Vector128<int> numbers = Vector128.Create(1, 2, 3, 4);
        check.Equal("vector add", (numbers + numbers).GetElement(3), 8);
        check.Equal("vector and", (numbers & Vector128.Create(2)).GetElement(2), 2);
        check.Equal("vector with element", numbers.WithElement(1, 9).GetElement(1), 9);
        int[] stored = new int[6];
        Vector128.LoadUnsafe(ref stored[0]);
        numbers.StoreUnsafe(ref stored[1]);
        check.Sequence("vector store", stored, 0, 1, 2, 3, 4, 0);
        check.Sequence("vector store through a pointer", StoredThroughPointer(numbers), 1, 2, 3, 4, 0);
        check.True("vector compare", numbers == Vector128.Create(1, 2, 3, 4) && numbers != Vector128.Create(1));
        check.Equal("vector as", numbers.AsByte().GetElement(4), (byte)2);
    }

    private static unsafe int[] StoredThroughPointer(Vector128<int> numbers)
    {
        int* from = stackalloc int[4];
        numbers.Store(from);
        int[] result = new int[5];
        fixed (int* to = result) Vector128.Load(from).Store(to);
        return result;
    }
}
