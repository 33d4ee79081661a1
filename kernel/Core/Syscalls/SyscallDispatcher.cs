// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Signals;
using Skift.Core.Syscalls.Strace;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>Carries a system call from the registers to its function and its result back, and keeps faults of that function inside the call.</summary>
internal static class SyscallDispatcher
{
    internal static void Handle(UserThread thread)
    {
        if (thread.Trace is null) Execute(thread);
        else HandleTraced(thread);
    }

    /// <summary>The same with stops for the tracer at both ends; it may change number, arguments and result.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void HandleTraced(UserThread thread)
    {
        const ulong NoCall = ulong.MaxValue;
        bool isEmulated = thread.Trace is { Mode: TraceMode.Emulate or TraceMode.EmulateStep };
        if (isEmulated || thread.Trace is { Mode: TraceMode.Syscall })
        {
            thread.Restart = RestartKind.None;
            thread.User.Registers.Rax = unchecked((ulong)-(long)Errno.ENOSYS);
            TraceStops.ForSyscall(thread, SyscallStop.Entry);
        }

        if (!isEmulated && thread.User.Registers.OriginalRax != NoCall) Execute(thread);
        if (thread.Trace is not Trace trace) return;
        if (trace.Mode == TraceMode.Syscall && !isEmulated) TraceStops.ForSyscall(thread, SyscallStop.Exit);
        else if (trace.IsStepping && !isEmulated) UserFaults.TellOfStep(thread);
    }

    private static void Execute(UserThread thread)
    {
        ref UserRegisters registers = ref thread.User.Registers;
        ulong number = registers.OriginalRax;
        SyscallArguments arguments = new(registers);
        thread.Restart = RestartKind.None;
        thread.InterruptedCall = null;
        Result<long> result = SyscallTrace.IsEnabled ? InvokeShown(thread, number, arguments) : Invoke(thread, number, arguments);
        thread.IsRestarting = false;

        // execve and sigreturn have put registers of their own in place.
        if (thread.HasNewRegisters)
        {
            thread.HasNewRegisters = false;
            return;
        }

        if (!result.Try(out long value, out Errno error))
        {
            if (error == Errno.EINTR) thread.Restart = thread.InterruptedCall ?? RestartRules.Of((SystemCall)number);
            else MissingFlags.Tell(thread, (SystemCall)number, arguments, error);
            value = -(long)error;
        }

        registers.Rax = (ulong)value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Result<long> InvokeShown(UserThread thread, ulong number, in SyscallArguments arguments)
    {
        SyscallTrace.Begin(thread, number, arguments);
        Result<long> result = Invoke(thread, number, arguments);
        SyscallTrace.Complete(thread, arguments, result);
        return result;
    }

    private static Result<long> Invoke(UserThread thread, ulong number, in SyscallArguments arguments)
    {
        SyscallContext context = new(thread);
        try
        {
            return SyscallTable.Invoke(context, number, arguments);
        }
        catch (OutOfMemoryException)
        {
            return Errno.ENOMEM;
        }
        catch (Exception exception)
        {
            Report(thread, number, exception);
            return Errno.EIO;
        }
    }

    /// <summary>A fault of the kernel, not of the program: it costs this call, and must be seen.</summary>
    /// <remarks>Apart, because room for a message would be cleared at every call.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Report(UserThread thread, ulong number, Exception exception) =>
        Log.Error($"{thread.Name}[{thread.Process.Id}]: {SystemCallNames.Find(number)}: {exception.ToString()}");
}

/// <summary>The six arguments of a system call, as the registers hold them.</summary>
internal readonly struct SyscallArguments
{
    internal SyscallArguments(in UserRegisters registers)
    {
        A0 = registers.Rdi;
        A1 = registers.Rsi;
        A2 = registers.Rdx;
        A3 = registers.R10;
        A4 = registers.R8;
        A5 = registers.R9;
    }

    internal ulong A0 { get; }

    internal ulong A1 { get; }

    internal ulong A2 { get; }

    internal ulong A3 { get; }

    internal ulong A4 { get; }

    internal ulong A5 { get; }
}

/// <summary>Which calls are made again after a signal (<c>signal(7)</c>).</summary>
internal static class RestartRules
{
    internal static RestartKind Of(SystemCall call) => call switch
    {
        // Never after a handler, even with SA_RESTART; but stopping and continuing goes unnoticed.
        SystemCall.poll or SystemCall.ppoll or SystemCall.select or SystemCall.pselect6 or SystemCall.nanosleep or SystemCall.clock_nanosleep
            or SystemCall.pause or SystemCall.rt_sigsuspend => RestartKind.WithoutHandler,
        // These report the signal itself, and even that the process was stopped and continued.
        SystemCall.rt_sigtimedwait or SystemCall.epoll_wait or SystemCall.epoll_pwait or SystemCall.epoll_pwait2 => RestartKind.None,
        SystemCall.close => RestartKind.None,
        _ => RestartKind.Always,
    };
}
