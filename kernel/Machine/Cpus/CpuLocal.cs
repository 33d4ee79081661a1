// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Skift.Machine;

/// <summary>The block that GS points to while the kernel runs. Assembly names these fields by offset: see Asm/layout.inc.</summary>
/// <remarks>
/// Object references here are not seen by the garbage collector; it does not move objects, and whatever is stored here is also held by a
/// static table.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CpuLocal
{
    public CpuLocal* Self;              // 0x00
    public nint CpuObject;              // 0x08  Cpu
    public nint ThreadObject;           // 0x10  KernelThread
    public int Number;                  // 0x18
    public int AtomicDepth;             // 0x1C  guards held; interrupts are off while not zero
    public int InterruptsWereOn;        // 0x20  state before the outermost guard
    public int NeedsReschedule;         // 0x24
    public int InterruptDepth;          // 0x28
    public int Requests;                // 0x2C  what other CPUs want of this one: CpuRequests
    public ulong UserStackScratch;      // 0x30  user RSP during SYSCALL entry
    public ulong RunStackPointer;       // 0x38  kernel RSP inside UserContext.Run
    public UserRegisters* UserFrame;    // 0x40  registers of the user code that runs now
    public byte* EntryStackTop;         // 0x48  where the processor pushes when it leaves user code
    public void* RuntimeThread;         // 0x50  the managed runtime's block of the current thread
    public void* Allocator;             // 0x58  the managed runtime's allocation cache of this CPU
    public ulong ParkedStackPointer;    // 0x60  while it stands still for the collector
    public long ParkedEpoch;            // 0x68  the stop request that it stands still for
    public int RuntimeLocks;            // 0x70  of the guards held, those of the managed runtime's own locks
    public int IsParked;                // 0x74  it stands still for the collector
}
