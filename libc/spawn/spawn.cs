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

    private static int Spawn(int* pid, byte* file, SpawnActions* actions, SpawnAttributes* attributes, byte** arguments, byte** environment, bool searches)
    {
        long child = StartChild(file, actions, attributes, arguments, environment, searches, out long failure);
        if (child < 0) return (int)-child;
        if (failure < 0)
        {
            while (Syscall.Invoke(SystemCall.wait4, child, 0, 0, 0) == -(long)Errno.EINTR)
            {
            }

            return (int)-failure;
        }

        if (pid != null) *pid = (int)child;
        return 0;
    }

    /// <summary>
    /// A child that runs a program, and shares the memory until it does: so what it has to do before is prepared here, and it neither needs memory
    /// nor waits for a lock.
    /// </summary>
    /// <param name="failure">The negated error, if the child has ended with status 127 instead; it is still to be waited for.</param>
    /// <returns>Its identifier, or a negated error if there is none.</returns>
    private static long StartChild(byte* file, SpawnActions* actions, SpawnAttributes* attributes, byte** arguments, byte** environment, bool searches,
        out long failure)
    {
        const int OtherSteps = 8;
        failure = 0;
        byte* path = searches && *file != 0 && strchr(file, '/') == null ? SearchPath() : null;
        nuint candidates = path == null ? 0u : 1u;
        for (byte* p = path; p != null && *p != 0; p++) candidates += *p == ':' ? 1u : 0u;
        long bytes = SpawnSteps.SignalBytes + (path == null ? 0 : (long)(strlen(path) + (candidates * (strlen(file) + 9))));
        long count = OtherSteps + SpawnSteps.MostDefaults + (long)candidates + (actions == null ? 0 : 2L * actions->Count);
        SpawnSteps steps = new((int)count, bytes, out Errno error);
        if (error != Errno.None) return -(long)error;

        ulong mask = Threads.BlockSignals(withHidden: true);
        AddAttributes(ref steps, attributes);
        for (int i = 0; actions != null && i < actions->Count; i++) Add(ref steps, actions->Actions + i);
        bool hasMask = attributes != null && (attributes->Flags & POSIX_SPAWN_SETSIGMASK) != 0;
        steps.AddMask(hasMask ? attributes->Mask[0] & ~ThreadConstants.HiddenSignals : mask);
        if (path == null) steps.Add(SystemCall.execve, (long)file, (long)arguments, (long)environment);
        else AddCandidates(ref steps, file, path, arguments, environment);
        long child = steps.Start(null, out failure);
        Threads.RestoreSignals(mask);
        steps.Dispose();
        return child;
    }

    private static void AddAttributes(ref SpawnSteps steps, SpawnAttributes* attributes)
    {
        int flags = attributes == null ? 0 : attributes->Flags;
        steps.AddDefaults((flags & POSIX_SPAWN_SETSIGDEF) != 0 ? attributes->Default[0] : 0);
        if ((flags & POSIX_SPAWN_SETSCHEDULER) != 0)
        {
            steps.Add(SystemCall.sched_setscheduler, 0, attributes->Policy, (long)&attributes->Priority);
        }
        else if ((flags & POSIX_SPAWN_SETSCHEDPARAM) != 0)
        {
            steps.Add(SystemCall.sched_setparam, 0, (long)&attributes->Priority);
        }

        if ((flags & POSIX_SPAWN_SETSID) != 0) steps.Add(SystemCall.setsid);
        if ((flags & POSIX_SPAWN_SETPGROUP) != 0) steps.Add(SystemCall.setpgid, 0, attributes->Group);
        if ((flags & POSIX_SPAWN_RESETIDS) != 0)
        {
            // Not through the library, whose calls are for all threads.
            steps.Add(SystemCall.setgid, getgid());
            steps.Add(SystemCall.setuid, getuid());
        }
    }

    private static void Add(ref SpawnSteps steps, SpawnAction* action)
    {
        switch (action->Kind)
        {
            case SpawnClose:
                steps.Add(SpawnKind.MayFail, SystemCall.close, action->Descriptor);
                break;
            case SpawnDup2 when action->Descriptor == action->Second:
                // It stays open (POSIX.1-2024 posix_spawn_file_actions_adddup2()); there is no flag besides FD_CLOEXEC.
                steps.Add(SystemCall.fcntl, action->Descriptor, (long)FcntlCommand.F_SETFD, 0);
                break;
            case SpawnDup2:
                steps.Add(SystemCall.dup2, action->Descriptor, action->Second);
                break;
            case SpawnChdir:
                steps.Add(SystemCall.chdir, (long)action->Path);
                break;
            case SpawnFchdir:
                steps.Add(SystemCall.fchdir, action->Descriptor);
                break;
            default:
                steps.Add(SpawnKind.MayFail, SystemCall.close, action->Descriptor);
                steps.Add(SpawnKind.Open, SystemCall.open, (long)action->Path, action->Flags, action->Mode, action->Descriptor);
                break;
        }
    }

    private static void AddCandidates(ref SpawnSteps steps, byte* file, byte* path, byte** arguments, byte** environment)
    {
        nuint length = strlen(file);
        while (true)
        {
            byte* end = strchrnul(path, ':');
            byte* candidate = steps.Reserve((end - path) + (long)length + 2);
            JoinPath(candidate, path, (nuint)(end - path), file, length);
            steps.Add(SpawnKind.Candidate, SystemCall.execve, (long)candidate, (long)arguments, (long)environment);
            if (*end == 0) break;
            path = end + 1;
        }

        steps.Add(SpawnKind.NotFound, default);
    }
}
