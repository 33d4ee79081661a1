// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>The names of character sets (IANA "Character Sets", and those that others know). Case and what is neither letter nor digit do not matter.</summary>
internal static unsafe class CharsetNames
{
    private const int MostName = 32;

    /// <summary>A line for each kind, in their order from <see cref="CharsetKind.Ascii"/> on.</summary>
    private static ReadOnlySpan<byte> Names => """
        ASCII USASCII ANSIX341968 ANSIX341986 ISO646US ISO646IRV1991 US CP367 IBM367 646
        ISO88591 LATIN1 L1 CP819 IBM819
        UTF8 ISO10646UTF8
        UTF16
        UTF16LE
        UTF16BE
        UTF32
        UTF32LE UCS4LE INTERNAL WCHART
        UTF32BE UCS4 UCS4BE ISO10646UCS4
        UCS2 UCS2LE ISO10646UCS2 UNICODELITTLE
        UCS2BE UNICODEBIG
        SHIFTJIS SJIS MSKANJI
        CP932 WINDOWS31J MS932
        EUCJP UJIS
        ISO2022JP
        EUCCN GB2312 CNGB
        GBK CP936 MS936 WINDOWS936
        GB18030
        BIG5 BIGFIVE CNBIG5 CP950
        EUCKR KSC5601 KSX1001
        UHC CP949 WINDOWS949
        ISO88592 LATIN2 L2
        ISO88593 LATIN3 L3
        ISO88594 LATIN4 L4
        ISO88595 CYRILLIC
        ISO88596 ARABIC
        ISO88597 GREEK
        ISO88598 HEBREW
        ISO88599 LATIN5 L5
        ISO885910 LATIN6 L6
        ISO885911 TIS620
        ISO885913 LATIN7 L7
        ISO885914 LATIN8 L8
        ISO885915 LATIN9 L9
        ISO885916 LATIN10 L10
        KOI8R
        KOI8U
        CP1250 WINDOWS1250
        CP1251 WINDOWS1251
        CP1252 WINDOWS1252
        CP1253 WINDOWS1253
        CP1254 WINDOWS1254
        CP1255 WINDOWS1255
        CP1256 WINDOWS1256
        CP1257 WINDOWS1257
        CP1258 WINDOWS1258
        CP437 IBM437 437
        CP737 IBM737 737
        CP775 IBM775 775
        CP850 IBM850 850
        CP852 IBM852 852
        CP855 IBM855 855
        CP857 IBM857 857
        CP858 IBM858 858
        CP860 IBM860 860
        CP861 IBM861 861
        CP862 IBM862 862
        CP863 IBM863 863
        CP865 IBM865 865
        CP866 IBM866 866
        CP874 WINDOWS874

        """u8;

    /// <summary>An empty name is the locale's, UTF-8; the name ends at a slash. None if it is not known.</summary>
    internal static CharsetKind Find(byte* name)
    {
        byte* wanted = stackalloc byte[MostName];
        int length = 0;
        for (; *name != 0 && *name != '/'; name++)
        {
            if (C.isalnum(*name) == 0)
            {
                continue;
            }

            if (length == MostName)
            {
                return CharsetKind.None;
            }

            wanted[length++] = (byte)C.toupper(*name);
        }

        return length == 0 ? CharsetKind.Utf8 : Find(new ReadOnlySpan<byte>(wanted, length));
    }

    private static CharsetKind Find(ReadOnlySpan<byte> wanted)
    {
        ReadOnlySpan<byte> names = Names;
        int kind = (int)CharsetKind.Ascii;
        int start = 0;
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i] > ' ')
            {
                continue;
            }

            if (i > start && names[start..i].SequenceEqual(wanted))
            {
                return (CharsetKind)kind;
            }

            kind += names[i] == '\n' ? 1 : 0;
            start = i + 1;
        }

        return CharsetKind.None;
    }

    internal static ReadOnlySpan<ushort> Table(CharsetKind kind) => CharsetTables.Upper.Slice((kind - CharsetKind.FirstTable) * 128, 128);
}
