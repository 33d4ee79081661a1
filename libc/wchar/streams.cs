// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>wchar.h: wide characters on streams, in the encoding of the locale in which the stream became wide.</summary>
public static unsafe partial class C
{
    private const uint WEOF = uint.MaxValue;

    [RuntimeExport("fwide")]
    public static int fwide(FILE* file, int mode)
    {
        if (file->Orientation == 0)
        {
            file->Orientation = mode;
            file->Flags |= mode > 0 && IsBytewise ? FileFlags.Bytewise : 0;
        }

        return file->Orientation;
    }

    /// <summary>EILSEQ, and the stream's error, for what is no character.</summary>
    [RuntimeExport("fgetwc")]
    public static uint fgetwc(FILE* file)
    {
        StreamLock.Enter(file);
        uint result = GetWide(file);
        StreamLock.Leave(file);
        return result;
    }

    internal static uint GetWide(FILE* file)
    {
        _ = fwide(file, 1);
        ulong state = 0;
        for (bool isFirst = true; ; isFirst = false)
        {
            int value = StreamCore.GetByte(file);
            if (value < 0)
            {
                if (!isFirst)
                {
                    file->Flags |= FileFlags.Error;
                    Error.Current = (int)Errno.EILSEQ;
                }

                return WEOF;
            }

            byte one = (byte)value;
            int wide;
            nuint length = Decode(&wide, &one, 1, &state, file->Has(FileFlags.Bytewise));
            if (length == Invalid)
            {
                if (!isFirst)
                {
                    _ = StreamCore.UngetByte(file, one);
                }

                file->Flags |= FileFlags.Error;
                return WEOF;
            }

            if (length != Incomplete)
            {
                return (uint)wide;
            }
        }
    }

    [RuntimeExport("getwc")]
    public static uint getwc(FILE* file) => fgetwc(file);

    [RuntimeExport("getwchar")]
    public static uint getwchar() => fgetwc(StdioStubs.Input());

    [RuntimeExport("ungetwc")]
    public static uint ungetwc(uint c, FILE* file)
    {
        StreamLock.Enter(file);
        uint result = PushBackWide(c, file);
        StreamLock.Leave(file);
        return result;
    }

    internal static uint PushBackWide(uint c, FILE* file)
    {
        byte* bytes = stackalloc byte[4];
        int length = c == WEOF ? 0 : Encode(c, bytes, file->Has(FileFlags.Bytewise));
        for (int i = length - 1; i >= 0; i--)
        {
            if (!StreamCore.UngetByte(file, bytes[i]))
            {
                return WEOF;
            }
        }

        return length == 0 ? WEOF : c;
    }

    [RuntimeExport("fputwc")]
    public static uint fputwc(int c, FILE* file)
    {
        StreamLock.Enter(file);
        uint result = PutWide(c, file);
        StreamLock.Leave(file);
        return result;
    }

    private static uint PutWide(int c, FILE* file)
    {
        _ = fwide(file, 1);
        byte* bytes = stackalloc byte[4];
        int length = Encode((uint)c, bytes, file->Has(FileFlags.Bytewise));
        if (length == 0)
        {
            file->Flags |= FileFlags.Error;
            Error.Current = (int)Errno.EILSEQ;
            return WEOF;
        }

        return StreamCore.Write(file, bytes, (nuint)length) == (nuint)length ? (uint)c : WEOF;
    }

    [RuntimeExport("putwc")]
    public static uint putwc(int c, FILE* file) => fputwc(c, file);

    [RuntimeExport("putwchar")]
    public static uint putwchar(int c) => fputwc(c, StdioStubs.Output());

    [RuntimeExport("fgetws")]
    public static int* fgetws(int* buffer, int size, FILE* file)
    {
        StreamLock.Enter(file);
        int* result = GetWideLine(buffer, size, file);
        StreamLock.Leave(file);
        return result;
    }

    private static int* GetWideLine(int* buffer, int size, FILE* file)
    {
        int* end = buffer;
        for (; size > 1; size--)
        {
            uint c = GetWide(file);
            if (c == WEOF)
            {
                break;
            }

            *end++ = (int)c;
            if (c == '\n')
            {
                break;
            }
        }

        *end = 0;
        return (end == buffer && size > 1) || file->Has(FileFlags.Error) ? null : buffer;
    }

    [RuntimeExport("fputws")]
    public static int fputws(int* text, FILE* file)
    {
        StreamLock.Enter(file);
        int result = PutWideText(text, file);
        StreamLock.Leave(file);
        return result;
    }

    private static int PutWideText(int* text, FILE* file)
    {
        for (; *text != 0; text++)
        {
            if (PutWide(*text, file) == WEOF)
            {
                return -1;
            }
        }

        return 0;
    }

    /// <summary>The byte function's result, made wide.</summary>
    [RuntimeExport("wcsftime")]
    public static nuint wcsftime(int* target, nuint size, int* format, void* time)
    {
        nuint narrowSize = (wcslen(format) * 4) + 1;
        byte* narrow = (byte*)malloc(narrowSize + (size * 4));
        if (narrow == null)
        {
            return 0;
        }

        nuint result = 0;
        if (wcstombs(narrow, format, narrowSize) != Invalid)
        {
            byte* text = narrow + narrowSize;
            nuint length = strftime(text, size * 4, narrow, (BrokenTime*)time);
            nuint wide = length == 0 ? 0 : mbstowcs(target, text, size);
            result = wide < size ? wide : 0;
        }

        free(narrow);
        return result;
    }

    [RuntimeExport("wcsftime_l")]
    public static nuint wcsftime_l(int* target, nuint size, int* format, void* time, void* locale) => wcsftime(target, size, format, time);

    [RuntimeExport("fgetwc_unlocked")]
    public static uint fgetwc_unlocked(FILE* file) => GetWide(file);

    [RuntimeExport("getwc_unlocked")]
    public static uint getwc_unlocked(FILE* file) => GetWide(file);

    [RuntimeExport("getwchar_unlocked")]
    public static uint getwchar_unlocked() => GetWide(StdioStubs.Input());

    [RuntimeExport("fputwc_unlocked")]
    public static uint fputwc_unlocked(int c, FILE* file) => PutWide(c, file);

    [RuntimeExport("putwc_unlocked")]
    public static uint putwc_unlocked(int c, FILE* file) => PutWide(c, file);

    [RuntimeExport("putwchar_unlocked")]
    public static uint putwchar_unlocked(int c) => PutWide(c, StdioStubs.Output());

    [RuntimeExport("fgetws_unlocked")]
    public static int* fgetws_unlocked(int* buffer, int size, FILE* file) => GetWideLine(buffer, size, file);

    [RuntimeExport("fputws_unlocked")]
    public static int fputws_unlocked(int* text, FILE* file) => PutWideText(text, file);
}
