// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>grp.h, over /etc/group.</summary>
public static unsafe partial class C
{
    /// <summary>C's struct group.</summary>
    public struct Group
    {
        public byte* Name;
        public byte* Password;
        public uint Id;
        public byte** Members;
    }

    private static class GroupFile
    {
        internal static EntryFile File;
        internal static byte** Members;
        internal static Group Entry;
    }

    [RuntimeExport("setgrent")]
    public static void setgrent() => GroupFile.File.Close();

    [RuntimeExport("endgrent")]
    public static void endgrent() => setgrent();

    [RuntimeExport("getgrent")]
    public static Group* getgrent()
    {
        FILE* file = GroupFile.File.Open(Literal("/etc/group"u8));
        return file == null ? null : fgetgrent(file);
    }

    [RuntimeExport("fgetgrent")]
    public static Group* fgetgrent(FILE* file)
    {
        fixed (Group* entry = &GroupFile.Entry)
        {
            byte* line;
            while ((line = GroupFile.File.ReadLine(file)) != null)
            {
                byte** members = (byte**)reallocarray(GroupFile.Members, CountMembers(line), 8);
                if (members == null)
                {
                    return null;
                }

                GroupFile.Members = members;
                if (ParseGroup(line, entry, members))
                {
                    return entry;
                }
            }
        }

        return null;
    }

    [RuntimeExport("getgrnam")]
    public static Group* getgrnam(byte* name) => FindGroup(name, 0);

    [RuntimeExport("getgrgid")]
    public static Group* getgrgid(uint id) => FindGroup(null, id);

    /// <summary>0 with a null result if there is no such group; ERANGE if the buffer is too small.</summary>
    [RuntimeExport("getgrnam_r")]
    public static int getgrnam_r(byte* name, Group* entry, byte* buffer, nuint size, Group** result) => CopyGroup(name, 0, entry, buffer, size, result);

    [RuntimeExport("getgrgid_r")]
    public static int getgrgid_r(uint id, Group* entry, byte* buffer, nuint size, Group** result) => CopyGroup(null, id, entry, buffer, size, result);

    [RuntimeExport("putgrent")]
    public static int putgrent(Group* entry, FILE* file)
    {
        _ = fputs(entry->Name, file);
        _ = fputc(':', file);
        _ = fputs(entry->Password == null ? Literal(""u8) : entry->Password, file);
        _ = fputc(':', file);
        PutNumber(entry->Id, file);
        for (byte** member = entry->Members; member != null && *member != null; member++)
        {
            _ = fputs(*member, file);
            _ = member[1] != null ? fputc(',', file) : 0;
        }

        _ = fputc('\n', file);
        return ferror(file) != 0 ? -1 : 0;
    }

    /// <summary>The user's groups, <paramref name="group"/> first; -1 if there are more than fit, with their number in <paramref name="count"/>.</summary>
    [RuntimeExport("getgrouplist")]
    public static int getgrouplist(byte* user, uint group, uint* groups, int* count)
    {
        int found = 0;
        int room = *count;
        if (room > 0)
        {
            groups[0] = group;
        }

        found++;
        setgrent();
        Group* entry;
        while ((entry = getgrent()) != null)
        {
            byte** member = entry->Members;
            while (*member != null && strcmp(*member, user) != 0)
            {
                member++;
            }

            if (*member != null && entry->Id != group)
            {
                if (found < room)
                {
                    groups[found] = entry->Id;
                }

                found++;
            }
        }

        endgrent();
        *count = found;
        return found > room ? -1 : found;
    }

    [RuntimeExport("initgroups")]
    public static int initgroups(byte* user, uint group)
    {
        const int Most = 32;
        uint* groups = stackalloc uint[Most];
        int count = Most;
        return getgrouplist(user, group, groups, &count) < 0 ? -1 : setgroups((nuint)count, groups);
    }

    private static Group* FindGroup(byte* name, uint id)
    {
        setgrent();
        Group* entry;
        while ((entry = getgrent()) != null && !(name != null ? strcmp(entry->Name, name) == 0 : entry->Id == id))
        {
        }

        endgrent();
        return entry;
    }

    private static int CopyGroup(byte* name, uint id, Group* entry, byte* buffer, nuint size, Group** result)
    {
        *result = null;
        FILE* file = fopen(Literal("/etc/group"u8), Literal("re"u8));
        if (file == null)
        {
            return Error.Current == (int)Errno.ENOENT ? 0 : Error.Current;
        }

        byte* line = null;
        nuint lineSize = 0;
        int status = 0;
        long length;
        nuint aligned = (nuint)(-(long)buffer & 7);
        while ((length = getline(&line, &lineSize, file)) > 0)
        {
            // In the buffer: the members' addresses, then the line.
            nuint members = aligned + (CountMembers(line) * 8);
            bool fits = members + (nuint)length + 1 <= size;
            byte** list = fits ? (byte**)(buffer + aligned) : (byte**)malloc(members);
            if (list == null)
            {
                status = (int)Errno.ENOMEM;
                break;
            }

            byte* copy = fits ? (byte*)memcpy(buffer + members, line, (nuint)length + 1) : line;
            bool isFound = ParseGroup(copy, entry, list) && (name != null ? strcmp(entry->Name, name) == 0 : entry->Id == id);
            if (!fits)
            {
                free(list);
            }

            if (isFound)
            {
                status = fits ? 0 : (int)Errno.ERANGE;
                *result = fits ? entry : null;
                break;
            }
        }

        free(line);
        _ = fclose(file);
        return status;
    }

    /// <summary>Room for the members' addresses and the null behind them.</summary>
    private static nuint CountMembers(byte* line)
    {
        nuint count = 2;
        for (; *line != 0; line++)
        {
            count += *line == ',' ? 1u : 0u;
        }

        return count;
    }

    /// <summary>name:password:id:member,member; writes zeros over the separators.</summary>
    private static bool ParseGroup(byte* line, Group* entry, byte** members)
    {
        line[strcspn(line, Literal("\n"u8))] = 0;
        byte** fields = stackalloc byte*[4];
        if (SplitFields(line, fields, 4) < 4 || *fields[0] == 0)
        {
            return false;
        }

        byte* end;
        entry->Name = fields[0];
        entry->Password = fields[1];
        entry->Id = (uint)strtoul(fields[2], &end, 10);
        entry->Members = members;
        for (byte* member = fields[3]; member != null && *member != 0;)
        {
            *members++ = member;
            member = strchr(member, ',');
            if (member != null)
            {
                *member++ = 0;
            }
        }

        *members = null;
        return *end == 0 && end != fields[2];
    }
}
