// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>uchar.h: UTF-16 and UTF-32 (C23 §7.30).</summary>
public static unsafe partial class C
{
    /// <summary>Marks a state that holds a low surrogate still to be handed out.</summary>
    private const ulong Pending = 1UL << 63;

    [RuntimeExport("mbrtoc32")]
    public static nuint mbrtoc32(uint* result, byte* text, nuint count, ulong* state) => mbrtowc((int*)result, text, count, state == null ? OwnState(4) : state);

    [RuntimeExport("c32rtomb")]
    public static nuint c32rtomb(byte* text, uint c, ulong* state) => wcrtomb(text, (int)c, state);

    [RuntimeExport("mbrtoc16")]
    public static nuint mbrtoc16(ushort* result, byte* text, nuint count, ulong* state)
    {
        nuint secondHalf = nuint.MaxValue - 2;
        state = state == null ? OwnState(5) : state;
        if (text == null)
        {
            return mbrtoc16(null, Literal(""u8), 1, state);
        }

        if ((*state & Pending) != 0)
        {
            Put16(result, (ushort)*state);
            *state = 0;
            return secondHalf;
        }

        int wide;
        nuint length = mbrtowc(&wide, text, count, state);
        if (length >= Incomplete)
        {
            return length;
        }

        if (wide > 0xFFFF)
        {
            wide -= 0x10000;
            *state = Pending | 0xDC00 | (uint)(wide & 0x3FF);
            wide = 0xD800 | (wide >> 10);
        }

        Put16(result, (ushort)wide);
        return length;
    }

    [RuntimeExport("c16rtomb")]
    public static nuint c16rtomb(byte* text, ushort c, ulong* state)
    {
        state = state == null ? OwnState(6) : state;
        if (text == null)
        {
            nuint answer = *state == 0 ? 1 : IllegalSequence();
            *state = 0;
            return answer;
        }

        if (*state == 0 && (c & 0xFC00) == 0xD800)
        {
            *state = c;
            return 0;
        }

        uint value = c;
        if (*state != 0)
        {
            bool isPair = (c & 0xFC00) == 0xDC00;
            value = 0x10000 + (((uint)*state & 0x3FF) << 10) + (uint)(c & 0x3FF);
            *state = 0;
            if (!isPair)
            {
                return IllegalSequence();
            }
        }

        return wcrtomb(text, (int)value, null);
    }

    private static void Put16(ushort* result, ushort value)
    {
        if (result != null)
        {
            *result = value;
        }
    }
}
