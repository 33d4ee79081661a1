// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Libc;

namespace Skift.Tools;

/// <summary>strftime(3) with the extensions of date(1): %N, %q, %:z, and the flags - _ 0 ^ # with a width.</summary>
public static class DateFormat
{
    private const string Numbers = "CdeGgHIjklMmSsUuVWwYyq";
    private const string Words = "aAbBhcDFnpPrRtTxXzZ%";

    /// <param name="isUniversal">UTC instead of the local time that TZ chooses.</param>
    public static string Format(string format, long seconds, long nanoseconds = 0, bool isUniversal = false)
    {
        var text = new StringBuilder();
        if (!Posix.TryBreakTime(seconds, isUniversal, out BrokenTime time)) return seconds.ToString();

        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            int start = i++;
            char flag = '\0';
            for (; i < format.Length && "-_0^#:".Contains(format[i]); i++)
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

    private static string? Convert(char conversion, char flag, int width, in BrokenTime time, long seconds, long nanoseconds)
    {
        if (conversion == 'N')
        {
            string digits = nanoseconds.ToString().PadLeft(9, '0');
            return width is > 0 and < 9 ? digits.Substring(0, width) : digits;
        }

        if (Numbers.Contains(conversion))
        {
            // Not through mktime: an hour that comes twice would lose which of the two it is.
            string number = conversion switch
            {
                's' => seconds.ToString(),
                'q' => ((time.Month / 3) + 1).ToString(),
                _ => Posix.FormatTime(conversion, time),
            };
            return Pad(number, conversion is 'e' or 'k' or 'l' ? ' ' : '0', flag, width);
        }

        if (!Words.Contains(conversion)) return null;
        string word = Posix.FormatTime(conversion, time);
        if (conversion == 'z' && flag == ':') word = word.Insert(3, ":");
        if (conversion == 'r') word = Format("%I:%M:%S %p", time);
        return (flag == '^' ? word.ToUpperInvariant() : flag == '#' ? SwapCase(conversion, word) : word).PadLeft(width);
    }

    private static string Format(string format, in BrokenTime time)
    {
        var text = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            text.Append(format[i] == '%' ? Posix.FormatTime(format[++i], time) : format[i].ToString());
        }

        return text.ToString();
    }

    /// <summary>What is written small becomes great, and AM, PM and zones small.</summary>
    private static string SwapCase(char conversion, string word) => conversion is 'p' or 'P' or 'Z' ? word.ToLowerInvariant() : word.ToUpperInvariant();

    private static string Pad(string number, char pad, char flag, int width)
    {
        pad = flag switch { '_' => ' ', '0' => '0', _ => pad };
        bool isNegative = number.StartsWith('-');
        string digits = (isNegative ? number.Substring(1) : number).TrimStart('0', ' ');
        digits = digits.Length == 0 ? "0" : digits;
        int length = flag == '-' ? 1 : width > 0 ? width : number.Length;
        return isNegative ? "-" + digits.PadLeft(length - 1, pad) : digits.PadLeft(length, pad);
    }
}
