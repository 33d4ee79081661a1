// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>wctype.h with a locale, of which there is one.</summary>
public static unsafe partial class C
{
    [RuntimeExport("iswalnum_l")]
    public static int iswalnum_l(uint c, void* locale) => iswalnum(c);

    [RuntimeExport("iswalpha_l")]
    public static int iswalpha_l(uint c, void* locale) => iswalpha(c);

    [RuntimeExport("iswblank_l")]
    public static int iswblank_l(uint c, void* locale) => iswblank(c);

    [RuntimeExport("iswcntrl_l")]
    public static int iswcntrl_l(uint c, void* locale) => iswcntrl(c);

    [RuntimeExport("iswdigit_l")]
    public static int iswdigit_l(uint c, void* locale) => iswdigit(c);

    [RuntimeExport("iswgraph_l")]
    public static int iswgraph_l(uint c, void* locale) => iswgraph(c);

    [RuntimeExport("iswlower_l")]
    public static int iswlower_l(uint c, void* locale) => iswlower(c);

    [RuntimeExport("iswprint_l")]
    public static int iswprint_l(uint c, void* locale) => iswprint(c);

    [RuntimeExport("iswpunct_l")]
    public static int iswpunct_l(uint c, void* locale) => iswpunct(c);

    [RuntimeExport("iswspace_l")]
    public static int iswspace_l(uint c, void* locale) => iswspace(c);

    [RuntimeExport("iswupper_l")]
    public static int iswupper_l(uint c, void* locale) => iswupper(c);

    [RuntimeExport("iswxdigit_l")]
    public static int iswxdigit_l(uint c, void* locale) => iswxdigit(c);

    [RuntimeExport("towlower_l")]
    public static uint towlower_l(uint c, void* locale) => towlower(c);

    [RuntimeExport("towupper_l")]
    public static uint towupper_l(uint c, void* locale) => towupper(c);

    [RuntimeExport("iswctype_l")]
    public static int iswctype_l(uint c, ulong kind, void* locale) => iswctype(c, kind);

    [RuntimeExport("towctrans_l")]
    public static uint towctrans_l(uint c, ulong kind, void* locale) => towctrans(c, kind);

    [RuntimeExport("wctype_l")]
    public static ulong wctype_l(byte* name, void* locale) => wctype(name);

    [RuntimeExport("wctrans_l")]
    public static ulong wctrans_l(byte* name, void* locale) => wctrans(name);
}
