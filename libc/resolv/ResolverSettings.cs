// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>What /etc/resolv.conf says (resolv.conf(5)); read anew for each question, as it changes with the network.</summary>
internal unsafe struct ResolverSettings
{
    internal const int MostServers = 3;
    internal const int SearchSize = 256;
    private const int MostDots = 15;
    private const int MostSeconds = 30;
    private const int MostAttempts = 5;

    private fixed byte _servers[MostServers * 40];
    internal int ServerCount;
    internal int Dots;
    internal int Seconds;
    internal int Attempts;

    /// <summary>Domains between blanks.</summary>
    internal fixed byte Search[SearchSize];

    internal HostAddress* Server(int index)
    {
        fixed (byte* first = _servers)
        {
            return (HostAddress*)first + index;
        }
    }

    internal static void Load(ResolverSettings* settings)
    {
        *settings = default;
        settings->Dots = 1;
        settings->Seconds = 5;
        settings->Attempts = 2;
        FILE* file = C.fopen(C.Literal("/etc/resolv.conf"u8), C.Literal("re"u8));
        byte* line = null;
        nuint size = 0;
        while (file != null && C.getline(&line, &size, file) > 0)
        {
            line[C.strcspn(line, C.Literal("\n#;"u8))] = 0;
            byte* rest = line + C.strcspn(line, C.Literal(" \t"u8));
            if (*rest != 0)
            {
                *rest++ = 0;
                settings->Apply(line, rest);
            }
        }

        C.free(line);
        if (file != null)
        {
            _ = C.fclose(file);
        }

        if (settings->ServerCount == 0)
        {
            settings->AddServer(C.Literal("127.0.0.1"u8));
        }
    }

    private void Apply(byte* keyword, byte* rest)
    {
        rest += C.strspn(rest, C.Literal(" \t"u8));
        if (C.strcmp(keyword, C.Literal("nameserver"u8)) == 0)
        {
            rest[C.strcspn(rest, C.Literal(" \t"u8))] = 0;
            AddServer(rest);
        }
        else if (C.strcmp(keyword, C.Literal("domain"u8)) == 0 || C.strcmp(keyword, C.Literal("search"u8)) == 0)
        {
            fixed (byte* search = Search)
            {
                _ = C.strlcpy(search, rest, SearchSize);
            }
        }
        else if (C.strcmp(keyword, C.Literal("options"u8)) == 0)
        {
            ApplyOption(rest, "ndots:"u8, ref Dots, MostDots);
            ApplyOption(rest, "timeout:"u8, ref Seconds, MostSeconds);
            ApplyOption(rest, "attempts:"u8, ref Attempts, MostAttempts);
        }
    }

    private static void ApplyOption(byte* options, System.ReadOnlySpan<byte> name, ref int value, int most)
    {
        byte* found = C.strstr(options, C.Literal(name));
        if (found != null && C.isdigit(found[name.Length]) != 0)
        {
            long number = C.strtol(found + name.Length, null, 10);
            value = number > most ? most : (int)number;
        }
    }

    private void AddServer(byte* text)
    {
        HostAddress address;
        if (ServerCount < MostServers && C.ParseAddress(text, &address))
        {
            *Server(ServerCount++) = address;
        }
    }
}
