// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Syscalls.Strace;

internal ref partial struct ArgumentPrinter
{
    private readonly void WriteCloneStart()
    {
        _text.Add("child_stack="u8).Address(_arguments.A1).Add(", flags="u8);
        WriteCloneFlags(_arguments.A0);
    }

    private readonly void WriteCloneFlags(ulong value)
    {
        ulong flags = value & ~(ulong)CloneFlags.CSIGNAL;
        int signal = (int)(value & (ulong)CloneFlags.CSIGNAL);
        if (flags != 0) NameTable.Flags(_text, TraceNames.Clone, flags, "CLONE"u8);
        if (signal != 0)
        {
            if (flags != 0) _text.Add((byte)'|');
            WriteSignal(signal);
        }
        else if (flags == 0)
        {
            _text.Add((byte)'0');
        }
    }

    /// <summary>What else the flags ask for. The kernel may have told the child's number meanwhile.</summary>
    private readonly void WriteCloneRest()
    {
        CloneFlags flags = (CloneFlags)_arguments.A0;
        bool isFirst = true;
        if ((flags & (CloneFlags.CLONE_PARENT_SETTID | CloneFlags.CLONE_PIDFD)) != 0)
        {
            Separate(ref isFirst);
            bool isDescriptor = (flags & CloneFlags.CLONE_PARENT_SETTID) == 0;
            _text.Add(isDescriptor ? "pidfd="u8 : "parent_tid="u8);
            if (HasFailed) _text.Address(_arguments.A2);
            else WriteNumber(_arguments.A2);
        }

        if ((flags & CloneFlags.CLONE_SETTLS) != 0)
        {
            Separate(ref isFirst);
            _text.Add("tls="u8).Address(_arguments.A4);
        }

        if ((flags & (CloneFlags.CLONE_CHILD_SETTID | CloneFlags.CLONE_CHILD_CLEARTID)) != 0)
        {
            Separate(ref isFirst);
            _text.Add("child_tidptr="u8).Address(_arguments.A3);
        }
    }

    private readonly void Separate(ref bool isFirst)
    {
        if (!isFirst) _text.Add(", "u8);
        isFirst = false;
    }

    private readonly void WriteClone3()
    {
        if (TryRead(_arguments.A0, out CloneArguments arguments))
        {
            NameTable.Flags(_text.Add("{flags="u8), TraceNames.Clone, (ulong)arguments.flags, "CLONE"u8);
            if ((arguments.flags & (CloneFlags.CLONE_CHILD_SETTID | CloneFlags.CLONE_CHILD_CLEARTID)) != 0) _text.Add(", child_tid="u8).Address(arguments.child_tid);
            if ((arguments.flags & CloneFlags.CLONE_PARENT_SETTID) != 0) _text.Add(", parent_tid="u8).Address(arguments.parent_tid);
            _text.Add(", exit_signal="u8);
            WriteSignal((int)arguments.exit_signal);
            _text.Add(", stack="u8).Address(arguments.stack).Add(", stack_size="u8).Hexadecimal(arguments.stack_size);
            if ((arguments.flags & CloneFlags.CLONE_SETTLS) != 0) _text.Add(", tls="u8).Address(arguments.tls);
            _text.Add((byte)'}');
            if (!HasFailed && (arguments.flags & CloneFlags.CLONE_PARENT_SETTID) != 0)
            {
                _text.Add(" => {parent_tid="u8);
                WriteNumber(arguments.parent_tid);
                _text.Add((byte)'}');
            }
        }

        _text.Add(", "u8).Unsigned(_arguments.A1);
    }

    private readonly void WriteNumber(ulong address)
    {
        if (TryRead(address, out int number)) _text.Add((byte)'[').Number(number).Add((byte)']');
    }

    private readonly void WriteFutex()
    {
        const ulong FlagBits = (ulong)(FutexOperation.FUTEX_PRIVATE_FLAG | FutexOperation.FUTEX_CLOCK_REALTIME);
        FutexOperation operation = (FutexOperation)((uint)_arguments.A1 & ~FlagBits);
        NameTable.Choice(_text, TraceNames.Futex, (ulong)operation, "FUTEX"u8);
        if (((FutexOperation)_arguments.A1 & FutexOperation.FUTEX_PRIVATE_FLAG) != 0) _text.Add("_PRIVATE"u8);
        if (((FutexOperation)_arguments.A1 & FutexOperation.FUTEX_CLOCK_REALTIME) != 0) _text.Add("|FUTEX_CLOCK_REALTIME"u8);
        switch (operation)
        {
            case FutexOperation.FUTEX_WAIT:
                WriteFutexValue();
                WriteFutexTime();
                break;
            case FutexOperation.FUTEX_WAIT_BITSET:
                WriteFutexValue();
                WriteFutexTime();
                WriteFutexBits();
                break;
            case FutexOperation.FUTEX_WAKE_BITSET:
                WriteFutexValue();
                WriteFutexBits();
                break;
            case FutexOperation.FUTEX_LOCK_PI:
            case FutexOperation.FUTEX_LOCK_PI2:
                WriteFutexTime();
                break;
            case FutexOperation.FUTEX_UNLOCK_PI:
            case FutexOperation.FUTEX_TRYLOCK_PI:
                break;
            case FutexOperation.FUTEX_REQUEUE:
            case FutexOperation.FUTEX_CMP_REQUEUE:
            case FutexOperation.FUTEX_CMP_REQUEUE_PI:
                WriteFutexValue();
                _text.Add(", "u8).Unsigned((uint)_arguments.A3).Add(", "u8).Address(_arguments.A4);
                if (operation != FutexOperation.FUTEX_REQUEUE) _text.Add(", "u8).Unsigned((uint)_arguments.A5);
                break;
            case FutexOperation.FUTEX_WAIT_REQUEUE_PI:
                WriteFutexValue();
                WriteFutexTime();
                _text.Add(", "u8).Address(_arguments.A4);
                break;
            case FutexOperation.FUTEX_WAKE_OP:
                WriteFutexValue();
                _text.Add(", "u8).Unsigned((uint)_arguments.A3).Add(", "u8).Address(_arguments.A4).Add(", "u8).Hexadecimal((uint)_arguments.A5);
                break;
            default:
                WriteFutexValue();
                break;
        }
    }

    private readonly void WriteFutexValue() => _text.Add(", "u8).Unsigned((uint)_arguments.A2);

    private readonly void WriteFutexTime()
    {
        _text.Add(", "u8);
        if (TryRead(_arguments.A3, out Timespec time)) WriteTime(time.tv_sec, time.tv_nsec, "nsec"u8);
    }

    private readonly void WriteFutexBits()
    {
        _text.Add(", "u8);
        if ((uint)_arguments.A5 == uint.MaxValue) _text.Add("FUTEX_BITSET_MATCH_ANY"u8);
        else _text.Hexadecimal((uint)_arguments.A5);
    }

    private readonly void WritePrctl()
    {
        Prctl option = (Prctl)_arguments.A0;
        NameTable.Choice(_text, TraceNames.Prctl, (uint)option, "PR"u8);
        switch (option)
        {
            case Prctl.PR_GET_DUMPABLE or Prctl.PR_GET_KEEPCAPS or Prctl.PR_GET_SECCOMP or Prctl.PR_GET_SECUREBITS or Prctl.PR_GET_TIMERSLACK:
                break;
            case Prctl.PR_SET_PDEATHSIG:
                _text.Add(", "u8);
                WriteSignal((int)_arguments.A1);
                break;
            case Prctl.PR_SET_NAME:
                _text.Add(", "u8);
                WriteString(_arguments.A1, 15);
                break;
            case Prctl.PR_SET_DUMPABLE:
                NameTable.Choice(_text.Add(", "u8), "SUID_DUMP_DISABLE 0 SUID_DUMP_USER 1 SUID_DUMP_ROOT 2"u8, _arguments.A1, "SUID_DUMP"u8);
                break;
            case Prctl.PR_SET_KEEPCAPS or Prctl.PR_SET_TIMERSLACK or Prctl.PR_SET_CHILD_SUBREAPER:
                _text.Add(", "u8).Unsigned(_arguments.A1);
                break;
            case Prctl.PR_SET_VMA:
                NameTable.Choice(_text.Add(", "u8), "PR_SET_VMA_ANON_NAME 0"u8, _arguments.A1, "PR_SET_VMA"u8);
                _text.Add(", "u8).Address(_arguments.A2).Add(", "u8).Unsigned(_arguments.A3).Add(", "u8);
                WriteString(_arguments.A4, 80);
                break;
            default:
                for (int i = 1; i < 5; i++) _text.Add(", "u8).Hexadecimal(this[i]);
                break;
        }
    }

    /// <summary>What is known of a signal, as strace(1) shows a <c>siginfo_t</c>.</summary>
    internal static void WriteSignalInformation(TraceText text, in SignalInformation information)
    {
        ArgumentPrinter printer = new(text, default, default);
        Signal signal = (Signal)information.si_signo;
        text.Add("{si_signo="u8);
        printer.WriteSignal((int)signal);
        text.Add(", si_code="u8);
        int code = information.si_code;
        if (NameTable.TryFind("SI_USER 0 SI_KERNEL 80 SI_QUEUE ffffffff SI_TIMER fffffffe SI_MESGQ fffffffd SI_ASYNCIO fffffffc SI_SIGIO fffffffb SI_TKILL fffffffa"u8, (uint)code, out ReadOnlySpan<byte> name)
            || NameTable.TryFind(SignalCodes(signal), (uint)code, out name)) text.Add(name);
        else text.Number(code);
        switch (signal)
        {
            case Signal.SIGCHLD when code > 0 && code != SignalCode.SI_KERNEL:
                text.Add(", si_pid="u8).Number(information.si_pid).Add(", si_uid="u8).Unsigned(information.si_uid).Add(", si_status="u8);
                if (code == SignalCode.CLD_EXITED) text.Number(information.si_status);
                else printer.WriteSignal(information.si_status);
                text.Add(", si_utime="u8).Number(information.si_utime).Add(", si_stime="u8).Number(information.si_stime);
                break;
            case Signal.SIGSEGV or Signal.SIGBUS or Signal.SIGILL or Signal.SIGFPE or Signal.SIGTRAP when code > 0 && code != SignalCode.SI_KERNEL:
                text.Add(", si_addr="u8).Address(information.si_addr);
                break;
            default:
                WriteSender(text, information);
                break;
        }

        text.Add((byte)'}');
    }

    private static void WriteSender(TraceText text, in SignalInformation information)
    {
        int code = information.si_code;
        if (code == SignalCode.SI_KERNEL) return;
        if (code == SignalCode.SI_TIMER) text.Add(", si_timerid="u8).Number(information.si_pid).Add(", si_overrun="u8).Number((int)information.si_uid);
        else text.Add(", si_pid="u8).Number(information.si_pid).Add(", si_uid="u8).Unsigned(information.si_uid);
        bool hasValue = code is SignalCode.SI_QUEUE or SignalCode.SI_TIMER || (code < 0 && information.si_value != 0 && code != SignalCode.SI_TKILL);
        if (hasValue) text.Add(", si_int="u8).Number((int)information.si_value).Add(", si_ptr="u8).Address(information.si_value);
    }

    private static ReadOnlySpan<byte> SignalCodes(Signal signal) => signal switch
    {
        Signal.SIGCHLD => "CLD_EXITED 1 CLD_KILLED 2 CLD_DUMPED 3 CLD_TRAPPED 4 CLD_STOPPED 5 CLD_CONTINUED 6"u8,
        Signal.SIGSEGV => "SEGV_MAPERR 1 SEGV_ACCERR 2"u8,
        Signal.SIGBUS => "BUS_ADRALN 1 BUS_ADRERR 2 BUS_OBJERR 3"u8,
        Signal.SIGILL => "ILL_ILLOPC 1 ILL_ILLOPN 2 ILL_ILLADR 3 ILL_ILLTRP 4 ILL_PRVOPC 5"u8,
        Signal.SIGFPE => "FPE_INTDIV 1 FPE_INTOVF 2 FPE_FLTDIV 3 FPE_FLTOVF 4 FPE_FLTUND 5 FPE_FLTRES 6 FPE_FLTINV 7"u8,
        Signal.SIGTRAP => "TRAP_BRKPT 1 TRAP_TRACE 2 TRAP_BRANCH 3 TRAP_HWBKPT 4"u8,
        _ => "POLL_IN 1 POLL_OUT 2 POLL_MSG 3 POLL_ERR 4 POLL_PRI 5 POLL_HUP 6"u8,
    };
}
