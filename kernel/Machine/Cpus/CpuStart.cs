// SPDX-License-Identifier: MIT
using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skift.Machine;

/// <summary>Starts the processors beside the one that booted (Intel SDM vol. 3A §8.4).</summary>
public static unsafe class CpuStart
{
    // Below 1 MiB, in the memory that MachineStart sets aside; Asm/processors.S knows the address.
    private const ulong Trampoline = 0x8000;
    private const long InitNanoseconds = 10_000_000;
    private const long StartupNanoseconds = 200_000;
    private const long PatienceNanoseconds = 10 * Clock.NanosecondsPerSecond;

    private static readonly uint[] s_apicIds = new uint[Cpu.Maximum];
    private static int s_count;
    private static ulong s_timestamp;

    /// <summary>How many processors there are, the boot CPU included; <c>maxcpus=N</c> on the command line sets a limit.</summary>
    public static int FindAll()
    {
        Span<uint> found = stackalloc uint[Cpu.Maximum];
        int listed = MultipleApicTable.FindProcessors(found);
        int limit = ReadLimit();
        s_apicIds[0] = LocalApic.CurrentId;
        s_count = 1;
        for (int i = 0; i < listed && s_count < limit; i++)
        {
            if (found[i] != s_apicIds[0]) s_apicIds[s_count++] = found[i];
        }

        return s_count;
    }

    /// <summary>Prepares the next processor, which gets the number <see cref="Cpu.OnlineCount"/>.</summary>
    /// <returns><c>null</c>: no memory for what it needs.</returns>
    public static Cpu? TryPrepare()
    {
        uint frames = (uint)((sizeof(CpuArea) + Page.Size - 1) / Page.Size);
        if (!FrameAllocator.TryAllocateContiguous(frames, out PhysicalAddress first)) return null;
        for (uint i = 0; i < frames; i++) FrameAllocator.Zero(first + ((ulong)i * Page.Size));
        // SAFETY: frames that are never freed, zeroed, in the direct map.
        CpuArea* area = (CpuArea*)DirectMap.ToPointer(first);
        CpuLocal* local = &area->Local;
        local->Self = local;
        local->Number = Cpu.OnlineCount;
        local->Allocator = &area->Allocator;
        local->EntryStackTop = (byte*)&area->EntryStack + sizeof(EntryStackMemory);
        Cpu cpu = new(local, s_apicIds[local->Number]);
        Unsafe.As<nint, Cpu>(ref local->CpuObject) = cpu;
        return cpu;
    }

    /// <summary>Starts a prepared processor; it begins with <paramref name="idle"/>, a new thread, and nothing before it to finish.</summary>
    /// <returns><c>false</c>: it does not answer.</returns>
    public static bool Start(Cpu cpu, KernelThread idle)
    {
        if (!TryCopyTrampoline()) return false;
        CpuLocal* local = cpu.Local;
        Unsafe.As<nint, KernelThread>(ref local->ThreadObject) = idle;
        local->RuntimeThread = idle.RuntimeState;
        // As on the boot CPU: it starts as if inside one guard.
        local->AtomicDepth = 1;
        local->InterruptsWereOn = 1;
        Native.PrepareProcessor(local, idle.TakeSavedStackPointer(), KernelPageTable.Root);
        int expected = Cpu.OnlineCount + 1;
        using InterruptGuard off = InterruptGuard.Enter();
        s_timestamp = Native.ReadTimestamp();
        LocalApic.SendInit(cpu.ApicId);
        _ = Await(expected, InitNanoseconds);
        LocalApic.SendStartup(cpu.ApicId, Trampoline);
        if (Await(expected, StartupNanoseconds)) return true;
        LocalApic.SendStartup(cpu.ApicId, Trampoline);
        return Await(expected, PatienceNanoseconds);
    }

    private static bool Await(int onlineCount, long nanoseconds)
    {
        long deadline = Clock.MonotonicNanoseconds + nanoseconds;
        while (Cpu.OnlineCount != onlineCount)
        {
            if (Clock.MonotonicNanoseconds > deadline) return false;
            Native.Pause();
        }

        return true;
    }

    private static bool TryCopyTrampoline()
    {
        byte* source = Native.TrampolineStart();
        int length = (int)(Native.TrampolineEnd() - source);
        if (!KernelPageTable.TryMapFirmware(Trampoline, Page.Size, out byte* page)) return false;
        new ReadOnlySpan<byte>(source, length).CopyTo(new Span<byte>(page, length));
        return true;
    }

    /// <summary>The new processor comes here on its idle thread's stack, with interrupts off and without an interrupt table.</summary>
    [RuntimeExport("skift_processor_start")]
    private static void Begin()
    {
        CpuLocal* local = Native.CurrentCpuLocal();
        // SAFETY: the block is the first part of its area.
        DescriptorTables.Load(&((CpuArea*)local)->Tables, local);
        CpuSetup.Initialize(Native.ImageLayout());
        LocalApic.InitializeFurther();
        // Time must not go back when a thread moves: all counters start together on machines since 2008 or so, but nothing promises it.
        if (Native.ReadTimestamp() < s_timestamp) Log.Warning($"CPU {local->Number}: the time stamp counter is behind");
        Cpu.NoteOnline();
    }

    private static int ReadLimit()
    {
        if (!BootInformation.TryGetOption("maxcpus"u8, out ReadOnlySpan<byte> text)) return Cpu.Maximum;
        int limit = 0;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9' || limit > Cpu.Maximum) return Cpu.Maximum;
            limit = (limit * 10) + digit - '0';
        }

        return Math.Clamp(limit, 1, Cpu.Maximum);
    }

    /// <summary>What a CPU has of its own, in frames.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct CpuArea
    {
        public CpuLocal Local;
        public AllocatorBlock Allocator;
        public DescriptorTables.PerCpu Tables;
        public EntryStackMemory EntryStack;
    }

    // Where the processor pushes when it leaves user code: a few words, before Asm/entry.S changes to the thread's stack.
    [InlineArray(64)]
    private struct EntryStackMemory
    {
        private ulong _first;
    }
}
