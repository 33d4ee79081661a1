// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The order in which to try addresses (RFC 6724 §6), from what the kernel would send with.</summary>
internal static unsafe class AddressOrder
{
    internal static void Sort(HostAddresses* addresses)
    {
        if (addresses->Count < 2)
        {
            return;
        }

        for (int i = 0; i < addresses->Count; i++)
        {
            (*addresses)[i]->Preference = Rate((*addresses)[i]);
        }

        // Equal ones keep their places: a server that turns its answers means something by it.
        for (int i = 1; i < addresses->Count; i++)
        {
            HostAddress address = *(*addresses)[i];
            int place = i;
            for (; place > 0 && (*addresses)[place - 1]->Preference < address.Preference; place--)
            {
                *(*addresses)[place] = *(*addresses)[place - 1];
            }

            *(*addresses)[place] = address;
        }
    }

    /// <summary>From the most significant: reachable (rule 1), same scope as its source (2), same label (5), precedence (6), smaller scope (8), longer common prefix (9).</summary>
    private static long Rate(HostAddress* address)
    {
        byte* destination = stackalloc byte[16];
        byte* source = stackalloc byte[16];
        Widen(address->Family, address->Bytes, destination);
        long scope = Scope(destination);
        long precedence = Precedence(destination, out long label);
        long rating = (precedence << 16) | ((15 - scope) << 8);
        if (!FindSource(address, source))
        {
            return rating;
        }

        _ = Precedence(source, out long sourceLabel);
        rating |= 1L << 40;
        rating |= Scope(source) == scope ? 1L << 39 : 0;
        rating |= sourceLabel == label ? 1L << 38 : 0;
        return address->Family == HostAddress.IPv4 ? rating : rating | CommonBits(source, destination);
    }

    private static void Widen(int family, byte* bytes, byte* wide)
    {
        if (family == HostAddress.IPv6)
        {
            C.memcpy(wide, bytes, 16);
            return;
        }

        C.memset(wide, 0, 10);
        C.memset(wide + 10, 0xFF, 2);
        C.memcpy(wide + 12, bytes, 4);
    }

    /// <summary>Connecting a datagram socket sends nothing, and tells the address that would be sent from.</summary>
    private static bool FindSource(HostAddress* address, byte* source)
    {
        const int Datagram = 2, CloseOnExec = 0x80000;
        C.NetworkAddress target;
        uint length = C.FillAddress(address, C.htons(65535), &target);
        int fd = (int)Syscall.Invoke(SystemCall.socket, address->Family, Datagram | CloseOnExec, 0);
        if (fd < 0)
        {
            return false;
        }

        bool isFound = Syscall.Invoke(SystemCall.connect, fd, (long)(&target), length) == 0
            && Syscall.Invoke(SystemCall.getsockname, fd, (long)(&target), (long)(&length)) == 0;
        _ = Syscall.Invoke(SystemCall.close, fd);
        if (isFound)
        {
            Widen(address->Family, address->Family == HostAddress.IPv4 ? (byte*)&target.First : target.Bytes, source);
        }

        return isFound;
    }

    private static bool IsMapped(byte* wide) => *(ulong*)wide == 0 && *(uint*)(wide + 8) == 0xFFFF0000;

    /// <summary>RFC 6724 §3.1 and §3.2, RFC 4291 §2.7: 2 link-local, 5 site-local, 14 global, a multicast's own.</summary>
    private static long Scope(byte* wide)
    {
        const int Link = 2, Site = 5, Global = 14;
        if (IsMapped(wide))
        {
            return wide[12] == 127 || (wide[12] == 169 && wide[13] == 254) ? Link : Global;
        }

        if (wide[0] == 0xFF)
        {
            return wide[1] & 15;
        }

        bool isLoopback = *(ulong*)wide == 0 && *(ulong*)(wide + 8) == 1UL << 56;
        return isLoopback || (wide[0] == 0xFE && (wide[1] & 0xC0) == 0x80) ? Link : wide[0] == 0xFE && (wide[1] & 0xC0) == 0xC0 ? Site : Global;
    }

    /// <summary>The table of RFC 6724 §2.1.</summary>
    private static long Precedence(byte* wide, out long label)
    {
        (long precedence, label) = IsMapped(wide) ? (35, 4)
            : *(ulong*)wide == 0 && *(ulong*)(wide + 8) == 1UL << 56 ? (50, 0)
            : *(ulong*)wide == 0 && *(uint*)(wide + 8) == 0 ? (1, 3)
            : wide[0] == 0x20 && wide[1] == 0x02 ? (30, 2)
            : wide[0] == 0x20 && wide[1] == 0x01 && wide[2] == 0 && wide[3] == 0 ? (5, 5)
            : (wide[0] & 0xFE) == 0xFC ? (3, 13)
            : wide[0] == 0xFE && (wide[1] & 0xC0) == 0xC0 ? (1, 11)
            : wide[0] == 0x3F && wide[1] == 0xFE ? (1L, 12L) : (40L, 1L);
        return precedence;
    }

    private static long CommonBits(byte* left, byte* right)
    {
        const int Most = 64;
        long count = 0;
        while (count < Most && ((left[count >> 3] ^ right[count >> 3]) >> (int)(7 - (count & 7)) & 1) == 0)
        {
            count++;
        }

        return count;
    }
}
