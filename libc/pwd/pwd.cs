// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>pwd.h, over /etc/passwd.</summary>
public static unsafe partial class C
{
    /// <summary>C's struct passwd.</summary>
    public struct Passwd
    {
        public byte* Name;
        public byte* Password;
        public uint User;
        public uint Group;
        public byte* Gecos;
        public byte* Directory;
        public byte* Shell;
    }

    /// <summary>What getpwent and the functions without a buffer hold.</summary>
    private static class PasswordFile
    {
        internal static EntryFile File;
        internal static Passwd Entry;
    }

    [RuntimeExport("setpwent")]
    public static void setpwent() => PasswordFile.File.Close();

    [RuntimeExport("endpwent")]
    public static void endpwent() => setpwent();

    [RuntimeExport("getpwent")]
    public static Passwd* getpwent()
    {
        FILE* file = PasswordFile.File.Open(Literal("/etc/passwd"u8));
        return file == null ? null : fgetpwent(file);
    }

    [RuntimeExport("fgetpwent")]
    public static Passwd* fgetpwent(FILE* file)
    {
        fixed (Passwd* entry = &PasswordFile.Entry)
        {
            byte* line;
            while ((line = PasswordFile.File.ReadLine(file)) != null)
            {
                if (ParsePasswd(line, entry))
                {
                    return entry;
                }
            }
        }

        return null;
    }

    [RuntimeExport("getpwnam")]
    public static Passwd* getpwnam(byte* name) => FindPasswd(name, 0);

    [RuntimeExport("getpwuid")]
    public static Passwd* getpwuid(uint user) => FindPasswd(null, user);

    /// <summary>0 with a null result if there is no such user; ERANGE if the buffer is too small.</summary>
    [RuntimeExport("getpwnam_r")]
    public static int getpwnam_r(byte* name, Passwd* entry, byte* buffer, nuint size, Passwd** result) => CopyPasswd(name, 0, entry, buffer, size, result);

    [RuntimeExport("getpwuid_r")]
    public static int getpwuid_r(uint user, Passwd* entry, byte* buffer, nuint size, Passwd** result) => CopyPasswd(null, user, entry, buffer, size, result);

    [RuntimeExport("putpwent")]
    public static int putpwent(Passwd* entry, FILE* file)
    {
        byte** texts = stackalloc byte*[5] { entry->Name, entry->Password, entry->Gecos, entry->Directory, entry->Shell };
        for (int i = 0; i < 5; i++)
        {
            if (i == 2)
            {
                PutNumber(entry->User, file);
                PutNumber(entry->Group, file);
            }

            _ = fputs(texts[i] == null ? Literal(""u8) : texts[i], file);
            _ = fputc(i == 4 ? '\n' : ':', file);
        }

        return ferror(file) != 0 ? -1 : 0;
    }

    private static void PutNumber(uint number, FILE* file)
    {
        byte* digits = stackalloc byte[12];
        byte* end = digits + 11;
        *end = 0;
        *--end = (byte)':';
        do
        {
            *--end = (byte)('0' + (number % 10));
            number /= 10;
        }
        while (number != 0);
        _ = fputs(end, file);
    }

    private static Passwd* FindPasswd(byte* name, uint user)
    {
        setpwent();
        Passwd* entry;
        while ((entry = getpwent()) != null && !(name != null ? strcmp(entry->Name, name) == 0 : entry->User == user))
        {
        }

        endpwent();
        return entry;
    }

    private static int CopyPasswd(byte* name, uint user, Passwd* entry, byte* buffer, nuint size, Passwd** result)
    {
        *result = null;
        FILE* file = fopen(Literal("/etc/passwd"u8), Literal("re"u8));
        if (file == null)
        {
            return Error.Current == (int)Errno.ENOENT ? 0 : Error.Current;
        }

        byte* line = null;
        nuint lineSize = 0;
        int status = 0;
        long length;
        while ((length = getline(&line, &lineSize, file)) > 0)
        {
            Passwd found;
            byte* copy = line;
            nuint needed = (nuint)length + 1;
            bool fits = needed <= size;
            if (fits)
            {
                copy = (byte*)memcpy(buffer, line, needed);
            }

            if (ParsePasswd(copy, &found) && (name != null ? strcmp(found.Name, name) == 0 : found.User == user))
            {
                status = fits ? 0 : (int)Errno.ERANGE;
                *entry = found;
                *result = fits ? entry : null;
                break;
            }
        }

        free(line);
        _ = fclose(file);
        return status;
    }

    /// <summary>name:password:user:group:gecos:directory:shell; writes zeros over the colons.</summary>
    private static bool ParsePasswd(byte* line, Passwd* entry)
    {
        line[strcspn(line, Literal("\n"u8))] = 0;
        byte** fields = stackalloc byte*[7];
        if (SplitFields(line, fields, 7) < 7 || *fields[0] == 0)
        {
            return false;
        }

        entry->Name = fields[0];
        entry->Password = fields[1];
        entry->Gecos = fields[4];
        entry->Directory = fields[5];
        entry->Shell = fields[6];
        byte* end;
        byte* groupEnd;
        entry->User = (uint)strtoul(fields[2], &end, 10);
        entry->Group = (uint)strtoul(fields[3], &groupEnd, 10);
        return *end == 0 && *groupEnd == 0 && end != fields[2] && groupEnd != fields[3];
    }

    private static int SplitFields(byte* line, byte** fields, int count)
    {
        int found = 0;
        while (found < count)
        {
            fields[found++] = line;
            line = found < count ? strchr(line, ':') : null;
            if (line == null)
            {
                break;
            }

            *line++ = 0;
        }

        return found;
    }
}
