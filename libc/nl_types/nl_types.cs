// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>nl_types.h: message catalogues (POSIX.1-2008 catopen(), catgets(), catclose()).</summary>
public static unsafe partial class C
{
    private const int UsesLocale = 1;

    /// <summary>A name with a slash is a path; others are looked for along NLSPATH, whose %N is the name, %L the language and %l, %t and %c its parts.</summary>
    /// <returns>(nl_catd)-1 and errno: what open(2) says of the last file tried, EINVAL if it is no catalogue.</returns>
    [RuntimeExport("catopen")]
    internal static MessageFile* catopen(byte* name, int flag)
    {
        if (*name == 0)
        {
            _ = Error.Set(Errno.ENOENT);
            return NoCatalog;
        }

        if (strchr(name, '/') != null)
        {
            MessageFile* named = MessageFile.Open(name);
            return named == null ? NoCatalog : named;
        }

        byte* path = IsPrivileged ? null : getenv(Literal("NLSPATH"u8));
        path = path == null || *path == 0 ? CatalogPath : path;
        byte* language = MessageLanguage(flag);
        byte* file = stackalloc byte[PathLimit];
        _ = Error.Set(Errno.ENOENT);
        while (*path != 0)
        {
            if (ExpandCatalogPath(&path, file, name, language))
            {
                MessageFile* found = MessageFile.Open(file);
                if (found != null)
                {
                    return found;
                }
            }
        }

        return NoCatalog;
    }

    /// <summary>The text, or the default if there is none of that number (errno then is ENOMSG, or EBADF without a catalogue).</summary>
    [RuntimeExport("catgets")]
    internal static byte* catgets(MessageFile* catalog, int set, int message, byte* text)
    {
        if (catalog == NoCatalog || catalog == null)
        {
            _ = Error.Set(Errno.EBADF);
            return text;
        }

        byte* found = catalog->Find(set, message);
        if (found == null)
        {
            _ = Error.Set(Errno.ENOMSG);
        }

        return found == null ? text : found;
    }

    [RuntimeExport("catclose")]
    internal static int catclose(MessageFile* catalog)
    {
        if (catalog == NoCatalog || catalog == null)
        {
            return Error.Set(Errno.EBADF);
        }

        catalog->Close();
        return 0;
    }

    private const int PathLimit = 4096;

    private static byte* CatalogPath =>
        Literal("/usr/share/locale/%L/%N:/usr/share/locale/%L/LC_MESSAGES/%N:/usr/share/locale/%l/%N:/usr/share/locale/%l/LC_MESSAGES/%N"u8);

    private static MessageFile* NoCatalog => (MessageFile*)-1;

    private static bool IsPrivileged => getuid() != geteuid() || getgid() != getegid();

    private static byte* MessageLanguage(int flag)
    {
        byte* language = flag == UsesLocale ? getenv(Literal("LC_ALL"u8)) : getenv(Literal("LANG"u8));
        language = flag == UsesLocale && (language == null || *language == 0) ? getenv(Literal("LC_MESSAGES"u8)) : language;
        language = language == null || *language == 0 ? getenv(Literal("LANG"u8)) : language;
        return language == null || *language == 0 || strchr(language, '/') != null ? Literal("C"u8) : language;
    }

    /// <summary>The next path of the list, without its templates; false if it is too long.</summary>
    private static bool ExpandCatalogPath(byte** list, byte* file, byte* name, byte* language)
    {
        byte* next = *list;
        int length = 0;
        bool isEmpty = *next is 0 or (byte)':';
        for (; *next != 0 && *next != ':'; next++)
        {
            byte* part = next;
            nuint count = 1;
            if (*next == '%' && next[1] != 0)
            {
                part = CatalogPathPart(*++next, name, language, out count);
            }

            if (length + (long)count >= PathLimit - 1)
            {
                length = PathLimit;
                continue;
            }

            _ = memcpy(file + length, part, count);
            length += (int)count;
        }

        *list = *next == 0 ? next : next + 1;
        if (length >= PathLimit)
        {
            return false;
        }

        file[length] = 0;
        if (isEmpty)
        {
            _ = strcpy(file, name);
        }

        return true;
    }

    private static byte* CatalogPathPart(byte letter, byte* name, byte* language, out nuint count)
    {
        // language[_territory][.codeset]
        nuint whole = strlen(language), underscore = strcspn(language, Literal("_.@"u8)), dot = strcspn(language, Literal(".@"u8));
        byte* part = letter == 'N' ? name : language;
        count = letter == 'N' ? strlen(name) : letter == 'L' ? whole : letter == 'l' ? underscore : 0;
        if (letter == 't' && language[underscore] == '_')
        {
            part = language + underscore + 1;
            count = dot - underscore - 1;
        }
        else if (letter == 'c' && language[dot] == '.')
        {
            part = language + dot + 1;
            count = strcspn(part, Literal("@"u8));
        }
        else if (letter == '%')
        {
            part = Literal("%"u8);
            count = 1;
        }

        return part;
    }
}
