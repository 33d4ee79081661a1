// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>The battery-backed clock of the PC (Motorola MC146818 data sheet), taken as UTC.</summary>
internal static class RealTimeClock
{
    private const ushort AddressPort = 0x70;
    private const ushort DataPort = 0x71;
    private const int Seconds = 0;
    private const int Minutes = 2;
    private const int Hours = 4;
    private const int Day = 7;
    private const int Month = 8;
    private const int Year = 9;
    private const int StatusA = 10;
    private const int StatusB = 11;
    private const byte UpdateInProgress = 0x80;
    private const byte IsBinary = 0x04;
    private const byte Is24Hours = 0x02;
    private const byte IsAfternoon = 0x80;
    private const int Patience = 100_000;

    private struct Reading
    {
        public byte Seconds;
        public byte Minutes;
        public byte Hours;
        public byte Day;
        public byte Month;
        public byte Year;
    }

    /// <summary>Nanoseconds since 1970, to the second; 0 if there is no such clock.</summary>
    internal static long ReadNanoseconds()
    {
        byte status = ReadRegister(StatusB);
        if (status == 0xFF) return 0;
        Reading reading = ReadStable();
        bool isBinary = (status & IsBinary) != 0;
        int hour = Decode((byte)(reading.Hours & ~IsAfternoon), isBinary);
        if ((status & Is24Hours) == 0)
        {
            hour %= 12;
            if ((reading.Hours & IsAfternoon) != 0) hour += 12;
        }

        // Two digits; a machine that boots this is not from before 2000.
        int year = 2000 + Decode(reading.Year, isBinary);
        long days = DaysSince1970(year, Decode(reading.Month, isBinary), Decode(reading.Day, isBinary));
        long seconds = (((days * 24) + hour) * 60 + Decode(reading.Minutes, isBinary)) * 60 + Decode(reading.Seconds, isBinary);
        return seconds * Clock.NanosecondsPerSecond;
    }

    // The fields change one after another once a second: read until two readings agree.
    private static Reading ReadStable()
    {
        Reading previous = ReadOnce();
        while (true)
        {
            Reading next = ReadOnce();
            if (next.Seconds == previous.Seconds && next.Minutes == previous.Minutes && next.Hours == previous.Hours && next.Day == previous.Day) return next;
            previous = next;
        }
    }

    private static Reading ReadOnce()
    {
        for (int i = 0; i < Patience && (ReadRegister(StatusA) & UpdateInProgress) != 0; i++) Cpu.Relax();
        return new Reading
        {
            Seconds = ReadRegister(Seconds),
            Minutes = ReadRegister(Minutes),
            Hours = ReadRegister(Hours),
            Day = ReadRegister(Day),
            Month = ReadRegister(Month),
            Year = ReadRegister(Year),
        };
    }

    private static byte ReadRegister(int register)
    {
        Native.Out8(AddressPort, (byte)register);
        return Native.In8(DataPort);
    }

    private static int Decode(byte value, bool isBinary) => isBinary ? value : ((value >> 4) * 10) + (value & 0xF);

    /// <summary>Days of the proleptic Gregorian calendar, counted from March so that the leap day comes last.</summary>
    private static long DaysSince1970(int year, int month, int day)
    {
        const int DaysFromYear0ToEpoch = 719_468;
        if (month <= 2) year--;
        int monthFromMarch = (month + 9) % 12;
        long yearDays = (year * 365L) + (year / 4) - (year / 100) + (year / 400);
        return yearDays + (((153 * monthFromMarch) + 2) / 5) + day - 1 - DaysFromYear0ToEpoch;
    }
}
