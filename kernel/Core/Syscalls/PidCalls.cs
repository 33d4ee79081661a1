// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Events;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Signals;

namespace Skift.Core.Syscalls;

/// <summary>pidfd_open(2), pidfd_send_signal(2), pidfd_getfd(2).</summary>
internal static class PidCalls
{
    internal static Result<long> pidfd_open(in SyscallContext context, int processId, uint flags)
    {
        if ((flags & ~(EventFlags.PIDFD_NONBLOCK | EventFlags.PIDFD_THREAD)) != 0 || processId <= 0) return Errno.EINVAL;
        if (ProcessTable.FindThread(processId) is not UserThread thread)
        {
            // A process whose first thread has ended is still there; a group or session may have outlived all its processes.
            if (ProcessTable.Find(processId) is not Process zombie) return Errno.ESRCH;
            return EventCalls.Install(context, new PidFile(zombie, null, FileFlags(flags)), (int)OpenFlags.O_CLOEXEC);
        }

        bool isThread = (flags & EventFlags.PIDFD_THREAD) != 0;
        if (!isThread && thread.Id != thread.Process.Id) return Errno.ENOENT;
        return EventCalls.Install(context, new PidFile(thread.Process, isThread ? thread : null, FileFlags(flags)), (int)OpenFlags.O_CLOEXEC);
    }

    internal static Result<long> pidfd_send_signal(in SyscallContext context, int descriptor, int number, ulong informationAddress, uint flags)
    {
        if (flags is not (0 or EventFlags.PIDFD_SIGNAL_THREAD or EventFlags.PIDFD_SIGNAL_THREAD_GROUP or EventFlags.PIDFD_SIGNAL_PROCESS_GROUP)) return Errno.EINVAL;
        if (!Get(context, descriptor).Try(out PidFile file, out Errno error)) return error;
        using (file)
        {
            bool toThread = flags == EventFlags.PIDFD_SIGNAL_THREAD || (flags == 0 && file.Thread is not null);
            SignalDetails details = SignalCalls.FromUser(context, (Signal)number, toThread ? SignalCode.SI_TKILL : SignalCode.SI_USER);
            if (informationAddress != 0)
            {
                bool isSelf = file.Process == context.Process && flags != EventFlags.PIDFD_SIGNAL_PROCESS_GROUP;
                error = SignalCalls.ReadInformation(context, number, informationAddress, isSelf, out details, out int found);
                if (error == Errno.EFAULT) return error;
                if (found != number) return Errno.EINVAL;
                if (error != Errno.None) return error;
            }

            if (file.IsGone) return Errno.ESRCH;
            if (flags == EventFlags.PIDFD_SIGNAL_PROCESS_GROUP) return SignalCalls.KillGroup(context, file.Process.Id, details);
            if (!toThread) return SyscallContext.Done(SignalCalls.SendChecked(context, file.Process, details));
            UserThread? thread = file.Thread ?? ProcessTable.FindThread(file.Process.Id);
            return thread is null ? Errno.ESRCH : SignalCalls.SendToThread(context, thread, details);
        }
    }

    /// <summary>pidfd_getfd(2): a descriptor of another process. Asks for what ptrace(2) asks for.</summary>
    internal static Result<long> pidfd_getfd(in SyscallContext context, int descriptor, int target, uint flags)
    {
        if (flags != 0) return Errno.EINVAL;
        if (!Get(context, descriptor).Try(out PidFile file, out Errno error)) return error;
        using (file)
        {
            if (file.IsGone) return Errno.ESRCH;
            if (!PtraceCalls.MayAccess(context.Process, file.Process)) return Errno.EPERM;
            if (file.Process.IsZombie) return Errno.ESRCH;
            if (!file.Process.Files.Get(target).Try(out OpenFile found, out error)) return error;
            return EventCalls.Install(context, found, (int)OpenFlags.O_CLOEXEC);
        }
    }

    /// <summary>The file behind a descriptor if it is a pidfd. EBADF.</summary>
    internal static Result<PidFile> Get(in SyscallContext context, int descriptor)
    {
        if (!context.GetFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        if (file is PidFile found) return found;
        file.Dispose();
        return Errno.EBADF;
    }

    private static OpenFlags FileFlags(uint flags) => (OpenFlags)flags & OpenFlags.O_NONBLOCK;
}
