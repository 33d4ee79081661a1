// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>stdio.h: streams held by a thread, and the forms that do not ask (POSIX.1-2008 flockfile(), BSD's others); stdio_ext.h.</summary>
public static unsafe partial class C
{
    /// <summary>May be nested.</summary>
    [RuntimeExport("flockfile")]
    public static void flockfile(FILE* file) => StreamLock.EnterAlways(file);

    [RuntimeExport("ftrylockfile")]
    public static int ftrylockfile(FILE* file) => StreamLock.TryEnter(file) ? 0 : -1;

    [RuntimeExport("funlockfile")]
    public static void funlockfile(FILE* file) => StreamLock.LeaveAlways(file);

    [RuntimeExport("getchar_unlocked")]
    public static int getchar_unlocked() => StreamCore.GetByte(StdioStubs.Input());

    [RuntimeExport("putchar_unlocked")]
    public static int putchar_unlocked(int c) => PutByte(c, StdioStubs.Output());

    [RuntimeExport("fgetc_unlocked")]
    public static int fgetc_unlocked(FILE* file) => StreamCore.GetByte(file);

    [RuntimeExport("fputc_unlocked")]
    public static int fputc_unlocked(int c, FILE* file) => PutByte(c, file);

    [RuntimeExport("fgets_unlocked")]
    public static byte* fgets_unlocked(byte* buffer, int size, FILE* file) => GetLine(buffer, size, file);

    [RuntimeExport("fputs_unlocked")]
    public static int fputs_unlocked(byte* text, FILE* file) => PutText(text, file);

    [RuntimeExport("fread_unlocked")]
    public static nuint fread_unlocked(void* buffer, nuint size, nuint count, FILE* file) => ReadItems(buffer, size, count, file);

    [RuntimeExport("fwrite_unlocked")]
    public static nuint fwrite_unlocked(void* buffer, nuint size, nuint count, FILE* file) => WriteItems(buffer, size, count, file);

    [RuntimeExport("fflush_unlocked")]
    public static int fflush_unlocked(FILE* file) => file == null ? StreamCore.FlushAll() : StreamCore.Flush(file);

    [RuntimeExport("feof_unlocked")]
    public static int feof_unlocked(FILE* file) => feof(file);

    [RuntimeExport("ferror_unlocked")]
    public static int ferror_unlocked(FILE* file) => ferror(file);

    [RuntimeExport("clearerr_unlocked")]
    public static void clearerr_unlocked(FILE* file) => clearerr(file);

    [RuntimeExport("fileno_unlocked")]
    public static int fileno_unlocked(FILE* file) => fileno(file);

    [RuntimeExport("__fbufsize")]
    public static nuint __fbufsize(FILE* file) => file->BufferSize;

    [RuntimeExport("__fpending")]
    public static nuint __fpending(FILE* file) => file->WriteEnd == null ? 0 : (nuint)(file->WritePosition - file->Buffer);

    [RuntimeExport("__flbf")]
    public static int __flbf(FILE* file) => Bool(file->Has(FileFlags.LineBuffered));

    [RuntimeExport("__freadable")]
    public static int __freadable(FILE* file) => Bool(file->Has(FileFlags.CanRead));

    [RuntimeExport("__fwritable")]
    public static int __fwritable(FILE* file) => Bool(file->Has(FileFlags.CanWrite));

    [RuntimeExport("__freading")]
    public static int __freading(FILE* file) => Bool(!file->Has(FileFlags.CanWrite) || file->ReadEnd != null);

    [RuntimeExport("__fwriting")]
    public static int __fwriting(FILE* file) => Bool(!file->Has(FileFlags.CanRead) || file->WriteEnd != null);

    [RuntimeExport("__fpurge")]
    public static void __fpurge(FILE* file)
    {
        file->ReadPosition = null;
        file->ReadEnd = null;
        file->WritePosition = file->WriteEnd == null ? null : file->Buffer;
    }

    /// <summary>BSD's <see cref="__fpurge"/>; always 0.</summary>
    [RuntimeExport("fpurge")]
    public static int fpurge(FILE* file)
    {
        __fpurge(file);
        return 0;
    }

    /// <summary>Bytes that were read ahead.</summary>
    [RuntimeExport("__freadahead")]
    public static nuint __freadahead(FILE* file) => file->ReadEnd == null ? 0 : (nuint)(file->ReadEnd - file->ReadPosition);

    /// <summary>The bytes that were read ahead, null if there are none; <see cref="__freadptrinc"/> takes some of them.</summary>
    [RuntimeExport("__freadptr")]
    public static byte* __freadptr(FILE* file, nuint* count)
    {
        *count = __freadahead(file);
        return *count == 0 ? null : file->ReadPosition;
    }

    [RuntimeExport("__freadptrinc")]
    public static void __freadptrinc(FILE* file, nuint count) => file->ReadPosition += count;

    [RuntimeExport("__fseterr")]
    public static void __fseterr(FILE* file) => file->Flags |= FileFlags.Error;

    [RuntimeExport("__fsetlocking")]
    public static int __fsetlocking(FILE* file, int type) => 0;

    [RuntimeExport("_flushlbf")]
    public static void _flushlbf() => _ = fflush(null);
}
