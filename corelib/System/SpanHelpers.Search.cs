// SPDX-License-Identifier: MIT

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace System;

// Searching for one byte or character, 16 bytes at a time.
internal static partial class SpanHelpers
{
    internal static int IndexOf(ReadOnlySpan<byte> span, byte value)
    {
        ref byte start = ref MemoryMarshal.GetReference(span);
        int i = 0;
        if (span.Length >= 16)
        {
            Vector128<byte> wanted = Vector128.Create(value);
            for (; i <= span.Length - 16; i += 16)
            {
                uint hits = Vector128.Equals(Vector128.LoadUnsafe(ref start, (nuint)i), wanted).ExtractMostSignificantBits();
                if (hits != 0) return i + BitOperations.TrailingZeroCount(hits);
            }
        }
        for (; i < span.Length; i++)
        {
            if (Unsafe.Add(ref start, i) == value) return i;
        }
        return -1;
    }

    internal static int IndexOf(ReadOnlySpan<ushort> span, ushort value)
    {
        ref ushort start = ref MemoryMarshal.GetReference(span);
        int i = 0;
        if (span.Length >= 8)
        {
            Vector128<ushort> wanted = Vector128.Create(value);
            for (; i <= span.Length - 8; i += 8)
            {
                uint hits = Vector128.Equals(Vector128.LoadUnsafe(ref start, (nuint)i), wanted).AsByte().ExtractMostSignificantBits();
                if (hits != 0) return i + BitOperations.TrailingZeroCount(hits) / 2;
            }
        }
        for (; i < span.Length; i++)
        {
            if (Unsafe.Add(ref start, i) == value) return i;
        }
        return -1;
    }

    internal static int LastIndexOf(ReadOnlySpan<byte> span, byte value)
    {
        ref byte start = ref MemoryMarshal.GetReference(span);
        int i = span.Length;
        if (span.Length >= 16)
        {
            Vector128<byte> wanted = Vector128.Create(value);
            for (; i >= 16; i -= 16)
            {
                uint hits = Vector128.Equals(Vector128.LoadUnsafe(ref start, (nuint)(i - 16)), wanted).ExtractMostSignificantBits();
                if (hits != 0) return i - 16 + BitOperations.Log2(hits);
            }
        }
        while (--i >= 0)
        {
            if (Unsafe.Add(ref start, i) == value) return i;
        }
        return -1;
    }
}
