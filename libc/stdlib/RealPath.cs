// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Follows every link of a path.</summary>
internal static unsafe class RealPath
{
    /// <summary>Writes the resolved path; its length, or a negated error. The buffer holds twice <c>PATH_MAX</c>.</summary>
    internal static long Resolve(byte* path, byte* output)
    {
        const int Size = FileConstants.PATH_MAX;
        byte* rest = stackalloc byte[Size];
        byte* link = stackalloc byte[Size];
        nuint length = C.strlen(path);
        if (length == 0)
        {
            return -(long)Errno.ENOENT;
        }

        if (length >= Size)
        {
            return -(long)Errno.ENAMETOOLONG;
        }

        C.memcpy(rest, path, length + 1);
        long used = 0;
        if (*rest != '/')
        {
            long answer = Syscall.Invoke(SystemCall.getcwd, (long)output, Size);
            if (answer < 0)
            {
                return answer;
            }

            used = output[1] == 0 ? 0 : answer - 1;
        }

        int links = 0;
        byte* cursor = rest;
        while (true)
        {
            while (*cursor == '/')
            {
                cursor++;
            }

            if (*cursor == 0)
            {
                break;
            }

            byte* name = cursor;
            cursor = C.strchrnul(cursor, '/');
            long nameLength = cursor - name;
            bool isLast = *cursor == 0;
            long answer = Step(output, ref used, name, nameLength, link);
            if (answer == -(long)Errno.EINVAL && !isLast)
            {
                // Not a link: must be a directory, if something follows.
                answer = CheckDirectory(output, used);
            }

            if (answer < 0 && answer != -(long)Errno.EINVAL)
            {
                return answer;
            }

            if (answer <= 0)
            {
                continue;
            }

            // A link: its target, then what is left of the path.
            nuint left = C.strlen(cursor);
            if (++links > FileConstants.MAXSYMLINKS)
            {
                return -(long)Errno.ELOOP;
            }

            if ((nuint)answer + left >= Size)
            {
                return -(long)Errno.ENAMETOOLONG;
            }

            C.memmove(rest + answer, cursor, left + 1);
            C.memcpy(rest, link, (nuint)answer);
            cursor = rest;
            used = *rest == '/' ? 0 : used;
        }

        if (used == 0)
        {
            output[used++] = (byte)'/';
        }

        output[used] = 0;
        return used;
    }

    /// <summary>Appends a name; the length of the link it is (not appended then), -EINVAL or 0 if it is none, or an error.</summary>
    private static long Step(byte* output, ref long used, byte* name, long length, byte* link)
    {
        if (length == 1 && *name == '.')
        {
            return 0;
        }

        if (length == 2 && name[0] == '.' && name[1] == '.')
        {
            while (used > 0 && output[--used] != '/')
            {
            }

            return 0;
        }

        if (used + 1 + length >= FileConstants.PATH_MAX)
        {
            return -(long)Errno.ENAMETOOLONG;
        }

        output[used] = (byte)'/';
        C.memcpy(output + used + 1, name, (nuint)length);
        output[used + 1 + length] = 0;
        long answer = Syscall.Invoke(SystemCall.readlink, (long)output, (long)link, FileConstants.PATH_MAX);
        if (answer <= 0)
        {
            used += answer is 0 or -(long)Errno.EINVAL ? 1 + length : 0;
        }

        return answer;
    }

    private static long CheckDirectory(byte* output, long used)
    {
        Stat stat;
        output[used] = 0;
        long answer = Syscall.Invoke(SystemCall.stat, (long)output, (long)&stat);
        return answer < 0 ? answer : (stat.st_mode & StatMode.S_IFMT) == StatMode.S_IFDIR ? 0 : -(long)Errno.ENOTDIR;
    }
}
