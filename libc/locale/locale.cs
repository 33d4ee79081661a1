// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>locale.h. There is one locale under three names: C, POSIX and C.UTF-8; its characters are UTF-8, all else is C's.</summary>
public static unsafe partial class C
{
    private const int AllCategories = 6;

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

    private static class LocaleData
    {
        internal static LocaleConventions Conventions;
        internal static bool IsUtf8Named;
    }

    /// <summary>An empty name asks the environment (LC_ALL, LC_x, LANG), of which only the name matters. Null for a locale that there is not.</summary>
    [RuntimeExport("setlocale")]
    public static byte* setlocale(int category, byte* name)
    {
        if (category is < 0 or > AllCategories)
        {
            return null;
        }

        if (name != null)
        {
            name = *name == 0 ? LocaleOfEnvironment() : name;
            bool isPlain = IsPlainLocale(name);
            if (!isPlain && !IsUtf8Locale(name))
            {
                return null;
            }

            LocaleData.IsUtf8Named = !isPlain;
        }

        return LocaleData.IsUtf8Named ? Literal("C.UTF-8"u8) : Literal("C"u8);
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

    /// <summary>ENOENT for a locale that there is not; EINVAL for categories that there are not.</summary>
    [RuntimeExport("newlocale")]
    public static void* newlocale(int mask, byte* name, void* old)
    {
        if ((mask & ~0x7F) != 0 || name == null)
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        name = *name == 0 ? LocaleOfEnvironment() : name;
        if (!IsPlainLocale(name) && !IsUtf8Locale(name))
        {
            Error.Current = (int)Errno.ENOENT;
            return null;
        }

        return OnlyLocale();
    }

    [RuntimeExport("duplocale")]
    public static void* duplocale(void* locale) => OnlyLocale();

    [RuntimeExport("freelocale")]
    public static void freelocale(void* locale)
    {
    }

    /// <summary>Always LC_GLOBAL_LOCALE, since every other is the same.</summary>
    [RuntimeExport("uselocale")]
    public static void* uselocale(void* locale) => (void*)-1;

    private static void* OnlyLocale()
    {
        fixed (LocaleConventions* conventions = &LocaleData.Conventions)
        {
            return conventions;
        }
    }

    private static byte* LocaleOfEnvironment()
    {
        byte* name = getenv(Literal("LC_ALL"u8));
        name = name == null || *name == 0 ? getenv(Literal("LC_CTYPE"u8)) : name;
        name = name == null || *name == 0 ? getenv(Literal("LANG"u8)) : name;

        // A name from outside that is not known must not make the program fail: the user means some UTF-8.
        return name == null || *name == 0 || IsPlainLocale(name) ? Literal("C"u8) : Literal("C.UTF-8"u8);
    }

    private static bool IsPlainLocale(byte* name) => strcmp(name, Literal("C"u8)) == 0 || strcmp(name, Literal("POSIX"u8)) == 0;

    private static bool IsUtf8Locale(byte* name) => strcasecmp(name, Literal("C.UTF-8"u8)) == 0 || strcasecmp(name, Literal("C.UTF8"u8)) == 0;
}
