// SPDX-License-Identifier: MIT
using System;
using System.Text;

namespace Skift.Tools;

/// <summary>strftime(3) in the C locale and UTC, with the extensions of date(1): %N, %s, and the flags - _ 0 ^ with a width.</summary>
public static class DateFormat
{
    private static readonly string[] s_days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private static readonly string[] s_months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static string Format(string format, long seconds, long nanoseconds = 0)
    {
        var text = new StringBuilder();
        CalendarTime time = CalendarTime.FromUnixSeconds(seconds);
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            int start = i++;
            char flag = '\0';
            for (; i < format.Length && "-_0^#".Contains(format[i]); i++)
            {
                flag = format[i];
            }

            int width = 0;
            for (; i < format.Length && char.IsAsciiDigit(format[i]) && width < 1000; i++)
            {
                width = width * 10 + format[i] - '0';
            }

            string? part = i < format.Length ? Convert(format[i], flag, width, time, seconds, nanoseconds) : null;
            text.Append(part ?? format.Substring(start, Math.Min(i + 1, format.Length) - start));
        }

        return text.ToString();
    }

    /// <summary>How <c>ls -l</c> shows a time: with the hour within half a year of now, else with the year.</summary>
    public static string ForListing(long seconds, long now)
    {
        const long HalfYear = 31556952 / 2;
        bool isRecent = seconds > now - HalfYear && seconds <= now;
        return Format(isRecent ? "%b %e %H:%M" : "%b %e  %Y", seconds);
    }

    private static string? Convert(char conversion, char flag, int width, in CalendarTime time, long seconds, long nanoseconds)
    {
        switch (conversion)
        {
            case 'Y': return Number(time.Year, 1, '0', flag, width);
            case 'C': return Number(time.Year / 100, 2, '0', flag, width);
            case 'y': return Number(time.Year % 100, 2, '0', flag, width);
            case 'm': return Number(time.Month, 2, '0', flag, width);
            case 'd': return Number(time.Day, 2, '0', flag, width);
            case 'e': return Number(time.Day, 2, ' ', flag, width);
            case 'H': return Number(time.Hour, 2, '0', flag, width);
            case 'k': return Number(time.Hour, 2, ' ', flag, width);
            case 'I': return Number(TwelveHour(time), 2, '0', flag, width);
            case 'l': return Number(TwelveHour(time), 2, ' ', flag, width);
            case 'M': return Number(time.Minute, 2, '0', flag, width);
            case 'S': return Number(time.Second, 2, '0', flag, width);
            case 'j': return Number(time.DayOfYear, 3, '0', flag, width);
            case 's': return Number(seconds, 1, '0', flag, width);
            case 'u': return Number(time.Weekday == 0 ? 7 : time.Weekday, 1, '0', flag, width);
            case 'w': return Number(time.Weekday, 1, '0', flag, width);
            case 'V': return Number(time.IsoWeek().Week, 2, '0', flag, width);
            case 'G': return Number(time.IsoWeek().Year, 1, '0', flag, width);
            case 'g': return Number(time.IsoWeek().Year % 100, 2, '0', flag, width);
            case 'U': return Number((time.DayOfYear + 6 - time.Weekday) / 7, 2, '0', flag, width);
            case 'W': return Number((time.DayOfYear + 6 - (time.Weekday + 6) % 7) / 7, 2, '0', flag, width);
            case 'q': return Number((time.Month + 2) / 3, 1, '0', flag, width);
            case 'N':
                string digits = nanoseconds.ToString().PadLeft(9, '0');
                return width is > 0 and < 9 ? digits.Substring(0, width) : digits;
            default: return Word(conversion, flag, width, time, seconds, nanoseconds);
        }
    }

    private static string? Word(char conversion, char flag, int width, in CalendarTime time, long seconds, long nanoseconds)
    {
        string? word = conversion switch
        {
            'a' => s_days[time.Weekday].Substring(0, 3),
            'A' => s_days[time.Weekday],
            'b' or 'h' => s_months[time.Month - 1].Substring(0, 3),
            'B' => s_months[time.Month - 1],
            'p' => time.Hour < 12 ? "AM" : "PM",
            'P' => time.Hour < 12 ? "am" : "pm",
            'Z' => "UTC",
            'z' => "+0000",
            'n' => "\n",
            't' => "\t",
            '%' => "%",
            'c' => Format("%a %b %e %H:%M:%S %Y", seconds, nanoseconds),
            'D' or 'x' => Format("%m/%d/%y", seconds, nanoseconds),
            'F' => Format("%Y-%m-%d", seconds, nanoseconds),
            'R' => Format("%H:%M", seconds, nanoseconds),
            'T' or 'X' => Format("%H:%M:%S", seconds, nanoseconds),
            'r' => Format("%I:%M:%S %p", seconds, nanoseconds),
            _ => null,
        };
        word = flag == '^' ? word?.ToUpperInvariant() : flag == '#' ? word?.ToLowerInvariant() : word;
        return word?.PadLeft(width);
    }

    private static int TwelveHour(in CalendarTime time) => time.Hour % 12 == 0 ? 12 : time.Hour % 12;

    private static string Number(long value, int digits, char pad, char flag, int width)
    {
        pad = flag switch { '_' => ' ', '0' => '0', _ => pad };
        int length = width > 0 ? width : flag == '-' ? 1 : digits;
        string text = Math.Abs(value).ToString();
        return value < 0 ? "-" + text.PadLeft(length - 1, pad) : text.PadLeft(length, pad);
    }
}
