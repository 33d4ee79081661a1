// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>netdb.h: getnameinfo (POSIX.1-2024 getnameinfo(), RFC 3493 §6.2), and the texts of errors.</summary>
public static unsafe partial class C
{
    private const int NiNumericHost = 1;
    private const int NiNumericService = 2;
    private const int NiNoDomain = 4;
    private const int NiNameRequired = 8;
    private const int NiDatagram = 16;

    /// <summary>EAI_FAMILY, EAI_NONAME if nothing is asked for or a name is needed and there is none, EAI_OVERFLOW.</summary>
    [RuntimeExport("getnameinfo")]
    public static int getnameinfo(NetworkAddress* address, uint length, byte* host, uint hostSize, byte* service, uint serviceSize, int flags)
    {
        HostAddress wanted = default;
        if (length < 16 || (address->Family == AF_INET6 && length < 28) || address->Family is not AF_INET and not AF_INET6)
        {
            return NetworkError.Family;
        }

        hostSize = host == null ? 0 : hostSize;
        serviceSize = service == null ? 0 : serviceSize;
        if (hostSize == 0 && serviceSize == 0)
        {
            return NetworkError.NoName;
        }

        wanted.Family = address->Family;
        wanted.Scope = address->Family == AF_INET6 ? address->Scope : 0;
        memcpy(wanted.Bytes, address->Family == AF_INET ? (byte*)&address->First : address->Bytes, (nuint)wanted.Size);
        int status = hostSize == 0 ? 0 : HostText(&wanted, host, hostSize, flags);
        return status != 0 || serviceSize == 0 ? status : ServiceText(address->Port, service, serviceSize, flags);
    }

    private static int HostText(HostAddress* address, byte* host, uint size, int flags)
    {
        byte* name = stackalloc byte[NameSearch.Size];
        *name = 0;
        if ((flags & NiNumericHost) == 0)
        {
            if (!HostsFile.FindName(address, name, NameSearch.Size) && NameLookup.FindName(address, name, NameSearch.Size) != 0)
            {
                *name = 0;
            }

            if (*name == 0 && (flags & NiNameRequired) != 0)
            {
                return NetworkError.NoName;
            }
        }

        if (*name == 0)
        {
            _ = inet_ntop(address->Family, address->Bytes, name, 64);
            AppendScope(address, name + strlen(name));
        }
        else if ((flags & NiNoDomain) != 0)
        {
            CutOwnDomain(name);
        }

        return strlcpy(host, name, size) < size ? 0 : NetworkError.Overflow;
    }

    private static void AppendScope(HostAddress* address, byte* end)
    {
        if (address->Scope != 0)
        {
            *end++ = (byte)'%';
            bool isLocal = (address->Bytes[0] == 0xFE && (address->Bytes[1] & 0xC0) == 0x80) || (address->Bytes[0] == 0xFF && (address->Bytes[1] & 15) == 2);
            if (!isLocal || if_indextoname(address->Scope, end) == null)
            {
                _ = AppendDecimal(end, address->Scope);
            }
        }
    }

    /// <summary>NI_NOFQDN: a name in this host's own domain without that domain.</summary>
    private static void CutOwnDomain(byte* name)
    {
        byte* own = stackalloc byte[256];
        byte* domain = gethostname(own, 256) == 0 ? strchr(own, '.') : null;
        byte* cut = domain == null ? null : strchr(name, '.');
        if (cut != null && strcasecmp(cut, domain) == 0)
        {
            *cut = 0;
        }
    }

    private static int ServiceText(ushort port, byte* service, uint size, int flags)
    {
        ServiceEntry entry = default;
        byte* line = null;
        byte* text = stackalloc byte[8];
        _ = AppendDecimal(text, ntohs(port));
        if ((flags & NiNumericService) == 0
            && ServicesFile.Find(null, port, (flags & NiDatagram) != 0 ? Literal("udp"u8) : Literal("tcp"u8), &entry, &line))
        {
            text = entry.Name;
        }

        bool fits = strlcpy(service, text, size) < size;
        free(line);
        return fits ? 0 : NetworkError.Overflow;
    }

    [RuntimeExport("gai_strerror")]
    public static byte* gai_strerror(int error) => error switch
    {
        NetworkError.BadFlags => Literal("Bad value for ai_flags"u8),
        NetworkError.NoName => Literal("Name or service not known"u8),
        NetworkError.Again => Literal("Temporary failure in name resolution"u8),
        NetworkError.Fail => Literal("Non-recoverable failure in name resolution"u8),
        NetworkError.NoData => Literal("No address associated with hostname"u8),
        NetworkError.Family => Literal("ai_family not supported"u8),
        NetworkError.SocketType => Literal("ai_socktype not supported"u8),
        NetworkError.Service => Literal("Servname not supported for ai_socktype"u8),
        NetworkError.AddressFamily => Literal("Address family for hostname not supported"u8),
        NetworkError.Memory => Literal("Memory allocation failure"u8),
        NetworkError.System => Literal("System error"u8),
        NetworkError.Overflow => Literal("Argument buffer overflow"u8),
        _ => Literal("Unknown error"u8),
    };

    [RuntimeExport("hstrerror")]
    public static byte* hstrerror(int error) => error switch
    {
        0 => Literal("Resolver Error 0 (no error)"u8),
        HostNotFound => Literal("Unknown host"u8),
        TryAgain => Literal("Host name lookup failure"u8),
        NoRecovery => Literal("Unknown server error"u8),
        NoData => Literal("No address associated with name"u8),
        _ => Literal("Unknown resolver error"u8),
    };

    [RuntimeExport("herror")]
    public static void herror(byte* text)
    {
        FILE* file = StdioStubs.Error();
        if (text != null && *text != 0)
        {
            _ = fputs(text, file);
            _ = fputs(Literal(": "u8), file);
        }

        _ = fputs(hstrerror(*__h_errno_location()), file);
        _ = fputc('\n', file);
    }
}
