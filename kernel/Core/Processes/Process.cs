// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>
/// A program that runs: threads that share memory, files, signal actions and an identity. It becomes a zombie when its last thread has ended,
/// and is gone when its parent has waited for it.
/// </summary>
public sealed partial class Process
{
    private readonly SpinLock<SignalState> _signals = new(new SignalState(), LockRank.Signals);
    private Credentials _credentials;
    private int _hasContinued;

    internal Process(ProcessId id, AddressSpace addressSpace, FileTable files, FileSystemContext fileSystem, Credentials credentials)
    {
        Identity = id;
        AddressSpace = addressSpace;
        Files = files;
        FileSystem = fileSystem;
        _credentials = credentials;
        GroupLink = new Link<Process>(this);
        SiblingLink = new Link<Process>(this);
        StartNanoseconds = Clock.MonotonicNanoseconds;
        RealTimer = new IntervalTimer(this);
        VirtualTimer = new CpuIntervalTimer(this, isUserOnly: true);
        ProfileTimer = new CpuIntervalTimer(this, isUserOnly: false);
    }

    /// <summary>getpid(2).</summary>
    public int Id => Identity.Number;

    public AddressSpace AddressSpace { get; internal set; }

    public FileTable Files { get; internal set; }

    public FileSystemContext FileSystem { get; internal set; }

    public Credentials Credentials
    {
        get => Volatile.Read(ref _credentials);
        internal set => Volatile.Write(ref _credentials, value);
    }

    /// <summary>Takes on another identity. Who becomes somebody else forgets PR_SET_PDEATHSIG, and its memory is no longer shown (prctl(2), PR_SET_DUMPABLE).</summary>
    internal void Become(Credentials next)
    {
        Credentials own = Credentials;
        bool isOther = next.EffectiveUserId != own.EffectiveUserId || next.EffectiveGroupId != own.EffectiveGroupId
            || next.FileSystemUserId != own.FileSystemUserId || next.FileSystemGroupId != own.FileSystemGroupId
            || (next.Capabilities.Permitted & ~own.Capabilities.Permitted) != 0;
        if (isOther)
        {
            AddressSpace.IsDumpable = false;
            ParentDeathSignal = Signal.None;
        }

        Credentials = next;
    }

    /// <summary>getrlimit(2).</summary>
    public ResourceLimits Limits { get; internal init; } = new();

    /// <summary>When it began, on the monotonic clock.</summary>
    public long StartNanoseconds { get; }

    /// <summary>The file that it runs; null for none. Held open by the process.</summary>
    public OpenFile? Executable { get; internal set; }

    /// <summary>The last thread has ended.</summary>
    public bool IsZombie { get; internal set; }

    /// <summary>Stopped by a signal.</summary>
    public bool IsStopped { get; internal set; }

    /// <summary>How gladly it is chosen when memory runs out, from -1000 (never) to 1000 (<c>oom_score_adj</c>).</summary>
    public int MemoryScore { get; internal set; }

    /// <summary>The unprivileged cannot set <see cref="MemoryScore"/> below this.</summary>
    internal int LowestMemoryScore { get; set; }

    /// <summary>personality(2).</summary>
    public uint Personality { get; internal set; }

    /// <summary>The log shows its system calls, because of its program's name (<see cref="Syscalls.Strace.SyscallTrace"/>).</summary>
    internal bool IsShownByStrace { get; set; }

    /// <summary>Has called execve(2) since it was forked: setpgid(2) by its parent is too late.</summary>
    internal bool HasExecuted => ExecutionCount != 0;

    /// <summary>Programs that it has begun with execve(2).</summary>
    internal int ExecutionCount { get; set; }

    /// <summary>The signal that its parent gets at its end.</summary>
    internal Signal ExitSignal { get; set; } = Signal.SIGCHLD;

    /// <summary>ITIMER_REAL and alarm(2).</summary>
    internal IntervalTimer RealTimer { get; }

    /// <summary>ITIMER_VIRTUAL.</summary>
    internal CpuIntervalTimer VirtualTimer { get; }

    /// <summary>ITIMER_PROF.</summary>
    internal CpuIntervalTimer ProfileTimer { get; }

    /// <summary>membarrier(2): it has announced that it will use the private barrier.</summary>
    internal bool HasPrivateBarrier { get; set; }

    /// <summary>timer_create(2).</summary>
    internal PosixTimers Timers { get; } = new();

    internal SpinLock<SignalState> Signals => _signals;

    /// <summary>A signal was sent to the process or a thread of it: for signalfd(2).</summary>
    internal WaitQueue SignalArrivals { get; } = new();

    /// <summary>The process, or a thread of it, has ended or was waited for: for pidfds.</summary>
    internal WaitQueue ExitEvents { get; } = new();

    /// <summary>A thread has ended: for the one that executes a new program and has to be alone.</summary>
    internal WaitQueue ThreadEvents { get; } = new();

    // Guarded by the lock of ProcessTable:

    internal ProcessId Identity { get; }

    public Process? Parent { get; internal set; }

    public ProcessGroup Group { get; internal set; } = null!;

    public Session Session => Group.Session;

    /// <summary>Its parent has waited for it: nothing is left but who remembers it.</summary>
    internal bool IsReaped => Identity.Process != this;

    internal LinkList<Process> Children { get; } = new();

    internal Link<Process> SiblingLink { get; }

    internal Link<Process> GroupLink { get; }

    /// <summary>A child has something to report to wait4(2).</summary>
    internal WaitQueue ChildEvents { get; } = new();

    /// <summary>What wait4(2) reports of a zombie.</summary>
    internal int ExitStatus { get; set; }

    /// <summary>The process stopped, and nobody has waited for that yet.</summary>
    internal Signal StopReport { get; set; }

    /// <summary>The process continued, and nobody has waited for that yet.</summary>
    internal bool HasContinueReport { get; set; }

    /// <summary>prctl(PR_SET_CHILD_SUBREAPER).</summary>
    internal bool IsSubreaper { get; set; }

    /// <summary>TIOCNOTTY: its session's terminal is no longer its own, nor that of its children.</summary>
    internal bool HasForgottenTerminal { get; set; }

    /// <summary>The controlling terminal.</summary>
    internal ControllingTerminal? Terminal => HasForgottenTerminal ? null : Session.Terminal;

    /// <summary>prctl(PR_SET_PDEATHSIG).</summary>
    internal Signal ParentDeathSignal { get; set; }

    /// <summary>The threads, oldest first, for /proc and for signals.</summary>
    public UserThread[] Threads
    {
        get
        {
            while (true)
            {
                UserThread[] threads = new UserThread[ThreadCount];
                using SpinLock<SignalState>.Guard state = _signals.Lock();
                if (state.Value.Threads.Count != threads.Length)
                {
                    continue;
                }

                int i = 0;
                for (Link<UserThread>? link = state.Value.Threads.First; link is not null; link = link.Next)
                {
                    threads[i++] = link.Owner;
                }

                return threads;
            }
        }
    }

    public int ThreadCount
    {
        get
        {
            using SpinLock<SignalState>.Guard state = _signals.Lock();
            return state.Value.Threads.Count;
        }
    }

    /// <summary>Called with the signal lock held: SIGCONT came while it was stopped.</summary>
    internal void NoteContinued()
    {
        IsStopped = false;
        Volatile.Write(ref _hasContinued, 1);
    }

    /// <summary>Whether somebody still has to tell the parent that the process goes on; true once.</summary>
    internal bool TakeContinued() => Interlocked.Exchange(ref _hasContinued, 0) != 0;
}
