// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Characters, words and sets, as bytes or wide characters, into the caller's memory or allocated.</summary>
internal static unsafe partial class Scanf
{
    /// <summary>Where the text goes; grows if it is allocated here.</summary>
    private struct TextTarget
    {
        public byte* Memory;
        public nuint Used;
        public nuint Capacity;
        public bool Grows;
        public bool IsWide;
        public bool HasFailed;

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

    private static Outcome Text(ref CharSource source, in Spec spec, void* target, byte* set, byte* setEnd, long width)
    {
        TextTarget text = default;
        text.Grows = spec.Allocates && target != null;
        text.Memory = text.Grows ? null : (byte*)target;
        text.IsWide = spec.Length == LengthModifier.Long;

        ulong* members = stackalloc ulong[4];
        Members(in spec, set, setEnd, members);
        byte* sequence = stackalloc byte[4];
        int sequenceUsed = 0;
        int sequenceLength = 0;
        bool isValid = true;
        long count = 0;
        while (true)
        {
            int c = source.Next();
            if (c < 0 || (members[c >> 6] >> (c & 63) & 1) == 0)
            {
                source.Back(c);
                break;
            }

            count++;
            if (!text.IsWide)
            {
                text.Add((uint)c);
                continue;
            }

            if (sequenceUsed == 0)
            {
                sequenceLength = Utf8.SequenceLength((byte)c);
            }

            sequence[sequenceUsed++] = (byte)c;
            if (sequenceUsed >= sequenceLength)
            {
                isValid &= sequenceLength > 0 && Utf8.Decode(sequence, sequenceLength, out uint character) && AddWide(ref text, character);
                sequenceUsed = 0;
            }
        }

        if (count == 0 || (spec.Conversion == 'c' && count != width))
        {
            return Discard(ref text, Errno.None);
        }

        if (!isValid || sequenceUsed != 0)
        {
            return Discard(ref text, Errno.EILSEQ);
        }

        if (spec.Conversion != 'c')
        {
            text.Add(0);
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

    private static bool AddWide(ref TextTarget text, uint character)
    {
        text.Add(character);
        return true;
    }

    private static Outcome Discard(ref TextTarget text, Errno error)
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

    /// <summary>The bytes that belong to the field: all for %c, all but blanks for %s, those of the set for %[.</summary>
    private static void Members(in Spec spec, byte* set, byte* setEnd, ulong* members)
    {
        bool isInverted = false;
        members[0] = members[1] = members[2] = members[3] = 0;
        switch (spec.Conversion)
        {
            case (byte)'c':
                isInverted = true;
                break;
            case (byte)'s':
                isInverted = true;
                for (int c = 0; c < 256; c++)
                {
                    members[c >> 6] |= C.isspace(c) != 0 ? 1UL << (c & 63) : 0;
                }

                break;
            default:
                if (*set == '^')
                {
                    isInverted = true;
                    set++;
                }

                AddSet(set, setEnd, members);
                break;
        }

        if (isInverted)
        {
            for (int i = 0; i < 4; i++)
            {
                members[i] = ~members[i];
            }
        }
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
    private static byte* EndOfSet(byte* set)
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
