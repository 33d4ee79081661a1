// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>Polled output on the first 16550 (COM1, port 0x3F8): works before anything else and in a panic.</summary>
/// <remarks>Registers as in the National Semiconductor PC16550D data sheet. QEMU: <c>-serial stdio</c>; microvm has it by default.</remarks>
internal static class EarlySerial
{
    private const ushort Base = 0x3F8;
    private const ushort LineControl = Base + 3;
    private const ushort LineStatus = Base + 5;
    private const byte HoldingEmpty = 0x20;
    private const byte TransmitterEmpty = 0x40;
    private const int PatienceReads = 2_000_000;

    private static BareLock s_lock;
    private static bool s_isAbsent;
    private static bool s_isStuck;

    internal static void Initialize()
    {
        Native.Out8(Base + 1, 0);           // no interrupts
        Native.Out8(LineControl, 0x80);     // divisor latch
        Native.Out8(Base, 1);               // 115200 baud
        Native.Out8(Base + 1, 0);
        Native.Out8(LineControl, 0x03);     // 8 data bits, no parity, 1 stop bit
        Native.Out8(Base + 2, 0xC7);        // FIFOs on and empty
        Native.Out8(Base + 4, 0x0B);        // DTR, RTS, OUT2
        // A floating bus reads as ones: nothing is there, and waiting for it would take for ever.
        s_isAbsent = Native.In8(LineStatus) == 0xFF;
    }

    internal static void Write(ReadOnlySpan<byte> text)
    {
        s_lock.Acquire();
        WriteUnlocked(text);
        s_lock.Release();
    }

    /// <summary>Writes without the lock, for a panic: whoever held it will not run again.</summary>
    internal static void WriteUnlocked(ReadOnlySpan<byte> text)
    {
        if (s_isAbsent) return;
        foreach (byte value in text)
        {
            if (value == (byte)'\n') Put((byte)'\r');
            Put(value);
        }
    }

    internal static void WriteLogLine(long nanoseconds, ReadOnlySpan<byte> text)
    {
        LogMessage prefix = new(0, 0);
        AppendTime(ref prefix, nanoseconds);
        s_lock.Acquire();
        WriteUnlocked(prefix.Text);
        WriteUnlocked(text);
        WriteUnlocked("\n"u8);
        s_lock.Release();
    }

    /// <summary><c>[    1.234567] </c>, as Linux prints it.</summary>
    internal static void AppendTime(ref LogMessage line, long nanoseconds)
    {
        const int MicrosecondDigits = 6;
        const int SecondsWidth = 5;
        long microseconds = nanoseconds / 1000;
        long seconds = microseconds / 1_000_000;
        line.AppendLiteral("[");
        for (long limit = 10, width = 1; width < SecondsWidth; width++, limit *= 10)
        {
            if (seconds < limit) line.AppendLiteral(" ");
        }

        line.AppendFormatted(seconds);
        line.AppendLiteral(".");
        long fraction = microseconds % 1_000_000;
        for (long limit = 100_000, digit = 1; digit < MicrosecondDigits; digit++, limit /= 10)
        {
            if (fraction < limit) line.AppendLiteral("0");
        }

        line.AppendFormatted(fraction);
        line.AppendLiteral("] ");
    }

    /// <summary>Waits, as long as for any byte, until the last one has left: the power may go next.</summary>
    internal static void Flush()
    {
        if (!s_isAbsent) _ = WaitFor(TransmitterEmpty);
    }

    private static void Put(byte value)
    {
        if (WaitFor(HoldingEmpty)) Native.Out8(Base, value);
    }

    /// <summary>Waits once for seconds; while nobody reads at the other end, what follows is lost at once, until it goes on.</summary>
    private static bool WaitFor(byte state)
    {
        int patience = s_isStuck ? 1 : PatienceReads;
        for (int i = 0; i < patience; i++)
        {
            if ((Native.In8(LineStatus) & state) != 0)
            {
                s_isStuck = false;
                return true;
            }
        }

        s_isStuck = true;
        return false;
    }
}
