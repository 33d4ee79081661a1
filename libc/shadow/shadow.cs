// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>shadow.h, over /etc/shadow (shadow(5)).</summary>
public static unsafe partial class C
{
    private const int ShadowFields = 9;

    /// <summary>C's struct spwd: days since 1970-01-01, or -1 where the file says nothing.</summary>
    public struct ShadowEntry
    {
        public byte* Name;
        public byte* Password;
        public long LastChange;
        public long Least;
        public long Most;
        public long Warning;
        public long Inactive;
        public long Expiry;
        public ulong Flags;
    }

    /// <summary>What getspent and the functions without a buffer hold.</summary>
    private static class ShadowFile
    {
        internal static EntryFile File;
        internal static ShadowEntry Entry;
        internal static byte* Text;

        /// <summary>One more than the descriptor of the lock.</summary>
        internal static int Lock;
    }

    [RuntimeExport("setspent")]
    public static void setspent() => ShadowFile.File.Close();

    [RuntimeExport("endspent")]
    public static void endspent() => setspent();

    [RuntimeExport("getspent")]
    public static ShadowEntry* getspent()
    {
        FILE* file = ShadowFile.File.Open(Literal("/etc/shadow"u8));
        return file == null ? null : fgetspent(file);
    }

    [RuntimeExport("fgetspent")]
    public static ShadowEntry* fgetspent(FILE* file)
    {
        fixed (ShadowEntry* entry = &ShadowFile.Entry)
        {
            byte* line;
            while ((line = ShadowFile.File.ReadLine(file)) != null)
            {
                if (ParseShadow(line, entry))
                {
                    return entry;
                }
            }
        }

        return null;
    }

    [RuntimeExport("sgetspent")]
    public static ShadowEntry* sgetspent(byte* line)
    {
        fixed (ShadowEntry* entry = &ShadowFile.Entry)
        {
            free(ShadowFile.Text);
            ShadowFile.Text = strdup(line);
            return ShadowFile.Text != null && ParseShadow(ShadowFile.Text, entry) ? entry : null;
        }
    }

    [RuntimeExport("getspnam")]
    public static ShadowEntry* getspnam(byte* name)
    {
        setspent();
        ShadowEntry* entry;
        while ((entry = getspent()) != null && strcmp(entry->Name, name) != 0)
        {
        }

        endspent();
        return entry;
    }

    /// <summary>0 with a null result if there is no such user; ERANGE if the buffer is too small; what opening the file said.</summary>
    [RuntimeExport("getspnam_r")]
    public static int getspnam_r(byte* name, ShadowEntry* entry, byte* buffer, nuint size, ShadowEntry** result)
    {
        *result = null;
        FILE* file = fopen(Literal("/etc/shadow"u8), Literal("re"u8));
        if (file == null)
        {
            return Error.Current;
        }

        byte* line = null;
        nuint lineSize = 0;
        int status = 0;
        long length;
        while ((length = getline(&line, &lineSize, file)) > 0)
        {
            nuint nameLength = strcspn(line, Literal(":"u8));
            if (strncmp(line, name, nameLength) != 0 || name[nameLength] != 0)
            {
                continue;
            }

            if ((nuint)length >= size)
            {
                status = (int)Errno.ERANGE;
                break;
            }

            memcpy(buffer, line, (nuint)length + 1);
            if (ParseShadow(buffer, entry))
            {
                *result = entry;
                break;
            }
        }

        free(line);
        _ = fclose(file);
        return status;
    }

    [RuntimeExport("putspent")]
    public static int putspent(ShadowEntry* entry, FILE* file)
    {
        _ = fputs(entry->Name, file);
        _ = fputc(':', file);
        _ = fputs(entry->Password == null ? Literal(""u8) : entry->Password, file);
        long* numbers = &entry->LastChange;
        for (int i = 0; i < 7; i++)
        {
            _ = fputc(':', file);
            if (numbers[i] != -1)
            {
                byte* text = stackalloc byte[24];
                byte* digits = DecimalText(numbers[i], text + 23);
                _ = fputs(digits, file);
            }
        }

        _ = fputc('\n', file);
        return ferror(file) != 0 ? -1 : 0;
    }

    /// <summary>Takes the lock that all who change passwords take; -1 if another has it.</summary>
    [RuntimeExport("lckpwdf")]
    public static int lckpwdf()
    {
        if (ShadowFile.Lock != 0)
        {
            return -1;
        }

        int fd = open(Literal("/etc/.pwd.lock"u8), (int)(OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_CLOEXEC), 0x180);
        if (fd < 0)
        {
            return -1;
        }

        FileLock region = new() { Type = 1 };
        if (Error.Answer(Syscall.Invoke(SystemCall.fcntl, fd, (long)FcntlCommand.F_SETLK, (long)&region)) < 0)
        {
            _ = Syscall.Invoke(SystemCall.close, fd);
            return -1;
        }

        ShadowFile.Lock = fd + 1;
        return 0;
    }

    [RuntimeExport("ulckpwdf")]
    public static int ulckpwdf()
    {
        if (ShadowFile.Lock == 0)
        {
            return -1;
        }

        int fd = ShadowFile.Lock - 1;
        ShadowFile.Lock = 0;
        return close(fd);
    }

    /// <summary>Nine fields, the numbers may be empty; writes zeros over the colons.</summary>
    private static bool ParseShadow(byte* line, ShadowEntry* entry)
    {
        line[strcspn(line, Literal("\n"u8))] = 0;
        byte** fields = stackalloc byte*[ShadowFields];
        if (SplitFields(line, fields, ShadowFields) < ShadowFields || *fields[0] == 0)
        {
            return false;
        }

        entry->Name = fields[0];
        entry->Password = fields[1];
        long* numbers = &entry->LastChange;
        for (int i = 2; i < ShadowFields; i++)
        {
            byte* end = null;
            numbers[i - 2] = *fields[i] == 0 ? -1 : strtol(fields[i], &end, 10);
            if (*fields[i] != 0 && *end != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes a number so that its zero is at <paramref name="end"/>; where it starts.</summary>
    private static byte* DecimalText(long value, byte* end)
    {
        ulong rest = value < 0 ? 0 - (ulong)value : (ulong)value;
        *end = 0;
        do
        {
            *--end = (byte)('0' + (rest % 10));
            rest /= 10;
        }
        while (rest != 0);
        if (value < 0)
        {
            *--end = (byte)'-';
        }

        return end;
    }
}
