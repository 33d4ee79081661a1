// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>netinet/ether.h: Ethernet addresses as text, and /etc/ethers (ethers(5)).</summary>
public static unsafe partial class C
{
    private const int EtherBytes = 6;

    private struct EtherText
    {
        public fixed byte Address[8];
        public fixed byte Text[24];
    }

    private static class EtherResult
    {
        internal static EtherText Value;
    }

    [RuntimeExport("ether_aton")]
    public static byte* ether_aton(byte* text)
    {
        fixed (EtherText* own = &EtherResult.Value)
        {
            return ether_aton_r(text, own->Address);
        }
    }

    /// <summary>Six hexadecimal numbers of one or two digits between colons; null if it is none.</summary>
    [RuntimeExport("ether_aton_r")]
    public static byte* ether_aton_r(byte* text, byte* address)
    {
        byte* end = ParseEther(text, address);
        return end != null && *end == 0 ? address : null;
    }

    [RuntimeExport("ether_ntoa")]
    public static byte* ether_ntoa(byte* address)
    {
        fixed (EtherText* own = &EtherResult.Value)
        {
            return ether_ntoa_r(address, own->Text);
        }
    }

    [RuntimeExport("ether_ntoa_r")]
    public static byte* ether_ntoa_r(byte* address, byte* text)
    {
        byte* end = text;
        for (int i = 0; i < EtherBytes; i++)
        {
            end = AppendHexadecimal(end, address[i]);
            *end++ = (byte)':';
        }

        end[-1] = 0;
        return text;
    }

    /// <summary>A line of /etc/ethers: 0, or -1 if it is none.</summary>
    [RuntimeExport("ether_line")]
    public static int ether_line(byte* line, byte* address, byte* name)
    {
        line += strspn(line, Literal(" \t"u8));
        byte* end = ParseEther(line, address);
        if (end == null || isspace(*end) == 0)
        {
            return -1;
        }

        end += strspn(end, Literal(" \t"u8));
        nuint length = strcspn(end, Literal(" \t\n#"u8));
        memcpy(name, end, length);
        name[length] = 0;
        return length == 0 ? -1 : 0;
    }

    [RuntimeExport("ether_ntohost")]
    public static int ether_ntohost(byte* name, byte* address) => FindEther(name, address, false);

    [RuntimeExport("ether_hostton")]
    public static int ether_hostton(byte* name, byte* address) => FindEther(name, address, true);

    private static int FindEther(byte* name, byte* address, bool isByName)
    {
        FILE* file = fopen(Literal("/etc/ethers"u8), Literal("re"u8));
        if (file == null)
        {
            return -1;
        }

        byte* line = null;
        nuint size = 0;
        int result = -1;
        byte* found = stackalloc byte[EtherBytes];
        while (result < 0 && getline(&line, &size, file) > 0)
        {
            byte* host = (byte*)malloc(size);
            if (host != null && ether_line(line, found, host) == 0 && (isByName ? strcmp(host, name) == 0 : memcmp(found, address, EtherBytes) == 0))
            {
                result = 0;
                _ = isByName ? memcpy(address, found, EtherBytes) : strcpy(name, host);
            }

            free(host);
        }

        free(line);
        _ = fclose(file);
        return result;
    }

    /// <summary>What follows the address; null if there is none.</summary>
    private static byte* ParseEther(byte* text, byte* address)
    {
        byte* bytes = stackalloc byte[EtherBytes];
        for (int i = 0; i < EtherBytes; i++)
        {
            byte* end;
            if (isxdigit(*text) == 0 || (i > 0 && text[-1] != ':'))
            {
                return null;
            }

            bytes[i] = (byte)strtoul(text, &end, 16);
            if (end - text > 2)
            {
                return null;
            }

            text = end + (i < EtherBytes - 1 ? 1 : 0);
        }

        memcpy(address, bytes, EtherBytes);
        return text;
    }
}
