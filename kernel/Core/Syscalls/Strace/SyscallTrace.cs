// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Syscalls.Strace;

/// <summary>
/// Writes system calls, signals and ends of programs to the log, in the format of strace(1): the option <c>strace=NAME,…</c> on the kernel
/// command line for programs of these names and what they fork, <c>strace</c> for all.
/// </summary>
/// <remarks>May sleep: never called with a spin lock held.</remarks>
internal static class SyscallTrace
{
    /// <summary>Where strace(1) puts the result of a short call.</summary>
    private const int ResultColumn = 40;

    /// <summary>The thread whose line is begun and not in the log yet.</summary>
    private static readonly Mutex<UserThread?> s_open = new(null);

    private static byte[] s_names = [];

    internal static bool IsEnabled { get; private set; }

    internal static void Start()
    {
        if (!BootInformation.TryGetOption("strace"u8, out ReadOnlySpan<byte> names)) return;
        s_names = names.ToArray();
        IsEnabled = true;
    }

    private static bool IsShown(Process process) => s_names.Length == 0 || process.IsShownByStrace;

    /// <summary>Whether programs of this name are shown.</summary>
    private static bool IsWanted(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> rest = s_names;
        while (rest.Length != 0)
        {
            int comma = rest.IndexOf((byte)',');
            if ((comma < 0 ? rest : rest[..comma]).SequenceEqual(name)) return true;
            rest = comma < 0 ? default : rest[(comma + 1)..];
        }

        return false;
    }

    /// <summary>A call begins.</summary>
    internal static void Begin(UserThread thread, ulong number, in SyscallArguments arguments)
    {
        thread.ShownCall = null;
        SystemCall call = (SystemCall)(uint)number;
        // What a process that is not shown executes may be what is wanted.
        if (!IsShown(thread.Process) && call is not (SystemCall.execve or SystemCall.execveat)) return;
        TraceText text = new();
        AddName(text, call).Add((byte)'(');
        ReadOnlySpan<ArgumentKind> kinds = Signatures.Of(call);
        ArgumentPrinter printer = new(text, call, arguments);
        printer.Write(kinds);
        ShownCall shown = new(call, text, printer.ReadLength(kinds));
        thread.ShownCall = shown;
        if (!IsShown(thread.Process)) return;
        using Mutex<UserThread?>.Guard open = s_open.Lock();
        Suspend(ref open.Value, thread);
        open.Value = thread;
    }

    /// <summary>A call is over. What ends the process has no result: that is for <see cref="End"/>.</summary>
    internal static void Complete(UserThread thread, in SyscallArguments arguments, Result<long> result)
    {
        if (thread.ShownCall is not ShownCall shown) return;
        bool hasFailed = !result.Try(out long value, out Errno error);
        if (!hasFailed && shown.Call is SystemCall.execve or SystemCall.execveat && s_names.Length != 0) thread.Process.IsShownByStrace = IsWanted(thread.Command);
        if (!IsShown(thread.Process) || shown.Call == SystemCall.exit_group || thread.Process.IsEnding || SignalSet.Contains(thread.Pending.Set, Signal.SIGKILL)) return;
        TraceText rest = new();
        bool hasNewRegisters = thread.HasNewRegisters;
        if (shown.Call == SystemCall.rt_sigreturn)
        {
            WriteReturnMask(rest, thread);
            value = (long)thread.User.Registers.Rax;
            hasFailed = value is < 0 and > -4096;
            error = hasFailed ? (Errno)(-value) : Errno.None;
        }
        else
        {
            // A new program has other memory: what was to be shown of the old one has been.
            ReadOnlySpan<ArgumentKind> kinds = hasNewRegisters ? default : Signatures.Of(shown.Call);
            ArgumentPrinter printer = new(rest, shown.Call, arguments) { IsOver = true, HasFailed = hasFailed, Result = hasFailed ? -(long)error : value, LengthBefore = shown.LengthBefore };
            printer.Write(kinds);
        }

        TraceText outcome = new();
        RestartKind restart = error == Errno.EINTR ? thread.InterruptedCall ?? RestartRules.Of(shown.Call) : RestartKind.None;
        if (!hasFailed) ResultPrinter.Write(outcome, shown.Call, arguments, value);
        else if (restart != RestartKind.None && shown.Call != SystemCall.rt_sigreturn) ResultPrinter.WriteInterrupted(outcome, shown.Call, restart);
        else ResultPrinter.WriteError(outcome, error);
        Finish(thread, shown, rest.Bytes, outcome.Bytes);
    }

    /// <summary>A signal reaches its thread.</summary>
    internal static void Tell(UserThread thread, in SignalDetails details)
    {
        if (!IsShown(thread.Process) || details.Signal == Signal.SIGKILL) return;
        TraceText text = new();
        text.Add("--- "u8);
        SignalInformation information = details.ToInformation();
        AddSignal(text, details.Signal).Add((byte)' ');
        ArgumentPrinter.WriteSignalInformation(text, information);
        Emit(thread, text.Add(" ---"u8));
    }

    /// <summary>A signal stops the process.</summary>
    internal static void TellOfStop(UserThread thread, Signal signal)
    {
        if (IsShown(thread.Process)) Emit(thread, AddSignal(new TraceText().Add("--- stopped by "u8), signal).Add(" ---"u8));
    }

    /// <summary>A thread ends.</summary>
    /// <param name="status">As wait4(2) gives it.</param>
    internal static void End(UserThread thread, int status)
    {
        if (!IsShown(thread.Process)) return;
        if (thread.ShownCall is ShownCall shown) Finish(thread, shown, default, "?"u8);
        TraceText text = new();
        if (WaitStatus.IsExited(status)) text.Add("+++ exited with "u8).Number(WaitStatus.ExitCode(status));
        else AddSignal(text.Add("+++ killed by "u8), WaitStatus.TerminatingSignal(status)).Add((status & WaitStatus.CoreFlag) != 0 ? " (core dumped)"u8 : default);
        Emit(thread, text.Add(" +++"u8));
    }

    private static void Finish(UserThread thread, ShownCall shown, ReadOnlySpan<byte> rest, ReadOnlySpan<byte> outcome)
    {
        thread.ShownCall = null;
        TraceText line = NewLine(thread);
        using Mutex<UserThread?>.Guard open = s_open.Lock();
        Suspend(ref open.Value, thread);
        open.Value = null;
        if (shown.IsUnfinished) AddName(line.Add("<... "u8), shown.Call).Add(" resumed>"u8);
        else line.Add(shown.Text.Bytes);
        line.Add(rest).Add((byte)')');
        do line.Add((byte)' ');
        while (line.Length < ResultColumn);
        Write(line.Add("= "u8).Add(outcome), thread);
    }

    private static void Emit(UserThread thread, TraceText text)
    {
        TraceText line = NewLine(thread).Add(text.Bytes);
        using Mutex<UserThread?>.Guard open = s_open.Lock();
        Suspend(ref open.Value, thread);
        Write(line, thread);
    }

    /// <summary>Shows the line that another thread has begun, so that one can be shown between.</summary>
    private static void Suspend(ref UserThread? open, UserThread current)
    {
        if (open is not UserThread other || other == current) return;
        open = null;
        if (other.ShownCall is not ShownCall shown) return;
        shown.IsUnfinished = true;
        Write(NewLine(other).Add(shown.Text.Bytes).Add(" <unfinished ...>"u8), other);
    }

    private static TraceText NewLine(UserThread thread)
    {
        TraceText line = new();
        line.Add("[pid "u8);
        for (int limit = 10_000; thread.Id < limit && limit >= 10; limit /= 10) line.Add((byte)' ');
        return line.Number(thread.Id).Add("] "u8);
    }

    /// <summary>Writes a line to the log, in several records if it has to be: the later ones have a plus sign behind the number.</summary>
    private static void Write(TraceText line, UserThread thread)
    {
        ReadOnlySpan<byte> bytes = line.Bytes;
        int prefix = bytes.IndexOf((byte)']') + 1;
        int length = Math.Min(bytes.Length, LogMessage.Capacity);
        Log.Write(LogLevel.Info, bytes[..length]);
        while (length < bytes.Length)
        {
            int part = Math.Min(bytes.Length - length, LogMessage.Capacity - prefix - 1);
            TraceText more = new();
            Log.Write(LogLevel.Info, more.Add(bytes[..prefix]).Add((byte)'+').Add(bytes.Slice(length, part)).Bytes);
            length += part;
        }
    }

    private static TraceText AddName(TraceText text, SystemCall call) =>
        SystemCallNames.Find((ulong)call) is string name ? text.Add(name) : text.Add("syscall_"u8).HexadecimalAlways((ulong)call);

    private static TraceText AddSignal(TraceText text, Signal signal)
    {
        ReadOnlySpan<byte> name = ArgumentPrinter.SignalName((int)signal);
        return name.Length != 0 ? text.Add("SIG"u8).Add(name) : text.Add("SIGRT_"u8).Number((int)signal - (int)Signal.SIGRTMIN);
    }

    private static void WriteReturnMask(TraceText text, UserThread thread)
    {
        text.Add("{mask="u8);
        ArgumentPrinter.WriteSignals(text, thread.SignalMask);
        text.Add((byte)'}');
    }
}
