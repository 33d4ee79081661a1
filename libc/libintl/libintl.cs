// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>libintl.h: texts in the user's language, from files of <see cref="MessageCatalog"/> (POSIX.1-2024 gettext()). Catalogs are taken to be in UTF-8.</summary>
public static unsafe partial class C
{
    private const int MessagesCategory = 5;

    private struct TextDomain
    {
        public TextDomain* Next;
        public byte* Directory;
        public byte* Name;
    }

    private static class Texts
    {
        internal static TextDomain* Bound;
        internal static MessageCatalog* Catalogs;
        internal static byte* Domain;
    }

    /// <summary>The domain of gettext, set unless null; an empty name is the default one. Null with ENOMEM.</summary>
    [RuntimeExport("textdomain")]
    public static byte* textdomain(byte* name)
    {
        if (name != null)
        {
            byte* copy = *name == 0 ? null : strdup(name);
            if (copy == null && *name != 0)
            {
                return null;
            }

            free(Texts.Domain);
            Texts.Domain = copy;
        }

        return Texts.Domain == null ? Literal("messages"u8) : Texts.Domain;
    }

    /// <summary>Where a domain's catalogs are, set unless null. Null with ENOMEM, or EINVAL without a name.</summary>
    [RuntimeExport("bindtextdomain")]
    public static byte* bindtextdomain(byte* name, byte* directory)
    {
        if (name == null || *name == 0)
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        TextDomain* bound = FindDomain(name);
        if (directory != null)
        {
            byte* copy = strdup(directory);
            bound = bound == null && copy != null ? NewDomain(name) : bound;
            if (copy == null || bound == null)
            {
                free(copy);
                return null;
            }

            // The old one may be in another thread's hands.
            bound->Directory = copy;
        }

        return bound == null ? Literal("/usr/share/locale"u8) : bound->Directory;
    }

    /// <summary>Texts are in UTF-8, and nothing else can be had: EINVAL for it; null while none was asked for.</summary>
    [RuntimeExport("bind_textdomain_codeset")]
    public static byte* bind_textdomain_codeset(byte* name, byte* codeset)
    {
        if (codeset != null && strcasecmp(codeset, Literal("UTF-8"u8)) != 0)
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        return codeset;
    }

    [RuntimeExport("gettext")]
    public static byte* gettext(byte* text) => Translate(null, text, null, 1, MessagesCategory);

    [RuntimeExport("dgettext")]
    public static byte* dgettext(byte* domain, byte* text) => Translate(domain, text, null, 1, MessagesCategory);

    [RuntimeExport("dcgettext")]
    public static byte* dcgettext(byte* domain, byte* text, int category) => Translate(domain, text, null, 1, category);

    [RuntimeExport("ngettext")]
    public static byte* ngettext(byte* one, byte* many, ulong number) => Translate(null, one, many, number, MessagesCategory);

    [RuntimeExport("dngettext")]
    public static byte* dngettext(byte* domain, byte* one, byte* many, ulong number) => Translate(domain, one, many, number, MessagesCategory);

    [RuntimeExport("dcngettext")]
    public static byte* dcngettext(byte* domain, byte* one, byte* many, ulong number, int category) => Translate(domain, one, many, number, category);

    /// <summary>The text in the first of the user's languages that has it; without one, itself. errno stays as it is.</summary>
    private static byte* Translate(byte* domain, byte* text, byte* many, ulong number, int category)
    {
        byte* untranslated = many != null && number != 1 ? many : text;
        byte* locale = text == null ? null : setlocale(category, null);
        if (locale == null || strcmp(locale, Literal("C"u8)) == 0 || strcmp(locale, Literal("POSIX"u8)) == 0)
        {
            return untranslated;
        }

        int error = Error.Current;
        byte* languages = getenv(Literal("LANGUAGE"u8));
        languages = languages == null || *languages == 0 ? locale : languages;
        byte* result = null;
        while (result == null && *languages != 0)
        {
            nuint length = strcspn(languages, Literal(":"u8));
            result = TranslateTo(languages, length, domain == null ? textdomain(null) : domain, category, text, many != null, number);
            languages += length;
            languages += *languages == ':' ? 1 : 0;
        }

        Error.Current = error;
        return result == null ? untranslated : result;
    }

    /// <summary>ll_CC.codeset@variant: tried whole, then with fewer of its three parts; the variant counts most, the codeset least.</summary>
    private static byte* TranslateTo(byte* language, nuint length, byte* domain, int category, byte* text, bool hasForms, ulong number)
    {
        const int MostLanguage = 64;
        if (length is 0 or >= MostLanguage || memchr(language, '/', length) != null)
        {
            return null;
        }

        byte* name = stackalloc byte[MostLanguage];
        byte* result = null;
        int present = PickParts(language, length, 7, name);
        for (int wanted = present; wanted >= 0 && result == null; wanted--)
        {
            if ((wanted & ~present) == 0)
            {
                _ = PickParts(language, length, wanted, name);
                result = TranslateIn(name, domain, category, text, hasForms, number);
            }
        }

        return result;
    }

    /// <summary>Copies the language and those parts of it that are wanted (1 codeset, 2 country, 4 variant); the parts that were copied.</summary>
    private static int PickParts(byte* language, nuint length, int wanted, byte* name)
    {
        int present = 0;
        int part = 0;
        for (nuint i = 0; i < length; i++)
        {
            part = language[i] switch
            {
                (byte)'.' => 1,
                (byte)'_' when part == 0 => 2,
                (byte)'@' => 4,
                _ => part,
            };
            if (part == 0 || (part & wanted) != 0)
            {
                *name++ = language[i];
                present |= part;
            }
        }

        *name = 0;
        return present;
    }

    private static byte* TranslateIn(byte* language, byte* domain, int category, byte* text, bool hasForms, ulong number)
    {
        TextDomain* bound = FindDomain(domain);
        byte* directory = bound == null ? Literal("/usr/share/locale"u8) : bound->Directory;
        byte* path = stackalloc byte[FileConstants.PATH_MAX];
        nuint size = strlen(directory) + strlen(language) + strlen(domain) + 32;
        if (size > FileConstants.PATH_MAX)
        {
            return null;
        }

        byte* end = stpcpy(path, directory);
        end = stpcpy(stpcpy(end, Literal("/"u8)), language);
        end = stpcpy(stpcpy(stpcpy(end, Literal("/"u8)), CategoryName(category)), Literal("/"u8));
        _ = stpcpy(stpcpy(end, domain), Literal(".mo"u8));
        MessageCatalog* catalog = FindCatalog(path);
        if (catalog == null)
        {
            return null;
        }

        byte* forms = catalog->Find(text, out uint length);
        return forms == null || !hasForms ? forms : catalog->PickForm(forms, length, number);
    }

    private static byte* CategoryName(int category) => category switch
    {
        0 => Literal("LC_CTYPE"u8),
        1 => Literal("LC_NUMERIC"u8),
        2 => Literal("LC_TIME"u8),
        3 => Literal("LC_COLLATE"u8),
        4 => Literal("LC_MONETARY"u8),
        _ => Literal("LC_MESSAGES"u8),
    };

    private static TextDomain* FindDomain(byte* name)
    {
        TextDomain* domain = Texts.Bound;
        while (domain != null && strcmp(domain->Name, name) != 0)
        {
            domain = domain->Next;
        }

        return domain;
    }

    private static TextDomain* NewDomain(byte* name)
    {
        TextDomain* domain = (TextDomain*)malloc((nuint)sizeof(TextDomain) + strlen(name) + 1);
        if (domain != null)
        {
            domain->Name = strcpy((byte*)(domain + 1), name);
            domain->Next = Texts.Bound;
            Texts.Bound = domain;
        }

        return domain;
    }

    /// <summary>Two threads may both read a catalog for the first time: then one of the two is found from then on, and both stay.</summary>
    private static MessageCatalog* FindCatalog(byte* path)
    {
        MessageCatalog* catalog = Texts.Catalogs;
        while (catalog != null && strcmp(catalog->Path, path) != 0)
        {
            catalog = catalog->Next;
        }

        if (catalog != null)
        {
            return catalog;
        }

        catalog = (MessageCatalog*)calloc(1, (nuint)sizeof(MessageCatalog) + strlen(path) + 1);
        if (catalog != null)
        {
            catalog->Path = strcpy((byte*)(catalog + 1), path);
            catalog->Load();
            catalog->Next = Texts.Catalogs;
            Texts.Catalogs = catalog;
        }

        return catalog;
    }
}
