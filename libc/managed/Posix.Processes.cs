// SPDX-License-Identifier: MIT
using System;
using System.Diagnostics.CodeAnalysis;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>Processes: fork, exec, exit, wait, identifiers, groups, sessions, limits.</summary>
public static unsafe partial class Posix
{
    /// <summary>fork(2): 0 in the child, the child's identifier in the parent.</summary>
    /// <remarks>
    /// The child has only the calling thread. If there are others, one of them may just hold a lock, which stays taken in the child for ever
    /// (the heap's, too): then it may only execute a program or exit.
    /// </remarks>
    public static Result<int> Fork()
    {
        long answer = Syscall.Invoke(SystemCall.fork);
        if (answer == 0) AfterFork();
        return ToInt(answer);
    }

    /// <summary>execve(2): returns only if it failed.</summary>
    /// <param name="path">The program, not searched for.</param>
    /// <param name="arguments">Including the program's own name.</param>
    /// <param name="environment"><c>NAME=value</c> each.</param>
    /// <returns>The kernel's error, EINVAL if a string holds a zero, E2BIG if all together exceed what an array can hold.</returns>
    public static Errno Execve(string path, ReadOnlySpan<string> arguments, ReadOnlySpan<string> environment)
    {
        if (!TryMeasure(arguments, environment, out int byteCount))
        {
            return Errno.E2BIG;
        }

        byte[] strings = new byte[byteCount];
        ulong[] pointers = new ulong[arguments.Length + environment.Length + 2];
        fixed (byte* stringBase = strings)
        {
            fixed (ulong* vectors = pointers)
            {
                int used = 0;
                if (!AddStrings(arguments, strings, stringBase, vectors, ref used)
                    || !AddStrings(environment, strings, stringBase, vectors + arguments.Length + 1, ref used))
                {
                    return Errno.EINVAL;
                }

                return ToErrno(PathCall(SystemCall.execve, path, (long)vectors, (long)(vectors + arguments.Length + 1)));
            }
        }
    }

    /// <summary>_exit(2): ends the process at once, without flushing anything.</summary>
    [DoesNotReturn]
    public static void Exit(int status)
    {
        while (true)
        {
            _ = Syscall.Invoke(SystemCall.exit_group, status);
        }
    }

    /// <summary>wait4(2): the child whose state changed, 0 if none did with <c>WNOHANG</c>; see <see cref="WaitStatus"/>.</summary>
    public static Result<int> Wait4(int pid, out int status, WaitOptions options = WaitOptions.None)
    {
        int word = 0;
        Result<int> child = ToInt(Syscall.Invoke(SystemCall.wait4, pid, (long)&word, (long)options, 0));
        status = word;
        return child;
    }

    /// <summary>wait4(2), with what the child has used.</summary>
    public static Result<int> Wait4(int pid, out int status, WaitOptions options, out ResourceUsage usage)
    {
        int word = 0;
        ResourceUsage resources = default;
        Result<int> child = ToInt(Syscall.Invoke(SystemCall.wait4, pid, (long)&word, (long)options, (long)&resources));
        status = word;
        usage = resources;
        return child;
    }

    /// <summary>getpid(2).</summary>
    public static int Getpid() => (int)Syscall.Invoke(SystemCall.getpid);

    /// <summary>getppid(2).</summary>
    public static int Getppid() => (int)Syscall.Invoke(SystemCall.getppid);

    /// <summary>gettid(2).</summary>
    public static int Gettid() => (int)Syscall.Invoke(SystemCall.gettid);

    /// <summary>setpgid(2): 0 is the caller, and its own identifier.</summary>
    public static Errno Setpgid(int pid, int group) => ToErrno(Syscall.Invoke(SystemCall.setpgid, pid, group));

    /// <summary>getpgid(2).</summary>
    public static Result<int> Getpgid(int pid) => ToInt(Syscall.Invoke(SystemCall.getpgid, pid));

    /// <summary>getpgrp(2).</summary>
    public static int Getpgrp() => (int)Syscall.Invoke(SystemCall.getpgid, 0);

    /// <summary>setsid(2): the new session's identifier.</summary>
    public static Result<int> Setsid() => ToInt(Syscall.Invoke(SystemCall.setsid));

    /// <summary>getsid(2).</summary>
    public static Result<int> Getsid(int pid) => ToInt(Syscall.Invoke(SystemCall.getsid, pid));

    /// <summary>getuid(2).</summary>
    public static uint Getuid() => (uint)Syscall.Invoke(SystemCall.getuid);

    /// <summary>geteuid(2).</summary>
    public static uint Geteuid() => (uint)Syscall.Invoke(SystemCall.geteuid);

    /// <summary>getgid(2).</summary>
    public static uint Getgid() => (uint)Syscall.Invoke(SystemCall.getgid);

    /// <summary>getegid(2).</summary>
    public static uint Getegid() => (uint)Syscall.Invoke(SystemCall.getegid);

    /// <summary>setuid(2).</summary>
    public static Errno Setuid(uint user) => ToErrno(Syscall.Invoke(SystemCall.setuid, user));

    /// <summary>setgid(2).</summary>
    public static Errno Setgid(uint group) => ToErrno(Syscall.Invoke(SystemCall.setgid, group));

    /// <summary>getgroups(2): the number of groups; with an empty span, how many there are.</summary>
    public static Result<int> Getgroups(Span<uint> groups)
    {
        fixed (uint* pointer = groups)
        {
            return ToInt(Syscall.Invoke(SystemCall.getgroups, groups.Length, (long)pointer));
        }
    }

    /// <summary>getpriority(2) of a process: its nice value, -20 to 19.</summary>
    public static Result<int> Getpriority(int pid)
    {
        // The kernel answers 20 - nice, so that no value looks like an error.
        if (!ToInt(Syscall.Invoke(SystemCall.getpriority, 0, pid)).Try(out int value, out Errno error)) return error;

        return 20 - value;
    }

    /// <summary>setpriority(2) of a process.</summary>
    public static Errno Setpriority(int pid, int nice) => ToErrno(Syscall.Invoke(SystemCall.setpriority, 0, pid, nice));

    /// <summary>getrlimit(2).</summary>
    public static Result<ResourceLimit> Getrlimit(Resource resource)
    {
        ResourceLimit limit;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.prlimit64, 0, (long)resource, 0, (long)&limit));
        return error == Errno.None ? limit : error;
    }

    /// <summary>setrlimit(2).</summary>
    public static Errno Setrlimit(Resource resource, ResourceLimit limit) =>
        ToErrno(Syscall.Invoke(SystemCall.prlimit64, 0, (long)resource, (long)&limit, 0));

    /// <summary>getrusage(2): <see cref="ResourceUsage.RUSAGE_SELF"/> and its fellows.</summary>
    public static Result<ResourceUsage> Getrusage(int who)
    {
        ResourceUsage usage;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.getrusage, who, (long)&usage));
        return error == Errno.None ? usage : error;
    }

    /// <summary>times(2): clock ticks of 10 ms since some point in the past.</summary>
    public static long Times(out Tms times)
    {
        Tms buffer = default;
        long ticks = Syscall.Invoke(SystemCall.times, (long)&buffer);
        times = buffer;
        return ticks;
    }

    private static bool TryMeasure(ReadOnlySpan<string> first, ReadOnlySpan<string> second, out int byteCount)
    {
        long total = 0;
        foreach (string text in first)
        {
            total += ByteString.GetByteCount(text) + 1L;
        }

        foreach (string text in second)
        {
            total += ByteString.GetByteCount(text) + 1L;
        }

        byteCount = (int)total;
        return total <= 0x7FFFFFC7;
    }

    /// <summary>Encodes the strings behind each other and points <paramref name="vector"/> at them, with a null at the end.</summary>
    /// <remarks>SAFETY: <paramref name="stringBase"/> is <paramref name="strings"/>, pinned; the vector has room for all and the null.</remarks>
    private static bool AddStrings(ReadOnlySpan<string> texts, byte[] strings, byte* stringBase, ulong* vector, ref int used)
    {
        foreach (string text in texts)
        {
            int start = used;
            *vector++ = (ulong)(stringBase + used);
            used += ByteString.Encode(text, strings.AsSpan(used));
            for (int i = start; i < used; i++)
            {
                if (strings[i] == 0)
                {
                    return false;
                }
            }

            strings[used++] = 0;
        }

        *vector = 0;
        return true;
    }
}
