// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>/etc/hosts: an address and its names on each line (hosts(5)).</summary>
internal static unsafe class HostsFile
{
    /// <summary>Adds the addresses of a name; 0, or NoName if it has none of that family.</summary>
    internal static int Find(byte* name, int family, HostAddresses* result)
    {
        FILE* file = Open();
        byte* line = null;
        nuint size = 0;
        while (file != null && C.getline(&line, &size, file) > 0)
        {
            HostAddress address;
            byte* names = Split(line, &address);
            if (names == null || !Contains(names, name))
            {
                continue;
            }

            if (family == 0 || family == address.Family)
            {
                result->Add(address.Family, address.Bytes, address.Scope);
                if (!result->HasCanonical)
                {
                    names[C.strcspn(names, C.Literal(" \t"u8))] = 0;
                    result->SetCanonical(names);
                }
            }
        }

        Close(file, line);
        return result->Count > 0 ? 0 : NetworkError.NoName;
    }

    /// <summary>The first name of an address; false if it has none.</summary>
    internal static bool FindName(HostAddress* wanted, byte* name, nuint size)
    {
        FILE* file = Open();
        byte* line = null;
        nuint lineSize = 0;
        bool isFound = false;
        while (!isFound && file != null && C.getline(&line, &lineSize, file) > 0)
        {
            HostAddress address;
            byte* names = Split(line, &address);
            if (names != null && address.Family == wanted->Family && C.memcmp(address.Bytes, wanted->Bytes, (nuint)wanted->Size) == 0)
            {
                names[C.strcspn(names, C.Literal(" \t"u8))] = 0;
                isFound = C.strlcpy(name, names, size) < size;
            }
        }

        Close(file, line);
        return isFound;
    }

    internal static FILE* Open() => C.fopen(C.Literal("/etc/hosts"u8), C.Literal("re"u8));

    private static void Close(FILE* file, byte* line)
    {
        C.free(line);
        if (file != null)
        {
            _ = C.fclose(file);
        }
    }

    /// <summary>The address of a line, and its names, which end with a zero; null if it is no such line.</summary>
    internal static byte* Split(byte* line, HostAddress* address)
    {
        line[C.strcspn(line, C.Literal("#\n"u8))] = 0;
        byte* names = line + C.strcspn(line, C.Literal(" \t"u8));
        if (*names == 0)
        {
            return null;
        }

        *names++ = 0;
        names += C.strspn(names, C.Literal(" \t"u8));
        return *names != 0 && C.ParseAddress(line, address) ? names : null;
    }

    private static bool Contains(byte* names, byte* name)
    {
        nuint length = C.strlen(name);
        while (*names != 0)
        {
            nuint word = C.strcspn(names, C.Literal(" \t"u8));
            if (word == length && C.strncasecmp(names, name, length) == 0)
            {
                return true;
            }

            names += word;
            names += C.strspn(names, C.Literal(" \t"u8));
        }

        return false;
    }
}
