// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Machine;

public abstract unsafe partial class KernelThread
{
    private static KernelThread? s_all;
    private static BareLock s_listLock;

    private readonly KernelStack _stack;
    private KernelThread? _next;
    private KernelThread? _previousInList;

    // The managed runtime's own state for this thread. Not moved by the collector, so the CPU's block may point at it.
    private RuntimeThreadBlock _runtimeBlock;

    /// <summary>The user context whose extended state is in the processor while this thread runs.</summary>
    internal UserContext? LoadedContext { get; set; }

    /// <summary>For the thread that the boot code runs as, on the boot stack.</summary>
    private protected KernelThread(BootStack stack)
    {
        Name = "boot";
        _bootStack = stack;
        _runtimeState = (RuntimeThreadBlock*)Native.CurrentCpuLocal()->RuntimeThread;
        AddToList();
    }

    /// <summary>All threads, for the collector's stack scan and the panic report. Interrupts are off.</summary>
    internal static KernelThread? First => s_all;

    internal KernelThread? NextInList => _next;

    /// <summary>Where the registers of a thread that does not run are saved; 0 while it runs.</summary>
    internal ulong SavedStackPointer => _stackPointer;

    /// <summary>The boot thread keeps the block that the runtime began with.</summary>
    internal RuntimeThreadBlock* RuntimeState => _runtimeState != null ? _runtimeState : (RuntimeThreadBlock*)Unsafe.AsPointer(ref _runtimeBlock);

    private readonly RuntimeThreadBlock* _runtimeState;

    internal ulong StackTop => _bootStack.Top != 0 ? _bootStack.Top : _stack.Top;

    internal ulong StackBottom => _bootStack.Top != 0 ? _bootStack.Bottom : _stack.Bottom;

    private readonly BootStack _bootStack;

    /// <summary>Bounds of the stack that the boot code made.</summary>
    internal readonly struct BootStack(ulong bottom, ulong top)
    {
        internal ulong Bottom { get; } = bottom;

        internal ulong Top { get; } = top;
    }

    /// <summary>Asm/switch.S continues here on a new thread's own stack.</summary>
    [RuntimeExport("skift_thread_start")]
    private static void Start()
    {
        KernelThread thread = Current;
        Native.CurrentCpuLocal()->InterruptsWereOn = 1;
        thread.OnFirstRun(thread.TakePrevious());
        thread.Main();
        Panic.Raise("a kernel thread returned from its main method");
    }

    // The frame that skift_thread_switch expects: six callee-saved registers, then the address it returns to.
    private ulong PrepareStack()
    {
        const int SavedRegisters = 6;
        ulong* top = (ulong*)_stack.Top;
        // The ABI wants RSP + 8 divisible by 16 at a function's first instruction; the entry stub makes the call itself.
        *--top = 0;
        *--top = 0;
        *--top = (ulong)Native.ThreadEntryStub();
        for (int i = 0; i < SavedRegisters; i++) *--top = 0;
        return (ulong)top;
    }

    private void Leave() => LoadedContext?.SaveExtendedState();

    private void Enter(KernelThread previous)
    {
        Cpu.Current.PreviousThread = previous;
        Native.SetCurrentThread(this);
        Native.CurrentCpuLocal()->RuntimeThread = RuntimeState;
        ActivatePageTable();
        LoadedContext?.RestoreExtendedState();
    }

    // The first thread of a CPU has none before it.
    private KernelThread TakePrevious()
    {
        Cpu cpu = Cpu.Current;
        KernelThread previous = cpu.PreviousThread ?? this;
        cpu.PreviousThread = null;
        return previous;
    }

    // A thread without user memory keeps the tables that are loaded: the kernel half is the same everywhere, and reloading costs the TLB.
    private void ActivatePageTable()
    {
        Cpu cpu = Cpu.Current;
        if (_pageTable is { } table) cpu.LoadPageTable(table);
        else if (!IsIdle) cpu.UnloadPageTable();
    }

    /// <summary>For a CPU that begins with this thread: where its registers are. It counts as running from now on.</summary>
    internal ulong TakeSavedStackPointer()
    {
        ulong stackPointer = _stackPointer;
        _stackPointer = 0;
        return stackPointer;
    }

    private void AddToList()
    {
        s_listLock.Acquire();
        _next = s_all;
        if (s_all != null) s_all._previousInList = this;
        s_all = this;
        s_listLock.Release();
    }

    private void RemoveFromList()
    {
        s_listLock.Acquire();
        if (_previousInList != null) _previousInList._next = _next;
        else s_all = _next;
        if (_next != null) _next._previousInList = _previousInList;
        s_listLock.Release();
    }
}

/// <summary>The thread that began at the kernel's entry point.</summary>
internal sealed class BootThread : KernelThread
{
    internal BootThread(ulong bottom, ulong top)
        : base(new BootStack(bottom, top))
    {
    }

    protected override void Main() => Panic.Raise("the boot thread was started twice");
}
