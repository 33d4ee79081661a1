// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>spawn.h: a new process from a program file (POSIX.1-2008 posix_spawn()). All functions answer the error's number.</summary>
public static unsafe partial class C
{
    private const short POSIX_SPAWN_RESETIDS = 1;
    private const short POSIX_SPAWN_SETPGROUP = 2;
    private const short POSIX_SPAWN_SETSIGDEF = 4;
    private const short POSIX_SPAWN_SETSIGMASK = 8;
    private const short POSIX_SPAWN_SETSCHEDPARAM = 16;
    private const short POSIX_SPAWN_SETSCHEDULER = 32;
    private const short POSIX_SPAWN_SETSID = 128;

    /// <summary>C's posix_spawnattr_t.</summary>
    public struct SpawnAttributes
    {
        public short Flags;
        public int Group;
        public fixed ulong Default[16];
        public fixed ulong Mask[16];
        public int Priority;
        public int Policy;
    }

    /// <summary>C's posix_spawn_file_actions_t.</summary>
    public struct SpawnActions
    {
        public int Capacity;
        public int Count;
        public SpawnAction* Actions;
    }

    /// <summary>One of a child's steps: a close, dup2, open, chdir or fchdir.</summary>
    public struct SpawnAction
    {
        internal int Kind;
        internal int Descriptor;
        internal int Second;
        internal int Flags;
        internal uint Mode;
        internal byte* Path;
    }

    private const int SpawnClose = 0;
    private const int SpawnDup2 = 1;
    private const int SpawnOpen = 2;
    private const int SpawnChdir = 3;
    private const int SpawnFchdir = 4;

    [RuntimeExport("posix_spawn")]
    public static int posix_spawn(int* pid, byte* path, SpawnActions* actions, SpawnAttributes* attributes, byte** arguments, byte** environment) =>
        Spawn(pid, path, actions, attributes, arguments, environment, false);

    [RuntimeExport("posix_spawnp")]
    public static int posix_spawnp(int* pid, byte* file, SpawnActions* actions, SpawnAttributes* attributes, byte** arguments, byte** environment) =>
        Spawn(pid, file, actions, attributes, arguments, environment, true);

    /// <summary>The child says through a pipe that closes on exec what went wrong.</summary>
    private static int Spawn(int* pid, byte* file, SpawnActions* actions, SpawnAttributes* attributes, byte** arguments, byte** environment, bool searches)
    {
        int* ends = stackalloc int[2];
        if (pipe2(ends, (int)OpenFlags.O_CLOEXEC) < 0)
        {
            return Error.Current;
        }

        int child = _Fork();
        if (child == 0)
        {
            int error = PrepareChild(actions, attributes, ref ends[1]);
            if (error == 0)
            {
                _ = searches ? execvpe(file, arguments, environment) : execve(file, arguments, environment);
                error = Error.Current;
            }

            _ = write(ends[1], &error, 4);
            _exit(127);
        }

        int failure = child < 0 ? Error.Current : 0;
        _ = close(ends[1]);
        if (child > 0 && read(ends[0], &failure, 4) == 4)
        {
            _ = waitpid(child, null, 0);
        }

        _ = close(ends[0]);
        if (failure == 0 && pid != null)
        {
            *pid = child;
        }

        return failure;
    }

    private static int PrepareChild(SpawnActions* actions, SpawnAttributes* attributes, ref int report)
    {
        if (attributes != null && ApplyAttributes(attributes) < 0)
        {
            return Error.Current;
        }

        for (int i = 0; actions != null && i < actions->Count; i++)
        {
            SpawnAction* action = actions->Actions + i;

            // The pipe must not be in the way of a descriptor that the program asked for.
            if ((action->Kind == SpawnDup2 ? action->Second : action->Descriptor) == report && action->Kind <= SpawnOpen)
            {
                int moved = fcntl(report, (int)FcntlCommand.F_DUPFD_CLOEXEC, report + 1);
                if (moved < 0)
                {
                    return Error.Current;
                }

                _ = close(report);
                report = moved;
            }

            if (Perform(action) < 0)
            {
                return Error.Current;
            }
        }

        ulong* mask = stackalloc ulong[SetWords];
        if (attributes != null && (attributes->Flags & POSIX_SPAWN_SETSIGMASK) != 0)
        {
            memcpy(mask, attributes->Mask, SetWords * 8);
            _ = sigprocmask(SignalConstants.SIG_SETMASK, mask, null);
        }

        return 0;
    }

    private static int ApplyAttributes(SpawnAttributes* attributes)
    {
        short flags = attributes->Flags;
        for (int signal = 1; (flags & POSIX_SPAWN_SETSIGDEF) != 0 && signal <= SignalConstants.Count; signal++)
        {
            CSignalAction action = default;
            if ((attributes->Default[0] >> (signal - 1) & 1) != 0)
            {
                _ = sigaction(signal, &action, null);
            }
        }

        if (((flags & POSIX_SPAWN_SETSID) != 0 && setsid() < 0) || ((flags & POSIX_SPAWN_SETPGROUP) != 0 && setpgid(0, attributes->Group) < 0)
            || ((flags & POSIX_SPAWN_RESETIDS) != 0 && (setgid(getgid()) < 0 || setuid(getuid()) < 0)))
        {
            return -1;
        }

        int priority = attributes->Priority;
        return (flags & POSIX_SPAWN_SETSCHEDULER) != 0 ? sched_setscheduler(0, attributes->Policy, &priority)
            : (flags & POSIX_SPAWN_SETSCHEDPARAM) != 0 ? sched_setparam(0, &priority) : 0;
    }

    private static int Perform(SpawnAction* action)
    {
        switch (action->Kind)
        {
            case SpawnClose:
                _ = close(action->Descriptor);
                return 0;
            case SpawnDup2 when action->Descriptor == action->Second:
                int flags = fcntl(action->Descriptor, (int)FcntlCommand.F_GETFD, 0);
                return flags < 0 ? -1 : fcntl(action->Descriptor, (int)FcntlCommand.F_SETFD, flags & ~1);
            case SpawnDup2:
                return dup2(action->Descriptor, action->Second);
            case SpawnChdir:
                return chdir(action->Path);
            case SpawnFchdir:
                return fchdir(action->Descriptor);
            default:
                int fd = open(action->Path, action->Flags, action->Mode);
                if (fd < 0 || fd == action->Descriptor)
                {
                    return fd;
                }

                int result = dup2(fd, action->Descriptor);
                _ = close(fd);
                return result;
        }
    }
}
