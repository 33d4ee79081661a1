// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Core.Syscalls;
using Skift.Core.Syscalls.Strace;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>A thread of a process: runs user code until something needs the kernel, serves that, and runs it again.</summary>
public partial class UserThread : Thread
{
    private const int NameLength = 15;

    private readonly byte[]?[] _pathBuffers = new byte[]?[2];
    private FutexWaiter? _futexWaiter;
    private byte[]? _addressBuffer;
    private byte[] _command = [];
    private RestartableSequence _sequence;

    internal UserThread(Process process, ProcessId identity)
        : base("user")
    {
        Process = process;
        Identity = identity;
        ThreadLink = new Link<UserThread>(this);
        CpuTick = new CpuTick(this);
        PageTable = process.AddressSpace.PageTable;
        Files = process.Files;
        FileSystem = process.FileSystem;
    }

    /// <summary>The thread that runs on this CPU, which must be one of a process.</summary>
    public static new UserThread Current => (UserThread)Thread.Current;

    /// <summary>The one that bears the number of its process.</summary>
    internal bool IsFirst => Identity == Process.Identity;

    /// <summary>gettid(2).</summary>
    public int Id => Identity.Number;

    public Process Process { get; }

    /// <summary>Registers of the user code.</summary>
    public UserContext User { get; } = new();

    /// <summary>The name that ps shows: at most 15 bytes.</summary>
    public ReadOnlySpan<byte> Command
    {
        get => _command;
        internal set
        {
            _command = value[..Math.Min(value.Length, NameLength)].ToArray();
            Name = DisplayText.From(_command);
        }
    }

    internal ProcessId Identity { get; set; }

    internal Link<UserThread> ThreadLink { get; }

    /// <summary>Written by the thread itself, with the signal lock held.</summary>
    internal ulong SignalMask { get; set; }

    /// <summary>Signals that sigtimedwait(2) waits for although they are blocked. Guarded by the signal lock.</summary>
    internal ulong WaitedSignals { get; set; }

    /// <summary>Guarded by the signal lock.</summary>
    internal PendingSignals Pending { get; } = new();

    /// <summary>sigaltstack(2).</summary>
    internal SignalStack AlternateStack { get; set; } = new() { ss_flags = SignalConstants.SS_DISABLE };

    /// <summary>The mask to return to after sigsuspend(2) and its kin, if <see cref="HasSavedMask"/>.</summary>
    internal ulong SavedMask { get; set; }

    internal bool HasSavedMask { get; set; }

    /// <summary>What to do with a call that a signal interrupted.</summary>
    internal RestartKind Restart { get; set; }

    /// <summary>What to do with the call that runs now if a signal interrupts it, where that depends on its arguments.</summary>
    internal RestartKind? InterruptedCall { get; set; }

    /// <summary>The call that runs now is the repetition of one that was interrupted.</summary>
    internal bool IsRestarting { get; set; }

    /// <summary>The call that the log's trace has begun to show; null for none. Only the thread itself changes it.</summary>
    internal ShownCall? ShownCall { get; set; }

    /// <summary>Who traces the thread (<c>ptrace(2)</c>); null for nobody. Changed with the process tree locked.</summary>
    internal Trace? Trace { get; set; }

    /// <summary>The thread is on its way out: what ends its process does not concern it any more.</summary>
    internal bool IsLeaving { get; set; }

    /// <summary>When the interrupted call would have ended by itself.</summary>
    internal long RestartDeadline { get; set; }

    /// <summary>prctl(PR_SET_NO_NEW_PRIVS).</summary>
    internal bool HasNoNewPrivileges { get; set; }

    /// <summary>prctl(PR_SET_TIMERSLACK), in nanoseconds. Timers here are exact, so it is only kept and told.</summary>
    internal long TimerSlack { get; set; } = 50_000;

    /// <summary>The slack that the thread was created with.</summary>
    internal long DefaultTimerSlack { get; set; } = 50_000;

    /// <summary>ioprio_set(2); 0: what follows from the nice value.</summary>
    internal int IoPriority { get; set; }

    /// <summary>The call that runs now has set all registers: there is no result to store.</summary>
    internal bool HasNewRegisters { get; set; }

    /// <summary>What the processor last complained about.</summary>
    internal TrapRecord LastTrap { get; set; }

    /// <summary>Its descriptors: those of the process, unless clone(2) or unshare(2) gave it its own. The thread holds a share of them.</summary>
    public FileTable Files { get; internal set; }

    /// <summary>Its root, working directory, umask and mounts, in the same way.</summary>
    public FileSystemContext FileSystem { get; internal set; }

    /// <summary>What it has read and written; only the thread itself changes it.</summary>
    internal IoCounts Io;

    /// <summary>For <see cref="Devices.BlockDevice.Charge"/>: whoever runs has caused it.</summary>
    public static void ChargeTransfer(long bytes, bool isWrite)
    {
        if (Thread.Current is not UserThread thread) return;
        if (isWrite) thread.Io.DiskWrittenBytes += bytes;
        else thread.Io.DiskReadBytes += bytes;
    }

    /// <summary>Where to write 0 and wake a futex when the thread ends (CLONE_CHILD_CLEARTID).</summary>
    internal ulong ClearChildThreadId { get; set; }

    /// <summary>Where the thread writes its number before it begins (CLONE_CHILD_SETTID).</summary>
    internal ulong SetChildThreadId { get; set; }

    /// <summary>Where the parent gets the number (CLONE_PARENT_SETTID).</summary>
    internal ulong ParentThreadId { get; set; }

    /// <summary>rseq(2). Only the thread itself uses it.</summary>
    internal ref RestartableSequence Sequence => ref _sequence;

    /// <summary>Who waits for a lock of this thread and lends it its priority. Guarded by the lock of <see cref="PriorityInheritance"/>.</summary>
    internal LinkList<FutexWaiter> Lenders { get; } = new();

    /// <summary>What the thread waits with at a futex, which it does at one at a time: the same object again and again, so that waiting leaves no garbage.</summary>
    internal FutexWaiter BeginFutexWait(in FutexKey key, uint bits)
    {
        if (_futexWaiter is null) return _futexWaiter = new FutexWaiter(key, bits);
        _futexWaiter.Begin(key, bits);
        return _futexWaiter;
    }

    /// <summary>The thread that this one waits for and lends its priority to. Guarded likewise.</summary>
    internal UserThread? LendsTo { get; set; }

    /// <summary>SCHED_RESET_ON_FORK.</summary>
    internal bool ResetsPolicyOnFork { get; set; }

    /// <summary>set_robust_list(2).</summary>
    internal ulong RobustList { get; set; }

    /// <summary>Makes the thread look at its process's CPU timers when they may be due.</summary>
    internal CpuTick CpuTick { get; }

    /// <summary>A vfork(2) parent waits until this thread ends or executes a program.</summary>
    internal VforkWait? Vfork { get; set; }

    /// <summary>Room for a path name of a system call, kept for the next one.</summary>
    internal byte[] PathBuffer(int slot) => _pathBuffers[slot] ??= new byte[FileConstants.PATH_MAX];

    /// <summary>Room for the address of a socket, kept for the next call.</summary>
    internal byte[] AddressBuffer => _addressBuffer ??= new byte[SocketAddress.MaximumBytes];

    protected override void Main()
    {
        if (SetChildThreadId != 0)
        {
            // Only here the child's own memory is the current one.
            _ = UserMemory.Write(new VirtualAddress(SetChildThreadId), Id);
        }

        while (true)
        {
            if (Process.HasCpuTimers) Process.CheckCpuTimers(this);
            if (_sequence.Address != 0 && !_sequence.OnReturn(this))
            {
                SignalSender.Force(this, SignalDetails.FromKernel(Signal.SIGSEGV));
                SignalDelivery.Run(this);
            }

            long entered = Clock.MonotonicNanoseconds;
            UserExit exit = User.Run();
            Scheduling.Scheduler.NoteUserTime(this, Clock.MonotonicNanoseconds - entered);
            try
            {
                Serve(exit);
            }
            catch (OutOfMemoryException)
            {
                EndForWantOfMemory();
            }

            Scheduling.Scheduler.YieldIfNeeded();
            if (HasPendingWork || Restart != RestartKind.None || HasSavedMask)
            {
                SignalDelivery.Run(this);
            }
        }
    }

    /// <summary>Outside of a system call nobody is there to be told.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EndForWantOfMemory()
    {
        Log.Error($"{Name}[{Process.Id}]: out of kernel memory, killed");
        SignalSender.Send(Process, SignalDetails.FromKernel(Signal.SIGKILL));
    }

    private void Serve(in UserExit exit)
    {
        switch (exit.Kind)
        {
            case UserExitKind.SystemCall:
                SyscallDispatcher.Handle(this);
                break;
            case UserExitKind.PageFault:
                UserFaults.HandlePageFault(this, exit);
                break;
            case UserExitKind.Exception:
                UserFaults.HandleException(this, exit);
                break;
            default:
                break;
        }
    }
}
