// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Environment variables: <c>environ</c> is what the program got until the first change, then a copy that grows.</summary>
public static unsafe partial class C
{
    /// <summary>The array allocated here, if <c>environ</c> still is that one: a program may set its own.</summary>
    private static byte** s_ownEnvironment;
    private static nuint s_ownCapacity;

    [RuntimeExport("getenv")]
    public static byte* getenv(byte* name)
    {
        nuint length = strlen(name);
        byte** variable = length == 0 ? null : Find(name, length);
        return variable == null || strchr(name, '=') != null ? null : *variable + length + 1;
    }

    [RuntimeExport("setenv")]
    public static int setenv(byte* name, byte* value, int overwrite)
    {
        nuint length = name == null ? 0 : strlen(name);
        if (length == 0 || strchr(name, '=') != null)
        {
            return Error.Set(Errno.EINVAL);
        }

        if (overwrite == 0 && Find(name, length) != null)
        {
            return 0;
        }

        nuint valueLength = strlen(value);
        byte* text = (byte*)malloc(length + valueLength + 2);
        if (text == null)
        {
            return -1;
        }

        memcpy(text, name, length);
        text[length] = (byte)'=';
        memcpy(text + length + 1, value, valueLength + 1);
        return PutLocked(text, length);
    }

    [RuntimeExport("putenv")]
    public static int putenv(byte* text)
    {
        byte* equals = strchr(text, '=');
        return equals == null ? unsetenv(text) : equals == text ? Error.Set(Errno.EINVAL) : PutLocked(text, (nuint)(equals - text));
    }

    [RuntimeExport("unsetenv")]
    public static int unsetenv(byte* name)
    {
        nuint length = name == null ? 0 : strlen(name);
        if (length == 0 || strchr(name, '=') != null)
        {
            return Error.Set(Errno.EINVAL);
        }

        // The same name may be there more than once.
        LibraryLock.Enter(ref LibraryLocks.All.Environment);
        for (byte** variable = Find(name, length); variable != null; variable = Find(name, length))
        {
            for (; *variable != null; variable++)
            {
                *variable = variable[1];
            }
        }

        LibraryLock.Leave(ref LibraryLocks.All.Environment);
        return 0;
    }

    [RuntimeExport("clearenv")]
    public static int clearenv()
    {
        *EnvironmentStubs.Environ() = null;
        return 0;
    }

    /// <summary>Those who change the environment wait for each other; getenv beside them is the program's mistake (POSIX.1-2024 getenv()).</summary>
    private static int PutLocked(byte* text, nuint nameLength)
    {
        LibraryLock.Enter(ref LibraryLocks.All.Environment);
        int result = Put(text, nameLength);
        LibraryLock.Leave(ref LibraryLocks.All.Environment);
        return result;
    }

    private static byte** Find(byte* name, nuint length)
    {
        byte** variable = *EnvironmentStubs.Environ();
        if (variable == null)
        {
            return null;
        }

        for (; *variable != null; variable++)
        {
            if (**variable == *name && strncmp(*variable, name, length) == 0 && (*variable)[length] == '=')
            {
                return variable;
            }
        }

        return null;
    }

    /// <summary>Replaces or adds; the text becomes part of the environment. A text replaced is not freed: getenv gave it away.</summary>
    private static int Put(byte* text, nuint nameLength)
    {
        byte** place = Find(text, nameLength);
        if (place != null)
        {
            *place = text;
            return 0;
        }

        byte** environment = *EnvironmentStubs.Environ();
        nuint count = 0;
        while (environment != null && environment[count] != null)
        {
            count++;
        }

        if (environment == null || environment != s_ownEnvironment || count + 2 > s_ownCapacity)
        {
            nuint capacity = (count + 2) * 2;
            byte** larger = (byte**)malloc(capacity * 8);
            if (larger == null)
            {
                return -1;
            }

            memcpy(larger, environment, count * 8);
            free(s_ownEnvironment);
            s_ownEnvironment = larger;
            s_ownCapacity = capacity;
            environment = larger;
            *EnvironmentStubs.Environ() = environment;
        }

        environment[count] = text;
        environment[count + 1] = null;
        return 0;
    }
}
