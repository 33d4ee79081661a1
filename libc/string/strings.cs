// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Skift.Libc;

/// <summary>The str* functions of string.h and strings.h; the locale is C with UTF-8, so collation is by byte.</summary>
public static unsafe partial class C
{
    [RuntimeExport("skift_strlen")]
    public static nuint strlen(byte* text)
    {
        // Aligned, sixteen bytes never reach into the next page.
        byte* at = (byte*)((ulong)text & ~15UL);
        uint found = IsWholeAt(text) ? ZerosAt(text) : ZerosAt(at) >> (int)(text - at);
        if (found != 0) return (nuint)BitOperations.TrailingZeroCount(found);
        do
        {
            at += 16;
            found = ZerosAt(at);
        }
        while (found == 0);

        return (nuint)(at - text) + (nuint)BitOperations.TrailingZeroCount(found);
    }

    /// <summary>Where the vector has zeros, a bit for each byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ZerosAt(byte* at) => Vector128.Equals(Vector128.Load(at), Vector128<byte>.Zero).ExtractMostSignificantBits();

    [RuntimeExport("strnlen")]
    public static nuint strnlen(byte* text, nuint limit)
    {
        byte* end = (byte*)memchr(text, 0, limit);
        return end == null ? limit : (nuint)(end - text);
    }

    [RuntimeExport("skift_stpcpy")]
    public static byte* stpcpy(byte* destination, byte* source) => CopyText(destination, source);

    [RuntimeExport("skift_strcpy")]
    public static byte* strcpy(byte* destination, byte* source)
    {
        _ = CopyText(destination, source);
        return destination;
    }

    /// <summary>The address of the zero that ends the copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* CopyText(byte* d, byte* s)
    {
        // Most texts are short; of longer ones the length is found first, which has a faster loop.
        const int Steps = 8;
        for (int i = 0; i < Steps && IsWholeAt(s); i++)
        {
            uint zeros = ZerosAt(s);
            if (zeros != 0)
            {
                uint count = (uint)BitOperations.TrailingZeroCount(zeros);
                if (i == 0) CopyShort(d, s, count + 1);
                else Vector128.Load(s + count - 15).Store(d + count - 15);
                return d + count;
            }

            Vector128.Load(s).Store(d);
            s += 16;
            d += 16;
        }

        nuint length = strlen(s);
        memcpy(d, s, length + 1);
        return d + length;
    }

    /// <summary>Fills up with zeros; the address of the first, or of the end.</summary>
    [RuntimeExport("stpncpy")]
    public static byte* stpncpy(byte* destination, byte* source, nuint count)
    {
        nuint length = strnlen(source, count);
        memcpy(destination, source, length);
        memset(destination + length, 0, count - length);
        return destination + length;
    }

    [RuntimeExport("strncpy")]
    public static byte* strncpy(byte* destination, byte* source, nuint count)
    {
        _ = stpncpy(destination, source, count);
        return destination;
    }

    [RuntimeExport("strlcpy")]
    public static nuint strlcpy(byte* destination, byte* source, nuint size)
    {
        nuint length = strlen(source);
        if (size > 0)
        {
            nuint copied = length < size ? length : size - 1;
            memcpy(destination, source, copied);
            destination[copied] = 0;
        }

        return length;
    }

    [RuntimeExport("strlcat")]
    public static nuint strlcat(byte* destination, byte* source, nuint size)
    {
        nuint used = strnlen(destination, size);
        return used == size ? size + strlen(source) : used + strlcpy(destination + used, source, size - used);
    }

    [RuntimeExport("strcat")]
    public static byte* strcat(byte* destination, byte* source)
    {
        _ = strcpy(destination + strlen(destination), source);
        return destination;
    }

    [RuntimeExport("strncat")]
    public static byte* strncat(byte* destination, byte* source, nuint count)
    {
        byte* end = destination + strlen(destination);
        nuint length = strnlen(source, count);
        memcpy(end, source, length);
        end[length] = 0;
        return destination;
    }

    [RuntimeExport("skift_strcmp")]
    public static int strcmp(byte* left, byte* right) => Compare(left, right, nuint.MaxValue);

    [RuntimeExport("strncmp")]
    public static int strncmp(byte* left, byte* right, nuint count) => Compare(left, right, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Compare(byte* left, byte* right, nuint count)
    {
        while (count > 0)
        {
            if (IsWholeAt(left) && IsWholeAt(right))
            {
                uint stops = StopsAt(left, right);
                if (stops != 0)
                {
                    int index = BitOperations.TrailingZeroCount(stops);
                    return (nuint)index < count ? left[index] - right[index] : 0;
                }

                if (count <= 16) return 0;
                left += 16;
                right += 16;
                count -= 16;
                continue;
            }

            if (*left != *right || *left == 0) return *left - *right;
            left++;
            right++;
            count--;
        }

        return 0;
    }

    /// <summary>Where two vectors differ or the first has a zero, a bit for each byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint StopsAt(byte* left, byte* right)
    {
        Vector128<byte> l = Vector128.Load(left);
        Vector128<byte> same = Vector128.Equals(l, Vector128.Load(right)) & ~Vector128.Equals(l, Vector128<byte>.Zero);
        return same.ExtractMostSignificantBits() ^ 0xFFFF;
    }

    [RuntimeExport("strcoll")]
    public static int strcoll(byte* left, byte* right) => strcmp(left, right);

    [RuntimeExport("strxfrm")]
    public static nuint strxfrm(byte* destination, byte* source, nuint size)
    {
        nuint length = strlen(source);
        if (length < size)
        {
            memcpy(destination, source, length + 1);
        }

        return length;
    }

    [RuntimeExport("strcasecmp")]
    public static int strcasecmp(byte* left, byte* right) => strncasecmp(left, right, nuint.MaxValue);

    [RuntimeExport("strncasecmp")]
    public static int strncasecmp(byte* left, byte* right, nuint count)
    {
        for (; count > 0; count--, left++, right++)
        {
            int difference = tolower(*left) - tolower(*right);
            if (difference != 0 || *left == 0)
            {
                return difference;
            }
        }

        return 0;
    }

    [RuntimeExport("skift_strchrnul")]
    public static byte* strchrnul(byte* text, int value)
    {
        Vector128<byte> wanted = Vector128.Create((byte)value);
        byte* at = (byte*)((ulong)text & ~15UL);
        uint found = EndsAt(at, wanted) >> (int)(text - at);
        if (found != 0) return text + BitOperations.TrailingZeroCount(found);
        do
        {
            at += 16;
            found = EndsAt(at, wanted);
        }
        while (found == 0);

        return at + BitOperations.TrailingZeroCount(found);
    }

    /// <summary>Where the vector has zeros or what is wanted, a bit for each byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint EndsAt(byte* at, Vector128<byte> wanted)
    {
        Vector128<byte> bytes = Vector128.Load(at);
        return (Vector128.Equals(bytes, wanted) | Vector128.Equals(bytes, Vector128<byte>.Zero)).ExtractMostSignificantBits();
    }

    [RuntimeExport("skift_strchr")]
    public static byte* strchr(byte* text, int value)
    {
        byte* found = strchrnul(text, value);
        return *found == (byte)value ? found : null;
    }

    [RuntimeExport("strrchr")]
    public static byte* strrchr(byte* text, int value) => (byte*)memrchr(text, value, strlen(text) + 1);

    [RuntimeExport("rindex")]
    public static byte* rindex(byte* text, int value) => strrchr(text, value);

    [RuntimeExport("strspn")]
    public static nuint strspn(byte* text, byte* accepted) => Span(text, accepted, true);

    [RuntimeExport("strcspn")]
    public static nuint strcspn(byte* text, byte* rejected) => Span(text, rejected, false);

    [RuntimeExport("strpbrk")]
    public static byte* strpbrk(byte* text, byte* accepted)
    {
        text += strcspn(text, accepted);
        return *text != 0 ? text : null;
    }

    [RuntimeExport("strsep")]
    public static byte* strsep(byte** text, byte* separators)
    {
        byte* start = *text;
        if (start == null)
        {
            return null;
        }

        byte* end = start + strcspn(start, separators);
        *text = *end != 0 ? end + 1 : null;
        *end = 0;
        return start;
    }

    [RuntimeExport("strtok_r")]
    public static byte* strtok_r(byte* text, byte* separators, byte** rest)
    {
        text = text == null ? *rest : text;
        if (text == null)
        {
            return null;
        }

        text += strspn(text, separators);
        if (*text == 0)
        {
            *rest = null;
            return null;
        }

        *rest = text;
        return strsep(rest, separators);
    }

    private static byte* s_strtokRest;

    [RuntimeExport("strtok")]
    public static byte* strtok(byte* text, byte* separators)
    {
        byte* rest = s_strtokRest;
        byte* token = strtok_r(text, separators, &rest);
        s_strtokRest = rest;
        return token;
    }

    [RuntimeExport("strstr")]
    public static byte* strstr(byte* haystack, byte* needle)
    {
        nuint length = strlen(needle);
        if (length == 0)
        {
            return haystack;
        }

        // The first character usually decides, and a miss there costs no pass over the whole haystack.
        haystack = strchr(haystack, *needle);
        return haystack == null ? null : (byte*)memmem(haystack, strlen(haystack), needle, length);
    }

    [RuntimeExport("strcasestr")]
    public static byte* strcasestr(byte* haystack, byte* needle)
    {
        nuint length = strlen(needle);
        for (; *haystack != 0 || length == 0; haystack++)
        {
            if (strncasecmp(haystack, needle, length) == 0)
            {
                return haystack;
            }
        }

        return null;
    }

    [RuntimeExport("strdup")]
    public static byte* strdup(byte* text)
    {
        nuint size = strlen(text) + 1;
        byte* copy = (byte*)malloc(size);
        return copy == null ? null : (byte*)memcpy(copy, text, size);
    }

    [RuntimeExport("strndup")]
    public static byte* strndup(byte* text, nuint limit)
    {
        nuint length = strnlen(text, limit);
        byte* copy = (byte*)malloc(length + 1);
        if (copy != null)
        {
            memcpy(copy, text, length);
            copy[length] = 0;
        }

        return copy;
    }

    [RuntimeExport("ffs")]
    public static int ffs(int value) => ffsl((uint)value);

    [RuntimeExport("ffsl")]
    public static int ffsl(long value) => value == 0 ? 0 : BitOperations.TrailingZeroCount(value) + 1;

    [RuntimeExport("ffsll")]
    public static int ffsll(long value) => ffsl(value);

    /// <summary>Length of the prefix whose bytes are all in the set, or all not.</summary>
    private static nuint Span(byte* text, byte* set, bool isIn)
    {
        ulong* bits = stackalloc ulong[4] { 0, 0, 0, 0 };
        for (; *set != 0; set++)
        {
            bits[*set >> 6] |= 1UL << (*set & 63);
        }

        byte* end = text;
        while (*end != 0 && (bits[*end >> 6] >> (*end & 63) & 1) != 0 == isIn)
        {
            end++;
        }

        return (nuint)(end - text);
    }
}
