// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Skift.Libc;

/// <summary>C's struct servent.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ServiceEntry
{
    public byte* Name;
    public byte** Aliases;

    /// <summary>In network order.</summary>
    public int Port;
    public byte* Protocol;
}

/// <summary>C's struct protoent, and struct netent with another last field.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ProtocolEntry
{
    public byte* Name;
    public byte** Aliases;
    public int Number;
}

/// <summary>Lines of a name, a number and other names: /etc/services, /etc/protocols, /etc/networks.</summary>
internal static unsafe class ServicesFile
{
    internal const int MostAliases = 16;

    /// <summary>By name, or by port if that is null; the protocol may be null. The texts are in <paramref name="line"/>, which the caller frees.</summary>
    internal static bool Find(byte* name, int port, byte* protocol, ServiceEntry* entry, byte** line)
    {
        byte** aliases = stackalloc byte*[MostAliases + 1];
        nuint size = 0;
        FILE* file = C.fopen(C.Literal("/etc/services"u8), C.Literal("re"u8));
        bool isFound = false;
        while (!isFound && file != null && C.getline(line, &size, file) > 0)
        {
            isFound = Parse(*line, entry, aliases) && (protocol == null || C.strcmp(entry->Protocol, protocol) == 0)
                && (name == null ? entry->Port == port : IsNamed(name, entry->Name, aliases));
        }

        if (file != null)
        {
            _ = C.fclose(file);
        }

        return isFound;
    }

    /// <summary>name port/protocol alias... # comment</summary>
    internal static bool Parse(byte* line, ServiceEntry* entry, byte** aliases)
    {
        byte* value = SplitLine(line, &entry->Name, aliases);
        if (value == null)
        {
            return false;
        }

        byte* end;
        ulong port = C.strtoul(value, &end, 10);
        if (end == value || *end != '/' || port > ushort.MaxValue)
        {
            return false;
        }

        entry->Aliases = aliases;
        entry->Port = C.htons((ushort)port);
        entry->Protocol = end + 1;
        return true;
    }

    /// <summary>The words of a line: the first, the second (the answer, null if there is none), and the others.</summary>
    internal static byte* SplitLine(byte* line, byte** name, byte** aliases)
    {
        line[C.strcspn(line, C.Literal("#\n"u8))] = 0;
        *name = NextWord(ref line);
        byte* value = NextWord(ref line);
        int count = 0;
        byte* word;
        while (count < MostAliases && *(word = NextWord(ref line)) != 0)
        {
            aliases[count++] = word;
        }

        aliases[count] = null;
        return *value == 0 ? null : value;
    }

    internal static bool IsNamed(byte* name, byte* own, byte** aliases)
    {
        bool isNamed = C.strcmp(own, name) == 0;
        for (; !isNamed && *aliases != null; aliases++)
        {
            isNamed = C.strcmp(*aliases, name) == 0;
        }

        return isNamed;
    }

    private static byte* NextWord(ref byte* cursor)
    {
        cursor += C.strspn(cursor, C.Literal(" \t\r"u8));
        byte* word = cursor;
        cursor += C.strcspn(cursor, C.Literal(" \t\r"u8));
        if (*cursor != 0)
        {
            *cursor++ = 0;
        }

        return word;
    }
}
