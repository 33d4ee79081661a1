// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Skift.Machine;

/// <summary>Where the linker put the kernel (kernel.ld), as assembly tells it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ImageLayout
{
    public byte* TextStart;
    public byte* TextEnd;
    public byte* ReadOnlyStart;
    public byte* ReadOnlyEnd;
    public byte* DataStart;
    public byte* DataEnd;           // end of .bss
    public ulong PhysicalStart;
    public ulong PhysicalEnd;
    public FixupEntry* FixupsStart;
    public FixupEntry* FixupsEnd;
    public byte* BootStackBottom;
    public byte* BootStackTop;
    public ulong BootInfoPhysical;
    public ulong BootProtocol;
    public SmapPatch* SmapPatchesStart;
    public SmapPatch* SmapPatchesEnd;
    public byte* VectorStubs;
    public byte* SystemCallEntry;
    public byte* ObjectAccessStart;
    public byte* ObjectAccessEnd;
}

/// <summary>An instruction that may fault on user memory, and where to go on if the fault cannot be resolved.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FixupEntry
{
    public ulong Instruction;
    public ulong Landing;
}

/// <summary>Three bytes of code to be replaced by STAC or CLAC where the processor has SMAP.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SmapPatch
{
    public byte* Target;
    public ulong Code;
}
