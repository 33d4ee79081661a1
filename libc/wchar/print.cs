// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>wchar.h: the v*wprintf and v*wscanf functions; the variadic ones build a va_list in <c>cstart/Variadic.S</c> and come here.</summary>
public static unsafe partial class C
{
    /// <summary>Longer formats are made narrow on the heap.</summary>
    private const int ShortFormatSize = 512;

    [RuntimeExport("vfwprintf")]
    public static int vfwprintf(FILE* file, int* format, VaList* arguments)
    {
        byte* small = stackalloc byte[ShortFormatSize];
        byte* narrow = NarrowFormat(format, small);
        if (narrow == null)
        {
            return -1;
        }

        StreamLock.Enter(file);
        VaList copy = *arguments;
        int result = WidePrintf.Format(file, narrow, ref copy);
        StreamLock.Leave(file);
        FreeFormat(narrow, small);
        return result;
    }

    [RuntimeExport("vwprintf")]
    public static int vwprintf(int* format, VaList* arguments) => vfwprintf(StdioStubs.Output(), format, arguments);

    /// <summary>-1 if the text and its zero do not fit; what fits is there all the same (EOVERFLOW, as POSIX asks since 2024).</summary>
    [RuntimeExport("vswprintf")]
    public static int vswprintf(int* text, nuint size, int* format, VaList* arguments)
    {
        if (size == 0)
        {
            return Error.Set(Errno.EOVERFLOW);
        }

        WideMemory memory = default;
        FILE file;
        byte* buffer = stackalloc byte[FILE.PushbackSize + WideMemory.BufferSize];
        *text = 0;
        memory.Data = text;
        memory.Capacity = size;
        WideMemory.Attach(&memory, &file, buffer, FileFlags.CanWrite);
        int result = vfwprintf(&file, format, arguments);
        return StreamCore.Flush(&file) < 0 ? -1 : result;
    }

    [RuntimeExport("vfwscanf")]
    public static int vfwscanf(FILE* file, int* format, VaList* arguments)
    {
        byte* small = stackalloc byte[ShortFormatSize];
        byte* narrow = NarrowFormat(format, small);
        if (narrow == null)
        {
            return -1;
        }

        StreamLock.Enter(file);
        VaList copy = *arguments;
        int result = WideScanf.Run(file, narrow, ref copy);
        StreamLock.Leave(file);
        FreeFormat(narrow, small);
        return result;
    }

    [RuntimeExport("vwscanf")]
    public static int vwscanf(int* format, VaList* arguments) => vfwscanf(StdioStubs.Input(), format, arguments);

    [RuntimeExport("vswscanf")]
    public static int vswscanf(int* text, int* format, VaList* arguments)
    {
        WideMemory memory = default;
        FILE file;
        byte* buffer = stackalloc byte[FILE.PushbackSize + WideMemory.BufferSize];
        memory.Data = text;
        WideMemory.Attach(&memory, &file, buffer, FileFlags.CanRead);
        return vfwscanf(&file, format, arguments);
    }

    /// <summary>After fflush or fclose the program finds the data, with a zero behind it, and its length in characters where it said.</summary>
    [RuntimeExport("open_wmemstream")]
    public static FILE* open_wmemstream(int** data, nuint* size)
    {
        WideMemory* memory = (WideMemory*)calloc(1, (nuint)sizeof(WideMemory));
        int* start = (int*)calloc(1, sizeof(int));
        delegate*<void*, byte*, nuint, long> write = &WideMemory.Write;
        delegate*<void*, long*, int, int> seek = &WideMemory.Seek;
        FILE* file = null;
        if (memory != null && start != null)
        {
            memory->Functions.Write = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, byte*, nuint, long>)write;
            memory->Functions.Seek = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, long*, int, int>)seek;
            memory->Functions.Value = memory;
            memory->Data = start;
            memory->Capacity = 1;
            memory->ToldData = data;
            memory->ToldSize = size;
            file = CookieStream(Literal("w"u8), &memory->Functions);
        }

        if (file == null)
        {
            free(memory);
            free(start);
            return null;
        }

        file->Orientation = 1;
        *data = start;
        *size = 0;
        return file;
    }

    /// <summary>The format in UTF-8; null with EILSEQ or ENOMEM.</summary>
    private static byte* NarrowFormat(int* format, byte* small)
    {
        nuint size = (wcslen(format) * 4) + 1;
        byte* narrow = size <= ShortFormatSize ? small : (byte*)malloc(size);
        if (narrow != null && wcstombs(narrow, format, size) == Invalid)
        {
            FreeFormat(narrow, small);
            return null;
        }

        return narrow;
    }

    private static void FreeFormat(byte* narrow, byte* small)
    {
        if (narrow != small)
        {
            free(narrow);
        }
    }
}
