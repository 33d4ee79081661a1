// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime;
using System.Text;

namespace Skift.Libc;

/// <summary>wctype.h, by Unicode's general categories (POSIX.1-2008 <c>LC_CTYPE</c>).</summary>
public static unsafe partial class C
{
    private const uint LastCharacter = 0x10FFFF;

    [RuntimeExport("iswalpha")]
    public static int iswalpha(uint c) => c < 128 ? isalpha((int)c) : Bool(IsLetter(Category(c)) || (Category(c) == UnicodeCategory.DecimalDigitNumber));

    [RuntimeExport("iswdigit")]
    public static int iswdigit(uint c) => Bool(c - '0' < 10);

    [RuntimeExport("iswalnum")]
    public static int iswalnum(uint c) => Bool(iswdigit(c) != 0 || iswalpha(c) != 0);

    [RuntimeExport("iswxdigit")]
    public static int iswxdigit(uint c) => c < 128 ? isxdigit((int)c) : 0;

    [RuntimeExport("iswupper")]
    public static int iswupper(uint c) => c < 128 ? isupper((int)c) : Bool(towlower(c) != c);

    [RuntimeExport("iswlower")]
    public static int iswlower(uint c) => c < 128 ? islower((int)c) : Bool(towupper(c) != c || Category(c) == UnicodeCategory.LowercaseLetter);

    /// <summary>No-break spaces do not count: they are there to keep text together.</summary>
    [RuntimeExport("iswspace")]
    public static int iswspace(uint c) => c < 128 ? isspace((int)c)
        : Bool(c is not (0xA0 or 0x2007 or 0x202F) && Category(c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    [RuntimeExport("iswblank")]
    public static int iswblank(uint c) => c < 128 ? isblank((int)c)
        : Bool(c is not (0xA0 or 0x2007 or 0x202F) && Category(c) == UnicodeCategory.SpaceSeparator);

    [RuntimeExport("iswcntrl")]
    public static int iswcntrl(uint c) => Bool(c < 32 || c - 0x7F < 33 || c is 0x2028 or 0x2029);

    [RuntimeExport("iswprint")]
    public static int iswprint(uint c) => c < 128 ? isprint((int)c)
        : Bool(iswcntrl(c) == 0 && Category(c) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate));

    [RuntimeExport("iswgraph")]
    public static int iswgraph(uint c) => Bool(iswprint(c) != 0 && iswspace(c) == 0 && c != ' ');

    [RuntimeExport("iswpunct")]
    public static int iswpunct(uint c) => Bool(iswgraph(c) != 0 && iswalnum(c) == 0);

    [RuntimeExport("towupper")]
    public static uint towupper(uint c) => Rune.IsValid(c) ? (uint)Rune.ToUpperInvariant(new Rune(c)).Value : c;

    [RuntimeExport("towlower")]
    public static uint towlower(uint c) => Rune.IsValid(c) ? (uint)Rune.ToLowerInvariant(new Rune(c)).Value : c;

    /// <summary>A class by its name: its number, from 1 in the order of the standard's list; 0 if there is none of that name.</summary>
    [RuntimeExport("wctype")]
    public static ulong wctype(byte* name)
    {
        byte* names = Literal("alnum\0alpha\0blank\0cntrl\0digit\0graph\0lower\0print\0punct\0space\0upper\0xdigit\0"u8);
        for (ulong number = 1; *names != 0; number++, names += strlen(names) + 1)
        {
            if (strcmp(name, names) == 0)
            {
                return number;
            }
        }

        return 0;
    }

    [RuntimeExport("iswctype")]
    public static int iswctype(uint c, ulong kind) => kind switch
    {
        1 => iswalnum(c),
        2 => iswalpha(c),
        3 => iswblank(c),
        4 => iswcntrl(c),
        5 => iswdigit(c),
        6 => iswgraph(c),
        7 => iswlower(c),
        8 => iswprint(c),
        9 => iswpunct(c),
        10 => iswspace(c),
        11 => iswupper(c),
        12 => iswxdigit(c),
        _ => 0,
    };

    [RuntimeExport("wctrans")]
    public static ulong wctrans(byte* name) => strcmp(name, Literal("toupper"u8)) == 0 ? 1UL : strcmp(name, Literal("tolower"u8)) == 0 ? 2UL : 0;

    [RuntimeExport("towctrans")]
    public static uint towctrans(uint c, ulong kind) => kind == 1 ? towupper(c) : kind == 2 ? towlower(c) : c;

    private static UnicodeCategory Category(uint c) =>
        c > LastCharacter ? UnicodeCategory.OtherNotAssigned : CharUnicodeInfo.GetUnicodeCategory((int)c);

    private static bool IsLetter(UnicodeCategory category) => category <= UnicodeCategory.OtherLetter || category == UnicodeCategory.LetterNumber;
}
