// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>netdb.h: services, protocols and networks, by their files.</summary>
public static unsafe partial class C
{
    private struct AliasList
    {
        public fixed ulong Pointers[ServicesFile.MostAliases + 1];
    }

    private static class Services
    {
        internal static EntryFile File;
        internal static ServiceEntry Entry;
        internal static AliasList Aliases;
    }

    private static class Protocols
    {
        internal static EntryFile File;
        internal static ProtocolEntry Entry;
        internal static AliasList Aliases;
    }

    private static class Networks
    {
        internal static EntryFile File;
        internal static NetworkEntry Entry;
        internal static AliasList Aliases;
    }

    /// <summary>C's struct netent.</summary>
    public struct NetworkEntry
    {
        public byte* Name;
        public byte** Aliases;
        public int Family;

        /// <summary>In host order.</summary>
        public uint Number;
    }

    [RuntimeExport("setservent")]
    public static void setservent(int stayOpen) => Services.File.Close();

    [RuntimeExport("endservent")]
    public static void endservent() => Services.File.Close();

    [RuntimeExport("getservent")]
    public static ServiceEntry* getservent()
    {
        FILE* file = Services.File.Open(Literal("/etc/services"u8));
        fixed (ServiceEntry* entry = &Services.Entry)
        {
            fixed (AliasList* aliases = &Services.Aliases)
            {
                byte* line;
                while (file != null && (line = Services.File.ReadLine(file)) != null)
                {
                    if (ServicesFile.Parse(line, entry, (byte**)aliases))
                    {
                        return entry;
                    }
                }
            }
        }

        return null;
    }

    [RuntimeExport("getservbyname")]
    public static ServiceEntry* getservbyname(byte* name, byte* protocol) => FindService(name, 0, protocol);

    [RuntimeExport("getservbyport")]
    public static ServiceEntry* getservbyport(int port, byte* protocol) => FindService(null, port, protocol);

    private static ServiceEntry* FindService(byte* name, int port, byte* protocol)
    {
        endservent();
        ServiceEntry* entry;
        while ((entry = getservent()) != null)
        {
            if ((protocol == null || strcmp(entry->Protocol, protocol) == 0)
                && (name == null ? entry->Port == port : ServicesFile.IsNamed(name, entry->Name, entry->Aliases)))
            {
                break;
            }
        }

        endservent();
        return entry;
    }

    /// <summary>0 with a null result if there is none (ENOENT in glibc); ERANGE if the buffer is too small.</summary>
    [RuntimeExport("getservbyname_r")]
    public static int getservbyname_r(byte* name, byte* protocol, ServiceEntry* entry, byte* buffer, nuint size, ServiceEntry** result) =>
        CopyService(name, 0, protocol, entry, buffer, size, result);

    [RuntimeExport("getservbyport_r")]
    public static int getservbyport_r(int port, byte* protocol, ServiceEntry* entry, byte* buffer, nuint size, ServiceEntry** result) =>
        CopyService(null, port, protocol, entry, buffer, size, result);

    private static int CopyService(byte* name, int port, byte* protocol, ServiceEntry* entry, byte* buffer, nuint size, ServiceEntry** result)
    {
        byte* line = null;
        *result = null;
        int status = 0;
        if (ServicesFile.Find(name, port, protocol, entry, &line))
        {
            // The line's words stay where they are in it, so the copy has them at the same distances; no aliases are needed to find it.
            nuint length = (nuint)(entry->Protocol - line) + strlen(entry->Protocol) + 1;
            if (length + (2 * (nuint)sizeof(byte*)) > size)
            {
                status = (int)Errno.ERANGE;
            }
            else
            {
                nuint padding = (nuint)(-(long)buffer & 7);
                byte** aliases = (byte**)(buffer + padding);
                byte* copy = (byte*)(aliases + 1);
                memcpy(copy, line, length);
                *aliases = null;
                entry->Name = copy + (entry->Name - line);
                entry->Protocol = copy + (entry->Protocol - line);
                entry->Aliases = aliases;
                *result = entry;
            }
        }

        free(line);
        return status;
    }

    [RuntimeExport("setprotoent")]
    public static void setprotoent(int stayOpen) => Protocols.File.Close();

    [RuntimeExport("endprotoent")]
    public static void endprotoent() => Protocols.File.Close();

    [RuntimeExport("getprotoent")]
    public static ProtocolEntry* getprotoent()
    {
        FILE* file = Protocols.File.Open(Literal("/etc/protocols"u8));
        fixed (ProtocolEntry* entry = &Protocols.Entry)
        {
            fixed (AliasList* aliases = &Protocols.Aliases)
            {
                byte* line;
                while (file != null && (line = Protocols.File.ReadLine(file)) != null)
                {
                    byte* value = ServicesFile.SplitLine(line, &entry->Name, (byte**)aliases);
                    if (value != null && isdigit(*value) != 0)
                    {
                        entry->Number = atoi(value);
                        entry->Aliases = (byte**)aliases;
                        return entry;
                    }
                }
            }
        }

        return null;
    }

    [RuntimeExport("getprotobyname")]
    public static ProtocolEntry* getprotobyname(byte* name)
    {
        endprotoent();
        ProtocolEntry* entry;
        while ((entry = getprotoent()) != null && !ServicesFile.IsNamed(name, entry->Name, entry->Aliases))
        {
        }

        endprotoent();
        return entry;
    }

    [RuntimeExport("getprotobynumber")]
    public static ProtocolEntry* getprotobynumber(int number)
    {
        endprotoent();
        ProtocolEntry* entry;
        while ((entry = getprotoent()) != null && entry->Number != number)
        {
        }

        endprotoent();
        return entry;
    }

    [RuntimeExport("setnetent")]
    public static void setnetent(int stayOpen) => Networks.File.Close();

    [RuntimeExport("endnetent")]
    public static void endnetent() => Networks.File.Close();

    [RuntimeExport("getnetent")]
    public static NetworkEntry* getnetent()
    {
        FILE* file = Networks.File.Open(Literal("/etc/networks"u8));
        fixed (NetworkEntry* entry = &Networks.Entry)
        {
            fixed (AliasList* aliases = &Networks.Aliases)
            {
                byte* line;
                while (file != null && (line = Networks.File.ReadLine(file)) != null)
                {
                    byte* value = ServicesFile.SplitLine(line, &entry->Name, (byte**)aliases);
                    if (value != null && (entry->Number = inet_network(value)) != uint.MaxValue)
                    {
                        entry->Family = AF_INET;
                        entry->Aliases = (byte**)aliases;
                        return entry;
                    }
                }
            }
        }

        return null;
    }

    [RuntimeExport("getnetbyname")]
    public static NetworkEntry* getnetbyname(byte* name)
    {
        endnetent();
        NetworkEntry* entry;
        while ((entry = getnetent()) != null && !ServicesFile.IsNamed(name, entry->Name, entry->Aliases))
        {
        }

        endnetent();
        return entry;
    }

    [RuntimeExport("getnetbyaddr")]
    public static NetworkEntry* getnetbyaddr(uint number, int family)
    {
        endnetent();
        NetworkEntry* entry;
        while ((entry = getnetent()) != null && (entry->Number != number || family != AF_INET))
        {
        }

        endnetent();
        return entry;
    }
}
