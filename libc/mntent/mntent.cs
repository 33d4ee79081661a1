// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>mntent.h: tables of mounted file systems, as /etc/fstab and /proc/mounts (getmntent(3)).</summary>
public static unsafe partial class C
{
    /// <summary>C's struct mntent.</summary>
    public struct MountEntry
    {
        public byte* Source;
        public byte* Directory;
        public byte* Type;
        public byte* Options;
        public int Frequency;
        public int Pass;
    }

    /// <summary>What getmntent holds.</summary>
    private static class MountTable
    {
        internal static byte* Line;
        internal static nuint LineSize;
        internal static MountEntry Entry;
    }

    [RuntimeExport("setmntent")]
    public static FILE* setmntent(byte* path, byte* mode)
    {
        FILE* file = fopen(path, mode);
        if (file != null)
        {
            _ = Syscall.Invoke(SystemCall.fcntl, file->Descriptor, (long)FcntlCommand.F_SETFD, 1);
        }

        return file;
    }

    /// <summary>Always 1.</summary>
    [RuntimeExport("endmntent")]
    public static int endmntent(FILE* file)
    {
        if (file != null)
        {
            _ = fclose(file);
        }

        return 1;
    }

    [RuntimeExport("getmntent")]
    public static MountEntry* getmntent(FILE* file)
    {
        fixed (byte** line = &MountTable.Line)
        {
            fixed (nuint* size = &MountTable.LineSize)
            {
                fixed (MountEntry* entry = &MountTable.Entry)
                {
                    while (getline(line, size, file) > 0)
                    {
                        if (ParseMount(*line, entry))
                        {
                            return entry;
                        }
                    }
                }
            }
        }

        return null;
    }

    /// <summary>Of a line that is longer than the buffer only the start is read.</summary>
    [RuntimeExport("getmntent_r")]
    public static MountEntry* getmntent_r(FILE* file, MountEntry* entry, byte* buffer, int size)
    {
        while (fgets(buffer, size, file) != null)
        {
            if (strchr(buffer, '\n') == null)
            {
                int c;
                while ((c = fgetc(file)) is >= 0 and not '\n')
                {
                }
            }

            if (ParseMount(buffer, entry))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>0, or 1 if it could not be written.</summary>
    [RuntimeExport("addmntent")]
    public static int addmntent(FILE* file, MountEntry* entry)
    {
        if (fseek(file, 0, (int)SeekWhence.SEEK_END) < 0)
        {
            return 1;
        }

        PutMountField(entry->Source, file);
        PutMountField(entry->Directory, file);
        PutMountField(entry->Type, file);
        PutMountField(entry->Options, file);
        byte* number = stackalloc byte[12];
        AppendDecimal(number, (uint)entry->Frequency);
        _ = fputs(number, file);
        _ = fputc(' ', file);
        AppendDecimal(number, (uint)entry->Pass);
        _ = fputs(number, file);
        _ = fputc('\n', file);
        return fflush(file) == 0 && ferror(file) == 0 ? 0 : 1;
    }

    /// <summary>Where an option stands in the list of options, alone or before an equals sign.</summary>
    [RuntimeExport("hasmntopt")]
    public static byte* hasmntopt(MountEntry* entry, byte* option)
    {
        nuint length = strlen(option);
        byte* text = entry->Options;
        while (text != null && *text != 0)
        {
            if (strncmp(text, option, length) == 0 && text[length] is 0 or (byte)',' or (byte)'=')
            {
                return text;
            }

            text = strchr(text, ',');
            text = text == null ? null : text + 1;
        }

        return null;
    }

    private static bool ParseMount(byte* line, MountEntry* entry)
    {
        line[strcspn(line, Literal("\n"u8))] = 0;
        byte* cursor = line;
        entry->Source = NextMountField(ref cursor);
        if (*entry->Source is 0 or (byte)'#')
        {
            return false;
        }

        entry->Directory = NextMountField(ref cursor);
        entry->Type = NextMountField(ref cursor);
        entry->Options = NextMountField(ref cursor);
        entry->Frequency = atoi(NextMountField(ref cursor));
        entry->Pass = atoi(NextMountField(ref cursor));
        return true;
    }

    /// <summary>The next word, with the octal escapes of blanks and backslashes undone in place; empty at the end.</summary>
    private static byte* NextMountField(ref byte* cursor)
    {
        cursor += strspn(cursor, Literal(" \t"u8));
        byte* start = cursor;
        byte* end = start;
        while (*cursor is not 0 and not (byte)' ' and not (byte)'\t')
        {
            if (*cursor == '\\' && (uint)(cursor[1] - '0') < 4 && (uint)(cursor[2] - '0') < 8 && (uint)(cursor[3] - '0') < 8)
            {
                *end++ = (byte)(((cursor[1] - '0') << 6) | ((cursor[2] - '0') << 3) | (cursor[3] - '0'));
                cursor += 4;
            }
            else
            {
                *end++ = *cursor++;
            }
        }

        cursor += *cursor != 0 ? 1 : 0;
        *end = 0;
        return start;
    }

    private static void PutMountField(byte* text, FILE* file)
    {
        for (; *text != 0; text++)
        {
            if (*text is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\\')
            {
                _ = fputc('\\', file);
                _ = fputc('0' + (*text >> 6), file);
                _ = fputc('0' + ((*text >> 3) & 7), file);
                _ = fputc('0' + (*text & 7), file);
            }
            else
            {
                _ = fputc(*text, file);
            }
        }

        _ = fputc(' ', file);
    }
}
