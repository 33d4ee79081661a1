// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Skift.Libc;

/// <summary>
/// Substring search in linear time and constant space, for strstr and memmem: Crochemore and Perrin, "Two-way
/// string-matching", JACM 38 (1991).
/// </summary>
internal static unsafe class TwoWay
{
    /// <summary>The first place where <paramref name="needle"/> is, or null. Its length is neither 0 nor over the haystack's.</summary>
    internal static byte* Find(byte* haystack, nuint haystackLength, byte* needle, nuint needleLength)
    {
        if (needleLength == 1)
        {
            return (byte*)C.memchr(haystack, *needle, haystackLength);
        }

        byte* found = FindByEnds(ref haystack, ref haystackLength, needle, needleLength);
        if (found != null || haystackLength < needleLength) return found;

        nint length = (nint)needleLength;
        nint split = Factorize(needle, length, out nint period);
        bool isPeriodic = C.memcmp(needle, needle + period, (nuint)split) == 0;
        if (!isPeriodic)
        {
            period = (split > length - split ? split : length - split) + 1;
        }

        // Characters of the needle known to match at the present place, from the previous one, in a periodic needle.
        nint memory = 0;
        nint last = (nint)haystackLength - length;
        nint position = 0;
        while (position <= last)
        {
            nint index = isPeriodic && memory > split ? memory : split;
            while (index < length && needle[index] == haystack[position + index])
            {
                index++;
            }

            if (index < length)
            {
                position += index - split + 1;
                memory = 0;
                continue;
            }

            index = split - 1;
            nint floor = isPeriodic ? memory : 0;
            while (index >= floor && needle[index] == haystack[position + index])
            {
                index--;
            }

            if (index < floor)
            {
                return haystack + position;
            }

            position += period;
            memory = isPeriodic ? length - period : 0;
        }

        return null;
    }

    /// <summary>
    /// Compares only where the first and the last character match, sixteen places at a time, as long as that is cheap; leaves the rest of the
    /// haystack, where the needle may still begin.
    /// </summary>
    private static byte* FindByEnds(ref byte* haystack, ref nuint haystackLength, byte* needle, nuint needleLength)
    {
        // Characters compared in vain for each one passed: beyond it the linear search is better.
        const nuint Patience = 2;
        Vector128<byte> first = Vector128.Create(*needle);
        Vector128<byte> last = Vector128.Create(needle[needleLength - 1]);
        nuint wasted = 0;
        nuint passed = 256;
        while (haystackLength >= needleLength + 15 && wasted < passed * Patience)
        {
            byte* ends = haystack + needleLength - 1;
            uint places = (Vector128.Equals(Vector128.Load(haystack), first) & Vector128.Equals(Vector128.Load(ends), last)).ExtractMostSignificantBits();
            for (; places != 0; places &= places - 1)
            {
                byte* place = haystack + BitOperations.TrailingZeroCount(places);
                if (C.memcmp(place + 1, needle + 1, needleLength - 2) == 0) return place;
                wasted += needleLength;
            }

            haystack += 16;
            haystackLength -= 16;
            passed += 16;
        }

        return null;
    }

    /// <summary>A critical factorization: the later of the two maximal suffixes for both orders, and its period.</summary>
    private static nint Factorize(byte* needle, nint length, out nint period)
    {
        nint less = MaximalSuffix(needle, length, false, out nint lessPeriod);
        nint greater = MaximalSuffix(needle, length, true, out nint greaterPeriod);
        period = less > greater ? lessPeriod : greaterPeriod;
        return less > greater ? less : greater;
    }

    private static nint MaximalSuffix(byte* needle, nint length, bool isReversed, out nint period)
    {
        nint suffix = -1;
        nint candidate = 0;
        nint offset = 1;
        period = 1;
        while (candidate + offset < length)
        {
            byte a = needle[candidate + offset];
            byte b = needle[suffix + offset];
            if (a == b)
            {
                if (offset == period)
                {
                    candidate += period;
                    offset = 1;
                }
                else
                {
                    offset++;
                }
            }
            else if (isReversed ? a > b : a < b)
            {
                candidate += offset;
                offset = 1;
                period = candidate - suffix;
            }
            else
            {
                suffix = candidate;
                candidate = suffix + 1;
                offset = 1;
                period = 1;
            }
        }

        return suffix + 1;
    }
}
