// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Events;

/// <summary>pidfd_open(2): a process or a thread that is meant for good, whatever becomes of its number.</summary>
internal sealed class PidFile : OpenFile
{
    internal PidFile(Process process, UserThread? thread, OpenFlags flags)
        : base(KernelServices.Anonymous.NewPath("anon_inode:[pidfd]"u8), flags | OpenFlags.O_RDWR | (thread is null ? 0 : OpenFlags.O_EXCL))
    {
        Process = process;
        Thread = thread;
    }

    /// <summary>The process, or the one of the thread.</summary>
    internal Process Process { get; }

    /// <summary>Set by PIDFD_THREAD: only this thread is meant.</summary>
    internal UserThread? Thread { get; }

    /// <summary>Nothing is left of it: it ended, and its parent has waited for it.</summary>
    internal bool IsGone
    {
        get
        {
            using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
            return Thread is UserThread thread ? IsThreadGone(thread) : Process.IsReaped;
        }
    }

    public override PollEvents Poll(Poller? poller)
    {
        poller?.Register(Process.ExitEvents);
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        bool isGone = Thread is UserThread thread ? IsThreadGone(thread) : Process.IsReaped;
        if (isGone) return PollEvents.POLLIN | PollEvents.POLLRDNORM | PollEvents.POLLHUP;
        return Process.IsZombie ? PollEvents.POLLIN | PollEvents.POLLRDNORM : PollEvents.None;
    }

    protected override Result<long> ReadCore(ref IoSink sink, long offset) => Errno.EINVAL;

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        return Errno.EINVAL;
    }

    /// <summary>The first thread counts as there until the process is gone.</summary>
    private bool IsThreadGone(UserThread thread) =>
        thread.Identity == Process.Identity ? Process.IsReaped : thread.Identity.Thread != thread;
}
