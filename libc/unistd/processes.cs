// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>unistd.h: processes and who they are.</summary>
public static unsafe partial class C
{
    [RuntimeExport("execve")]
    public static int execve(byte* path, byte** arguments, byte** environment) =>
        (int)Error.Answer(Syscall.Invoke(SystemCall.execve, (long)path, (long)arguments, (long)environment));

    [RuntimeExport("execv")]
    public static int execv(byte* path, byte** arguments) => execve(path, arguments, *EnvironmentStubs.Environ());

    [RuntimeExport("execvp")]
    public static int execvp(byte* file, byte** arguments) => execvpe(file, arguments, *EnvironmentStubs.Environ());

    /// <summary>Searches PATH; EACCES wins over ENOENT if some candidate could not be executed.</summary>
    [RuntimeExport("execvpe")]
    public static int execvpe(byte* file, byte** arguments, byte** environment)
    {
        if (*file == 0)
        {
            return Error.Set(Errno.ENOENT);
        }

        if (strchr(file, '/') != null)
        {
            return execve(file, arguments, environment);
        }

        byte* candidate = stackalloc byte[FileConstants.PATH_MAX];
        nuint length = strlen(file);
        byte* directory = SearchPath();
        bool wasDenied = false;
        while (true)
        {
            byte* end = strchrnul(directory, ':');
            nuint directoryLength = (nuint)(end - directory);
            if (directoryLength + length + 2 <= FileConstants.PATH_MAX)
            {
                JoinPath(candidate, directory, directoryLength, file, length);
                _ = execve(candidate, arguments, environment);
                Errno error = (Errno)Error.Current;
                wasDenied |= error == Errno.EACCES;
                if (error is not (Errno.EACCES or Errno.ENOENT or Errno.ENOTDIR))
                {
                    return -1;
                }
            }

            if (*end == 0)
            {
                return Error.Set(wasDenied ? Errno.EACCES : Errno.ENOENT);
            }

            directory = end + 1;
        }
    }

    /// <summary>Where programs are looked for.</summary>
    private static byte* SearchPath()
    {
        byte* path = getenv(Literal("PATH"u8));
        return path == null ? Literal("/usr/local/bin:/bin:/usr/bin"u8) : path;
    }

    /// <summary>A file in one of these directories; the current one, if the directory's name is empty.</summary>
    private static void JoinPath(byte* target, byte* directory, nuint directoryLength, byte* file, nuint length)
    {
        memcpy(target, directory, directoryLength);
        target[directoryLength] = (byte)'/';
        memcpy(target + directoryLength + (directoryLength > 0 ? 1u : 0u), file, length + 1);
    }

    /// <summary>execl with its arguments as a list; the stub in <c>cstart/Variadic.S</c> made it.</summary>
    [RuntimeExport("skift_execl")]
    public static int execl(byte* path, VaList* arguments)
    {
        byte** list = stackalloc byte*[CountArguments(arguments)];
        TakeArguments(arguments, list);
        return execv(path, list);
    }

    [RuntimeExport("skift_execlp")]
    public static int execlp(byte* file, VaList* arguments)
    {
        byte** list = stackalloc byte*[CountArguments(arguments)];
        TakeArguments(arguments, list);
        return execvp(file, list);
    }

    [RuntimeExport("skift_execle")]
    public static int execle(byte* path, VaList* arguments)
    {
        byte** list = stackalloc byte*[CountArguments(arguments)];
        TakeArguments(arguments, list);
        return execve(path, list, (byte**)arguments->NextPointer());
    }

    private static int CountArguments(VaList* arguments)
    {
        VaList copy = *arguments;
        int count = 1;
        while (copy.NextPointer() != null)
        {
            count++;
        }

        return count;
    }

    private static void TakeArguments(VaList* arguments, byte** list)
    {
        do
        {
            *list = (byte*)arguments->NextPointer();
        }
        while (*list++ != null);
    }

    [RuntimeExport("getpid")]
    public static int getpid() => (int)Syscall.Invoke(SystemCall.getpid);

    [RuntimeExport("getppid")]
    public static int getppid() => (int)Syscall.Invoke(SystemCall.getppid);

    [RuntimeExport("gettid")]
    public static int gettid() => (int)Syscall.Invoke(SystemCall.gettid);

    [RuntimeExport("getuid")]
    public static uint getuid() => (uint)Syscall.Invoke(SystemCall.getuid);

    [RuntimeExport("geteuid")]
    public static uint geteuid() => (uint)Syscall.Invoke(SystemCall.geteuid);

    [RuntimeExport("getgid")]
    public static uint getgid() => (uint)Syscall.Invoke(SystemCall.getgid);

    [RuntimeExport("getegid")]
    public static uint getegid() => (uint)Syscall.Invoke(SystemCall.getegid);

    [RuntimeExport("setuid")]
    public static int setuid(uint user) => (int)Error.Answer(ThreadHooks.CallForProcess(SystemCall.setuid, user, 0, 0));

    [RuntimeExport("setgid")]
    public static int setgid(uint group) => (int)Error.Answer(ThreadHooks.CallForProcess(SystemCall.setgid, group, 0, 0));

    [RuntimeExport("getgroups")]
    public static int getgroups(int count, uint* groups) => (int)Error.Answer(Syscall.Invoke(SystemCall.getgroups, count, (long)groups));

    [RuntimeExport("setpgid")]
    public static int setpgid(int pid, int group) => (int)Error.Answer(Syscall.Invoke(SystemCall.setpgid, pid, group));

    [RuntimeExport("getpgid")]
    public static int getpgid(int pid) => (int)Error.Answer(Syscall.Invoke(SystemCall.getpgid, pid));

    [RuntimeExport("getpgrp")]
    public static int getpgrp() => (int)Syscall.Invoke(SystemCall.getpgid, 0);

    [RuntimeExport("setsid")]
    public static int setsid() => (int)Error.Answer(Syscall.Invoke(SystemCall.setsid));

    [RuntimeExport("getsid")]
    public static int getsid(int pid) => (int)Error.Answer(Syscall.Invoke(SystemCall.getsid, pid));

    [RuntimeExport("nice")]
    public static int nice(int increment)
    {
        // The kernel answers 20 - nice.
        long current = 20 - Syscall.Invoke(SystemCall.getpriority, 0, 0);
        long wanted = current + increment;
        wanted = wanted > 19 ? 19 : wanted < -20 ? -20 : wanted;
        long answer = Syscall.Invoke(SystemCall.setpriority, 0, 0, wanted);
        return answer < 0 ? Error.Set(answer == -(long)Errno.EACCES ? Errno.EPERM : (Errno)(int)-answer) : (int)wanted;
    }

    [RuntimeExport("alarm")]
    public static uint alarm(uint seconds) => (uint)Syscall.Invoke(SystemCall.alarm, seconds);

    [RuntimeExport("pause")]
    public static int pause() => (int)Error.Answer(CancellationPoint.Invoke(SystemCall.pause));

    /// <summary>What was left, if a signal came.</summary>
    [RuntimeExport("sleep")]
    public static uint sleep(uint seconds)
    {
        Timespec time = new(seconds, 0);
        Timespec left = default;
        long answer = CancellationPoint.Invoke(SystemCall.nanosleep, (long)&time, (long)&left);
        return answer < 0 ? (uint)left.tv_sec : 0;
    }

    [RuntimeExport("usleep")]
    public static int usleep(uint microseconds)
    {
        Timespec time = new(microseconds / 1_000_000, microseconds % 1_000_000 * 1000);
        return (int)Error.Answer(CancellationPoint.Invoke(SystemCall.nanosleep, (long)&time, 0));
    }

    [RuntimeExport("getpagesize")]
    public static int getpagesize() => 4096;

    [RuntimeExport("sysconf")]
    public static long sysconf(int name)
    {
        const int ArgMax = 0, ChildMax = 1, ClockTicks = 2, OpenMax = 4, PageSize = 30, Configured = 83, Online = 84, PhysicalPages = 85, AvailablePages = 86;
        switch (name)
        {
            case ArgMax:
                return 131072;
            case ClockTicks:
                return TimerConstants.USER_HZ;
            case PageSize:
                return 4096;
            case ChildMax or OpenMax:
                ResourceLimit limit;
                long which = (long)(name == OpenMax ? Resource.RLIMIT_NOFILE : Resource.RLIMIT_NPROC);
                return Error.Answer(Syscall.Invoke(SystemCall.prlimit64, 0, which, 0, (long)&limit)) < 0 || limit.rlim_cur > long.MaxValue
                    ? -1 : (long)limit.rlim_cur;
            case Configured or Online:
                return CountProcessors();
            case PhysicalPages or AvailablePages:
                SystemInformation information;
                if (Error.Answer(Syscall.Invoke(SystemCall.sysinfo, (long)&information)) < 0)
                {
                    return -1;
                }

                ulong bytes = (name == PhysicalPages ? information.totalram : information.freeram) * information.mem_unit;
                return (long)(bytes / 4096);
            default:
                return Error.Set(Errno.EINVAL);
        }
    }

    private static long CountProcessors()
    {
        const int MaskSize = 128;
        byte* mask = stackalloc byte[MaskSize];
        long length = Syscall.Invoke(SystemCall.sched_getaffinity, 0, MaskSize, (long)mask);
        long count = 0;
        for (long i = 0; i < length; i++)
        {
            for (int bits = mask[i]; bits != 0; bits &= bits - 1)
            {
                count++;
            }
        }

        return count > 0 ? count : 1;
    }
}
