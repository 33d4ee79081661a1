// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>
/// Characters to wide ones and back (C23 §7.31.6): UTF-8 (RFC 3629), or bytes in the C locale. The state is one word: the bytes of a
/// character begun.
/// </summary>
public static unsafe partial class C
{
    internal static nuint Invalid => nuint.MaxValue;
    internal static nuint Incomplete => nuint.MaxValue - 1;

    /// <summary>Of the functions that keep the state themselves.</summary>
    private struct OwnStates
    {
        public fixed ulong Word[8];
    }

    private static class Multibyte
    {
        internal static OwnStates States;
    }

    private static ulong* OwnState(int index)
    {
        fixed (OwnStates* states = &Multibyte.States)
        {
            return states->Word + index;
        }
    }

    [RuntimeExport("mbsinit")]
    public static int mbsinit(ulong* state) => state == null || *state == 0 ? 1 : 0;

    [RuntimeExport("mbrtowc")]
    public static nuint mbrtowc(int* wide, byte* text, nuint count, ulong* state) => Decode(wide, text, count, state, IsBytewise);

    /// <summary>mbrtowc in a given encoding.</summary>
    internal static nuint Decode(int* wide, byte* text, nuint count, ulong* state, bool isBytewise)
    {
        state = state == null ? OwnState(0) : state;
        if (text == null)
        {
            nuint had = *state == 0 ? 0 : Invalid;
            *state = 0;
            return had == Invalid ? IllegalSequence() : 0;
        }

        // In the state: the value so far, how many bytes are still to come (bits 32..), and the bounds of the next (bits 40.., 48..).
        ulong current = *state;
        nuint used = 0;
        if (current == 0)
        {
            if (count == 0)
            {
                return Incomplete;
            }

            byte first = text[used++];
            if (first < 0x80)
            {
                Put(wide, first);
                return first == 0 ? 0u : 1u;
            }

            if (isBytewise)
            {
                Put(wide, WideOfByte(first));
                return 1;
            }

            current = Begin(first);
            if (current == 0)
            {
                return IllegalSequence();
            }
        }

        while (used < count)
        {
            byte next = text[used++];
            if (next < (byte)(current >> 40) || next > (byte)(current >> 48))
            {
                *state = 0;
                return IllegalSequence();
            }

            uint value = ((uint)current << 6) | (uint)(next & 0x3F);
            uint left = (uint)(current >> 32 & 0xFF) - 1;
            if (left == 0)
            {
                *state = 0;
                Put(wide, value);
                return used;
            }

            current = value | (ulong)left << 32 | 0x80UL << 40 | 0xBFUL << 48;
        }

        *state = current;
        return Incomplete;
    }

    [RuntimeExport("mbrlen")]
    public static nuint mbrlen(byte* text, nuint count, ulong* state) => mbrtowc(null, text, count, state == null ? OwnState(1) : state);

    [RuntimeExport("wcrtomb")]
    public static nuint wcrtomb(byte* text, int wide, ulong* state)
    {
        if (text == null)
        {
            return 1;
        }

        int length = Encode((uint)wide, text, IsBytewise);
        return length == 0 ? IllegalSequence() : (nuint)length;
    }

    /// <summary>The bytes of a character in a given encoding; 0 if it has none.</summary>
    internal static int Encode(uint wide, byte* bytes, bool isBytewise)
    {
        if (!isBytewise)
        {
            return Utf8.Encode(wide, bytes);
        }

        *bytes = (byte)wide;
        return wide < 0x80 || WideOfByte(*bytes) == wide ? 1 : 0;
    }

    /// <summary>A byte's character in the C locale, where the upper half is in no class of characters.</summary>
    private static uint WideOfByte(byte value) => value < 0x80 ? value : 0xDF00u + value;

    [RuntimeExport("mbtowc")]
    public static int mbtowc(int* wide, byte* text, nuint count)
    {
        if (text == null)
        {
            return 0;
        }

        ulong state = 0;
        nuint length = mbrtowc(wide, text, count, &state);
        return length == Incomplete ? (int)IllegalSequence() : (int)length;
    }

    [RuntimeExport("mblen")]
    public static int mblen(byte* text, nuint count) => mbtowc(null, text, count);

    [RuntimeExport("wctomb")]
    public static int wctomb(byte* text, int wide) => text == null ? 0 : (int)wcrtomb(text, wide, null);

    [RuntimeExport("btowc")]
    public static int btowc(int c) => (uint)c < 128 ? c : (uint)c < 256 && IsBytewise ? (int)WideOfByte((byte)c) : -1;

    [RuntimeExport("wctob")]
    public static int wctob(int c)
    {
        byte one;
        return (uint)c < 128 ? c : IsBytewise && Encode((uint)c, &one, true) != 0 ? one : -1;
    }

    [RuntimeExport("mbsnrtowcs")]
    public static nuint mbsnrtowcs(int* wide, byte** source, nuint bytes, nuint count, ulong* state)
    {
        state = state == null ? OwnState(2) : state;
        byte* text = *source;
        bool isBytewise = IsBytewise;
        nuint done = 0;
        while ((wide == null || done < count) && bytes > 0)
        {
            int value;
            nuint length = Decode(&value, text, bytes, state, isBytewise);
            if (length == Invalid)
            {
                if (wide != null)
                {
                    *source = text;
                }

                return Invalid;
            }

            if (length == Incomplete)
            {
                text += bytes;
                break;
            }

            if (wide != null)
            {
                wide[done] = value;
            }

            if (length == 0)
            {
                text = null;
                break;
            }

            text += length;
            bytes -= length;
            done++;
        }

        if (wide != null)
        {
            *source = text;
        }

        return done;
    }

    [RuntimeExport("mbsrtowcs")]
    public static nuint mbsrtowcs(int* wide, byte** source, nuint count, ulong* state) =>
        mbsnrtowcs(wide, source, nuint.MaxValue, count, state == null ? OwnState(3) : state);

    [RuntimeExport("mbstowcs")]
    public static nuint mbstowcs(int* wide, byte* text, nuint count)
    {
        ulong state = 0;
        return mbsrtowcs(wide, &text, count, &state);
    }

    [RuntimeExport("wcsnrtombs")]
    public static nuint wcsnrtombs(byte* text, int** source, nuint wideCount, nuint count, ulong* state)
    {
        byte* one = stackalloc byte[4];
        bool isBytewise = IsBytewise;
        int* wide = *source;
        nuint done = 0;
        for (; wideCount > 0; wideCount--, wide++)
        {
            int length = Encode((uint)*wide, one, isBytewise);
            if (length == 0)
            {
                *source = text == null ? *source : wide;
                return IllegalSequence();
            }

            if (text != null && done + (nuint)length > count)
            {
                break;
            }

            if (text != null)
            {
                memcpy(text + done, one, (nuint)length);
            }

            if (*wide == 0)
            {
                wide = null;
                break;
            }

            done += (nuint)length;
        }

        *source = text == null ? *source : wide;
        return done;
    }

    [RuntimeExport("wcsrtombs")]
    public static nuint wcsrtombs(byte* text, int** source, nuint count, ulong* state) => wcsnrtombs(text, source, nuint.MaxValue, count, state);

    [RuntimeExport("wcstombs")]
    public static nuint wcstombs(byte* text, int* wide, nuint count) => wcsrtombs(text, &wide, count, null);

    /// <summary>The state after a first byte, with the second's bounds: no overlong forms, no surrogates, nothing over U+10FFFF.</summary>
    private static ulong Begin(byte first)
    {
        if (first is < 0xC2 or > 0xF4)
        {
            return 0;
        }

        int left = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
        ulong low = first == 0xE0 ? 0xA0UL : first == 0xF0 ? 0x90UL : 0x80UL;
        ulong high = first == 0xED ? 0x9FUL : first == 0xF4 ? 0x8FUL : 0xBFUL;
        return (uint)(first & (0x3F >> left)) | (ulong)left << 32 | low << 40 | high << 48;
    }

    private static void Put(int* wide, uint value)
    {
        if (wide != null)
        {
            *wide = (int)value;
        }
    }

    private static nuint IllegalSequence()
    {
        Error.Current = (int)Errno.EILSEQ;
        return Invalid;
    }
}
