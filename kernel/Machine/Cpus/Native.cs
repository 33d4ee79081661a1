// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Machine;

/// <summary>The routines of Asm/*.S. Each is a plain call in the C ABI.</summary>
internal static unsafe class Native
{
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_cpu_current")]
    internal static extern Cpu CurrentCpu();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_cpu_local")]
    internal static extern CpuLocal* CurrentCpuLocal();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_cpu_number")]
    internal static extern int CurrentCpuNumber();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_thread_current")]
    internal static extern KernelThread CurrentThread();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_interrupts_disable")]
    internal static extern Cpu DisableInterrupts();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_interrupts_restore")]
    internal static extern void RestoreInterrupts();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_interrupts_enabled")]
    internal static extern int AreInterruptsEnabled();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_enable_and_halt")]
    internal static extern void EnableAndHalt();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_halt_forever")]
    internal static extern void HaltForever();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_pause")]
    internal static extern void Pause();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_rdrand")]
    internal static extern int ReadRandom(ulong* value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_rdtsc")]
    internal static extern ulong ReadTimestamp();

    /// <summary>Time stamps since <paramref name="start"/>, times <paramref name="scale"/>, divided by 2^32.</summary>
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_clock")]
    internal static extern ulong ReadClock(ulong start, ulong scale);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_vdso_image")]
    internal static extern void* VdsoImage();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_vdso_size")]
    internal static extern ulong VdsoSize();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_cpuid")]
    internal static extern void Cpuid(uint leaf, uint subleaf, CpuidResult* result);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_rdmsr")]
    internal static extern ulong ReadMsr(uint register);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_wrmsr")]
    internal static extern void WriteMsr(uint register, ulong value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_xsetbv")]
    internal static extern void WriteXcr0(ulong value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_load_debug")]
    internal static extern void LoadDebug(ulong* registers);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_unload_debug")]
    internal static extern ulong UnloadDebug();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_read_cr2")]
    internal static extern ulong ReadCr2();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_read_cr3")]
    internal static extern ulong ReadCr3();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_write_cr3")]
    internal static extern void WriteCr3(ulong value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_read_cr0")]
    internal static extern ulong ReadCr0();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_write_cr0")]
    internal static extern void WriteCr0(ulong value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_read_cr4")]
    internal static extern ulong ReadCr4();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_write_cr4")]
    internal static extern void WriteCr4(ulong value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_read_cr8")]
    internal static extern ulong ReadCr8();

    /// <summary>Interrupts of this class (vector / 16) and below wait (Intel SDM vol. 3A §11.8.6).</summary>
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_write_cr8")]
    internal static extern void WriteCr8(ulong priorityClass);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_invlpg")]
    internal static extern void InvalidatePage(ulong address);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_load_gdt")]
    internal static extern void LoadGdt(void* pointer, ushort taskSelector);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_load_idt")]
    internal static extern void LoadIdt(void* pointer);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_in8")]
    internal static extern byte In8(ushort port);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_in16")]
    internal static extern ushort In16(ushort port);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_in32")]
    internal static extern uint In32(ushort port);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_out8")]
    internal static extern void Out8(ushort port, byte value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_out16")]
    internal static extern void Out16(ushort port, ushort value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_out32")]
    internal static extern void Out32(ushort port, uint value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_mmio_read8")]
    internal static extern byte MmioRead8(void* register);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_mmio_write8")]
    internal static extern void MmioWrite8(void* register, byte value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_mmio_read16")]
    internal static extern ushort MmioRead16(void* register);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_mmio_write16")]
    internal static extern void MmioWrite16(void* register, ushort value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_mmio_read32")]
    internal static extern uint MmioRead32(void* register);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_mmio_write32")]
    internal static extern void MmioWrite32(void* register, uint value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_mmio_read64")]
    internal static extern ulong MmioRead64(void* register);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_mmio_write64")]
    internal static extern void MmioWrite64(void* register, ulong value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_page_zero")]
    internal static extern void ZeroPage(void* page);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_page_copy")]
    internal static extern void CopyPage(void* destination, void* source);

    /// <summary>Copies; on an unresolved fault stops and returns how many bytes were not copied.</summary>
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_user_copy")]
    internal static extern nuint UserCopy(void* destination, void* source, nuint byteCount);

    /// <summary>Writes zeros; returns how many bytes were not written.</summary>
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_user_zero")]
    internal static extern nuint UserZero(void* destination, nuint byteCount);

    /// <summary>Copies up to and including a NUL; returns the bytes before it, <paramref name="capacity"/> if there is none, -1 on a fault.</summary>
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_user_copy_string")]
    internal static extern nint UserCopyString(byte* destination, void* source, nuint capacity);

    /// <summary>Returns 0, or -1 on a fault. <paramref name="comparand"/> receives the value found.</summary>
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_user_cmpxchg32")]
    internal static extern int UserCompareExchange32(void* target, uint* comparand, uint value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_user_load32")]
    internal static extern int UserLoad32(void* source, uint* value);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_thread_switch")]
    internal static extern void SwitchStack(ulong* savedStackPointer, ulong newStackPointer);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_set_current_thread")]
    internal static extern void SetCurrentThread(KernelThread thread);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_user_run")]
    internal static extern int RunUser(UserRegisters* registers);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_xsave")]
    internal static extern void SaveExtendedState(void* area, ulong mask);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_xrstor")]
    internal static extern void RestoreExtendedState(void* area, ulong mask);

    /// <summary>Where a new thread begins: calls <c>skift_thread_start</c> on its own stack.</summary>
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_thread_entry_stub")]
    internal static extern void* ThreadEntryStub();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_breakpoint")]
    internal static extern void RaiseBreakpoint();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_fxsave")]
    internal static extern void SaveLegacyState(void* area);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_fxrstor")]
    internal static extern void RestoreLegacyState(void* area);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_set_cpu_object")]
    internal static extern void SetCpuObject(Cpu cpu);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_sti")]
    internal static extern void EnableInterruptsInTrap();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_cli")]
    internal static extern void DisableInterruptsInTrap();

    /// <summary>Address of the runtime's entry for faults in managed code.</summary>
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_throw_hardware_entry")]
    internal static extern void* ThrowHardwareEntry();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_rt_code_start")]
    internal static extern byte* ManagedCodeStart();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_rt_code_end")]
    internal static extern byte* ManagedCodeEnd();

    /// <summary>Brings up the managed runtime: after this, code may allocate.</summary>
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_rt_initialize")]
    internal static extern void InitializeRuntime();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_trampoline_start")]
    internal static extern byte* TrampolineStart();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_trampoline_end")]
    internal static extern byte* TrampolineEnd();

    /// <summary>What the next processor takes when it has left real mode.</summary>
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_processor_prepare")]
    internal static extern void PrepareProcessor(CpuLocal* local, ulong stackPointer, ulong pageTable);

    /// <summary>Puts all registers on the stack and calls <c>skift_stand_still</c>.</summary>
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_park")]
    internal static extern void Park();

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("skift_image_layout")]
    internal static extern ImageLayout* ImageLayout();
}
