// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>stdlib.h: the 48-bit linear congruence (POSIX.1-2008 drand48()).</summary>
public static unsafe partial class C
{
    private struct Congruence
    {
        /// <summary>The value (three words), the multiplier (three), the addend.</summary>
        public fixed ushort Words[7];
    }

    private static class Random48
    {
        internal static Congruence State;
        internal static Congruence Old;
        internal static bool IsReady;
    }

    [RuntimeExport("drand48")]
    public static double drand48() => erand48(Own48());

    [RuntimeExport("lrand48")]
    public static long lrand48() => nrand48(Own48());

    [RuntimeExport("mrand48")]
    public static long mrand48() => jrand48(Own48());

    [RuntimeExport("erand48")]
    public static double erand48(ushort* state) => Step48(state) / 281474976710656.0;

    [RuntimeExport("nrand48")]
    public static long nrand48(ushort* state) => (long)(Step48(state) >> 17);

    [RuntimeExport("jrand48")]
    public static long jrand48(ushort* state) => (int)(Step48(state) >> 16);

    [RuntimeExport("srand48")]
    public static void srand48(long seed)
    {
        ushort* words = Own48();
        words[0] = 0x330E;
        words[1] = (ushort)seed;
        words[2] = (ushort)(seed >> 16);
        SetConstants48(words);
    }

    [RuntimeExport("seed48")]
    public static ushort* seed48(ushort* seed)
    {
        ushort* words = Own48();
        fixed (Congruence* old = &Random48.Old)
        {
            memcpy(old->Words, words, 6);
            memcpy(words, seed, 6);
            SetConstants48(words);
            return old->Words;
        }
    }

    [RuntimeExport("lcong48")]
    public static void lcong48(ushort* parameters) => memcpy(Own48(), parameters, 14);

    private static ushort* Own48()
    {
        fixed (Congruence* state = &Random48.State)
        {
            if (!Random48.IsReady)
            {
                Random48.IsReady = true;
                SetConstants48(state->Words);
            }

            return state->Words;
        }
    }

    private static void SetConstants48(ushort* words)
    {
        words[3] = 0xE66D;
        words[4] = 0xDEEC;
        words[5] = 5;
        words[6] = 11;
    }

    private static ulong Step48(ushort* state)
    {
        ushort* own = Own48();
        ulong value = Word48(state);
        value = ((value * Word48(own + 3)) + own[6]) & 0xFFFF_FFFF_FFFF;
        state[0] = (ushort)value;
        state[1] = (ushort)(value >> 16);
        state[2] = (ushort)(value >> 32);
        return value;
    }

    private static ulong Word48(ushort* words) => words[0] | (ulong)words[1] << 16 | (ulong)words[2] << 32;
}
