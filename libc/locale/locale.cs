// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>
/// locale.h. There are two locales: C (or POSIX), whose characters are bytes, and C.UTF-8; all but characters is C's in both.
/// </summary>
public static unsafe partial class C
{
    private const int AllCategories = 6;
    private const int EveryCategory = (1 << AllCategories) - 1;

    /// <summary>C's struct lconv.</summary>
    public struct LocaleConventions
    {
        public byte* DecimalPoint;
        public byte* ThousandsSeparator;
        public byte* Grouping;
        public byte* InternationalCurrency;
        public byte* Currency;
        public byte* MoneyDecimalPoint;
        public byte* MoneyThousandsSeparator;
        public byte* MoneyGrouping;
        public byte* PositiveSign;
        public byte* NegativeSign;

        /// <summary>Fourteen numbers of which the C locale knows none: CHAR_MAX.</summary>
        public fixed byte Numbers[14];
    }

    /// <summary>A locale_t points to the element of its locale: 0 is C, 1 is C.UTF-8.</summary>
    private struct LocaleObjects
    {
        public fixed byte Objects[2];
    }

    /// <summary>The longest is C.UTF-8 six times, with five semicolons and the zero.</summary>
    private struct LocaleNames
    {
        public fixed byte Text[48];
    }

    private static class LocaleData
    {
        internal static LocaleConventions Conventions;
        internal static LocaleObjects Objects;
        internal static LocaleNames Names;

        /// <summary>A bit for each category of the program's locale that is C.UTF-8's.</summary>
        internal static int Utf8Categories;
    }

    /// <summary>Are characters bytes, for the calling thread? Those over 127 are then the wide characters U+DF80 to U+DFFF, which UTF-8 cannot hold.</summary>
    internal static bool IsBytewise
    {
        get
        {
            byte* own = ThreadStubs.Self()->Locale;
            return own == null ? (LocaleData.Utf8Categories & 1) == 0 : own == LocaleObject(false);
        }
    }

    /// <summary>
    /// An empty name asks the environment (LC_ALL, LC_x, LANG); C.UTF-8 if that says nothing. Null for a locale that there is not.
    /// Categories of both locales have a name of six parts, as "C.UTF-8;C;C;C;C;C", which is taken too.
    /// </summary>
    [RuntimeExport("setlocale")]
    public static byte* setlocale(int category, byte* name)
    {
        if (category is < 0 or > AllCategories)
        {
            return null;
        }

        int changed = category == AllCategories ? EveryCategory : 1 << category;
        if (name != null)
        {
            int wanted = *name == 0 ? Utf8OfEnvironment() : Utf8OfName(name);
            if (wanted < 0)
            {
                return null;
            }

            LocaleData.Utf8Categories = (LocaleData.Utf8Categories & ~changed) | (wanted & changed);
        }

        int chosen = LocaleData.Utf8Categories & changed;
        return chosen == 0 ? Literal("C"u8) : chosen == changed ? Literal("C.UTF-8"u8) : MixedName(chosen);
    }

    [RuntimeExport("localeconv")]
    public static LocaleConventions* localeconv()
    {
        fixed (LocaleConventions* conventions = &LocaleData.Conventions)
        {
            byte* none = Literal(""u8);
            byte** texts = (byte**)conventions;
            for (int i = 0; i < 10; i++)
            {
                texts[i] = none;
            }

            conventions->DecimalPoint = Literal("."u8);
            memset(conventions->Numbers, 127, 14);
            return conventions;
        }
    }

    /// <summary>Only LC_CTYPE matters. ENOENT for a locale that there is not; EINVAL for categories that there are not.</summary>
    [RuntimeExport("newlocale")]
    public static byte* newlocale(int mask, byte* name, byte* old)
    {
        if ((mask & ~0x7F) != 0 || name == null)
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        int wanted = *name == 0 ? Utf8OfEnvironment() : Utf8OfName(name);
        if (wanted < 0)
        {
            Error.Current = (int)Errno.ENOENT;
            return null;
        }

        return (mask & (1 | 1 << AllCategories)) != 0 ? LocaleObject((wanted & 1) != 0) : old == null ? LocaleObject(false) : old;
    }

    [RuntimeExport("duplocale")]
    public static byte* duplocale(byte* locale) => locale == ProgramsLocale ? LocaleObject((LocaleData.Utf8Categories & 1) != 0) : locale;

    /// <summary>Nothing to be done: the two that there are stay.</summary>
    [RuntimeExport("freelocale")]
    public static void freelocale(byte* locale)
    {
    }

    /// <summary>The thread's locale before; LC_GLOBAL_LOCALE if it followed the program's.</summary>
    [RuntimeExport("uselocale")]
    public static byte* uselocale(byte* locale)
    {
        ThreadBlock* self = ThreadStubs.Self();
        byte* before = self->Locale == null ? ProgramsLocale : self->Locale;
        if (locale != null)
        {
            self->Locale = locale == ProgramsLocale ? null : locale;
        }

        return before;
    }

    /// <summary>LC_GLOBAL_LOCALE.</summary>
    private static byte* ProgramsLocale => (byte*)-1;

    /// <summary>What MB_CUR_MAX is: the bytes of the longest character.</summary>
    [RuntimeExport("__ctype_get_mb_cur_max")]
    public static nuint __ctype_get_mb_cur_max() => IsBytewise ? 1u : 4u;

    private static byte* LocaleObject(bool isUtf8)
    {
        fixed (LocaleObjects* objects = &LocaleData.Objects)
        {
            return objects->Objects + (isUtf8 ? 1 : 0);
        }
    }

    /// <summary>The categories that are C.UTF-8's where the user decides.</summary>
    private static int Utf8OfEnvironment()
    {
        int result = 0;
        byte* category = Literal("LC_CTYPE\0LC_NUMERIC\0LC_TIME\0LC_COLLATE\0LC_MONETARY\0LC_MESSAGES"u8);
        for (int i = 0; i < AllCategories; i++)
        {
            byte* name = getenv(Literal("LC_ALL"u8));
            name = name == null || *name == 0 ? getenv(category) : name;
            name = name == null || *name == 0 ? getenv(Literal("LANG"u8)) : name;

            // A name from outside that is not known must not make the program fail: the user means some UTF-8.
            result |= name != null && IsPlainLocale(name, strlen(name)) ? 0 : 1 << i;
            category += strlen(category) + 1;
        }

        return result;
    }

    /// <summary>The categories that are C.UTF-8's by a name of one part or of six; -1 for a locale that there is not.</summary>
    private static int Utf8OfName(byte* name)
    {
        int result = 0;
        int parts = 0;
        do
        {
            name += parts == 0 ? 0 : 1;
            nuint length = strcspn(name, Literal(";"u8));
            bool isUtf8 = IsUtf8Locale(name, length);
            if (!isUtf8 && !IsPlainLocale(name, length))
            {
                return -1;
            }

            result |= isUtf8 ? 1 << parts : 0;
            name += length;
            parts++;
        }
        while (*name != 0 && parts < AllCategories);

        return *name != 0 ? -1 : parts == 1 ? result * EveryCategory : parts == AllCategories ? result : -1;
    }

    private static byte* MixedName(int utf8Categories)
    {
        fixed (LocaleNames* names = &LocaleData.Names)
        {
            byte* end = names->Text;
            for (int i = 0; i < AllCategories; i++)
            {
                end = stpcpy(end, i == 0 ? Literal(""u8) : Literal(";"u8));
                end = stpcpy(end, (utf8Categories >> i & 1) == 0 ? Literal("C"u8) : Literal("C.UTF-8"u8));
            }

            return names->Text;
        }
    }

    private static bool IsPlainLocale(byte* name, nuint length) =>
        (length == 1 && *name == 'C') || (length == 5 && strncmp(name, Literal("POSIX"u8), 5) == 0);

    private static bool IsUtf8Locale(byte* name, nuint length) =>
        (length == 7 && strncasecmp(name, Literal("C.UTF-8"u8), 7) == 0) || (length == 6 && strncasecmp(name, Literal("C.UTF8"u8), 6) == 0);
}
