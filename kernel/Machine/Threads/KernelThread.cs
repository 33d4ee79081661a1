// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>A flow of control in the kernel with its own stack, below which lies an unmapped page.</summary>
/// <remarks>
/// The machine knows how to switch between threads; which one runs is the scheduler's business. A thread that runs user code has a
/// <see cref="UserContext"/> and calls <see cref="UserContext.Run"/> in a loop.
/// </remarks>
public abstract unsafe partial class KernelThread
{
    private PageTable? _pageTable;
    private ulong _stackPointer;
    private volatile bool _hasPendingWork;

    /// <summary>Prepares a thread that begins with <see cref="Main"/> when it is first switched to.</summary>
    /// <exception cref="OutOfMemoryException">No memory for the stack.</exception>
    protected KernelThread(string name)
    {
        Name = name;
        _stack = KernelStack.Allocate();
        _stackPointer = PrepareStack();
        AddToList();
    }

    /// <summary>The thread that runs on this CPU.</summary>
    public static KernelThread Current => Native.CurrentThread();

    /// <summary>Short name for the log and the panic report.</summary>
    public string Name { get; set; }

    /// <summary>The user half of the address space this thread sees; <c>null</c>: none. Setting it for the current thread takes effect at once.</summary>
    public PageTable? PageTable
    {
        get => _pageTable;
        set
        {
            using InterruptGuard off = InterruptGuard.Enter();
            _pageTable = value;
            if (ReferenceEquals(this, Current)) ActivatePageTable();
        }
    }

    /// <summary>
    /// Makes <see cref="UserContext.Run"/> of this thread return before it enters user code: a signal is waiting, the process exits, ... The
    /// thread itself clears it when it has looked. Any context; to reach a thread that runs on another CPU, interrupt that CPU too.
    /// </summary>
    public bool HasPendingWork
    {
        get => _hasPendingWork;
        set => _hasPendingWork = value;
    }

    /// <summary>The thread only waits for work: the user address space of the one before it may stay in the processor.</summary>
    protected virtual bool IsIdle => false;

    /// <summary>The thread's code. Must not return: a thread ends by switching away for ever.</summary>
    protected abstract void Main();

    /// <summary>
    /// First thing on a new thread, with interrupts still off by the guard that surrounded <see cref="SwitchTo"/>. The scheduler finishes the
    /// switch here as it does after <see cref="SwitchTo"/> returns, and like there ends that guard: a lock taken before the switch is released
    /// behind it. The base version ends a guard that is no more than that.
    /// </summary>
    /// <param name="previous">The thread that ran on this CPU before.</param>
    protected virtual void OnFirstRun(KernelThread previous) => Cpu.RestoreInterrupts();

    /// <summary>Leaves the current thread here and continues <paramref name="next"/> where it left.</summary>
    /// <returns>When someone switches back: the thread that ran on this CPU just before.</returns>
    /// <remarks>
    /// The caller holds exactly one guard (interrupts off, nothing else). Saves and restores the extended processor state, the FS and GS bases
    /// of user code and the address space.
    /// </remarks>
    public static KernelThread SwitchTo(KernelThread next)
    {
        Cpu.AssertAtomicDepth(1);
        KernelThread current = Current;
        if (ReferenceEquals(current, next)) return current;
        if (next._stackPointer == 0) Panic.Raise("switch to a thread that has ended or runs elsewhere");
        int interruptsWereOn = Native.CurrentCpuLocal()->InterruptsWereOn;
        current.Leave();
        next.Enter(current);
        ulong target = next._stackPointer;
        next._stackPointer = 0;
        // SAFETY: (1) interrupts are off, so nothing runs on either stack meanwhile; (2) `target` is what PrepareStack or this call made.
        fixed (ulong* saved = &current._stackPointer)
        {
            Native.SwitchStack(saved, target);
        }

        Native.CurrentCpuLocal()->InterruptsWereOn = interruptsWereOn;
        return current.TakePrevious();
    }

    /// <summary>Frees the stack of a thread that was switched away from and will never run again.</summary>
    public void ReleaseStack()
    {
        if (ReferenceEquals(this, Current)) Panic.Raise("a thread cannot free the stack it stands on");
        RemoveFromList();
        _stackPointer = 0;
        _stack.Free();
    }
}
