// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Tests.Kernel;

internal static class DeviceTests
{
    private const int RealTimeClockInterrupt = 8;

    [KernelTest]
    internal static void WiredInterrupt_OfTheRealTimeClock_Arrives()
    {
        IoPorts clock = new(0x70, 2);
        Counter counter = new(clock);
        Check.True(InterruptLine.ConnectIsa(RealTimeClockInterrupt, counter).Try(out InterruptLine line, out Errno error), "connect");
        Check.Succeeds(error, "connect");
        // Periodic interrupt enable, status register B bit 6; the default rate is 1024 Hz.
        byte status = ReadClock(clock, 11);
        WriteClock(clock, 11, (byte)(status | 0x40));
        _ = ReadClock(clock, 12);
        while (counter.Count < 3) Cpu.Relax();
        line.Mask();
        int seen = counter.Count;
        _ = ReadClock(clock, 12);
        long end = Clock.MonotonicNanoseconds + 10_000_000;
        while (Clock.MonotonicNanoseconds < end) Cpu.Relax();
        Check.Equal(seen, counter.Count, "masked");
        WriteClock(clock, 11, status);
        line.Dispose();
    }

    [KernelTest]
    internal static void InterruptLine_AnswersWhatItCannotConnect()
    {
        Counter counter = new(new IoPorts(0x70, 2));
        Check.Equal(Errno.ENXIO, InterruptLine.Connect(5000, InterruptTrigger.BusDefault, counter).Error, "no such input");
        Check.True(InterruptLine.ConnectMessage(counter).Try(out InterruptLine first, out Errno _), "first message");
        Check.True(InterruptLine.ConnectMessage(counter).Try(out InterruptLine second, out Errno _), "second message");
        Check.True(first.MessageData != second.MessageData, "vectors of their own");
        uint vector = first.MessageData;
        first.Dispose();
        Check.True(InterruptLine.ConnectMessage(counter).Try(out InterruptLine third, out Errno _), "third message");
        Check.Equal(vector, third.MessageData, "the vector was free again");
        second.Dispose();
        third.Dispose();
    }

    [KernelTest]
    internal static void MmioRegion_RefusesRamAndChecksAccesses()
    {
        Check.Equal(Errno.EPERM, MmioRegion.Map(new PhysicalAddress(0x20_0000), Page.Size).Error, "RAM");
        Check.Equal(Errno.EINVAL, MmioRegion.Map(new PhysicalAddress(ulong.MaxValue - 10), Page.Size).Error, "wraps around");
        Check.Equal(Errno.EINVAL, MmioRegion.Map(new PhysicalAddress(0xFEC0_0000), 0).Error, "empty");
        // The I/O APIC is on every machine that boots this.
        Check.True(MmioRegion.Map(new PhysicalAddress(0xFEC0_0000), 0x20).Try(out MmioRegion region, out Errno _), "map");
        region.Write32(0, 1);
        // Masking the result must not make the compiler read fewer bytes: the device answers 32-bit reads only.
        Check.True((region.Read32(0x10) & 0xFF) >= 0x11, "version of the I/O APIC");
        Check.Throws<ArgumentOutOfRangeException>(() => region.Read32(0x20), "beyond the end");
        Check.Throws<ArgumentOutOfRangeException>(() => region.Read32(-4), "negative");
        Check.Throws<ArgumentException>(() => region.Read32(2), "not aligned");
        Check.Throws<ArgumentOutOfRangeException>(() => region.Slice(0x10, 0x20), "slice beyond the end");
        Check.Throws<ArgumentOutOfRangeException>(() => new IoPorts(0x70, 2).Read8(2), "port beyond the range");
    }

    [KernelTest]
    internal static void PciConfiguration_FindsTheHostBridge_WhereThereIsPci()
    {
        Check.Equal(Errno.EINVAL, PciConfiguration.Open(0, 32, 0).Error, "no such device number");
        if (!PciConfiguration.Open(0, 0, 0).Try(out PciConfiguration bridge, out Errno error))
        {
            Check.Equal(Errno.ENODEV, error, "a machine without PCI");
            return;
        }

        Check.True(bridge.Read16(0) != 0xFFFF, "vendor");
        Check.Equal(6, bridge.Read8(11), "class: bridge");
        Check.Throws<ArgumentOutOfRangeException>(() => bridge.Read32(bridge.Length), "beyond the end");
    }

    private static byte ReadClock(IoPorts ports, byte register)
    {
        ports.Write8(0, register);
        return ports.Read8(1);
    }

    private static void WriteClock(IoPorts ports, byte register, byte value)
    {
        ports.Write8(0, register);
        ports.Write8(1, value);
    }

    private sealed class Counter(IoPorts clock) : InterruptHandler
    {
        private volatile int _count;

        internal int Count => _count;

        protected override bool OnInterrupt(in InterruptContext context)
        {
            // Reading status register C acknowledges.
            if ((ReadClock(clock, 12) & 0x80) == 0) return false;
            _count++;
            return true;
        }
    }
}
