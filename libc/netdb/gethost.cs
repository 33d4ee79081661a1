// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>netdb.h: the functions from before getaddrinfo, with h_errno (gethostbyname(3)).</summary>
public static unsafe partial class C
{
    /// <summary>C's struct hostent.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct HostEntry
    {
        public byte* Name;
        public byte** Aliases;
        public int Family;
        public int Length;
        public byte** Addresses;
    }

    private static class Hosts
    {
        internal static EntryFile File;
        internal static HostEntry Entry;
        internal static byte* Buffer;
        internal static nuint Size;
    }

    /// <summary>Where the thread's h_errno is, for netdb.h's macro.</summary>
    [RuntimeExport("__h_errno_location")]
    public static int* __h_errno_location() => &ThreadStubs.Self()->HostErrorNumber;

    [RuntimeExport("gethostbyname")]
    public static HostEntry* gethostbyname(byte* name) => gethostbyname2(name, AF_INET);

    [RuntimeExport("gethostbyname2")]
    public static HostEntry* gethostbyname2(byte* name, int family)
    {
        fixed (HostEntry* entry = &Hosts.Entry)
        {
            HostEntry* result;
            int error;
            do
            {
                error = gethostbyname2_r(name, family, entry, Hosts.Buffer, Hosts.Size, &result, __h_errno_location());
            }
            while (error == (int)Errno.ERANGE && GrowHostBuffer());
            return result;
        }
    }

    [RuntimeExport("gethostbyaddr")]
    public static HostEntry* gethostbyaddr(void* address, uint length, int family)
    {
        fixed (HostEntry* entry = &Hosts.Entry)
        {
            HostEntry* result;
            int error;
            do
            {
                error = gethostbyaddr_r(address, length, family, entry, Hosts.Buffer, Hosts.Size, &result, __h_errno_location());
            }
            while (error == (int)Errno.ERANGE && GrowHostBuffer());
            return result;
        }
    }

    [RuntimeExport("gethostbyname_r")]
    public static int gethostbyname_r(byte* name, HostEntry* entry, byte* buffer, nuint size, HostEntry** result, int* error) =>
        gethostbyname2_r(name, AF_INET, entry, buffer, size, result, error);

    /// <summary>The error's number, with a null result; ERANGE if the buffer is too small.</summary>
    [RuntimeExport("gethostbyname2_r")]
    public static int gethostbyname2_r(byte* name, int family, HostEntry* entry, byte* buffer, nuint size, HostEntry** result, int* error)
    {
        *result = null;
        if (family is not AF_INET and not AF_INET6)
        {
            *error = NoRecovery;
            return (int)Errno.EAFNOSUPPORT;
        }

        HostAddresses* addresses = (HostAddresses*)calloc(1, (nuint)sizeof(HostAddresses));
        if (addresses == null)
        {
            *error = TryAgain;
            return (int)Errno.ENOMEM;
        }

        int status = NameLookup.Find(name, family, false, addresses);
        if (status == 0)
        {
            byte* canonical = addresses->HasCanonical ? addresses->Canonical : name;
            status = FillHost(entry, canonical, addresses, family, buffer, size) ? 0 : (int)Errno.ERANGE;
            *error = status == 0 ? *error : -1;
            *result = status == 0 ? entry : null;
        }
        else
        {
            *error = status == NetworkError.NoName ? HostNotFound : status == NetworkError.NoData ? NoData : status == NetworkError.Again ? TryAgain : NoRecovery;
            status = status == NetworkError.Again ? (int)Errno.EAGAIN : status == NetworkError.Memory ? (int)Errno.ENOMEM : 0;
        }

        free(addresses);
        return status;
    }

    [RuntimeExport("gethostbyaddr_r")]
    public static int gethostbyaddr_r(void* address, uint length, int family, HostEntry* entry, byte* buffer, nuint size, HostEntry** result, int* error)
    {
        *result = null;
        HostAddresses* addresses = (HostAddresses*)calloc(1, (nuint)sizeof(HostAddresses));
        if (addresses == null || (length != 4 && length != 16) || length != (family == AF_INET ? 4u : family == AF_INET6 ? 16u : 0u))
        {
            free(addresses);
            *error = NoRecovery;
            return (int)(addresses == null ? Errno.ENOMEM : Errno.EINVAL);
        }

        addresses->Add(family, (byte*)address, 0);
        byte* name = stackalloc byte[NameSearch.Size];
        int status = 0;
        if (HostsFile.FindName((*addresses)[0], name, NameSearch.Size) || NameLookup.FindName((*addresses)[0], name, NameSearch.Size) == 0)
        {
            status = FillHost(entry, name, addresses, family, buffer, size) ? 0 : (int)Errno.ERANGE;
            *error = status == 0 ? *error : -1;
            *result = status == 0 ? entry : null;
        }
        else
        {
            *error = HostNotFound;
        }

        free(addresses);
        return status;
    }

    [RuntimeExport("sethostent")]
    public static void sethostent(int stayOpen) => Hosts.File.Close();

    [RuntimeExport("endhostent")]
    public static void endhostent() => Hosts.File.Close();

    /// <summary>The next line of /etc/hosts with an IPv4 address.</summary>
    [RuntimeExport("gethostent")]
    public static HostEntry* gethostent()
    {
        FILE* file = Hosts.File.Open(Literal("/etc/hosts"u8));
        HostAddresses* addresses = (HostAddresses*)calloc(1, (nuint)sizeof(HostAddresses));
        HostEntry* result = null;
        byte* line;
        while (result == null && file != null && addresses != null && (line = Hosts.File.ReadLine(file)) != null)
        {
            HostAddress address;
            byte* names = HostsFile.Split(line, &address);
            if (names == null || address.Family != AF_INET)
            {
                continue;
            }

            names[strcspn(names, Literal(" \t"u8))] = 0;
            addresses->Add(address.Family, address.Bytes, 0);
            fixed (HostEntry* entry = &Hosts.Entry)
            {
                while (!FillHost(entry, names, addresses, AF_INET, Hosts.Buffer, Hosts.Size) && GrowHostBuffer())
                {
                }

                result = entry;
            }
        }

        free(addresses);
        return result;
    }

    private static bool GrowHostBuffer()
    {
        nuint size = Hosts.Size == 0 ? 1024 : Hosts.Size * 2;
        byte* buffer = (byte*)realloc(Hosts.Buffer, size);
        if (buffer != null)
        {
            Hosts.Buffer = buffer;
            Hosts.Size = size;
        }

        return buffer != null;
    }

    /// <summary>The pointers, then the addresses, then the name; false if there is no room.</summary>
    private static bool FillHost(HostEntry* entry, byte* name, HostAddresses* addresses, int family, byte* buffer, nuint size)
    {
        nuint length = family == AF_INET ? 4u : 16u;
        nuint count = (nuint)addresses->Count;
        nuint padding = (nuint)(-(long)buffer & 7);
        nuint nameSize = strlen(name) + 1;
        if (padding + ((count + 2) * (nuint)sizeof(byte*)) + (count * length) + nameSize > size)
        {
            return false;
        }

        byte** pointers = (byte**)(buffer + padding);
        byte* at = (byte*)(pointers + count + 2);
        entry->Addresses = pointers;
        for (int i = 0; i < (int)count; i++)
        {
            pointers[i] = (byte*)memcpy(at, (*addresses)[i]->Bytes, length);
            at += length;
        }

        pointers[count] = null;
        pointers[count + 1] = null;
        entry->Aliases = pointers + count + 1;
        entry->Name = (byte*)memcpy(at, name, nameSize);
        entry->Family = family;
        entry->Length = (int)length;
        return true;
    }
}
