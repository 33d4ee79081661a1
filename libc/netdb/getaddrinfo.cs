// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>netdb.h: getaddrinfo (POSIX.1-2024 getaddrinfo(), RFC 3493 §6.1).</summary>
public static unsafe partial class C
{
    private const int AiPassive = 1;
    private const int AiCanonicalName = 2;
    private const int AiNumericHost = 4;
    private const int AiMapped = 8;
    private const int AiAll = 16;
    private const int AiConfigured = 32;
    private const int AiNumericService = 1024;
    private const int AiKnown = AiPassive | AiCanonicalName | AiNumericHost | AiMapped | AiAll | AiConfigured | AiNumericService;

    /// <summary>C's struct addrinfo.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct AddressInfo
    {
        public int Flags;
        public int Family;
        public int SocketType;
        public int Protocol;
        public uint AddressLength;
        public NetworkAddress* Address;
        public byte* CanonicalName;
        public AddressInfo* Next;
    }

    /// <summary>C's struct sockaddr_in and sockaddr_in6.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct NetworkAddress
    {
        public ushort Family;
        public ushort Port;

        /// <summary>The address of IPv4, or the flow of IPv6.</summary>
        public uint First;
        public fixed byte Bytes[16];
        public uint Scope;
    }

    private struct ServicePort
    {
        public int SocketType;
        public int Protocol;
        public ushort Port;
    }

    /// <summary>EAI_BADFLAGS, EAI_FAMILY, EAI_NONAME without any name, EAI_SOCKTYPE, EAI_SERVICE, what the look-up said, EAI_MEMORY.</summary>
    [RuntimeExport("getaddrinfo")]
    public static int getaddrinfo(byte* host, byte* service, AddressInfo* hints, AddressInfo** result)
    {
        AddressInfo wanted = default;
        wanted.Flags = AiMapped | AiConfigured;
        if (hints != null)
        {
            wanted = *hints;
        }

        if ((wanted.Flags & ~AiKnown) != 0 || ((wanted.Flags & AiCanonicalName) != 0 && host == null))
        {
            return NetworkError.BadFlags;
        }

        if (wanted.Family is not 0 and not AF_INET and not AF_INET6)
        {
            return NetworkError.Family;
        }

        if (host == null && service == null)
        {
            return NetworkError.NoName;
        }

        ServicePort* ports = stackalloc ServicePort[3];
        int portCount = FindPorts(service, &wanted, ports);
        if (portCount <= 0)
        {
            return portCount;
        }

        HostAddresses* addresses = (HostAddresses*)calloc(1, (nuint)sizeof(HostAddresses));
        if (addresses == null)
        {
            return NetworkError.Memory;
        }

        int status = FindAddresses(host, &wanted, addresses);
        if (status == 0)
        {
            AddressOrder.Sort(addresses);
            status = BuildList(addresses, ports, portCount, (wanted.Flags & AiCanonicalName) != 0 ? host : null, result);
        }

        free(addresses);
        return status;
    }

    [RuntimeExport("freeaddrinfo")]
    public static void freeaddrinfo(AddressInfo* list)
    {
        while (list != null)
        {
            AddressInfo* next = list->Next;
            free(list->CanonicalName);
            free(list);
            list = next;
        }
    }

    private static int FindAddresses(byte* host, AddressInfo* wanted, HostAddresses* addresses)
    {
        if (host == null)
        {
            AddOwn((wanted->Flags & AiPassive) != 0, wanted->Family, addresses);
            return 0;
        }

        bool mapsAlways = wanted->Family == AF_INET6 && (wanted->Flags & AiMapped) != 0;
        int family = wanted->Family;
        if (mapsAlways && (wanted->Flags & AiAll) != 0)
        {
            family = 0;
        }
        else if (family == 0 && (wanted->Flags & (AiConfigured | AiNumericHost)) == AiConfigured)
        {
            family = ConfiguredFamily(host);
        }

        int status = NameLookup.Find(host, family, (wanted->Flags & AiNumericHost) != 0, addresses);
        if (status != 0 && mapsAlways && family != 0)
        {
            status = NameLookup.Find(host, AF_INET, (wanted->Flags & AiNumericHost) != 0, addresses);
        }

        for (int i = 0; i < addresses->Count && mapsAlways; i++)
        {
            MapAddress((*addresses)[i]);
        }

        return status;
    }

    /// <summary>Without a host: the loopback addresses, or for who listens all of its own.</summary>
    private static void AddOwn(bool isAny, int family, HostAddresses* addresses)
    {
        byte* bytes = stackalloc byte[16];
        memset(bytes, 0, 16);
        if (family != AF_INET6)
        {
            *(uint*)bytes = isAny ? 0 : htonl(0x7F000001);
            addresses->Add(AF_INET, bytes, 0);
        }

        if (family != AF_INET)
        {
            *(uint*)bytes = 0;
            bytes[15] = (byte)(isAny ? 0 : 1);
            addresses->Add(AF_INET6, bytes, 0);
        }
    }

    /// <summary>An IPv4 address as an IPv6 one (RFC 4291 §2.5.5.2).</summary>
    private static void MapAddress(HostAddress* address)
    {
        if (address->Family == AF_INET)
        {
            memcpy(address->Bytes + 12, address->Bytes, 4);
            memset(address->Bytes, 0, 10);
            memset(address->Bytes + 10, 0xFF, 2);
            address->Family = AF_INET6;
        }
    }

    /// <summary>AI_ADDRCONFIG: the only family with an address that is not a loopback, or 0; numbers are never refused.</summary>
    private static int ConfiguredFamily(byte* host)
    {
        HostAddress address;
        if (ParseAddress(host, &address))
        {
            return 0;
        }

        bool hasIPv4 = false, hasIPv6 = false;
        InterfaceAddress* list;
        if (getifaddrs(&list) < 0)
        {
            return 0;
        }

        for (InterfaceAddress* entry = list; entry != null; entry = entry->Next)
        {
            const uint Loopback = 8;
            if (entry->Address != null && (entry->Flags & Loopback) == 0)
            {
                ushort family = *(ushort*)entry->Address;
                hasIPv4 |= family == AF_INET;
                hasIPv6 |= family == AF_INET6;
            }
        }

        freeifaddrs(list);
        return hasIPv4 == hasIPv6 ? 0 : hasIPv4 ? AF_INET : AF_INET6;
    }

    /// <summary>The socket types that fit, with the service's port for each: their number, or an error.</summary>
    private static int FindPorts(byte* service, AddressInfo* wanted, ServicePort* ports)
    {
        const int Stream = 1, Datagram = 2, Raw = 3, Tcp = 6, Udp = 17;
        int count = 0;
        bool isKnown = wanted->SocketType is 0 or Stream or Datagram or Raw;
        for (int i = 0; i < 3; i++)
        {
            int type = i + 1;
            int protocol = type == Stream ? Tcp : type == Datagram ? Udp : wanted->Protocol;
            bool fits = (wanted->SocketType == 0 || wanted->SocketType == type) && (wanted->Protocol == 0 || wanted->Protocol == protocol);
            if (!fits || (type == Raw && wanted->SocketType == 0 && wanted->Protocol is Tcp or Udp))
            {
                continue;
            }

            ushort port = 0;
            if (service == null || FindPort(service, wanted->Flags, type, &port))
            {
                ports[count++] = new() { SocketType = type, Protocol = protocol, Port = port };
            }
        }

        return count > 0 ? count : !isKnown || service == null ? NetworkError.SocketType
            : (wanted->Flags & AiNumericService) != 0 ? NetworkError.NoName : NetworkError.Service;
    }

    private static bool FindPort(byte* service, int flags, int type, ushort* port)
    {
        byte* end;
        ulong number = strtoul(service, &end, 10);
        if (isdigit(*service) != 0 && *end == 0)
        {
            *port = htons((ushort)number);
            return number <= ushort.MaxValue;
        }

        ServiceEntry entry = default;
        byte* line = null;
        bool isFound = (flags & AiNumericService) == 0 && type <= 2
            && ServicesFile.Find(service, 0, type == 1 ? Literal("tcp"u8) : Literal("udp"u8), &entry, &line);
        *port = isFound ? (ushort)entry.Port : (ushort)0;
        free(line);
        return isFound;
    }

    private static int BuildList(HostAddresses* addresses, ServicePort* ports, int portCount, byte* canonical, AddressInfo** result)
    {
        AddressInfo* first = null;
        AddressInfo** link = &first;
        for (int i = 0; i < addresses->Count * portCount; i++)
        {
            // The socket's address follows in the same piece of memory.
            AddressInfo* info = (AddressInfo*)calloc(1, (nuint)(sizeof(AddressInfo) + sizeof(NetworkAddress)));
            if (info == null)
            {
                freeaddrinfo(first);
                return NetworkError.Memory;
            }

            ServicePort port = ports[i % portCount];
            info->SocketType = port.SocketType;
            info->Protocol = port.Protocol;
            info->Address = (NetworkAddress*)(info + 1);
            info->AddressLength = FillAddress((*addresses)[i / portCount], port.Port, info->Address);
            info->Family = info->Address->Family;
            *link = info;
            link = &info->Next;
        }

        if (canonical != null)
        {
            first->CanonicalName = strdup(addresses->HasCanonical ? addresses->Canonical : canonical);
            if (first->CanonicalName == null)
            {
                freeaddrinfo(first);
                return NetworkError.Memory;
            }
        }

        *result = first;
        return 0;
    }

    /// <summary>Its length.</summary>
    internal static uint FillAddress(HostAddress* address, ushort port, NetworkAddress* target)
    {
        *target = default;
        target->Family = (ushort)address->Family;
        target->Port = port;
        if (address->Family == AF_INET)
        {
            target->First = *(uint*)address->Bytes;
            return 16;
        }

        memcpy(target->Bytes, address->Bytes, 16);
        target->Scope = address->Scope;
        return 28;
    }

    /// <summary>A number as inet_aton takes it, or an IPv6 one, which may end with % and an interface.</summary>
    internal static bool ParseAddress(byte* text, HostAddress* address)
    {
        *address = default;
        if (strchr(text, ':') == null)
        {
            address->Family = AF_INET;
            return text[strspn(text, Literal("0123456789abcdefABCDEFxX."u8))] == 0 && inet_aton(text, (uint*)address->Bytes) != 0;
        }

        byte* plain = stackalloc byte[48];
        nuint length = strcspn(text, Literal("%"u8));
        address->Family = AF_INET6;
        if (length >= 48)
        {
            return false;
        }

        memcpy(plain, text, length);
        plain[length] = 0;
        if (inet_pton(AF_INET6, plain, address->Bytes) != 1)
        {
            return false;
        }

        byte* end;
        if (text[length] == 0)
        {
            return true;
        }

        byte* scope = text + length + 1;
        address->Scope = isdigit(*scope) != 0 ? (uint)strtoul(scope, &end, 10) : if_nametoindex(scope);
        return address->Scope != 0;
    }
}
