// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>arpa/inet.h: byte order, and addresses as text (POSIX.1-2008 inet_addr(), inet_ntop(); RFC 5952 for IPv6).</summary>
public static unsafe partial class C
{
    private const int AF_INET = 2;
    private const int AF_INET6 = 10;

    [RuntimeExport("htons")]
    public static ushort htons(ushort value) => BinaryPrimitives.ReverseEndianness(value);

    [RuntimeExport("ntohs")]
    public static ushort ntohs(ushort value) => BinaryPrimitives.ReverseEndianness(value);

    [RuntimeExport("htonl")]
    public static uint htonl(uint value) => BinaryPrimitives.ReverseEndianness(value);

    [RuntimeExport("ntohl")]
    public static uint ntohl(uint value) => BinaryPrimitives.ReverseEndianness(value);

    /// <summary>Network and host by the classes of RFC 791 §3.2, as everybody keeps doing here.</summary>
    [RuntimeExport("inet_lnaof")]
    public static uint inet_lnaof(uint address) => ntohl(address) & (uint.MaxValue >> NetworkBits(ntohl(address)));

    [RuntimeExport("inet_netof")]
    public static uint inet_netof(uint address) => ntohl(address) >> (32 - NetworkBits(ntohl(address)));

    /// <summary>The reverse of both: the class follows from how large the network's number is.</summary>
    [RuntimeExport("inet_makeaddr")]
    public static uint inet_makeaddr(uint network, uint host)
    {
        int shift = network < 128 ? 24 : network < 65536 ? 16 : network < 16777216 ? 8 : 0;
        return htonl((network << shift) | (host & (uint)((1UL << shift) - 1)));
    }

    /// <summary>One to four numbers of a byte each, decimal, octal or hexadecimal, in host order; -1 if it is none.</summary>
    [RuntimeExport("inet_network")]
    public static uint inet_network(byte* text)
    {
        uint value = 0;
        for (int i = 0; i < 4; i++)
        {
            byte* end;
            ulong part = strtoul(text, &end, 0);
            if (isdigit(*text) == 0 || part > 255)
            {
                return uint.MaxValue;
            }

            value = (value << 8) | (uint)part;
            if (*end == 0 || isspace(*end) != 0)
            {
                return value;
            }

            text = end + 1;
            if (*end != '.')
            {
                break;
            }
        }

        return uint.MaxValue;
    }

    private static int NetworkBits(uint address) => (address >> 31) == 0 ? 8 : (address >> 30) == 2 ? 16 : 24;

    /// <summary>One to four numbers, decimal, octal or hexadecimal; the last fills what is left. 1 or 0.</summary>
    [RuntimeExport("inet_aton")]
    public static int inet_aton(byte* text, uint* address)
    {
        ulong* parts = stackalloc ulong[4];
        int count = 0;
        while (true)
        {
            byte* end;
            if (isdigit(*text) == 0)
            {
                return 0;
            }

            parts[count++] = strtoul(text, &end, 0);
            text = end + 1;
            if (*end == 0 || isspace(*end) != 0)
            {
                break;
            }

            if (*end != '.' || count == 4)
            {
                return 0;
            }
        }

        uint value = 0;
        for (int i = 0; i < count - 1; i++)
        {
            if (parts[i] > 255)
            {
                return 0;
            }

            value |= (uint)parts[i] << (24 - (8 * i));
        }

        if (parts[count - 1] > uint.MaxValue >> (8 * (count - 1)))
        {
            return 0;
        }

        *address = htonl(value | (uint)parts[count - 1]);
        return 1;
    }

    [RuntimeExport("inet_addr")]
    public static uint inet_addr(byte* text)
    {
        uint address;
        return inet_aton(text, &address) != 0 ? address : uint.MaxValue;
    }

    private struct AddressText
    {
        public fixed byte Text[16];
    }

    private static class InternetAddress
    {
        internal static AddressText Own;
    }

    [RuntimeExport("inet_ntoa")]
    public static byte* inet_ntoa(uint address)
    {
        fixed (AddressText* own = &InternetAddress.Own)
        {
            *FormatIPv4(own->Text, (byte*)&address) = 0;
            return own->Text;
        }
    }

    /// <summary>ENOSPC if the buffer is too small, EAFNOSUPPORT for a family without text.</summary>
    [RuntimeExport("inet_ntop")]
    public static byte* inet_ntop(int family, void* address, byte* buffer, uint size)
    {
        byte* text = stackalloc byte[64];
        if (family is not (AF_INET or AF_INET6))
        {
            Error.Current = (int)Errno.EAFNOSUPPORT;
            return null;
        }

        *(family == AF_INET ? FormatIPv4(text, (byte*)address) : FormatIPv6(text, (byte*)address)) = 0;
        if (strlen(text) >= size)
        {
            Error.Current = (int)Errno.ENOSPC;
            return null;
        }

        return strcpy(buffer, text);
    }

    /// <summary>1, 0 for no address, or -1 with EAFNOSUPPORT.</summary>
    [RuntimeExport("inet_pton")]
    public static int inet_pton(int family, byte* text, void* address) => family switch
    {
        AF_INET => ParseIPv4(text, (byte*)address) ? 1 : 0,
        AF_INET6 => ParseIPv6(text, (byte*)address) ? 1 : 0,
        _ => Error.Set(Errno.EAFNOSUPPORT),
    };

    private static byte* FormatIPv4(byte* end, byte* address)
    {
        for (int i = 0; i < 4; i++)
        {
            end = AppendNumber(end, address[i]);
            *end++ = (byte)'.';
        }

        return end - 1;
    }

    /// <summary>The longest run of two or more zero groups becomes ::, the first of equal ones.</summary>
    private static byte* FormatIPv6(byte* end, byte* address)
    {
        int bestStart = -1, bestLength = 1;
        for (int i = 0; i < 8; i++)
        {
            int length = 0;
            while (i + length < 8 && address[2 * (i + length)] == 0 && address[(2 * (i + length)) + 1] == 0)
            {
                length++;
            }

            (bestStart, bestLength) = length > bestLength ? (i, length) : (bestStart, bestLength);
        }

        bool isMapped = bestStart == 0 && (bestLength == 6 || (bestLength == 5 && address[10] == 255 && address[11] == 255));
        for (int i = 0; i < 8; i++)
        {
            if (i == bestStart)
            {
                *end++ = (byte)':';
                *end++ = (byte)':';
                i += bestLength - 1;
                continue;
            }

            if (i > 0 && end[-1] != ':')
            {
                *end++ = (byte)':';
            }

            if (isMapped && i == 6)
            {
                return FormatIPv4(end, address + 12);
            }

            end = AppendHexadecimal(end, (uint)((address[2 * i] << 8) | address[(2 * i) + 1]));
        }

        return end;
    }

    private static byte* AppendHexadecimal(byte* end, uint value)
    {
        int shift = value > 0xFFF ? 12 : value > 0xFF ? 8 : value > 0xF ? 4 : 0;
        for (; shift >= 0; shift -= 4)
        {
            uint digit = (value >> shift) & 15;
            *end++ = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }

        return end;
    }

    /// <summary>Exactly four decimal numbers, without zeros in front.</summary>
    private static bool ParseIPv4(byte* text, byte* address)
    {
        byte* bytes = stackalloc byte[4];
        for (int i = 0; i < 4; i++)
        {
            int value = 0, digits = 0;
            for (; isdigit(*text) != 0 && digits < 4; digits++)
            {
                value = (value * 10) + (*text++ - '0');
            }

            if (digits == 0 || value > 255 || (digits > 1 && text[-digits] == '0') || *text != (i < 3 ? '.' : 0))
            {
                return false;
            }

            text += i < 3 ? 1 : 0;
            bytes[i] = (byte)value;
        }

        memcpy(address, bytes, 4);
        return true;
    }

    private static bool ParseIPv6(byte* text, byte* address)
    {
        byte* bytes = stackalloc byte[16];
        int used = 0, gap = -1;
        if (*text == ':' && *++text != ':')
        {
            return false;
        }

        while (true)
        {
            if (*text == ':' && gap < 0)
            {
                gap = used;
                text++;
                if (*text == 0)
                {
                    break;
                }

                continue;
            }

            byte* start = text;
            int value = 0;
            while (isxdigit(*text) != 0 && text - start < 4)
            {
                int c = *text++ | 0x20;
                value = (value << 4) | (c >= 'a' ? c - 'a' + 10 : c & 15);
            }

            if (*text == '.' && used <= 12)
            {
                if (!ParseIPv4(start, bytes + used))
                {
                    return false;
                }

                used += 4;
                break;
            }

            if (text == start || used > 14)
            {
                return false;
            }

            bytes[used++] = (byte)(value >> 8);
            bytes[used++] = (byte)value;
            if (*text == 0)
            {
                break;
            }

            if (*text++ != ':' || *text == 0 || used == 16)
            {
                return false;
            }
        }

        if (gap < 0 ? used != 16 : used > 14)
        {
            return false;
        }

        int tail = gap < 0 ? 0 : used - gap;
        int head = gap < 0 ? 16 : gap;
        memset(address, 0, 16);
        memcpy(address, bytes, (nuint)head);
        memcpy(address + 16 - tail, bytes + head, (nuint)tail);
        return true;
    }
}
