// SPDX-License-Identifier: MIT
using System;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Skift.Machine;

/// <summary>From the first C# instruction to a machine with memory, exceptions, interrupts and time; then the kernel proper.</summary>
/// <remarks>
/// Until <see cref="RuntimeHooks.Start"/> there is no heap: nothing may allocate, and only statics that the compiler could lay out are
/// usable.
/// </remarks>
internal static unsafe class MachineStart
{
    // What the boot page tables map.
    private const ulong BootMapLimit = 4UL << 30;

    // The real-mode interrupt table, the BIOS data, and room for a trampoline of further CPUs.
    private const ulong LowMemoryReserved = 0x10000;

    /// <summary>Asm/boot.S comes here on the boot stack.</summary>
    [RuntimeExport("skift_machine_start")]
    private static void Start()
    {
        ImageLayout* image = Native.ImageLayout();
        CpuLocal* local = Native.CurrentCpuLocal();
        TimestampCounter.Start();
        EarlySerial.Initialize();
        DescriptorTables.Initialize(image, local);
        CpuFeatures.Detect();
        PatchUserAccess(image);
        StartMemory(image);
        CpuSetup.Initialize(image);
        RuntimeHooks.Start();
        StartDevices(image, local);
        Run(0, null);
        Panic.Raise("the kernel's main method returned");
    }

    /// <summary>The kernel proper: the <c>Main</c> of the image. It runs on the boot thread with interrupts on, and does not return.</summary>
    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("__managed__Main")]
    private static extern int Run(int argumentCount, byte** arguments);

    private static void StartMemory(ImageLayout* image)
    {
        BootMemoryMap.Reserve(0, LowMemoryReserved);
        BootMemoryMap.Reserve(image->PhysicalStart, image->PhysicalEnd - image->PhysicalStart);
        if (image->BootProtocol == BootProtocols.Pvh) PvhStartInfo.Read(image->BootInfoPhysical);
        else Multiboot2Info.Read(image->BootInfoPhysical);
        BootMemoryMap.CreateFrameAllocator(BootMapLimit);
        KernelPageTable.Initialize(image);
        BootMemoryMap.AddMemoryAbove(BootMapLimit);
    }

    private static void StartDevices(ImageLayout* image, CpuLocal* local)
    {
        Native.SetCurrentThread(new BootThread((ulong)image->BootStackBottom, (ulong)image->BootStackTop));
        SetConsoleLevel();
        BootHandover.Publish();
        LockChecker.Start();
        AcpiTables.Initialize(BootHandover.AcpiRootPointer);
        LegacyInterruptController.Disable();
        LocalApic.Initialize();
        Native.SetCpuObject(new Cpu(local, LocalApic.CurrentId));
        ClockCalibration.Run();
        MultipleApicTable.CreateIoApics();
        Log.Info($"memory: {PhysicalMemory.FreeBytes >> 10} KiB free of {PhysicalMemory.TotalBytes >> 10} KiB");
        // Ends the guard that the assembly began with.
        Cpu.RestoreInterrupts();
    }

    // The options are Linux's: quiet, debug, loglevel=0 to 7.
    private static void SetConsoleLevel()
    {
        if (BootInformation.TryGetOption("quiet"u8, out _)) Log.ConsoleLevel = LogLevel.Warning;
        if (BootInformation.TryGetOption("debug"u8, out ReadOnlySpan<byte> subject) && subject.IsEmpty) Log.ConsoleLevel = LogLevel.Debug;
        if (BootInformation.TryGetOption("loglevel"u8, out ReadOnlySpan<byte> level) && level.Length == 1 && level[0] is >= (byte)'0' and <= (byte)'7')
        {
            Log.ConsoleLevel = (LogLevel)(level[0] - '0');
        }
    }

    // Before the text becomes read-only.
    private static void PatchUserAccess(ImageLayout* image)
    {
        const int InstructionLength = 3;
        if (!CpuFeatures.HasSmap) return;
        for (SmapPatch* patch = image->SmapPatchesStart; patch < image->SmapPatchesEnd; patch++)
        {
            for (int i = 0; i < InstructionLength; i++) patch->Target[i] = (byte)(patch->Code >> (8 * i));
        }
    }
}
