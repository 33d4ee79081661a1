// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>The mem* functions of string.h. Eight bytes at a time, unaligned: x86-64 does not mind.</summary>
public static unsafe partial class C
{
    private const ulong Ones = 0x0101010101010101;
    private const ulong Highs = 0x8080808080808080;

    [RuntimeExport("memcpy")]
    public static void* memcpy(void* destination, void* source, nuint count)
    {
        byte* d = (byte*)destination;
        byte* s = (byte*)source;
        while (count >= 32)
        {
            ulong a = *(ulong*)s;
            ulong b = *(ulong*)(s + 8);
            ulong c = *(ulong*)(s + 16);
            ulong e = *(ulong*)(s + 24);
            *(ulong*)d = a;
            *(ulong*)(d + 8) = b;
            *(ulong*)(d + 16) = c;
            *(ulong*)(d + 24) = e;
            d += 32;
            s += 32;
            count -= 32;
        }

        while (count >= 8)
        {
            *(ulong*)d = *(ulong*)s;
            d += 8;
            s += 8;
            count -= 8;
        }

        while (count > 0)
        {
            *d++ = *s++;
            count--;
        }

        return destination;
    }

    [RuntimeExport("mempcpy")]
    public static void* mempcpy(void* destination, void* source, nuint count) => (byte*)memcpy(destination, source, count) + count;

    [RuntimeExport("memmove")]
    public static void* memmove(void* destination, void* source, nuint count)
    {
        byte* d = (byte*)destination;
        byte* s = (byte*)source;

        // Forward is safe unless the destination starts inside the source: memcpy reads each 32 bytes before it writes them.
        if ((nuint)(d - s) >= count)
        {
            return memcpy(destination, source, count);
        }

        d += count;
        s += count;
        while (count >= 8)
        {
            d -= 8;
            s -= 8;
            *(ulong*)d = *(ulong*)s;
            count -= 8;
        }

        while (count > 0)
        {
            *--d = *--s;
            count--;
        }

        return destination;
    }

    [RuntimeExport("memset")]
    public static void* memset(void* destination, int value, nuint count)
    {
        byte* d = (byte*)destination;
        ulong pattern = (byte)value * Ones;
        while (count >= 32)
        {
            *(ulong*)d = pattern;
            *(ulong*)(d + 8) = pattern;
            *(ulong*)(d + 16) = pattern;
            *(ulong*)(d + 24) = pattern;
            d += 32;
            count -= 32;
        }

        while (count >= 8)
        {
            *(ulong*)d = pattern;
            d += 8;
            count -= 8;
        }

        while (count > 0)
        {
            *d++ = (byte)value;
            count--;
        }

        return destination;
    }

    /// <summary>Like memset, never left out by a compiler; ours leaves nothing out across this boundary.</summary>
    [RuntimeExport("explicit_bzero")]
    public static void explicit_bzero(void* destination, nuint count) => memset(destination, 0, count);

    [RuntimeExport("bzero")]
    public static void bzero(void* destination, nuint count) => memset(destination, 0, count);

    [RuntimeExport("bcopy")]
    public static void bcopy(void* source, void* destination, nuint count) => memmove(destination, source, count);

    [RuntimeExport("memcmp")]
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

    [RuntimeExport("bcmp")]
    public static int bcmp(void* left, void* right, nuint count) => memcmp(left, right, count);

    /// <summary>The count may reach beyond the object if the value is found before (C23 §7.26.5.2), so words are read aligned only.</summary>
    [RuntimeExport("memchr")]
    public static void* memchr(void* memory, int value, nuint count)
    {
        byte* m = (byte*)memory;
        for (; count > 0 && ((ulong)m & 7) != 0; count--, m++)
        {
            if (*m == (byte)value)
            {
                return m;
            }
        }

        ulong pattern = (byte)value * Ones;
        while (count >= 8)
        {
            ulong different = *(ulong*)m ^ pattern;
            if (((different - Ones) & ~different & Highs) != 0)
            {
                break;
            }

            m += 8;
            count -= 8;
        }

        for (; count > 0; count--, m++)
        {
            if (*m == (byte)value)
            {
                return m;
            }
        }

        return null;
    }

    [RuntimeExport("memrchr")]
    public static void* memrchr(void* memory, int value, nuint count)
    {
        byte* m = (byte*)memory + count;
        for (; count > 0; count--)
        {
            if (*--m == (byte)value)
            {
                return m;
            }
        }

        return null;
    }

    [RuntimeExport("memccpy")]
    public static void* memccpy(void* destination, void* source, int stop, nuint count)
    {
        byte* d = (byte*)destination;
        byte* s = (byte*)source;
        for (; count > 0; count--)
        {
            *d = *s++;
            if (*d++ == (byte)stop)
            {
                return d;
            }
        }

        return null;
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
