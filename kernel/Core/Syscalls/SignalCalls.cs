// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>sigaction(2), kill(2) and the other calls of <c>signal.h</c>.</summary>
internal static class SignalCalls
{
    internal static Result<long> rt_sigaction(in SyscallContext context, int number, ulong newAddress, ulong oldAddress, ulong setSize)
    {
        if (setSize != SignalConstants.SetSize) return Errno.EINVAL;
        Signal signal = (Signal)number;
        SignalAction action = default;
        if (newAddress != 0)
        {
            Errno error = SyscallContext.Read(newAddress, out action);
            if (error != Errno.None) return error;
        }

        if (!SignalSet.IsValid(signal) || (newAddress != 0 && SignalSet.Contains(SignalSet.Unblockable, signal))) return Errno.EINVAL;
        SignalAction old;
        using (SpinLock<SignalState>.Guard state = context.Process.Signals.Lock())
        {
            old = state.Value.ActionOf(signal);
            if (newAddress != 0)
            {
                action.sa_mask &= ~SignalSet.Unblockable;
                // Flags that are not known are taken away, so that programs can find out (sigaction(2), "Dynamically probing").
                action.sa_flags &= SignalActionFlags.Known;
                state.Value.ActionOf(signal) = action;
                // What is ignored from now on is forgotten even if it is blocked (POSIX 2.4.3).
                if (state.Value.IsIgnored(signal)) state.Value.DiscardPending(SignalSet.Of(signal));
                else context.Process.Timers.OnActionChanged(state.Value, signal);
            }
        }

        return SyscallContext.Done(SyscallContext.WriteIfAsked(oldAddress, old));
    }

    internal static Result<long> rt_sigprocmask(in SyscallContext context, int how, ulong newAddress, ulong oldAddress, ulong setSize)
    {
        if (setSize != SignalConstants.SetSize) return Errno.EINVAL;
        UserThread thread = context.Thread;
        ulong old = thread.SignalMask;
        if (newAddress != 0)
        {
            Errno error = SyscallContext.Read(newAddress, out ulong set);
            if (error != Errno.None) return error;
            ulong? mask = how switch
            {
                SignalConstants.SIG_BLOCK => old | set,
                SignalConstants.SIG_UNBLOCK => old & ~set,
                SignalConstants.SIG_SETMASK => set,
                _ => null,
            };
            if (mask is not ulong wanted) return Errno.EINVAL;
            SignalDelivery.SetMask(thread, wanted);
        }

        return SyscallContext.Done(SyscallContext.WriteIfAsked(oldAddress, old));
    }

    internal static Result<long> rt_sigpending(in SyscallContext context, ulong address, ulong setSize)
    {
        if (setSize > SignalConstants.SetSize) return Errno.EINVAL;
        // The size may be smaller than a set, and then that much is written.
        ulong pending;
        using (SpinLock<SignalState>.Guard state = context.Process.Signals.Lock())
        {
            pending = (context.Thread.Pending.Set | state.Value.Pending.Set) & context.Thread.SignalMask;
        }

        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, pending);
        return SyscallContext.Done(UserMemory.CopyOut(new VirtualAddress(address), bytes[..(int)setSize]));
    }

    internal static Result<long> rt_sigsuspend(in SyscallContext context, ulong address, ulong setSize)
    {
        if (setSize != SignalConstants.SetSize) return Errno.EINVAL;
        Errno error = SyscallContext.Read(address, out ulong mask);
        if (error != Errno.None) return error;
        UseTemporaryMask(context.Thread, mask);
        return pause(context);
    }

    internal static Result<long> pause(in SyscallContext context)
    {
        _ = context;
        return Scheduler.SleepUntil(WaitQueue.Forever);
    }

    /// <summary>Sets a mask until the call has returned and a handler, if one runs, has its frame.</summary>
    internal static void UseTemporaryMask(UserThread thread, ulong mask)
    {
        thread.SavedMask = thread.SignalMask;
        thread.HasSavedMask = true;
        SignalDelivery.SetMask(thread, mask);
    }

    internal static Result<long> rt_sigtimedwait(in SyscallContext context, ulong setAddress, ulong informationAddress, ulong timeoutAddress, ulong setSize)
    {
        if (setSize != SignalConstants.SetSize) return Errno.EINVAL;
        Errno error = SyscallContext.Read(setAddress, out ulong set);
        if (error != Errno.None) return error;
        error = UserTime.ReadTimeout(timeoutAddress, out long timeout);
        if (error != Errno.None) return error;
        set &= ~SignalSet.Unblockable;
        UserThread thread = context.Thread;
        long deadline = timeout == long.MaxValue ? WaitQueue.Forever : context.DeadlineAfter(timeout);
        while (true)
        {
            SignalDetails details;
            bool isTaken;
            using (SpinLock<SignalState>.Guard state = context.Process.Signals.Lock())
            {
                isTaken = thread.Pending.TryTake(~set, out details) || state.Value.Pending.TryTake(~set, out details);
                thread.WaitedSignals = isTaken ? 0 : set;
                // Asleep before the lock is free: who sends one of the signals from now on wakes this thread.
                if (!isTaken) Scheduler.PrepareToSleep(interruptible: true);
            }

            if (isTaken)
            {
                error = SyscallContext.WriteIfAsked(informationAddress, details.ToInformation());
                return error == Errno.None ? (long)details.Signal : error;
            }

            Errno reason = Scheduler.Sleep(deadline);
            using (SpinLock<SignalState>.Guard state = context.Process.Signals.Lock())
            {
                thread.WaitedSignals = 0;
                isTaken = thread.Pending.TryTake(~set, out details) || state.Value.Pending.TryTake(~set, out details);
            }

            if (isTaken)
            {
                error = SyscallContext.WriteIfAsked(informationAddress, details.ToInformation());
                return error == Errno.None ? (long)details.Signal : error;
            }

            if (reason == Errno.ETIMEDOUT) return Errno.EAGAIN;
            if (reason == Errno.EINTR) return Errno.EINTR;
        }
    }

    internal static Result<long> rt_sigreturn(in SyscallContext context)
    {
        UserThread thread = context.Thread;
        if (SignalFrames.TryPop(thread))
        {
            thread.HasNewRegisters = true;
            return 0;
        }

        Log.Info($"{thread.Name}[{context.Process.Id}]: bad frame in sigreturn, ip {thread.User.Registers.Rip:x} sp {thread.User.Registers.Rsp:x}");
        SignalSender.Force(thread, SignalDetails.FromKernel(Signal.SIGSEGV));
        return 0;
    }

    internal static Result<long> sigaltstack(in SyscallContext context, ulong newAddress, ulong oldAddress)
    {
        SignalStack old = AlternateStacks.Describe(context.Thread);
        if (newAddress != 0)
        {
            Errno error = SyscallContext.Read(newAddress, out SignalStack stack);
            if (error == Errno.None) error = AlternateStacks.TrySet(context.Thread, stack);
            if (error != Errno.None) return error;
        }

        old.padding = 0;
        return SyscallContext.Done(SyscallContext.WriteIfAsked(oldAddress, old));
    }

    internal static Result<long> kill(in SyscallContext context, int processId, int number)
    {
        SignalDetails details = FromUser(context, (Signal)number, SignalCode.SI_USER);
        if (processId > 0)
        {
            return ProcessTable.Find(processId) is Process process ? SyscallContext.Done(SendChecked(context, process, details)) : Errno.ESRCH;
        }

        if (processId == -1) return KillAll(context, details);
        if (processId == int.MinValue) return Errno.ESRCH;
        return KillGroup(context, processId == 0 ? context.Process.Group.Id : -processId, details);
    }

    internal static Result<long> tkill(in SyscallContext context, int threadId, int number) =>
        threadId <= 0 ? Errno.EINVAL : KillThread(context, null, threadId, FromUser(context, (Signal)number, SignalCode.SI_TKILL));

    internal static Result<long> tgkill(in SyscallContext context, int processId, int threadId, int number) =>
        processId <= 0 || threadId <= 0 ? Errno.EINVAL : KillThread(context, processId, threadId, FromUser(context, (Signal)number, SignalCode.SI_TKILL));

    internal static Result<long> rt_sigqueueinfo(in SyscallContext context, int processId, int number, ulong informationAddress)
    {
        Errno error = ReadInformation(context, number, informationAddress, processId == context.Thread.Id, out SignalDetails details, out _);
        if (error != Errno.None) return error;
        return ProcessTable.Find(processId) is Process process ? SyscallContext.Done(SendChecked(context, process, details)) : Errno.ESRCH;
    }

    internal static Result<long> rt_tgsigqueueinfo(in SyscallContext context, int processId, int threadId, int number, ulong informationAddress)
    {
        if (processId <= 0 || threadId <= 0) return Errno.EINVAL;
        Errno error = ReadInformation(context, number, informationAddress, threadId == context.Thread.Id, out SignalDetails details, out _);
        return error == Errno.None ? KillThread(context, processId, threadId, details) : error;
    }

    /// <summary>Reads what the sender wants to be told of the signal.</summary>
    /// <param name="found">The number that stands in it; only pidfd_send_signal(2) cares.</param>
    /// <returns><c>EFAULT</c>; <c>EPERM</c>: it pretends to be the kernel.</returns>
    internal static Errno ReadInformation(in SyscallContext context, int number, ulong address, bool isSelf, out SignalDetails details, out int found)
    {
        _ = context;
        details = default;
        found = 0;
        Errno error = SyscallContext.Read(address, out SignalInformation information);
        if (error != Errno.None) return error;
        found = information.si_signo;
        // Nobody may pretend to be the kernel or kill(2) towards others.
        if ((information.si_code >= 0 || information.si_code == SignalCode.SI_TKILL) && !isSelf) return Errno.EPERM;
        details = new SignalDetails
        {
            Signal = (Signal)number,
            Code = information.si_code,
            ProcessId = information.si_pid,
            UserId = information.si_uid,
            Value = information.si_value,
        };
        return Errno.None;
    }

    private static bool IsNumber(int number) => number is >= 0 and <= (int)Signal.SIGRTMAX;

    internal static SignalDetails FromUser(in SyscallContext context, Signal signal, int code) => new()
    {
        Signal = signal,
        Code = code,
        ProcessId = context.Process.Id,
        UserId = context.Credentials.UserId,
    };

    internal static Errno SendChecked(in SyscallContext context, Process process, in SignalDetails details)
    {
        if (!IsNumber((int)details.Signal)) return Errno.EINVAL;
        if (!MaySignal(context, process, details.Signal)) return Errno.EPERM;
        return details.Signal == Signal.None || process.IsZombie ? Errno.None : SignalSender.TrySend(process, null, details);
    }

    /// <summary>The rule of kill(2): the same user, or privileged; SIGCONT also within the session.</summary>
    private static bool MaySignal(in SyscallContext context, Process process, Signal signal)
    {
        Credentials own = context.Credentials;
        Credentials other = process.Credentials;
        if (own.Has(Capability.CAP_KILL) || process == context.Process) return true;
        if (own.EffectiveUserId == other.SavedUserId || own.EffectiveUserId == other.UserId) return true;
        if (own.UserId == other.SavedUserId || own.UserId == other.UserId) return true;
        return signal == Signal.SIGCONT && process.Session == context.Process.Session;
    }

    private static Result<long> KillThread(in SyscallContext context, int? processId, int threadId, in SignalDetails details)
    {
        if (ProcessTable.FindThread(threadId) is not UserThread thread || (processId is int owner && thread.Process.Id != owner)) return Errno.ESRCH;
        return SendToThread(context, thread, details);
    }

    internal static Result<long> SendToThread(in SyscallContext context, UserThread thread, in SignalDetails details)
    {
        if (!IsNumber((int)details.Signal)) return Errno.EINVAL;
        if (!MaySignal(context, thread.Process, details.Signal)) return Errno.EPERM;
        return SyscallContext.Done(details.Signal == Signal.None ? Errno.None : SignalSender.TrySend(thread.Process, thread, details));
    }

    private static Result<long> KillAll(in SyscallContext context, in SignalDetails details)
    {
        int sent = 0;
        Errno last = Errno.ESRCH;
        for (int id = 2; ProcessTable.FirstFrom(id) is Process process; id = process.Id + 1)
        {
            if (process == context.Process) continue;
            last = SendChecked(context, process, details);
            if (last == Errno.None) sent++;
        }

        return sent != 0 ? 0 : last;
    }

    internal static Result<long> KillGroup(in SyscallContext context, int groupId, in SignalDetails details)
    {
        if (ProcessTable.FindGroup(groupId) is not ProcessGroup group) return Errno.ESRCH;
        int sent = 0;
        Errno last = Errno.ESRCH;
        for (int id = 1; ProcessTable.FirstFrom(id) is Process process; id = process.Id + 1)
        {
            if (process.Group != group) continue;
            last = SendChecked(context, process, details);
            if (last == Errno.None) sent++;
        }

        return sent != 0 ? 0 : last;
    }
}
