// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>Turns what the processor refuses to do for user code into signals.</summary>
internal static class UserFaults
{
    internal static void HandlePageFault(UserThread thread, in UserExit exit)
    {
        ulong address = exit.Fault.Address.Value;
        switch (thread.Process.AddressSpace.HandleFault(exit.Fault))
        {
            case FaultResult.Resolved:
                return;
            case FaultResult.NotMapped:
                Deliver(thread, exit, SignalDetails.Fault(Signal.SIGSEGV, SignalCode.SEGV_MAPERR, address));
                return;
            case FaultResult.NotPermitted:
                Deliver(thread, exit, SignalDetails.Fault(Signal.SIGSEGV, SignalCode.SEGV_ACCERR, address));
                return;
            case FaultResult.BusError:
                Deliver(thread, exit, SignalDetails.Fault(Signal.SIGBUS, SignalCode.BUS_ADRERR, address));
                return;
            default:
                KillForMemory(thread);
                return;
        }
    }

    internal static void HandleException(UserThread thread, in UserExit exit)
    {
        bool isHit = exit.Vector == CpuException.Debug && thread.User.Debug is { HasHit: true };
        if (exit.Vector == CpuException.Debug && !isHit && thread.Trace is { IsStepping: true })
        {
            TellOfStep(thread);
            return;
        }

        const ulong ResumeFlag = 1 << 16;
        if (isHit && thread.User.Debug!.HasHitInstruction) thread.User.Registers.Rflags |= ResumeFlag;
        ulong instruction = thread.User.Registers.Rip;
        thread.LastTrap = new TrapRecord((ulong)exit.Vector, exit.ErrorCode, thread.LastTrap.Address);
        SignalDetails details = exit.Vector switch
        {
            CpuException.DivideError => SignalDetails.Fault(Signal.SIGFPE, SignalCode.FPE_INTDIV, instruction),
            CpuException.Debug => SignalDetails.Fault(Signal.SIGTRAP, isHit ? SignalCode.TRAP_HWBKPT : SignalCode.TRAP_TRACE, instruction),
            CpuException.Breakpoint => SignalDetails.FromKernel(Signal.SIGTRAP),
            CpuException.Overflow or CpuException.BoundRange => SignalDetails.FromKernel(Signal.SIGSEGV),
            CpuException.InvalidOpcode => SignalDetails.Fault(Signal.SIGILL, SignalCode.ILL_ILLOPN, instruction),
            CpuException.FloatingPoint or CpuException.SimdFloatingPoint => SignalDetails.Fault(Signal.SIGFPE, 0, instruction),
            CpuException.AlignmentCheck => SignalDetails.Fault(Signal.SIGBUS, SignalCode.BUS_ADRALN, 0),
            CpuException.StackSegment or CpuException.SegmentNotPresent => SignalDetails.FromKernel(Signal.SIGBUS),
            _ => SignalDetails.FromKernel(Signal.SIGSEGV),
        };
        if (exit.Vector is not (CpuException.Debug or CpuException.Breakpoint))
        {
            Log.Info($"{thread.Name}[{thread.Process.Id}]: trap {NameOf(exit.Vector)} ip {instruction:x} sp {thread.User.Registers.Rsp:x} error {exit.ErrorCode:x}");
        }

        SignalSender.Force(thread, details);
    }

    /// <summary>One instruction of a tracee is done.</summary>
    internal static void TellOfStep(UserThread thread)
    {
        const ulong TrapFlag = 1 << 8;
        thread.User.Registers.Rflags &= ~TrapFlag;
        SignalSender.Force(thread, SignalDetails.Fault(Signal.SIGTRAP, SignalCode.TRAP_TRACE, thread.User.Registers.Rip));
    }

    /// <summary>There is no page left for the process: it has to go, so that others can stay.</summary>
    internal static void KillForMemory(UserThread thread)
    {
        // One that is dying already may run into it again on its way out.
        if (IsDying(thread.Process)) return;
        Log.Error($"out of memory: killed process {thread.Process.Id} ({thread.Name}), {thread.Process.AddressSpace.PageTable.ResidentPages * (Page.Size / 1024)} kB resident");
        SignalSender.Send(thread.Process, SignalDetails.FromKernel(Signal.SIGKILL));
    }

    /// <summary>Whether the process is on its way out, or will be as soon as it looks.</summary>
    internal static bool IsDying(Process process)
    {
        using SpinLock<SignalState>.Guard state = process.Signals.Lock();
        return state.Value.IsExiting || SignalSet.Contains(state.Value.Pending.Set, Signal.SIGKILL);
    }

    private static void Deliver(UserThread thread, in UserExit exit, in SignalDetails details)
    {
        PageFaultAccess access = exit.Fault.Access;
        // Linux brings a page in before it sees that it may not be executed.
        if ((access & PageFaultAccess.InstructionFetch) != 0 && details.Code == SignalCode.SEGV_ACCERR) access |= PageFaultAccess.Protection;
        thread.LastTrap = new TrapRecord((ulong)CpuException.PageFault, (ulong)access, details.Value);
        if (WillEndProcess(thread, details.Signal))
        {
            Log.Info($"{thread.Name}[{thread.Process.Id}]: segfault at {details.Value:x} ip {thread.User.Registers.Rip:x} sp {thread.User.Registers.Rsp:x} error {(uint)exit.Fault.Access:x}");
        }

        SignalSender.Force(thread, details);
    }

    /// <summary>Programs that catch the fault know what they do; only the others leave a line in the log, as on Linux.</summary>
    private static bool WillEndProcess(UserThread thread, Signal signal)
    {
        using SpinLock<SignalState>.Guard state = thread.Process.Signals.Lock();
        return state.Value.ActionOf(signal).sa_handler is SignalConstants.SIG_DFL or SignalConstants.SIG_IGN || SignalSet.Contains(thread.SignalMask, signal);
    }

    private static string NameOf(CpuException vector) => vector switch
    {
        CpuException.DivideError => "divide error",
        CpuException.InvalidOpcode => "invalid opcode",
        CpuException.GeneralProtection => "general protection",
        CpuException.FloatingPoint or CpuException.SimdFloatingPoint => "floating point",
        CpuException.StackSegment => "stack segment",
        CpuException.AlignmentCheck => "alignment check",
        _ => "exception",
    };
}

/// <summary>Resolves the faults of checked copies in the address space of the thread that copies.</summary>
internal sealed class UserMemoryFaultHandler : FaultHandler
{
    public override bool TryResolve(in PageFault fault)
    {
        if (Scheduling.Thread.Current is not UserThread thread) return false;
        FaultResult result = thread.Process.AddressSpace.HandleFault(fault);
        if (result == FaultResult.OutOfMemory) UserFaults.KillForMemory(thread);
        return result == FaultResult.Resolved;
    }
}
