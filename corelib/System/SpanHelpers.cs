using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace System;

/// <summary>Copying, clearing, filling and comparing raw memory. ILC calls the first three by name.</summary>
/// <remarks>
/// Blocks of 16 bytes are moved as structs, which compile to one unaligned SSE load and store; nothing here may be written so that
/// the compiler would call these very helpers for it.
/// </remarks>
internal static unsafe partial class SpanHelpers
{
#pragma warning disable CS0169 // only copied as a whole
    private struct Block16
    {
        private ulong _low;
        private ulong _high;
    }
#pragma warning restore CS0169

    public static void Memmove(ref byte dest, ref byte src, nuint len)
    {
        if (len < 16)
        {
            MoveFew(ref dest, ref src, len);
            return;
        }
        if ((nuint)(nint)Unsafe.ByteOffset(ref src, ref dest) < len)
        {
            MemmoveBackward(ref dest, ref src, len);
            return;
        }
        // The end is read before anything is written: the blocks overlap there, and the areas may.
        Block16 last = Unsafe.As<byte, Block16>(ref Unsafe.AddByteOffset(ref src, len - 16));
        nuint i = 0;
        for (; i + 64 < len; i += 64)
        {
            Copy16(ref dest, ref src, i);
            Copy16(ref dest, ref src, i + 16);
            Copy16(ref dest, ref src, i + 32);
            Copy16(ref dest, ref src, i + 48);
        }
        for (; i + 16 < len; i += 16)
            Copy16(ref dest, ref src, i);
        Unsafe.As<byte, Block16>(ref Unsafe.AddByteOffset(ref dest, len - 16)) = last;
    }

    private static void MemmoveBackward(ref byte dest, ref byte src, nuint len)
    {
        if (Unsafe.AreSame(ref dest, ref src))
            return;
        Block16 first = Unsafe.As<byte, Block16>(ref src);
        for (nuint i = len; i > 16; i -= 16)
            Copy16(ref dest, ref src, i - 16);
        Unsafe.As<byte, Block16>(ref dest) = first;
    }

    /// <summary>Fewer than 16 bytes: two reads that overlap in the middle, then two writes.</summary>
    private static void MoveFew(ref byte dest, ref byte src, nuint len)
    {
        if (len >= 8)
            MovePair<ulong>(ref dest, ref src, len - 8);
        else if (len >= 4)
            MovePair<uint>(ref dest, ref src, len - 4);
        else if (len >= 2)
            MovePair<ushort>(ref dest, ref src, len - 2);
        else if (len != 0)
            dest = src;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MovePair<T>(ref byte dest, ref byte src, nuint second)
        where T : unmanaged
    {
        T low = Unsafe.As<byte, T>(ref src);
        T high = Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref src, second));
        Unsafe.As<byte, T>(ref dest) = low;
        Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref dest, second)) = high;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy16(ref byte dest, ref byte src, nuint offset) =>
        Unsafe.As<byte, Block16>(ref Unsafe.AddByteOffset(ref dest, offset)) = Unsafe.As<byte, Block16>(ref Unsafe.AddByteOffset(ref src, offset));

    public static void ClearWithoutReferences(ref byte dest, nuint len) => Fill(ref dest, 0, len);

    /// <summary>Clears whole words, so that no other thread ever sees half a reference.</summary>
    public static void ClearWithReferences(ref nint dest, nuint wordCount)
    {
        for (nuint i = 0; i < wordCount; i++)
            Unsafe.Add(ref dest, i) = 0;
    }

    public static void Fill(ref byte dest, byte value, nuint len)
    {
        ulong word = value * 0x0101010101010101UL;
        if (len < 16)
        {
            FillFew(ref dest, word, len);
            return;
        }
        Vector128<ulong> block = Vector128.Create(word);
        nuint i = 0;
        for (; i + 64 < len; i += 64)
        {
            Store(ref dest, i, block);
            Store(ref dest, i + 16, block);
            Store(ref dest, i + 32, block);
            Store(ref dest, i + 48, block);
        }
        for (; i + 16 < len; i += 16)
            Store(ref dest, i, block);
        Store(ref dest, len - 16, block);
    }

    private static void FillFew(ref byte dest, ulong word, nuint len)
    {
        if (len >= 8)
        {
            Unsafe.As<byte, ulong>(ref dest) = word;
            Unsafe.As<byte, ulong>(ref Unsafe.AddByteOffset(ref dest, len - 8)) = word;
            return;
        }
        for (nuint i = 0; i < len; i++)
            Unsafe.AddByteOffset(ref dest, i) = (byte)word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref byte dest, nuint offset, Vector128<ulong> block) =>
        Unsafe.As<byte, Vector128<ulong>>(ref Unsafe.AddByteOffset(ref dest, offset)) = block;

    public static bool SequenceEqual(ref byte first, ref byte second, nuint length)
    {
        nuint i = 0;
        if (length >= 16)
        {
            for (; i + 16 < length; i += 16)
            {
                if (Load(ref first, i) != Load(ref second, i))
                    return false;
            }
            return Load(ref first, length - 16) == Load(ref second, length - 16);
        }
        if (length >= 8)
        {
            return Unsafe.As<byte, ulong>(ref first) == Unsafe.As<byte, ulong>(ref second)
                && Unsafe.As<byte, ulong>(ref Unsafe.AddByteOffset(ref first, length - 8)) == Unsafe.As<byte, ulong>(ref Unsafe.AddByteOffset(ref second, length - 8));
        }
        for (; i < length; i++)
        {
            if (Unsafe.AddByteOffset(ref first, i) != Unsafe.AddByteOffset(ref second, i))
                return false;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ref byte source, nuint offset) => Unsafe.As<byte, Vector128<ulong>>(ref Unsafe.AddByteOffset(ref source, offset));
}
