// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>ctype.h for the C locale: ASCII. Arguments out of the range of unsigned char are in no class.</summary>
public static unsafe partial class C
{
    [RuntimeExport("isalpha")]
    public static int isalpha(int c) => Bool((uint)(c | 0x20) - 'a' < 26);

    [RuntimeExport("isdigit")]
    public static int isdigit(int c) => Bool((uint)c - '0' < 10);

    [RuntimeExport("isalnum")]
    public static int isalnum(int c) => isalpha(c) | isdigit(c);

    [RuntimeExport("isupper")]
    public static int isupper(int c) => Bool((uint)c - 'A' < 26);

    [RuntimeExport("islower")]
    public static int islower(int c) => Bool((uint)c - 'a' < 26);

    [RuntimeExport("isspace")]
    public static int isspace(int c) => Bool(c == ' ' || (uint)c - '\t' < 5);

    [RuntimeExport("isblank")]
    public static int isblank(int c) => Bool(c is ' ' or '\t');

    [RuntimeExport("iscntrl")]
    public static int iscntrl(int c) => Bool((uint)c < 32 || c == 127);

    [RuntimeExport("isprint")]
    public static int isprint(int c) => Bool((uint)c - ' ' < 95);

    [RuntimeExport("isgraph")]
    public static int isgraph(int c) => Bool((uint)c - '!' < 94);

    [RuntimeExport("ispunct")]
    public static int ispunct(int c) => Bool(isgraph(c) != 0 && isalnum(c) == 0);

    [RuntimeExport("isxdigit")]
    public static int isxdigit(int c) => Bool((uint)c - '0' < 10 || (uint)(c | 0x20) - 'a' < 6);

    [RuntimeExport("isascii")]
    public static int isascii(int c) => Bool((uint)c < 128);

    [RuntimeExport("toascii")]
    public static int toascii(int c) => c & 0x7F;

    [RuntimeExport("tolower")]
    public static int tolower(int c) => isupper(c) != 0 ? c | 0x20 : c;

    [RuntimeExport("toupper")]
    public static int toupper(int c) => islower(c) != 0 ? c & ~0x20 : c;

    private static int Bool(bool value) => value ? 1 : 0;
}
