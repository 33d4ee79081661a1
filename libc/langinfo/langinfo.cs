// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>langinfo.h: the words of the C locale.</summary>
public static unsafe partial class C
{
    /// <summary>An item is its category shifted by 16, plus its place in that category's list. An empty string for what there is not.</summary>
    [RuntimeExport("nl_langinfo")]
    public static byte* nl_langinfo(int item) => Word(item, IsBytewise);

    private static byte* Word(int item, bool isBytewise)
    {
        byte* list = (item >> 16) switch
        {
            0 => isBytewise ? Literal("ASCII\0"u8) : Literal("UTF-8\0"u8),
            1 => Literal(".\0\0"u8),
            2 => Literal("""
                Sun
                Mon
                Tue
                Wed
                Thu
                Fri
                Sat
                Sunday
                Monday
                Tuesday
                Wednesday
                Thursday
                Friday
                Saturday
                Jan
                Feb
                Mar
                Apr
                May
                Jun
                Jul
                Aug
                Sep
                Oct
                Nov
                Dec
                January
                February
                March
                April
                May
                June
                July
                August
                September
                October
                November
                December
                AM
                PM
                %a %b %e %T %Y
                %m/%d/%y
                %H:%M:%S
                %I:%M:%S %p

                """u8),
            4 => Literal("-\0"u8),
            5 => Literal("^[yY]\n^[nN]\n"u8),
            _ => Literal(""u8),
        };
        return PickLine(list, item & 0xFFFF);
    }

    [RuntimeExport("nl_langinfo_l")]
    public static byte* nl_langinfo_l(int item, byte* locale) => Word(item, duplocale(locale) == LocaleObject(false));

    private struct LineBuffer
    {
        public fixed byte Text[32];
    }

    private static class LanguageInformation
    {
        internal static LineBuffer Line;
    }

    private static byte* PickLine(byte* list, int index)
    {
        while (index > 0 && *list != 0)
        {
            index -= *list++ == '\n' ? 1 : 0;
        }

        byte* end = strchrnul(list, '\n');
        if (*end == 0)
        {
            return index > 0 ? Literal(""u8) : list;
        }

        fixed (LineBuffer* line = &LanguageInformation.Line)
        {
            nuint length = (nuint)(end - list);
            memcpy(line->Text, list, length);
            line->Text[length] = 0;
            return line->Text;
        }
    }
}
