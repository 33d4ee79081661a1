// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Reading and writing of bytes, lines and blocks.</summary>
public static unsafe partial class C
{
    [RuntimeExport("fgetc")]
    public static int fgetc(FILE* file)
    {
        if (ThreadHooks.EnterStream == null)
        {
            return StreamCore.GetByte(file);
        }

        StreamLock.Enter(file);
        int value = StreamCore.GetByte(file);
        StreamLock.Leave(file);
        return value;
    }

    [RuntimeExport("getc")]
    public static int getc(FILE* file) => fgetc(file);

    [RuntimeExport("getc_unlocked")]
    public static int getc_unlocked(FILE* file) => StreamCore.GetByte(file);

    [RuntimeExport("getchar")]
    public static int getchar() => fgetc(StdioStubs.Input());

    [RuntimeExport("ungetc")]
    public static int ungetc(int value, FILE* file)
    {
        StreamLock.Enter(file);
        int result = PushBack(value, file);
        StreamLock.Leave(file);
        return result;
    }

    private static int PushBack(int value, FILE* file) => value >= 0 && StreamCore.UngetByte(file, (byte)value) ? (byte)value : EOF;

    [RuntimeExport("fputc")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int fputc(int value, FILE* file) =>
        ThreadHooks.EnterStream == null ? PutByte(value, file) : PutByteLocked(value, file);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int PutByteLocked(int value, FILE* file)
    {
        StreamLock.Enter(file);
        int result = PutByte(value, file);
        StreamLock.Leave(file);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PutByte(int value, FILE* file)
    {
        if ((byte)value == '\n' || file->WritePosition >= file->WriteEnd)
        {
            return PutByteThrough(value, file);
        }

        // Written so, the increment is one instruction: what was read before the store is not known after it.
        *file->WritePosition = (byte)value;
        file->WritePosition = file->WritePosition + 1;
        return (byte)value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int PutByteThrough(int value, FILE* file)
    {
        byte one = (byte)value;
        return StreamCore.Write(file, &one, 1) == 1 ? one : EOF;
    }

    [RuntimeExport("putc")]
    public static int putc(int value, FILE* file) => fputc(value, file);

    [RuntimeExport("putc_unlocked")]
    public static int putc_unlocked(int value, FILE* file) => PutByte(value, file);

    [RuntimeExport("putchar")]
    public static int putchar(int value) => fputc(value, StdioStubs.Output());

    [RuntimeExport("fputs")]
    public static int fputs(byte* text, FILE* file)
    {
        StreamLock.Enter(file);
        int result = PutText(text, file);
        StreamLock.Leave(file);
        return result;
    }

    private static int PutText(byte* text, FILE* file)
    {
        nuint length = strlen(text);
        return StreamCore.Write(file, text, length) == length ? 0 : EOF;
    }

    [RuntimeExport("puts")]
    public static int puts(byte* text)
    {
        FILE* file = StdioStubs.Output();
        StreamLock.Enter(file);
        int result = PutText(text, file) < 0 || PutByte('\n', file) < 0 ? EOF : 0;
        StreamLock.Leave(file);
        return result;
    }

    [RuntimeExport("fread")]
    public static nuint fread(void* buffer, nuint size, nuint count, FILE* file)
    {
        StreamLock.Enter(file);
        nuint result = ReadItems(buffer, size, count, file);
        StreamLock.Leave(file);
        return result;
    }

    private static nuint ReadItems(void* buffer, nuint size, nuint count, FILE* file)
    {
        if (size == 0 || count == 0)
        {
            return 0;
        }

        nuint done = StreamCore.Read(file, (byte*)buffer, size * count);
        return done / size;
    }

    [RuntimeExport("fwrite")]
    public static nuint fwrite(void* buffer, nuint size, nuint count, FILE* file) =>
        ThreadHooks.EnterStream == null ? WriteItems(buffer, size, count, file) : WriteItemsLocked(buffer, size, count, file);

    /// <summary>Apart, so that without threads no register is saved for what is not called.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nuint WriteItemsLocked(void* buffer, nuint size, nuint count, FILE* file)
    {
        StreamLock.Enter(file);
        nuint result = WriteItems(buffer, size, count, file);
        StreamLock.Leave(file);
        return result;
    }

    private static nuint WriteItems(void* buffer, nuint size, nuint count, FILE* file)
    {
        if (size == 0 || count == 0)
        {
            return 0;
        }

        nuint done = StreamCore.Write(file, (byte*)buffer, size * count);
        return done == size * count ? count : done / size;
    }

    [RuntimeExport("fgets")]
    public static byte* fgets(byte* buffer, int size, FILE* file)
    {
        StreamLock.Enter(file);
        byte* result = GetLine(buffer, size, file);
        StreamLock.Leave(file);
        return result;
    }

    private static byte* GetLine(byte* buffer, int size, FILE* file)
    {
        byte* end = buffer;
        while (size > 1)
        {
            int value = StreamCore.GetByte(file);
            if (value < 0)
            {
                if (end == buffer || file->Has(FileFlags.Error))
                {
                    return null;
                }

                break;
            }

            *end++ = (byte)value;
            size--;
            if (value == '\n')
            {
                break;
            }
        }

        if (size > 0)
        {
            *end = 0;
        }

        return buffer;
    }

    /// <summary>A line of standard input without its end, however long: POSIX has it still, for old programs.</summary>
    [RuntimeExport("gets")]
    public static byte* gets(byte* buffer)
    {
        FILE* file = StdioStubs.Input();
        StreamLock.Enter(file);
        byte* end = buffer;
        int value = StreamCore.GetByte(file);
        bool hasLine = value >= 0;
        for (; value >= 0 && value != '\n'; value = StreamCore.GetByte(file))
        {
            *end++ = (byte)value;
        }

        hasLine = hasLine && (value >= 0 || !file->Has(FileFlags.Error));
        StreamLock.Leave(file);
        if (!hasLine)
        {
            return null;
        }

        *end = 0;
        return buffer;
    }

    [RuntimeExport("getdelim")]
    public static long getdelim(byte** line, nuint* capacity, int delimiter, FILE* file)
    {
        StreamLock.Enter(file);
        long result = GetDelimited(line, capacity, delimiter, file);
        StreamLock.Leave(file);
        return result;
    }

    private static long GetDelimited(byte** line, nuint* capacity, int delimiter, FILE* file)
    {
        if (line == null || capacity == null)
        {
            return Error.Set(Errno.EINVAL);
        }

        if (*line == null)
        {
            *capacity = 0;
        }

        nuint length = 0;
        while (true)
        {
            if (length + 2 > *capacity)
            {
                nuint larger = *capacity < 120 ? 120 : *capacity * 2;
                byte* grown = (byte*)realloc(*line, larger);
                if (grown == null)
                {
                    return -1;
                }

                *line = grown;
                *capacity = larger;
            }

            int value = StreamCore.GetByte(file);
            if (value < 0)
            {
                break;
            }

            (*line)[length++] = (byte)value;
            if (value == delimiter)
            {
                break;
            }
        }

        (*line)[length] = 0;
        return length == 0 || file->Has(FileFlags.Error) ? -1 : (long)length;
    }

    [RuntimeExport("getline")]
    public static long getline(byte** line, nuint* capacity, FILE* file) => getdelim(line, capacity, '\n', file);

    [RuntimeExport("perror")]
    public static void perror(byte* prefix)
    {
        int error = Error.Current;
        FILE* file = StdioStubs.Error();
        StreamLock.Enter(file);
        if (prefix != null && *prefix != 0)
        {
            _ = fputs(prefix, file);
            _ = fputc(':', file);
            _ = fputc(' ', file);
        }

        _ = fputs(strerror(error), file);
        _ = fputc('\n', file);
        StreamLock.Leave(file);
    }
}
