// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>ctype.h with a locale, of which there is one.</summary>
public static unsafe partial class C
{
    [RuntimeExport("isalnum_l")]
    public static int isalnum_l(int c, void* locale) => isalnum(c);

    [RuntimeExport("isalpha_l")]
    public static int isalpha_l(int c, void* locale) => isalpha(c);

    [RuntimeExport("isblank_l")]
    public static int isblank_l(int c, void* locale) => isblank(c);

    [RuntimeExport("iscntrl_l")]
    public static int iscntrl_l(int c, void* locale) => iscntrl(c);

    [RuntimeExport("isdigit_l")]
    public static int isdigit_l(int c, void* locale) => isdigit(c);

    [RuntimeExport("isgraph_l")]
    public static int isgraph_l(int c, void* locale) => isgraph(c);

    [RuntimeExport("islower_l")]
    public static int islower_l(int c, void* locale) => islower(c);

    [RuntimeExport("isprint_l")]
    public static int isprint_l(int c, void* locale) => isprint(c);

    [RuntimeExport("ispunct_l")]
    public static int ispunct_l(int c, void* locale) => ispunct(c);

    [RuntimeExport("isspace_l")]
    public static int isspace_l(int c, void* locale) => isspace(c);

    [RuntimeExport("isupper_l")]
    public static int isupper_l(int c, void* locale) => isupper(c);

    [RuntimeExport("isxdigit_l")]
    public static int isxdigit_l(int c, void* locale) => isxdigit(c);

    [RuntimeExport("tolower_l")]
    public static int tolower_l(int c, void* locale) => tolower(c);

    [RuntimeExport("toupper_l")]
    public static int toupper_l(int c, void* locale) => toupper(c);
}
