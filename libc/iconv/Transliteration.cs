// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>What stands for a character in ASCII: quotation marks, dashes, ligatures, signs.</summary>
internal static unsafe class Transliteration
{
    /// <summary>A character in UTF-8, its text, and a zero byte; the list ends with another.</summary>
    private static ReadOnlySpan<byte> List =>
        "\u00A0 \0\u00A9(C)\0\u00AB<<\0\u00AD-\0\u00AE(R)\0\u00B5u\0\u00B8,\0\u00BB>>\0\u00BC 1/4 \0\u00BD 1/2 \0\u00BE 3/4 \0\u00C6AE\0\u00D7x\0\u00DFss\0\u00E6ae\0\u0132IJ\0\u0133ij\0\u0149'n\0\u0152OE\0\u0153oe\0\u017Fs\0\u02C6^\0\u02C8'\0\u02CB`\0\u02CD_\0\u02DC~\0\u2002 \0\u2003 \0\u2004 \0\u2005 \0\u2006 \0\u2008 \0\u2009 \0\u200A \0\u200B\0\u2010-\0\u2011-\0\u2012-\0\u2013-\0\u2014--\0\u2015-\0\u2018'\0\u2019'\0\u201A,\0\u201B'\0\u201C\"\0\u201D\"\0\u201E,,\0\u201F\"\0\u2020+\0\u2022o\0\u2024.\0\u2025..\0\u2026...\0\u202F \0\u2035`\0\u2036``\0\u2037```\0\u2039<\0\u203A>\0\u20ACEUR\0\u2122TM\0\u2126Ohm\0\u2190<-\0\u2192->\0\u2194<->\0\u21D0<=\0\u21D2=>\0\u2212-\0\u2215/\0\u2216\\\0\u2223|\0\u2236:\0\u223C~\0\u2264<=\0\u2265>=\0\uFB00ff\0\uFB01fi\0\uFB02fl\0\uFB03ffi\0\uFB04ffl\0\uFB06st\0"u8;

    internal static byte* Find(uint character)
    {
        byte* entry = C.Literal(List);
        byte* wanted = stackalloc byte[4];
        int length = Utf8.Encode(character, wanted);
        while (*entry != 0)
        {
            int own = Utf8.SequenceLength(*entry);
            if (own == length && C.memcmp(entry, wanted, (nuint)length) == 0)
            {
                return entry + own;
            }

            entry += C.strlen(entry) + 1;
        }

        return C.Literal("?"u8);
    }
}
