using System.Runtime.CompilerServices;

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
        if ((nuint)(nint)Unsafe.ByteOffset(ref src, ref dest) < len)
        {
            MemmoveBackward(ref dest, ref src, len);
            return;
        }
        nuint i = 0;
        if (len >= 16)
        {
            nuint end = len - 64;
            if (len >= 64)
            {
                for (; i <= end; i += 64)
                {
                    Copy16(ref dest, ref src, i);
                    Copy16(ref dest, ref src, i + 16);
                    Copy16(ref dest, ref src, i + 32);
                    Copy16(ref dest, ref src, i + 48);
                }
            }
            for (; i + 16 <= len; i += 16)
                Copy16(ref dest, ref src, i);
        }
        if ((len & 8) != 0 && i + 8 <= len)
        {
            Unsafe.As<byte, ulong>(ref Unsafe.AddByteOffset(ref dest, i)) = Unsafe.As<byte, ulong>(ref Unsafe.AddByteOffset(ref src, i));
            i += 8;
        }
        for (; i < len; i++)
            Unsafe.AddByteOffset(ref dest, i) = Unsafe.AddByteOffset(ref src, i);
    }

    private static void MemmoveBackward(ref byte dest, ref byte src, nuint len)
    {
        if (Unsafe.AreSame(ref dest, ref src))
            return;
        nuint i = len;
        for (; i >= 16; i -= 16)
            Copy16(ref dest, ref src, i - 16);
        for (; i != 0; i--)
            Unsafe.AddByteOffset(ref dest, i - 1) = Unsafe.AddByteOffset(ref src, i - 1);
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
        nuint i = 0;
        if (len >= 32)
        {
            for (nuint end = len - 32; i <= end; i += 32)
            {
                Unsafe.As<byte, ulong>(ref Unsafe.AddByteOffset(ref dest, i)) = word;
                Unsafe.As<byte, ulong>(ref Unsafe.AddByteOffset(ref dest, i + 8)) = word;
                Unsafe.As<byte, ulong>(ref Unsafe.AddByteOffset(ref dest, i + 16)) = word;
                Unsafe.As<byte, ulong>(ref Unsafe.AddByteOffset(ref dest, i + 24)) = word;
            }
        }
        for (; i + 8 <= len; i += 8)
            Unsafe.As<byte, ulong>(ref Unsafe.AddByteOffset(ref dest, i)) = word;
        for (; i < len; i++)
            Unsafe.AddByteOffset(ref dest, i) = value;
    }

    public static bool SequenceEqual(ref byte first, ref byte second, nuint length)
    {
        nuint i = 0;
        for (; i + 8 <= length; i += 8)
        {
            if (Unsafe.As<byte, ulong>(ref Unsafe.AddByteOffset(ref first, i)) != Unsafe.As<byte, ulong>(ref Unsafe.AddByteOffset(ref second, i)))
                return false;
        }
        for (; i < length; i++)
        {
            if (Unsafe.AddByteOffset(ref first, i) != Unsafe.AddByteOffset(ref second, i))
                return false;
        }
        return true;
    }
}
