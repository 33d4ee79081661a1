// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>stdio.h: names for temporary files, and what old programs call.</summary>
public static unsafe partial class C
{
    private struct NameBuffer
    {
        public fixed byte Text[20];
    }

    private static class TemporaryName
    {
        internal static NameBuffer Own;
    }

    [RuntimeExport("tmpnam")]
    public static byte* tmpnam(byte* buffer)
    {
        fixed (NameBuffer* own = &TemporaryName.Own)
        {
            buffer = buffer == null ? own->Text : buffer;
            memcpy(buffer, Literal("/tmp/tmpXXXXXX"u8), 15);
            return *mktemp(buffer) == 0 ? null : buffer;
        }
    }

    /// <summary>A name that nothing has now; empty if there is none to be found.</summary>
    [RuntimeExport("mktemp")]
    public static byte* mktemp(byte* template)
    {
        const int Attempts = 100;
        nuint length = strlen(template);
        if (length < 6 || memcmp(template + length - 6, Literal("XXXXXX"u8), 6) != 0)
        {
            Error.Current = (int)Errno.EINVAL;
            *template = 0;
            return template;
        }

        Stat stat;
        for (int i = 0; i < Attempts; i++)
        {
            RandomName(template + length - 6);
            if (Syscall.Invoke(SystemCall.lstat, (long)template, (long)&stat) == -(long)Errno.ENOENT)
            {
                return template;
            }
        }

        Error.Current = (int)Errno.EEXIST;
        *template = 0;
        return template;
    }

    [RuntimeExport("tempnam")]
    public static byte* tempnam(byte* directory, byte* prefix)
    {
        byte* wanted = getenv(Literal("TMPDIR"u8));
        directory = wanted != null && access(wanted, 3) == 0 ? wanted : directory != null && access(directory, 3) == 0 ? directory : Literal("/tmp"u8);
        prefix = prefix == null ? Literal("file"u8) : prefix;
        nuint size = strlen(directory) + strnlen(prefix, 5) + 8;
        byte* name = (byte*)malloc(size);
        if (name == null)
        {
            return null;
        }

        _ = strlcpy(name, directory, size);
        _ = strlcat(name, Literal("/"u8), size);
        _ = strncat(name, prefix, 5);
        _ = strlcat(name, Literal("XXXXXX"u8), size);
        if (*mktemp(name) != 0)
        {
            return name;
        }

        free(name);
        return null;
    }

    [RuntimeExport("mkostemps")]
    public static int mkostemps(byte* template, int suffixLength, int flags) =>
        MakeTemporary(template, suffixLength, (OpenFlags)flags | OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL);

    [RuntimeExport("ctermid")]
    public static byte* ctermid(byte* buffer) => buffer == null ? Literal("/dev/tty"u8) : strcpy(buffer, Literal("/dev/tty"u8));

    [RuntimeExport("renameat")]
    public static int renameat(int from, byte* oldPath, int to, byte* newPath) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.renameat, from, (long)oldPath, to, (long)newPath));

    [RuntimeExport("getw")]
    public static int getw(FILE* file)
    {
        int word;
        return fread(&word, 4, 1, file) == 1 ? word : EOF;
    }

    [RuntimeExport("putw")]
    public static int putw(int word, FILE* file) => fwrite(&word, 4, 1, file) == 1 ? 0 : EOF;

    /// <summary>A line without a zero behind it, good until the next call on any stream.</summary>
    [RuntimeExport("fgetln")]
    public static byte* fgetln(FILE* file, nuint* length)
    {
        fixed (byte** line = &LineReader.Line)
        {
            fixed (nuint* size = &LineReader.Size)
            {
                long count = getline(line, size, file);
                *length = count < 0 ? 0 : (nuint)count;
                return count < 0 ? null : *line;
            }
        }
    }

    private static class LineReader
    {
        internal static byte* Line;
        internal static nuint Size;
    }
}
