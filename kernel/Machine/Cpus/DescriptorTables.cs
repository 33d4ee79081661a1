// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skift.Machine;

/// <summary>GDT and TSS of each CPU, and the IDT of all (Intel SDM vol. 3A §3.4.5, §6.14, §8.7).</summary>
internal static unsafe class DescriptorTables
{
    internal const ushort KernelCode = 0x08;
    internal const ushort KernelData = 0x10;

    // SYSRET takes SS from STAR + 8 and CS from STAR + 16, so user data comes before user code (Intel SDM vol. 2B, SYSRET).
    internal const ushort UserData = 0x18 | 3;
    internal const ushort UserCode = 0x20 | 3;
    private const ushort TaskState = 0x28;

    private const int DoubleFault = 8;
    private const int NonMaskable = 2;
    private const int MachineCheck = 18;
    private const int Breakpoint = 3;
    private const int Overflow = 4;
    private const int VectorCount = 256;
    private const int StubSize = 16;
    private const byte InterruptGate = 0x8E;

    // INT3 and INTO (and INT 4) are instructions that user code may execute.
    private const byte UserInterruptGate = 0xEE;
    private const int EmergencyStackSize = 8192;

    private static PerCpu s_boot;
    private static IdtEntries s_idt;

    /// <summary>Makes the tables and loads them on the boot CPU. Exceptions arrive in C# from here on.</summary>
    internal static void Initialize(ImageLayout* image, CpuLocal* local)
    {
        for (int vector = 0; vector < VectorCount; vector++)
        {
            byte type = vector is Breakpoint or Overflow ? UserInterruptGate : InterruptGate;
            s_idt[vector] = Gate((ulong)(image->VectorStubs + (vector * StubSize)), StackOf(vector), type);
        }

        // SAFETY: statics of unmanaged type lie in the kernel image and do not move.
        Load((PerCpu*)Unsafe.AsPointer(ref s_boot), local);
    }

    /// <summary>Fills and loads the tables of this CPU.</summary>
    /// <param name="tables">Zeroed, never freed.</param>
    internal static void Load(PerCpu* tables, CpuLocal* local)
    {
        tables->Gdt[0] = 0;
        tables->Gdt[KernelCode / 8] = 0x00AF_9B00_0000_FFFF;
        tables->Gdt[KernelData / 8] = 0x00CF_9300_0000_FFFF;
        tables->Gdt[UserData / 8] = 0x00CF_F300_0000_FFFF;
        tables->Gdt[UserCode / 8] = 0x00AF_FB00_0000_FFFF;
        ulong tss = (ulong)&tables->Tss;
        tables->Gdt[TaskState / 8] = (uint)(sizeof(TaskStateSegment) - 1) | (tss & 0xFF_FFFF) << 16 | 0x89UL << 40 | (tss >> 24 & 0xFF) << 56;
        tables->Gdt[(TaskState / 8) + 1] = tss >> 32;
        tables->Tss.EntryStack = (ulong)local->EntryStackTop;
        tables->Tss.Interrupt1 = TopOf(&tables->DoubleFaultStack);
        tables->Tss.Interrupt2 = TopOf(&tables->NonMaskableStack);
        tables->Tss.Interrupt3 = TopOf(&tables->MachineCheckStack);
        tables->Tss.IoMapBase = (ushort)sizeof(TaskStateSegment);
        TablePointer gdt = new() { Limit = (ushort)(sizeof(GdtEntries) - 1), Base = (ulong)&tables->Gdt };
        Native.LoadGdt(&gdt, TaskState);
        TablePointer idt = new() { Limit = (ushort)(sizeof(IdtEntries) - 1), Base = (ulong)Unsafe.AsPointer(ref s_idt) };
        Native.LoadIdt(&idt);
    }

    internal static void LoadEmptyIdt()
    {
        TablePointer none = default;
        Native.LoadIdt(&none);
    }

    // These can arrive when the stack pointer is useless: on an overflown stack, or in the first instructions of SYSCALL entry.
    private static int StackOf(int vector) => vector switch
    {
        DoubleFault => 1,
        NonMaskable => 2,
        MachineCheck => 3,
        _ => 0,
    };

    private static GateDescriptor Gate(ulong target, int stack, byte type) => new()
    {
        OffsetLow = (ushort)target,
        Selector = KernelCode,
        Stack = (byte)stack,
        Type = type,
        OffsetMiddle = (ushort)(target >> 16),
        OffsetHigh = (uint)(target >> 32),
    };

    private static ulong TopOf(EmergencyStack* stack) => ((ulong)stack + EmergencyStackSize) & ~15UL;

    /// <summary>What each CPU has of its own: segments, task state, and stacks for the vectors that need one.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PerCpu
    {
        public GdtEntries Gdt;
        public TaskStateSegment Tss;
        public EmergencyStack DoubleFaultStack;
        public EmergencyStack NonMaskableStack;
        public EmergencyStack MachineCheckStack;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct TablePointer
    {
        public ushort Limit;
        public ulong Base;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct GateDescriptor
    {
        public ushort OffsetLow;
        public ushort Selector;
        public byte Stack;
        public byte Type;
        public ushort OffsetMiddle;
        public uint OffsetHigh;
        public uint Reserved;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    internal struct TaskStateSegment
    {
        public uint Reserved0;
        public ulong EntryStack;        // RSP0
        public ulong Stack1;
        public ulong Stack2;
        public ulong Reserved1;
        public ulong Interrupt1;
        public ulong Interrupt2;
        public ulong Interrupt3;
        public ulong Interrupt4;
        public ulong Interrupt5;
        public ulong Interrupt6;
        public ulong Interrupt7;
        public ulong Reserved2;
        public ushort Reserved3;
        public ushort IoMapBase;
    }

    [InlineArray(8)]
    internal struct GdtEntries
    {
        private ulong _first;
    }

    [InlineArray(VectorCount)]
    private struct IdtEntries
    {
        private GateDescriptor _first;
    }

    [InlineArray(EmergencyStackSize / 8)]
    internal struct EmergencyStack
    {
        private ulong _first;
    }
}
