// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>sys/wait.h, system and popen.</summary>
public static unsafe partial class C
{
    [RuntimeExport("wait")]
    public static int wait(int* status) => wait4(-1, status, 0, null);

    [RuntimeExport("waitpid")]
    public static int waitpid(int pid, int* status, int options) => wait4(pid, status, options, null);

    [RuntimeExport("wait4")]
    public static int wait4(int pid, int* status, int options, ResourceUsage* usage) =>
        (int)Error.Answer(CancellationPoint.Invoke(SystemCall.wait4, pid, (long)status, options, (long)usage));

    [RuntimeExport("wait3")]
    public static int wait3(int* status, int options, ResourceUsage* usage) => wait4(-1, status, options, usage);

    /// <summary>The shell's status as wait gives it; with a null command, whether there is a shell.</summary>
    [RuntimeExport("system")]
    public static int system(byte* command)
    {
        if (command == null)
        {
            return Syscall.Invoke(SystemCall.access, (long)Literal("/bin/sh"u8), (long)AccessMode.X_OK) == 0 ? 1 : 0;
        }

        // SIGINT and SIGQUIT are the command's alone, SIGCHLD waits (POSIX.1-2024 system()).
        SignalAction ignore = default;
        ignore.sa_handler = SignalConstants.SIG_IGN;
        SignalAction oldInterrupt;
        SignalAction oldQuit;
        ulong blocked = 1UL << ((int)Signal.SIGCHLD - 1);
        ulong oldMask;
        const long Size = (long)SignalConstants.SetSize;
        _ = Syscall.Invoke(SystemCall.rt_sigaction, (long)Signal.SIGINT, (long)&ignore, (long)&oldInterrupt, Size);
        _ = Syscall.Invoke(SystemCall.rt_sigaction, (long)Signal.SIGQUIT, (long)&ignore, (long)&oldQuit, Size);
        _ = Syscall.Invoke(SystemCall.rt_sigprocmask, SignalConstants.SIG_BLOCK, (long)&blocked, (long)&oldMask, Size);

        int status = -1;
        SpawnAttributes attributes = new() { Flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK };
        attributes.Default[0] = (oldInterrupt.sa_handler == SignalConstants.SIG_IGN ? 0 : 1UL << ((int)Signal.SIGINT - 1))
            | (oldQuit.sa_handler == SignalConstants.SIG_IGN ? 0 : 1UL << ((int)Signal.SIGQUIT - 1));
        attributes.Mask[0] = oldMask;
        int pid = (int)Error.Answer(StartShell(command, null, &attributes));
        if (pid > 0)
        {
            while (wait4(pid, &status, 0, null) < 0 && Error.Current == (int)Errno.EINTR)
            {
            }
        }

        _ = Syscall.Invoke(SystemCall.rt_sigaction, (long)Signal.SIGINT, (long)&oldInterrupt, 0, Size);
        _ = Syscall.Invoke(SystemCall.rt_sigaction, (long)Signal.SIGQUIT, (long)&oldQuit, 0, Size);
        _ = Syscall.Invoke(SystemCall.rt_sigprocmask, SignalConstants.SIG_SETMASK, (long)&oldMask, 0, Size);
        return status;
    }

    [RuntimeExport("popen")]
    public static FILE* popen(byte* command, byte* mode)
    {
        bool isReading = *mode == 'r';
        if (!isReading && *mode != 'w')
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        int* ends = stackalloc int[2];
        if (pipe2(ends, (int)OpenFlags.O_CLOEXEC) < 0)
        {
            return null;
        }

        int ours = isReading ? ends[0] : ends[1];
        int theirs = isReading ? ends[1] : ends[0];
        FILE* file = NewFile(ours, isReading ? OpenFlags.O_RDONLY : OpenFlags.O_WRONLY);
        int pid = file == null ? -1 : (int)Error.Answer(StartShellOn(command, theirs, isReading ? 1 : 0));
        _ = Syscall.Invoke(SystemCall.close, theirs);
        if (pid < 0)
        {
            if (file != null)
            {
                _ = fclose(file);
            }
            else
            {
                _ = Syscall.Invoke(SystemCall.close, ours);
            }

            return null;
        }

        file->ChildPid = pid;
        if (strchr(mode, 'e') == null)
        {
            _ = Syscall.Invoke(SystemCall.fcntl, ours, (long)FcntlCommand.F_SETFD, 0);
        }

        return file;
    }

    [RuntimeExport("pclose")]
    public static int pclose(FILE* file)
    {
        int pid = file->ChildPid;
        _ = fclose(file);
        int status = -1;
        while (wait4(pid, &status, 0, null) < 0)
        {
            if (Error.Current != (int)Errno.EINTR)
            {
                return -1;
            }
        }

        return status;
    }

    /// <summary>The shell with one end of a pipe as its input or output, and no other stream of popen's.</summary>
    private static long StartShellOn(byte* command, int end, int target)
    {
        SpawnActions actions = default;
        // No stream is closed meanwhile, whose descriptor might be another's then.
        LibraryLock.Enter(ref LibraryLocks.All.Streams);
        int error = StreamCore.AddClosesOfChildren(&actions);
        if (error == 0) error = posix_spawn_file_actions_adddup2(&actions, end, target);
        long child = error != 0 ? -error : StartShell(command, &actions, null);
        LibraryLock.Leave(ref LibraryLocks.All.Streams);
        _ = posix_spawn_file_actions_destroy(&actions);
        return child;
    }

    /// <summary>If there is no shell, its status is 127 (POSIX.1-2024 system()).</summary>
    private static long StartShell(byte* command, SpawnActions* actions, SpawnAttributes* attributes)
    {
        byte** arguments = stackalloc byte*[4];
        arguments[0] = Literal("sh"u8);
        arguments[1] = Literal("-c"u8);
        arguments[2] = command;
        arguments[3] = null;
        return StartChild(Literal("/bin/sh"u8), actions, attributes, arguments, *EnvironmentStubs.Environ(), false, out _);
    }
}
