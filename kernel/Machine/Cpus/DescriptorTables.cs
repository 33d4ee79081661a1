// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skift.Machine;

/// <summary>GDT, TSS and IDT of the boot CPU (Intel SDM vol. 3A §3.4.5, §6.14, §8.7).</summary>
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
    private const int VectorCount = 256;
    private const int StubSize = 16;
    private const byte InterruptGate = 0x8E;

    // INT3 is an instruction that user code may execute.
    private const byte UserInterruptGate = 0xEE;
    private const int EmergencyStackSize = 8192;

    private static GdtEntries s_gdt;
    private static IdtEntries s_idt;
    private static TaskStateSegment s_tss;
    private static EmergencyStack s_doubleFaultStack;
    private static EmergencyStack s_nonMaskableStack;
    private static EmergencyStack s_machineCheckStack;

    /// <summary>Loads the tables. Exceptions arrive in C# from here on.</summary>
    internal static void Initialize(ImageLayout* image, CpuLocal* local)
    {
        s_gdt[0] = 0;
        s_gdt[KernelCode / 8] = 0x00AF_9B00_0000_FFFF;
        s_gdt[KernelData / 8] = 0x00CF_9300_0000_FFFF;
        s_gdt[UserData / 8] = 0x00CF_F300_0000_FFFF;
        s_gdt[UserCode / 8] = 0x00AF_FB00_0000_FFFF;
        // SAFETY: statics of unmanaged type lie in the kernel image and do not move.
        ulong tss = (ulong)Unsafe.AsPointer(ref s_tss);
        s_gdt[TaskState / 8] = (uint)(sizeof(TaskStateSegment) - 1) | (tss & 0xFF_FFFF) << 16 | 0x89UL << 40 | (tss >> 24 & 0xFF) << 56;
        s_gdt[(TaskState / 8) + 1] = tss >> 32;
        s_tss.EntryStack = (ulong)local->EntryStackTop;
        s_tss.Interrupt1 = TopOf(ref s_doubleFaultStack);
        s_tss.Interrupt2 = TopOf(ref s_nonMaskableStack);
        s_tss.Interrupt3 = TopOf(ref s_machineCheckStack);
        s_tss.IoMapBase = (ushort)sizeof(TaskStateSegment);
        TablePointer gdt = new() { Limit = (ushort)(sizeof(GdtEntries) - 1), Base = (ulong)Unsafe.AsPointer(ref s_gdt) };
        Native.LoadGdt(&gdt, TaskState);

        for (int vector = 0; vector < VectorCount; vector++)
        {
            byte type = vector == Breakpoint ? UserInterruptGate : InterruptGate;
            s_idt[vector] = Gate((ulong)(image->VectorStubs + (vector * StubSize)), StackOf(vector), type);
        }

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

    private static ulong TopOf(ref EmergencyStack stack) => ((ulong)Unsafe.AsPointer(ref stack) + EmergencyStackSize) & ~15UL;

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
    private struct TaskStateSegment
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
    private struct GdtEntries
    {
        private ulong _first;
    }

    [InlineArray(VectorCount)]
    private struct IdtEntries
    {
        private GateDescriptor _first;
    }

    [InlineArray(EmergencyStackSize / 8)]
    private struct EmergencyStack
    {
        private ulong _first;
    }
}
