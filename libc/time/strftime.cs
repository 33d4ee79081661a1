// SPDX-License-Identifier: MIT
using System;
using System.Runtime;

namespace Skift.Libc;

/// <summary>strftime in the C locale (C23 §7.29.3.5, POSIX.1-2024 strftime()).</summary>
public static unsafe partial class C
{
    internal static ReadOnlySpan<byte> DayNames => "SundayMondayTuesdayWednesdayThursdayFridaySaturday"u8;

    internal static ReadOnlySpan<byte> MonthNames => "JanuaryFebruaryMarchAprilMayJuneJulyAugustSeptemberOctoberNovemberDecember"u8;

    private ref struct TimeWriter
    {
        public byte* Next;
        public byte* End;
        public bool HasOverflowed;

        public void Put(byte value)
        {
            if (Next == End)
            {
                HasOverflowed = true;
            }
            else
            {
                *Next++ = value;
            }
        }

        public void Put(byte* text)
        {
            while (*text != 0)
            {
                Put(*text++);
            }
        }

        public void Number(long value, int width, byte padding)
        {
            byte* digits = stackalloc byte[24];
            int count = 0;
            ulong magnitude = value < 0 ? 0 - (ulong)value : (ulong)value;
            do
            {
                digits[count++] = (byte)('0' + (magnitude % 10));
                magnitude /= 10;
            }
            while (magnitude != 0);

            if (value < 0)
            {
                Put((byte)'-');
                width--;
            }

            for (int i = count; i < width; i++)
            {
                Put(padding);
            }

            while (count > 0)
            {
                Put(digits[--count]);
            }
        }

        /// <summary>The n-th capitalised word of a run, whole or its first three letters; '?' if there is no such.</summary>
        public void Word(ReadOnlySpan<byte> words, int index, int count, bool isShort)
        {
            if (index < 0 || index >= count)
            {
                Put((byte)'?');
                return;
            }

            byte* word = Literal(words);
            for (; index > 0; index--)
            {
                do
                {
                    word++;
                }
                while (isupper(*word) == 0);
            }

            int length = 0;
            do
            {
                Put(*word++);
                length++;
            }
            while (islower(*word) != 0 && !(isShort && length == 3));
        }
    }

    [RuntimeExport("strftime")]
    public static nuint strftime(byte* buffer, nuint size, byte* format, BrokenTime* time)
    {
        tzset();
        return FormatTime(buffer, size, format, time);
    }

    internal static nuint FormatTime(byte* buffer, nuint size, byte* format, BrokenTime* time)
    {
        if (size == 0)
        {
            return 0;
        }

        TimeWriter writer = default;
        writer.Next = buffer;
        writer.End = buffer + size - 1;
        FormatTime(ref writer, format, time);
        if (writer.HasOverflowed)
        {
            return 0;
        }

        *writer.Next = 0;
        return (nuint)(writer.Next - buffer);
    }

    private static void FormatTime(ref TimeWriter writer, byte* format, BrokenTime* time)
    {
        for (; *format != 0; format++)
        {
            if (*format != '%')
            {
                writer.Put(*format);
                continue;
            }

            format++;
            if (*format is (byte)'E' or (byte)'O')
            {
                format++;
            }

            if (*format == 0)
            {
                return;
            }

            if (!DateField(ref writer, *format, time) && !TimeField(ref writer, *format, time))
            {
                writer.Put((byte)'%');
                writer.Put(*format);
            }
        }
    }

    private static bool DateField(ref TimeWriter writer, byte conversion, BrokenTime* time)
    {
        long year = time->Year + 1900L;
        switch (conversion)
        {
            case (byte)'a' or (byte)'A':
                writer.Word(DayNames, time->Weekday, 7, conversion == 'a');
                return true;
            case (byte)'b' or (byte)'B' or (byte)'h':
                writer.Word(MonthNames, time->Month, 12, conversion != 'B');
                return true;
            case (byte)'C':
                writer.Number(Calendar.FloorDivide(year, 100), 2, (byte)'0');
                return true;
            case (byte)'d':
                writer.Number(time->Day, 2, (byte)'0');
                return true;
            case (byte)'e':
                writer.Number(time->Day, 2, (byte)' ');
                return true;
            case (byte)'D' or (byte)'x':
                FormatTime(ref writer, Literal("%m/%d/%y"u8), time);
                return true;
            case (byte)'F':
                FormatTime(ref writer, Literal("%Y-%m-%d"u8), time);
                return true;
            case (byte)'g':
                writer.Number(Calendar.FloorModulo(WeekYear(time, out _), 100), 2, (byte)'0');
                return true;
            case (byte)'G':
                writer.Number(WeekYear(time, out _), 1, (byte)'0');
                return true;
            case (byte)'V':
                _ = WeekYear(time, out int week);
                writer.Number(week, 2, (byte)'0');
                return true;
            case (byte)'j':
                writer.Number(time->DayOfYear + 1, 3, (byte)'0');
                return true;
            case (byte)'m':
                writer.Number(time->Month + 1, 2, (byte)'0');
                return true;
            case (byte)'u':
                writer.Number(time->Weekday == 0 ? 7 : time->Weekday, 1, (byte)'0');
                return true;
            case (byte)'w':
                writer.Number(time->Weekday, 1, (byte)'0');
                return true;
            case (byte)'U':
                writer.Number((time->DayOfYear + 7 - time->Weekday) / 7, 2, (byte)'0');
                return true;
            case (byte)'W':
                writer.Number((time->DayOfYear + 7 - ((time->Weekday + 6) % 7)) / 7, 2, (byte)'0');
                return true;
            case (byte)'y':
                writer.Number(Calendar.FloorModulo(year, 100), 2, (byte)'0');
                return true;
            case (byte)'Y':
                writer.Number(year, 1, (byte)'0');
                return true;
            default:
                return false;
        }
    }

    private static bool TimeField(ref TimeWriter writer, byte conversion, BrokenTime* time)
    {
        int hour12 = time->Hour % 12 == 0 ? 12 : time->Hour % 12;
        switch (conversion)
        {
            case (byte)'c':
                FormatTime(ref writer, Literal("%a %b %e %H:%M:%S %Y"u8), time);
                return true;
            case (byte)'H':
                writer.Number(time->Hour, 2, (byte)'0');
                return true;
            case (byte)'k':
                writer.Number(time->Hour, 2, (byte)' ');
                return true;
            case (byte)'I':
                writer.Number(hour12, 2, (byte)'0');
                return true;
            case (byte)'l':
                writer.Number(hour12, 2, (byte)' ');
                return true;
            case (byte)'M':
                writer.Number(time->Minute, 2, (byte)'0');
                return true;
            case (byte)'S':
                writer.Number(time->Second, 2, (byte)'0');
                return true;
            case (byte)'n':
                writer.Put((byte)'\n');
                return true;
            case (byte)'t':
                writer.Put((byte)'\t');
                return true;
            case (byte)'p':
                writer.Put(Literal(time->Hour >= 12 ? "PM"u8 : "AM"u8));
                return true;
            case (byte)'P':
                writer.Put(Literal(time->Hour >= 12 ? "pm"u8 : "am"u8));
                return true;
            case (byte)'r':
                FormatTime(ref writer, Literal("%I:%M:%S %p"u8), time);
                return true;
            case (byte)'R':
                FormatTime(ref writer, Literal("%H:%M"u8), time);
                return true;
            case (byte)'T' or (byte)'X':
                FormatTime(ref writer, Literal("%H:%M:%S"u8), time);
                return true;
            case (byte)'s':
                writer.Number(LocalTime.Join(in *time), 1, (byte)'0');
                return true;
            case (byte)'z':
                long minutes = time->Offset / 60;
                writer.Put((byte)(time->Offset < 0 ? '-' : '+'));
                minutes = minutes < 0 ? -minutes : minutes;
                writer.Number((minutes / 60 * 100) + (minutes % 60), 4, (byte)'0');
                return true;
            case (byte)'Z':
                if (time->Zone != null)
                {
                    writer.Put(time->Zone);
                }

                return true;
            case (byte)'%':
                writer.Put((byte)'%');
                return true;
            default:
                return false;
        }
    }

    /// <summary>ISO 8601: a week belongs to the year that its Thursday is in.</summary>
    private static long WeekYear(BrokenTime* time, out int week)
    {
        long year = time->Year + 1900L;
        int fromMonday = (time->Weekday + 6) % 7;
        int thursday = time->DayOfYear - fromMonday + 3;
        if (thursday < 0)
        {
            year--;
            thursday += Calendar.IsLeap(year) ? 366 : 365;
        }
        else if (thursday >= (Calendar.IsLeap(year) ? 366 : 365))
        {
            thursday -= Calendar.IsLeap(year) ? 366 : 365;
            year++;
        }

        week = (thursday / 7) + 1;
        return year;
    }
}
