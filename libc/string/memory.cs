// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Skift.Libc;

/// <summary>The mem* functions of string.h. Sixteen bytes at a time, unaligned: x86-64 does not mind.</summary>
public static unsafe partial class C
{
    private const ulong Ones = 0x0101010101010101;
    private const ulong Highs = 0x8080808080808080;

    /// <summary>Sixteen bytes from here on do not reach into the next page, which may not be there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWholeAt(void* address) => ((uint)address & 4095) <= 4096 - 16;

    /// <summary>The regions may overlap if the destination begins below the source: each step reads all that it writes over.</summary>
    public static void* memcpy(void* destination, void* source, nuint count)
    {
        byte* d = (byte*)destination;
        byte* s = (byte*)source;
        if (count > 32) return CopyLong(d, s, count);
        if (count < 16)
        {
            CopyShort(d, s, count);
            return d;
        }

        Vector128<byte> first = Vector128.Load(s);
        Vector128<byte> last = Vector128.Load(s + count - 16);
        first.Store(d);
        last.Store(d + count - 16);
        return d;
    }

    /// <summary>Up to 16 bytes: all are read before one is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyShort(byte* d, byte* s, nuint count)
    {
        if (count >= 8)
        {
            ulong first = *(ulong*)s;
            ulong last = *(ulong*)(s + count - 8);
            *(ulong*)d = first;
            *(ulong*)(d + count - 8) = last;
        }
        else if (count >= 4)
        {
            uint first = *(uint*)s;
            uint last = *(uint*)(s + count - 4);
            *(uint*)d = first;
            *(uint*)(d + count - 4) = last;
        }
        else if (count != 0)
        {
            byte first = *s;
            byte middle = s[count >> 1];
            byte last = s[count - 1];
            *d = first;
            d[count >> 1] = middle;
            d[count - 1] = last;
        }
    }

    /// <summary>More than 32 bytes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void* CopyLong(byte* destination, byte* s, nuint count)
    {
        // The end is read before anything writes over it.
        byte* d = destination;
        byte* end = d + count - 64;
        Vector128<byte> y = Vector128.Load(s + count - 32);
        Vector128<byte> z = Vector128.Load(s + count - 16);
        if (count <= 64)
        {
            Vector128<byte> a = Vector128.Load(s);
            Vector128<byte> b = Vector128.Load(s + 16);
            a.Store(d);
            b.Store(d + 16);
            y.Store(end + 32);
            z.Store(end + 48);
            return destination;
        }

        Vector128<byte> w = Vector128.Load(s + count - 64);
        Vector128<byte> x = Vector128.Load(s + count - 48);
        nint offset = (nint)(s - d);
        do
        {
            Vector128<byte> a = Vector128.Load(d + offset);
            Vector128<byte> b = Vector128.Load(d + offset + 16);
            Vector128<byte> c = Vector128.Load(d + offset + 32);
            Vector128<byte> e = Vector128.Load(d + offset + 48);
            a.Store(d);
            b.Store(d + 16);
            c.Store(d + 32);
            e.Store(d + 48);
            d += 64;
        }
        while (d < end);

        w.Store(end);
        x.Store(end + 16);
        y.Store(end + 32);
        z.Store(end + 48);
        return destination;
    }

    [RuntimeExport("mempcpy")]
    public static void* mempcpy(void* destination, void* source, nuint count) => (byte*)memcpy(destination, source, count) + count;

    [RuntimeExport("skift_memmove")]
    public static void* memmove(void* destination, void* source, nuint count)
    {
        byte* d = (byte*)destination;
        byte* s = (byte*)source;

        // Forward is safe unless the destination begins inside the source, and up to 64 bytes are read before one is written.
        if (count <= 64 || (nuint)(d - s) >= count) return memcpy(destination, source, count);

        Vector128<byte> w = Vector128.Load(s);
        Vector128<byte> x = Vector128.Load(s + 16);
        Vector128<byte> y = Vector128.Load(s + 32);
        Vector128<byte> z = Vector128.Load(s + 48);
        nint offset = (nint)(s - d);
        byte* end = d + 64;
        for (d += count; d > end; d -= 64)
        {
            Vector128<byte> a = Vector128.Load(d + offset - 16);
            Vector128<byte> b = Vector128.Load(d + offset - 32);
            Vector128<byte> c = Vector128.Load(d + offset - 48);
            Vector128<byte> e = Vector128.Load(d + offset - 64);
            a.Store(d - 16);
            b.Store(d - 32);
            c.Store(d - 48);
            e.Store(d - 64);
        }

        w.Store(end - 64);
        x.Store(end - 48);
        y.Store(end - 32);
        z.Store(end - 16);
        return destination;
    }

    [RuntimeExport("skift_memset")]
    public static void* memset(void* destination, int value, nuint count)
    {
        byte* d = (byte*)destination;
        if (count < 16)
        {
            ulong pattern = (byte)value * Ones;
            if (count >= 8)
            {
                *(ulong*)d = pattern;
                *(ulong*)(d + count - 8) = pattern;
            }
            else if (count >= 4)
            {
                *(uint*)d = (uint)pattern;
                *(uint*)(d + count - 4) = (uint)pattern;
            }
            else if (count != 0)
            {
                *d = (byte)value;
                d[count >> 1] = (byte)value;
                d[count - 1] = (byte)value;
            }

            return destination;
        }

        Vector128<byte> vector = Vector128.Create((byte)value);
        vector.Store(d);
        byte* end = d + count - 64;
        if (count > 32)
        {
            vector.Store(d + 16);
            if (count > 64)
            {
                vector.Store(d + 32);
                vector.Store(d + 48);
                for (d += 64; d < end; d += 64)
                {
                    vector.Store(d);
                    vector.Store(d + 16);
                    vector.Store(d + 32);
                    vector.Store(d + 48);
                }

                vector.Store(end);
                vector.Store(end + 16);
            }

            vector.Store(end + 32);
        }

        vector.Store(end + 48);
        return destination;
    }

    /// <summary>Like memset, never left out by a compiler; ours leaves nothing out across this boundary.</summary>
    [RuntimeExport("explicit_bzero")]
    public static void explicit_bzero(void* destination, nuint count) => memset(destination, 0, count);

    [RuntimeExport("bzero")]
    public static void bzero(void* destination, nuint count) => memset(destination, 0, count);

    [RuntimeExport("bcopy")]
    public static void bcopy(void* source, void* destination, nuint count) => memmove(destination, source, count);

    [RuntimeExport("skift_memcmp")]
    public static int memcmp(void* left, void* right, nuint count)
    {
        byte* l = (byte*)left;
        byte* r = (byte*)right;
        while (count >= 8 && *(ulong*)l == *(ulong*)r)
        {
            l += 8;
            r += 8;
            count -= 8;
        }

        for (; count > 0; count--, l++, r++)
        {
            if (*l != *r)
            {
                return *l - *r;
            }
        }

        return 0;
    }

    /// <summary>The count may reach beyond the object if the value is found before (C23 §7.26.5.2), so vectors are read aligned only.</summary>
    [RuntimeExport("skift_memchr")]
    public static void* memchr(void* memory, int value, nuint count)
    {
        if (count == 0) return null;
        Vector128<byte> wanted = Vector128.Create((byte)value);
        if (count <= 16 && IsWholeAt(memory))
        {
            // Above the count, a bit ends the search.
            uint places = Vector128.Equals(Vector128.Load((byte*)memory), wanted).ExtractMostSignificantBits() | 1U << (int)count;
            int place = BitOperations.TrailingZeroCount(places);
            return place == (int)count ? null : (byte*)memory + place;
        }

        byte* m = (byte*)((ulong)memory & ~15UL);
        nuint skipped = (nuint)((byte*)memory - m);
        uint found = Vector128.Equals(Vector128.Load(m), wanted).ExtractMostSignificantBits() >> (int)skipped << (int)skipped;
        // How far the end is from the present vector; a count up to the end of all memory stays there.
        nuint left = count + skipped < count ? nuint.MaxValue : count + skipped;
        while (found == 0 && left > 16)
        {
            left -= 16;
            m += 16;
            found = Vector128.Equals(Vector128.Load(m), wanted).ExtractMostSignificantBits();
        }

        uint index = found == 0 ? 16 : (uint)BitOperations.TrailingZeroCount(found);
        return index < left && found != 0 ? m + index : null;
    }

    [RuntimeExport("memrchr")]
    public static void* memrchr(void* memory, int value, nuint count)
    {
        byte* m = (byte*)memory;
        Vector128<byte> wanted = Vector128.Create((byte)value);
        for (; count >= 16; count -= 16)
        {
            uint found = Vector128.Equals(Vector128.Load(m + count - 16), wanted).ExtractMostSignificantBits();
            if (found != 0) return m + count - 16 + BitOperations.Log2(found);
        }

        while (count > 0)
        {
            if (m[--count] == (byte)value) return m + count;
        }

        return null;
    }

    [RuntimeExport("memccpy")]
    public static void* memccpy(void* destination, void* source, int stop, nuint count)
    {
        byte* found = (byte*)memchr(source, stop, count);
        if (found == null)
        {
            memcpy(destination, source, count);
            return null;
        }

        return mempcpy(destination, source, (nuint)(found - (byte*)source) + 1);
    }

    [RuntimeExport("memmem")]
    public static void* memmem(void* haystack, nuint haystackLength, void* needle, nuint needleLength)
    {
        if (needleLength == 0)
        {
            return haystack;
        }

        return needleLength > haystackLength ? null
            : TwoWay.Find((byte*)haystack, haystackLength, (byte*)needle, needleLength);
    }
}
