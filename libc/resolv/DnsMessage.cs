// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace Skift.Libc;

/// <summary>The form of the domain name system's messages (RFC 1035 §4).</summary>
internal static unsafe class DnsMessage
{
    internal const int HeaderSize = 12;
    internal const int MostName = 255;
    internal const int TypeA = 1;
    internal const int TypeCName = 5;
    internal const int TypePtr = 12;
    internal const int TypeAaaa = 28;
    internal const int ClassInternet = 1;

    internal static int Get16(byte* at) => (at[0] << 8) | at[1];

    internal static uint Get32(byte* at) => BinaryPrimitives.ReverseEndianness(*(uint*)at);

    internal static void Put16(byte* at, int value)
    {
        at[0] = (byte)(value >> 8);
        at[1] = (byte)value;
    }

    internal static int ResponseCode(byte* message) => message[3] & 15;

    internal static bool IsTruncated(byte* message) => (message[2] & 2) != 0;

    /// <summary>A query with recursion desired; its length, or -1 if the name is none or there is no room.</summary>
    internal static int MakeQuery(byte* name, int type, int resourceClass, byte* buffer, int size)
    {
        byte* encoded = stackalloc byte[MostName];
        int length = EncodeName(name, encoded);
        int total = HeaderSize + length + 4;
        if (length < 0 || total > size)
        {
            return -1;
        }

        C.memset(buffer, 0, HeaderSize);
        ushort id;
        _ = C.getentropy(&id, 2);
        Put16(buffer, id);
        buffer[2] = 1;
        buffer[5] = 1;
        C.memcpy(buffer + HeaderSize, encoded, (nuint)length);
        Put16(buffer + HeaderSize + length, type);
        Put16(buffer + HeaderSize + length + 2, resourceClass);
        return total;
    }

    /// <summary>Labels of 1 to 63 bytes, 255 in all; a backslash takes the next character, or three decimal digits, as it is. -1 if it is no name.</summary>
    internal static int EncodeName(byte* name, byte* target)
    {
        int used = 0;
        if (*name == '.' && name[1] == 0)
        {
            name++;
        }

        while (*name != 0)
        {
            int start = used++;
            while (*name != 0 && *name != '.')
            {
                if (used >= MostName - 1 || used - start > 63)
                {
                    return -1;
                }

                byte c = *name++;
                if (c == '\\' && !Unescape(ref name, ref c))
                {
                    return -1;
                }

                target[used++] = c;
            }

            if (used == start + 1)
            {
                return -1;
            }

            target[start] = (byte)(used - start - 1);
            name += *name == '.' ? 1 : 0;
        }

        target[used++] = 0;
        return used;
    }

    private static bool Unescape(ref byte* name, ref byte value)
    {
        if (C.isdigit(*name) == 0)
        {
            value = *name++;
            return value != 0;
        }

        if (C.isdigit(name[1]) == 0 || C.isdigit(name[2]) == 0)
        {
            return false;
        }

        int number = ((name[0] - '0') * 100) + ((name[1] - '0') * 10) + name[2] - '0';
        value = (byte)number;
        name += 3;
        return number < 256;
    }

    /// <summary>A name in a message as text; the bytes it takes there, or -1 if it is broken or there is no room.</summary>
    /// <remarks>
    /// A pointer must lead back, so there is an end (RFC 1035 §4.1.4: "a prior occurance"); with what it points to the name may have
    /// 255 bytes (§2.3.4), or nothing could be asked about it.
    /// </remarks>
    internal static int ExpandName(byte* message, byte* end, byte* source, byte* target, int size)
    {
        byte* at = source;
        byte* limit = source;
        int taken = -1;
        int used = 0;
        int whole = 1;
        while (at < end)
        {
            int length = *at;
            if (length == 0)
            {
                taken = taken < 0 ? (int)(at + 1 - source) : taken;
                if (used >= size)
                {
                    return -1;
                }

                target[used] = 0;
                return taken;
            }

            if ((length & 0xC0) == 0xC0)
            {
                if (at + 1 >= end)
                {
                    return -1;
                }

                taken = taken < 0 ? (int)(at + 2 - source) : taken;
                byte* next = message + (((length & 0x3F) << 8) | at[1]);
                if (next >= limit)
                {
                    return -1;
                }

                at = limit = next;
                continue;
            }

            whole += length + 1;
            if (length > 63 || at + length >= end || whole > MostName || !AddLabel(at + 1, length, target, ref used, size))
            {
                return -1;
            }

            at += length + 1;
        }

        return -1;
    }

    /// <summary>What is no letter in a text of names is written with a backslash (RFC 1035 §5.1).</summary>
    private static bool AddLabel(byte* label, int length, byte* target, ref int used, int size)
    {
        if (used > 0)
        {
            if (used >= size)
            {
                return false;
            }

            target[used++] = (byte)'.';
        }

        for (int i = 0; i < length; i++)
        {
            byte c = label[i];
            bool isPlain = c is > 0x20 and < 0x7F;
            bool isSpecial = c is (byte)'.' or (byte)'\\' or (byte)'"' or (byte)';' or (byte)'(' or (byte)')' or (byte)'@' or (byte)'$';
            if (used + 4 >= size)
            {
                return false;
            }

            if (!isPlain || isSpecial)
            {
                target[used++] = (byte)'\\';
            }

            if (isPlain)
            {
                target[used++] = c;
                continue;
            }

            target[used++] = (byte)('0' + (c / 100));
            target[used++] = (byte)('0' + (c / 10 % 10));
            target[used++] = (byte)('0' + (c % 10));
        }

        return true;
    }

    /// <summary>The bytes that a name takes, or -1.</summary>
    internal static int SkipName(byte* source, byte* end)
    {
        for (byte* at = source; at < end; at += *at + 1)
        {
            if (*at == 0)
            {
                return (int)(at + 1 - source);
            }

            if ((*at & 0xC0) != 0)
            {
                return (*at & 0xC0) == 0xC0 && at + 1 < end ? (int)(at + 2 - source) : -1;
            }
        }

        return -1;
    }

    /// <summary>Whether it answers that very question: identity, question, and that it is an answer (RFC 5452 §3).</summary>
    internal static bool Answers(byte* query, int queryLength, byte* answer, int length)
    {
        if (length < queryLength || Get16(query) != Get16(answer) || (answer[2] & 0xF8) != 0x80 || Get16(answer + 4) != 1)
        {
            return false;
        }

        for (int i = HeaderSize; i < queryLength; i++)
        {
            if (C.tolower(query[i]) != C.tolower(answer[i]))
            {
                return false;
            }
        }

        return true;
    }
}
