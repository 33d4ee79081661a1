// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>ifaddrs.h: the addresses of the interfaces (getifaddrs(3)).</summary>
public static unsafe partial class C
{
    private const int AF_PACKET = 17;
    private const int MostInterfaceName = 16;
    private const uint BroadcastFlag = 2;

    /// <summary>C's struct ifaddrs.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct InterfaceAddress
    {
        public InterfaceAddress* Next;
        public byte* Name;
        public uint Flags;
        public void* Address;
        public void* Mask;

        /// <summary>The broadcast address, or the other end of a line.</summary>
        public void* Other;
        public void* Data;
    }

    /// <summary>An entry and all that it points to.</summary>
    private struct InterfaceRecord
    {
        public InterfaceAddress Entry;
        public uint Index;
        public fixed byte Name[MostInterfaceName];
        public fixed byte Address[48];
        public fixed byte Mask[48];
        public fixed byte Other[48];

        /// <summary>C's struct rtnl_link_stats, as the kernel has it.</summary>
        public fixed byte Statistics[128];
    }

    private struct InterfaceList
    {
        public InterfaceRecord* First;
        public InterfaceRecord* Last;
    }

    /// <summary>First an entry for each interface with its hardware address, then one for each other address.</summary>
    [RuntimeExport("getifaddrs")]
    public static int getifaddrs(InterfaceAddress** result)
    {
        const ushort GetLink = 18, GetAddress = 22;
        InterfaceList list = default;
        if (NetlinkDump.Run(GetLink, &AddLink, &list) < 0 || NetlinkDump.Run(GetAddress, &AddInterfaceAddress, &list) < 0)
        {
            freeifaddrs(&list.First->Entry);
            return -1;
        }

        *result = &list.First->Entry;
        return 0;
    }

    [RuntimeExport("freeifaddrs")]
    public static void freeifaddrs(InterfaceAddress* list)
    {
        while (list != null)
        {
            InterfaceAddress* next = list->Next;
            free(list);
            list = next;
        }
    }

    private static InterfaceRecord* AddRecord(InterfaceList* list)
    {
        InterfaceRecord* record = (InterfaceRecord*)calloc(1, (nuint)sizeof(InterfaceRecord));
        if (record == null)
        {
            return null;
        }

        record->Entry.Name = record->Name;
        if (list->First == null)
        {
            list->First = record;
        }
        else
        {
            list->Last->Entry.Next = &record->Entry;
        }

        list->Last = record;
        return record;
    }

    /// <summary>struct ifinfomsg: family, type (2), index (4), flags (8).</summary>
    private static bool AddLink(byte* message, uint size, void* state)
    {
        const uint FixedSize = 16;
        const ushort HardwareAddress = 1, Broadcast = 2, Name = 3, Statistics = 7;
        byte* fields = message + NetlinkDump.HeaderSize;
        byte* name = NetlinkDump.Attribute(message, size, FixedSize, Name, out int length);
        if (*(ushort*)(message + 4) != NetlinkDump.NewLink || name == null)
        {
            return true;
        }

        InterfaceRecord* record = AddRecord((InterfaceList*)state);
        if (record == null)
        {
            return false;
        }

        _ = strlcpy(record->Name, name, MostInterfaceName);
        record->Index = *(uint*)(fields + 4);
        record->Entry.Flags = *(uint*)(fields + 8);
        byte* value = NetlinkDump.Attribute(message, size, FixedSize, HardwareAddress, out length);
        record->Entry.Address = FillLink(record->Address, fields, value, length);
        value = NetlinkDump.Attribute(message, size, FixedSize, Broadcast, out length);
        record->Entry.Other = value == null ? null : FillLink(record->Other, fields, value, length);
        value = NetlinkDump.Attribute(message, size, FixedSize, Statistics, out length);
        if (value != null)
        {
            memcpy(record->Statistics, value, length < 128 ? (nuint)length : 128);
            record->Entry.Data = record->Statistics;
        }

        return true;
    }

    /// <summary>C's struct sockaddr_ll.</summary>
    private static void* FillLink(byte* target, byte* fields, byte* value, int length)
    {
        const int Most = 24;
        *(ushort*)target = AF_PACKET;
        *(int*)(target + 4) = *(int*)(fields + 4);
        *(ushort*)(target + 8) = *(ushort*)(fields + 2);
        if (value != null && length <= Most)
        {
            target[11] = (byte)length;
            memcpy(target + 12, value, (nuint)length);
        }

        return target;
    }

    /// <summary>struct ifaddrmsg: family, prefix length, flags, scope, index (4).</summary>
    private static bool AddInterfaceAddress(byte* message, uint size, void* state)
    {
        const uint FixedSize = 8;
        const ushort Address = 1, Local = 2, Label = 3, Broadcast = 4;
        InterfaceList* list = (InterfaceList*)state;
        byte* fields = message + NetlinkDump.HeaderSize;
        byte* address = NetlinkDump.Attribute(message, size, FixedSize, Address, out _);
        byte* local = NetlinkDump.Attribute(message, size, FixedSize, Local, out _);
        InterfaceRecord* link = list->First;
        while (link != null && (link->Entry.Address == null || *(ushort*)link->Entry.Address != AF_PACKET || link->Index != *(uint*)(fields + 4)))
        {
            link = (InterfaceRecord*)link->Entry.Next;
        }

        bool isKnown = *(ushort*)(message + 4) == NetlinkDump.NewAddress && link != null && (local != null || address != null) && *fields is AF_INET or AF_INET6;
        if (!isKnown)
        {
            return true;
        }

        InterfaceRecord* record = AddRecord(list);
        if (record == null)
        {
            return false;
        }

        byte* label = NetlinkDump.Attribute(message, size, FixedSize, Label, out _);
        _ = strlcpy(record->Name, label == null ? link->Name : label, MostInterfaceName);
        record->Index = link->Index;
        record->Entry.Flags = link->Entry.Flags;
        record->Entry.Address = FillInterface(record->Address, *fields, local != null ? local : address, link->Index);
        record->Entry.Mask = FillInterface(record->Mask, *fields, null, 0);
        FillPrefix(record->Mask + (*fields == AF_INET ? 4 : 8), fields[1]);
        byte* other = (link->Entry.Flags & BroadcastFlag) != 0 ? NetlinkDump.Attribute(message, size, FixedSize, Broadcast, out _)
            : local != null && address != null && memcmp(local, address, 4) != 0 ? address : null;
        record->Entry.Other = other == null ? null : FillInterface(record->Other, *fields, other, link->Index);
        return true;
    }

    private static void* FillInterface(byte* target, int family, byte* address, uint index)
    {
        NetworkAddress* socket = (NetworkAddress*)target;
        socket->Family = (ushort)family;
        if (address != null)
        {
            memcpy(family == AF_INET ? (byte*)&socket->First : socket->Bytes, address, family == AF_INET ? 4u : 16u);
            bool isLocal = family == AF_INET6 && address[0] == 0xFE && (address[1] & 0xC0) == 0x80;
            socket->Scope = isLocal ? index : 0;
        }

        return target;
    }

    private static void FillPrefix(byte* target, int bits)
    {
        for (; bits > 0; bits -= 8)
        {
            *target++ = bits >= 8 ? (byte)0xFF : (byte)(0xFF << (8 - bits));
        }
    }
}
