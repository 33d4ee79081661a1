// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Characters, words and sets, as bytes or wide characters, into the caller's memory or allocated.</summary>
internal static unsafe partial class Scanf
{
    /// <summary>Where the text goes; grows if it is allocated here.</summary>
    internal struct TextTarget
    {
        public byte* Memory;
        public nuint Used;
        public nuint Capacity;
        public bool Grows;
        public bool IsWide;
        public bool HasFailed;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(byte value)
        {
            if (Used < Capacity)
            {
                Memory[Used++] = value;
            }
            else
            {
                Add((uint)value);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Add(uint value)
        {
            nuint size = IsWide ? 4u : 1u;
            if (Grows && Used + size > Capacity)
            {
                nuint larger = Capacity == 0 ? 32 : Capacity * 2;
                byte* grown = (byte*)C.realloc(Memory, larger);
                if (grown == null)
                {
                    HasFailed = true;
                    return;
                }

                Memory = grown;
                Capacity = larger;
            }

            if (Memory == null)
            {
                return;
            }

            if (IsWide)
            {
                *(uint*)(Memory + Used) = value;
            }
            else
            {
                Memory[Used] = (byte)value;
            }

            Used += size;
        }
    }

    /// <summary>A bit for each byte that isspace knows, all below 64.</summary>
    private const ulong Blanks = 1UL << ' ' | 0x1FUL << '\t';

    private static ReadOnlySpan<ulong> NoBlanks => [~Blanks, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue];

    private static ReadOnlySpan<ulong> AllBytes => [ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue];

    private static Outcome Text(ref CharSource source, in Spec spec, void* target, long width)
    {
        ulong* listed = stackalloc ulong[4];
        ulong* members = Members(in spec, listed);
        long before = source.Count;
        if (target != null && !spec.Allocates && spec.Length != LengthModifier.Long)
        {
            byte* end = CopyBytes(ref source, members, (byte*)target);
            long copied = source.Count - before;
            if (copied == 0 || (spec.Conversion == 'c' && copied != width)) return Outcome.Mismatch;
            if (spec.Conversion != 'c') *end = 0;
            return Outcome.Matched;
        }

        TextTarget text = default;
        text.Grows = spec.Allocates && target != null;
        text.Memory = text.Grows ? null : (byte*)target;
        text.Capacity = text.Memory == null ? 0 : nuint.MaxValue;
        text.IsWide = spec.Length == LengthModifier.Long;
        bool isValid = text.IsWide ? AddDecoded(ref text, ref source, members) : AddBytes(ref text, ref source, members);
        long count = source.Count - before;
        if (count == 0 || (spec.Conversion == 'c' && count != width))
        {
            return Discard(ref text, Errno.None);
        }

        if (!isValid)
        {
            return Discard(ref text, Errno.EILSEQ);
        }

        if (spec.Conversion != 'c')
        {
            text.Add(0u);
        }

        if (text.HasFailed)
        {
            return Discard(ref text, Errno.ENOMEM);
        }

        if (text.Grows)
        {
            *(void**)target = text.Memory;
        }

        return Outcome.Matched;
    }

    /// <summary>Into memory that is there; answers the end of it.</summary>
    private static byte* CopyBytes(ref CharSource source, ulong* members, byte* target)
    {
        do
        {
            byte* at = source.At;
            byte* end = source.End;
            for (; at < end && IsMember(members, *at); at++)
            {
                *target++ = *at;
            }

            source.At = at;
            if (at < end) break;
        }
        while (source.Fill());

        return target;
    }

    private static bool AddBytes(ref TextTarget text, ref CharSource source, ulong* members)
    {
        do
        {
            byte* at = source.At;
            byte* end = source.End;
            for (; at < end && IsMember(members, *at); at++)
            {
                text.Add(*at);
            }

            source.At = at;
            if (at < end) break;
        }
        while (source.Fill());

        return true;
    }

    /// <summary>False if what was read are no characters of the locale, or ends within one.</summary>
    private static bool AddDecoded(ref TextTarget text, ref CharSource source, ulong* members)
    {
        bool isBytewise = C.IsBytewise;
        ulong state = 0;
        bool isValid = true;
        for (int c = source.Peek(); c >= 0 && IsMember(members, (byte)c); c = source.Peek())
        {
            source.At++;
            byte one = (byte)c;
            int character;
            nuint length = C.Decode(&character, &one, 1, &state, isBytewise);
            if (length == C.Incomplete) continue;
            isValid &= length != C.Invalid;
            text.Add(isValid ? (uint)character : 0);
        }

        return isValid && state == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsMember(ulong* members, byte c) => (members[c >> 6] >> (c & 63) & 1) != 0;

    internal static Outcome Discard(ref TextTarget text, Errno error)
    {
        if (text.Grows)
        {
            C.free(text.Memory);
        }

        if (text.HasFailed)
        {
            return Outcome.InputEnded;
        }

        if (error != Errno.None)
        {
            Error.Current = (int)error;
        }

        return Outcome.Mismatch;
    }

    /// <summary>The bytes that belong to the field: all for %c, all but blanks for %s, those of the set for %[, which it makes a list of.</summary>
    private static ulong* Members(in Spec spec, ulong* listed)
    {
        if (spec.Conversion != '[')
        {
            ReadOnlySpan<ulong> constant = spec.Conversion == 'c' ? AllBytes : NoBlanks;
            return (ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(constant));
        }

        byte* set = spec.Set;
        bool isInverted = *set == '^';
        listed[0] = listed[1] = listed[2] = listed[3] = 0;
        AddSet(isInverted ? set + 1 : set, spec.SetEnd, listed);
        for (int i = 0; isInverted && i < 4; i++)
        {
            listed[i] = ~listed[i];
        }

        return listed;
    }

    /// <summary>A hyphen between two characters means the range, as everybody has it; C leaves that open.</summary>
    private static void AddSet(byte* set, byte* setEnd, ulong* members)
    {
        for (; set < setEnd; set++)
        {
            int last = *set;
            int first = last;
            if (setEnd - set > 2 && set[1] == '-')
            {
                last = set[2];
                set += 2;
            }

            for (int c = first; c <= last; c++)
            {
                members[c >> 6] |= 1UL << (c & 63);
            }
        }
    }

    /// <summary>The closing bracket; one right at the start belongs to the set. Null if there is none.</summary>
    internal static byte* EndOfSet(byte* set)
    {
        if (*set == '^')
        {
            set++;
        }

        if (*set == ']')
        {
            set++;
        }

        while (*set != 0 && *set != ']')
        {
            set++;
        }

        return *set == ']' ? set : null;
    }
}
