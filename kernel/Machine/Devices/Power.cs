// SPDX-License-Identifier: MIT
using System;
using System.Diagnostics.CodeAnalysis;
using Skift.Abi;

namespace Skift.Machine;

/// <summary>Ends the machine's run: off, restart, or back to the test runner.</summary>
public static unsafe class Power
{
    private const ushort DebugExitPort = 0xF4;
    private const ushort KeyboardControllerPort = 0x64;
    private const byte KeyboardControllerReset = 0xFE;
    private const byte PanicExitCode = 0x11;

    // Offsets into the FADT (ACPI 6.5 §5.2.9).
    private const int Dsdt = 40;
    private const int Pm1aControlBlock = 64;
    private const int Flags = 112;
    private const int ResetRegister = 116;
    private const int ResetValue = 128;
    private const int ExtendedDsdt = 140;
    private const int SleepControlRegister = 244;
    private const uint ResetRegisterSupported = 1 << 10;
    private const uint HardwareReduced = 1 << 20;

    /// <summary>Leaves QEMU through its <c>isa-debug-exit</c> device (<c>-device isa-debug-exit,iobase=0xf4,iosize=4</c>).</summary>
    /// <param name="code">QEMU exits with twice this plus one.</param>
    /// <remarks>Returns if there is no such device.</remarks>
    public static void DebugExit(byte code)
    {
        EarlySerial.Flush();
        Native.Out32(DebugExitPort, code);
    }

    /// <summary>Turns the machine off: ACPI state S5. Stops it where that is not possible.</summary>
    [DoesNotReturn]
    public static void Off()
    {
        EarlySerial.Flush();
        if (AcpiTables.TryFind("FACP"u8, out ReadOnlySpan<byte> fadt)) EnterS5(fadt);
        // The power goes a moment after the request.
        long end = Clock.MonotonicNanoseconds + Clock.NanosecondsPerSecond;
        while (Clock.MonotonicNanoseconds < end) Cpu.Relax();
        Log.Write(LogLevel.Error, "The machine cannot be switched off by software; it is safe to do so by hand."u8);
        Halt();
    }

    /// <summary>Restarts the machine.</summary>
    [DoesNotReturn]
    public static void Restart()
    {
        EarlySerial.Flush();
        _ = Native.DisableInterrupts();
        if (AcpiTables.TryFind("FACP"u8, out ReadOnlySpan<byte> fadt) && fadt.Length > ResetValue &&
            (LittleEndian.Read32(fadt[Flags..]) & ResetRegisterSupported) != 0)
        {
            _ = TryWriteRegister(fadt.Slice(ResetRegister, 12), fadt[ResetValue]);
        }

        Native.Out8(KeyboardControllerPort, KeyboardControllerReset);
        // No way left but a triple fault: an exception without an interrupt table.
        DescriptorTables.LoadEmptyIdt();
        Native.RaiseBreakpoint();
        Halt();
    }

    /// <summary>Stops this CPU for ever.</summary>
    [DoesNotReturn]
    public static void Halt()
    {
        _ = Native.DisableInterrupts();
        while (true) Native.HaltForever();
    }

    /// <summary>Under a test runner (<c>panic=exit</c> on the command line) a panic ends QEMU instead of hanging.</summary>
    internal static void ExitOnPanic()
    {
        if (BootInformation.TryGetOption("panic"u8, out ReadOnlySpan<byte> value) && value.SequenceEqual("exit"u8)) DebugExit(PanicExitCode);
    }

    private static void EnterS5(ReadOnlySpan<byte> fadt)
    {
        if (fadt.Length < Flags + 4) return;
        ulong dsdtAddress = LittleEndian.Read32(fadt[Dsdt..]);
        if (fadt.Length >= ExtendedDsdt + 8 && LittleEndian.Read64(fadt[ExtendedDsdt..]) is not 0 and ulong wide) dsdtAddress = wide;
        if (!AcpiTables.TryRead(new PhysicalAddress(dsdtAddress), out ReadOnlySpan<byte> dsdt) || !TryFindS5(dsdt, out byte type)) return;
        if ((LittleEndian.Read32(fadt[Flags..]) & HardwareReduced) != 0)
        {
            // ACPI 6.5 §4.8.3.7: SLP_TYPx in bits 2 to 4, SLP_EN is bit 5.
            if (fadt.Length >= SleepControlRegister + 12) _ = TryWriteRegister(fadt.Slice(SleepControlRegister, 12), (byte)(type << 2 | 1 << 5));
            return;
        }

        // ACPI 6.5 §4.8.3.2.1: SLP_TYPx in bits 10 to 12, SLP_EN is bit 13.
        ushort port = (ushort)LittleEndian.Read32(fadt[Pm1aControlBlock..]);
        if (port != 0) Native.Out16(port, (ushort)(type << 10 | 1 << 13));
    }

    /// <summary>Finds the sleep type of S5 in the AML of the DSDT: <c>Name (_S5, Package () { type, ... })</c> (ACPI 6.5 §7.4.2, §20.2).</summary>
    private static bool TryFindS5(ReadOnlySpan<byte> aml, out byte type)
    {
        const byte PackageOp = 0x12;
        const byte BytePrefix = 0x0A;
        const byte OneOp = 0x01;
        type = 0;
        int at = aml.IndexOf("_S5_"u8);
        if (at < 0 || at + 9 > aml.Length || aml[at + 4] != PackageOp) return false;
        int packageLengthBytes = (aml[at + 5] >> 6) + 1;
        int first = at + 5 + packageLengthBytes + 1;
        if (first + 2 > aml.Length) return false;
        type = aml[first] == BytePrefix ? aml[first + 1] : aml[first];
        return aml[first] is BytePrefix or 0 or OneOp;
    }

    /// <summary>Writes a byte to a register given as a Generic Address Structure (ACPI 6.5 §5.2.3.2).</summary>
    private static bool TryWriteRegister(ReadOnlySpan<byte> address, byte value)
    {
        const byte SystemMemory = 0;
        const byte SystemIo = 1;
        ulong target = LittleEndian.Read64(address[4..]);
        if (address[0] == SystemIo) Native.Out8((ushort)target, value);
        if (address[0] != SystemMemory) return address[0] == SystemIo;
        if (!MmioRegion.Map(new PhysicalAddress(target), 1).Try(out MmioRegion region, out Errno _)) return false;
        region.Write8(0, value);
        return true;
    }
}
