// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Signals;

namespace Skift.Core.Processes;

/// <summary>How a stopped tracee goes on.</summary>
internal enum TraceMode
{
    Continue,

    /// <summary>Until the next entry to or exit from a system call.</summary>
    Syscall,

    /// <summary>For one instruction.</summary>
    Step,

    /// <summary>Until the next entry to a system call, which is not made.</summary>
    Emulate,

    /// <summary>The same, or for one instruction.</summary>
    EmulateStep,
}

/// <summary>Where in a system call a tracee is stopped. The numbers are those of PTRACE_GET_SYSCALL_INFO.</summary>
internal enum SyscallStop : byte
{
    None = 0,
    Entry = 1,
    Exit = 2,
}

/// <summary>That one thread traces another (<c>ptrace(2)</c>). Guarded by the lock of <see cref="ProcessTable"/>, apart from what the tracee itself
/// looks at while it runs.</summary>
internal sealed class Trace
{
    internal Trace(UserThread tracer, UserThread tracee, bool isSeized, PtraceOptions options)
    {
        Tracer = tracer;
        Tracee = tracee;
        ThreadId = tracee.Id;
        IsSeized = isSeized;
        Options = options;
        Link = new Link<Trace>(this);
    }

    internal UserThread Tracer { get; }

    internal UserThread Tracee { get; }

    /// <summary>The tracee's number; kept, for it is reported after the thread is gone.</summary>
    internal int ThreadId { get; set; }

    /// <summary>Its place among the tracees of the tracer's process.</summary>
    internal Link<Trace> Link { get; }

    /// <summary>Attached by PTRACE_SEIZE: stops are told apart by events.</summary>
    internal bool IsSeized { get; }

    internal PtraceOptions Options { get; set; }

    internal TraceMode Mode { get; set; }

    internal bool IsStepping => Mode is TraceMode.Step or TraceMode.EmulateStep;

    /// <summary>The tracee waits for the tracer.</summary>
    internal bool IsStopped { get; set; }

    /// <summary>PTRACE_LISTEN: it stays stopped with its group, and reports when that goes on.</summary>
    internal bool IsListening { get; set; }

    /// <summary>PTRACE_INTERRUPT, or a new tracee that is to stop at once.</summary>
    internal bool IsInterrupted { get; set; }

    /// <summary>Seized, and its group was stopped or continued since it last told of that.</summary>
    internal bool IsNotified { get; set; }

    /// <summary>The stop of the process that the tracee has reported; it does not stop for the same one again.</summary>
    internal int SeenStop { get; set; }

    /// <summary>Something for wait(2), and what.</summary>
    internal bool HasReport { get; set; }

    internal int Report { get; set; }

    /// <summary>The tracee has ended; <see cref="Report"/> is how.</summary>
    internal bool IsDead { get; set; }

    /// <summary>PTRACE_GETEVENTMSG.</summary>
    internal ulong Message { get; set; }

    /// <summary>PTRACE_GETSIGINFO; no signal where the stop has none.</summary>
    internal SignalDetails Details { get; set; }

    /// <summary>What the tracer wants to be delivered instead.</summary>
    internal Signal Injected { get; set; }

    internal SyscallStop Syscall { get; set; }

    internal bool Has(PtraceOptions option) => (Options & option) != 0;
}
