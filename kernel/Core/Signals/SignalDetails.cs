// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;

namespace Skift.Core.Signals;

/// <summary>What is known of one signal: the part of <c>siginfo_t</c> that is in use.</summary>
public readonly struct SignalDetails
{
    public Signal Signal { get; init; }

    /// <summary><c>si_code</c>: one of <see cref="SignalCode"/>.</summary>
    public int Code { get; init; }

    /// <summary>Sender or child.</summary>
    public int ProcessId { get; init; }

    public uint UserId { get; init; }

    /// <summary>Of a child: exit code or signal.</summary>
    public int Status { get; init; }

    /// <summary>The faulting address, or the value of a queued signal.</summary>
    public ulong Value { get; init; }

    /// <summary>Of a child: CPU time in clock ticks.</summary>
    public long UserTicks { get; init; }

    public long SystemTicks { get; init; }

    /// <summary>From the kernel itself: a terminal key, a timer.</summary>
    public static SignalDetails FromKernel(Signal signal) => new() { Signal = signal, Code = SignalCode.SI_KERNEL };

    /// <summary>Caused by an instruction at or accessing <paramref name="address"/>.</summary>
    public static SignalDetails Fault(Signal signal, int code, ulong address) => new() { Signal = signal, Code = code, Value = address };

    private bool IsFault => Code > 0 && Code != SignalCode.SI_KERNEL && SignalSet.Contains(SignalSet.Synchronous, Signal);

    /// <summary>What read(2) of a signalfd gives: the members that this kind of signal has, the others 0.</summary>
    internal void Encode(Span<byte> bytes)
    {
        bytes.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(bytes[SignalFileInformation.ssi_signo..], (int)Signal);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[SignalFileInformation.ssi_code..], Code);
        if (IsFault)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[SignalFileInformation.ssi_addr..], Value);
            return;
        }

        bool isTimer = Code == SignalCode.SI_TIMER;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(isTimer ? SignalFileInformation.ssi_tid : SignalFileInformation.ssi_pid)..], ProcessId);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(isTimer ? SignalFileInformation.ssi_overrun : SignalFileInformation.ssi_uid)..], UserId);
        if (Signal == Signal.SIGCHLD && Code > 0)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes[SignalFileInformation.ssi_status..], Status);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[SignalFileInformation.ssi_utime..], UserTicks);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[SignalFileInformation.ssi_stime..], SystemTicks);
            return;
        }

        BinaryPrimitives.WriteInt32LittleEndian(bytes[SignalFileInformation.ssi_int..], (int)Value);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[SignalFileInformation.ssi_ptr..], Value);
    }

    /// <summary>From what a tracer or a sender wrote.</summary>
    internal static SignalDetails From(in SignalInformation information)
    {
        Signal signal = (Signal)information.si_signo;
        bool isFault = information.si_code > 0 && information.si_code != SignalCode.SI_KERNEL && SignalSet.Contains(SignalSet.Synchronous, signal);
        bool isChild = signal == Signal.SIGCHLD && information.si_code > 0;
        return new SignalDetails
        {
            Signal = signal,
            Code = information.si_code,
            ProcessId = isFault ? 0 : information.si_pid,
            UserId = isFault ? 0 : information.si_uid,
            Status = isChild ? information.si_status : 0,
            Value = isFault ? information.si_addr : isChild ? 0 : information.si_value,
            UserTicks = isChild ? information.si_utime : 0,
            SystemTicks = isChild ? information.si_stime : 0,
        };
    }

    internal SignalInformation ToInformation()
    {
        SignalInformation information = default;
        information.si_signo = (int)Signal;
        information.si_code = Code;
        if (IsFault)
        {
            information.si_addr = Value;
            return information;
        }

        information.si_pid = ProcessId;
        information.si_uid = UserId;
        if (Signal == Signal.SIGCHLD && Code > 0)
        {
            information.si_status = Status;
            information.si_utime = UserTicks;
            information.si_stime = SystemTicks;
        }
        else
        {
            information.si_value = Value;
        }

        return information;
    }
}
