// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>net/if.h: names and numbers of interfaces.</summary>
public static unsafe partial class C
{
    /// <summary>C's struct ifreq.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 40)]
    private struct InterfaceRequest
    {
        public fixed byte Name[MostInterfaceName];
        public int Index;
    }

    /// <summary>C's struct if_nameindex.</summary>
    public struct InterfaceName
    {
        public uint Index;
        public byte* Name;
    }

    /// <summary>0 with ENODEV if there is no such interface.</summary>
    [RuntimeExport("if_nametoindex")]
    public static uint if_nametoindex(byte* name)
    {
        const uint SIOCGIFINDEX = 0x8933;
        InterfaceRequest request = default;
        if (strlcpy(request.Name, name, MostInterfaceName) >= MostInterfaceName)
        {
            Error.Current = (int)Errno.ENODEV;
            return 0;
        }

        return AskInterface(SIOCGIFINDEX, &request) < 0 ? 0 : (uint)request.Index;
    }

    /// <summary>Null with ENXIO if there is no such interface; the buffer has room for IF_NAMESIZE bytes.</summary>
    [RuntimeExport("if_indextoname")]
    public static byte* if_indextoname(uint index, byte* name)
    {
        const uint SIOCGIFNAME = 0x8910;
        InterfaceRequest request = default;
        request.Index = (int)index;
        if (AskInterface(SIOCGIFNAME, &request) < 0)
        {
            Error.Current = Error.Current == (int)Errno.ENODEV ? (int)Errno.ENXIO : Error.Current;
            return null;
        }

        _ = strlcpy(name, request.Name, MostInterfaceName);
        return name;
    }

    private static int AskInterface(uint question, InterfaceRequest* request)
    {
        const int Unix = 1, Datagram = 2, CloseOnExec = 0x80000;
        int fd = socket(Unix, Datagram | CloseOnExec, 0);
        if (fd < 0)
        {
            return -1;
        }

        long answer = Syscall.Invoke(SystemCall.ioctl, fd, question, (long)request);
        _ = Syscall.Invoke(SystemCall.close, fd);
        return (int)Error.Answer(answer);
    }

    /// <summary>All interfaces, ended by zeros; null with errno. One piece of memory, the names behind the entries.</summary>
    [RuntimeExport("if_nameindex")]
    public static InterfaceName* if_nameindex()
    {
        const ushort GetLink = 18;
        InterfaceList list = default;
        if (NetlinkDump.Run(GetLink, &AddLink, &list) < 0)
        {
            freeifaddrs(&list.First->Entry);
            return null;
        }

        nuint count = 0;
        for (InterfaceAddress* entry = &list.First->Entry; entry != null; entry = entry->Next)
        {
            count++;
        }

        InterfaceName* names = (InterfaceName*)calloc(count + 1, (nuint)sizeof(InterfaceName) + MostInterfaceName);
        byte* text = (byte*)(names + count + 1);
        InterfaceName* next = names;
        for (InterfaceRecord* record = list.First; record != null && names != null; record = (InterfaceRecord*)record->Entry.Next)
        {
            next->Index = record->Index;
            next->Name = strcpy(text, record->Name);
            next++;
            text += MostInterfaceName;
        }

        freeifaddrs(&list.First->Entry);
        return names;
    }

    [RuntimeExport("if_freenameindex")]
    public static void if_freenameindex(InterfaceName* names) => free(names);
}
