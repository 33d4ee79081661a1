// SPDX-License-Identifier: MIT

using System;

namespace Skift.Tests.Corelib;

internal static class TimeChecks
{
    internal static void Run(Check check)
    {
        TimeSpan span = new(1, 2, 3, 4, 5);
        check.Equal("parts", $"{span.Days} {span.Hours} {span.Minutes} {span.Seconds} {span.Milliseconds}", "1 2 3 4 5");
        check.Equal("totals", $"{span.TotalHours:F6} {TimeSpan.FromMilliseconds(1500.0).TotalSeconds}", "26.051112 1.5");
        foreach (TimeSpan value in new[] { TimeSpan.Zero, span, -span, TimeSpan.MinValue, TimeSpan.FromTicks(1), new TimeSpan(5, 6, 7), TimeSpan.FromSeconds(0.25) })
        {
            check.Print($"span {value.Ticks}", $"{value} {value:g} {value:G} {value:hh\\:mm\\:ss\\.fff} {value:%d} {value:d\\d\\ h'h'\\ ss\\.FF}");
        }
        check.Equal("span arithmetic", (span + new TimeSpan(0, 0, 1) - span).ToString() + span * 2 + TimeSpan.FromHours(3) / TimeSpan.FromHours(2), "00:00:012.04:06:08.01000001.5");
        check.True("span order", span > TimeSpan.Zero && span.CompareTo(-span) == 1 && span.Equals(new TimeSpan(1, 2, 3, 4, 5)));
        check.Throws<OverflowException>("span overflow", () => (TimeSpan.MaxValue + new TimeSpan(1)).ToString());
        check.Throws<OverflowException>("least negated", () => (-TimeSpan.MinValue).ToString());
        check.Throws<ArgumentOutOfRangeException>("span too long", () => new TimeSpan(int.MaxValue, 0, 0, 0).ToString());
        check.Throws<FormatException>("bad span format", () => span.ToString("xx"));

        DateTime date = new(2024, 2, 29, 13, 5, 9, 87, DateTimeKind.Utc);
        foreach (string format in new[] { "d", "D", "f", "F", "g", "G", "M", "o", "r", "s", "t", "T", "u", "y" }) check.Print($"date {format}", date.ToString(format));
        check.Equal("custom", date.ToString("yy-M-d h:m:s.ff tt ddd MMM 'at' HH\\h FFF K"), "24-2-29 1:5:9.08 PM Thu Feb at 13h 087 Z");
        check.Equal("default", $"{date} {date:yyyyMMdd}", "02/29/2024 13:05:09 20240229");
        check.Equal("fraction dropped", new DateTime(2000, 1, 1).ToString("ss.FFF"), "00");
        check.Equal("date parts", $"{date.Year} {date.Month} {date.Day} {date.DayOfYear} {date.DayOfWeek} {date.Hour} {date.Millisecond} {date.Kind}", "2024 2 29 60 Thursday 13 87 Utc");
        check.Equal("add", $"{date.AddYears(1):s} {date.AddMonths(-12):s} {date.AddDays(1.5):s}", "2025-02-28T13:05:09 2023-02-28T13:05:09 2024-03-02T01:05:09");
        check.Equal("difference", (date - new DateTime(2024, 1, 1)).ToString(), "59.13:05:09.0870000");
        check.Equal("epoch", DateTime.UnixEpoch.Ticks, 621355968000000000);
        check.Equal("limits", $"{DateTime.MinValue:o} {DateTime.MaxValue:o}", "0001-01-01T00:00:00.0000000 9999-12-31T23:59:59.9999999");
        check.Equal("days in month", DateTime.DaysInMonth(1900, 2) + DateTime.DaysInMonth(2000, 2), 57);
        long sum = 0;
        int wrong = 0;
        for (int day = 0; day < 3652059; day += 97)
        {
            DateTime one = new(day * TimeSpan.TicksPerDay);
            sum = sum * 31 + one.Year * 10000 + one.Month * 100 + one.Day;
            if (new DateTime(one.Year, one.Month, one.Day) != one) wrong++;
        }
        check.Print("days of ten thousand years", sum.ToString("X"));
        check.Equal("days that do not come back", wrong, 0);
        check.Throws<ArgumentOutOfRangeException>("no such day", () => new DateTime(2023, 2, 29).ToString());
        check.Throws<ArgumentOutOfRangeException>("too late", () => DateTime.MaxValue.AddTicks(1).ToString());
        check.True("now", DateTime.UtcNow.Year >= 2024 && DateTime.UtcNow.Kind == DateTimeKind.Utc);
    }
}
