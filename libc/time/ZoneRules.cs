// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>Rules of local time in the form that POSIX defines for TZ (POSIX.1-2024 §8.3): <c>CET-1CEST,M3.5.0,M10.5.0/3</c>.</summary>
internal unsafe struct ZoneRules
{
    private const int NameSize = 16;

    private struct Rule
    {
        /// <summary>'J' for days 1 to 365 without 29 February, 'D' for days 0 to 365, 'M' for month, week and weekday.</summary>
        public byte Kind;
        public int Day;
        public int Month;
        public int Week;
        public int Time;
    }

    public ZonePeriod Standard;
    public ZonePeriod Daylight;
    public bool HasDaylight;
    private Rule _start;
    private Rule _end;

    /// <summary>Coordinated Universal Time.</summary>
    internal static ZoneRules Universal
    {
        get
        {
            ZoneRules rules = default;
            fixed (byte* name = "UTC\0"u8) rules.Standard.Name = rules.Daylight.Name = ZoneNames.Keep(name);
            return rules;
        }
    }

    /// <summary>What holds at a moment; the rules speak of local time, and south of the equator the year's ends are summer.</summary>
    internal readonly ZonePeriod At(long utc)
    {
        BrokenTime local = default;
        if (!HasDaylight || !Calendar.Split(utc + Standard.Offset, ref local)) return Standard;
        long year = local.Year + 1900L;
        long start = Moment(in _start, year) - Standard.Offset;
        long end = Moment(in _end, year) - Daylight.Offset;
        bool isDaylight = start < end ? utc >= start && utc < end : utc >= start || utc < end;
        return isDaylight ? Daylight : Standard;
    }

    /// <summary>Reads the form.</summary>
    /// <returns>False if it is not of that form; a name in front of what is wrong is kept, with the offset 0, as in glibc.</returns>
    internal bool Parse(byte* text)
    {
        this = default;
        byte* name = stackalloc byte[NameSize];
        if (!ParseName(ref text, name)) return false;
        Standard.Name = Daylight.Name = ZoneNames.Keep(name);
        if (!ParseTime(ref text, out int west)) return false;
        Standard.Offset = -west;
        Daylight.Offset = -west;
        if (*text == 0) return true;
        if (!ParseName(ref text, name)) return false;
        Daylight = new ZonePeriod { Name = ZoneNames.Keep(name), Offset = 3600 - west, IsDaylight = true };
        HasDaylight = true;
        if (*text is not ((byte)',' or 0))
        {
            if (!ParseTime(ref text, out west)) return false;
            Daylight.Offset = -west;
        }

        if (*text == 0)
        {
            // Without rules, those of the United States, as everywhere.
            _start = new Rule { Kind = (byte)'M', Month = 3, Week = 2, Day = 0, Time = 7200 };
            _end = new Rule { Kind = (byte)'M', Month = 11, Week = 1, Day = 0, Time = 7200 };
            return true;
        }

        return *text++ == ',' && ParseRule(ref text, out _start) && *text++ == ',' && ParseRule(ref text, out _end) && *text == 0;
    }

    /// <summary>When the rule strikes in a year, in local seconds since the epoch.</summary>
    private static long Moment(in Rule rule, long year)
    {
        long day = Calendar.DaysTo(year, 0);
        switch (rule.Kind)
        {
            case (byte)'J':
                day += rule.Day - 1 + (Calendar.IsLeap(year) && rule.Day >= 60 ? 1 : 0);
                break;
            case (byte)'D':
                day += rule.Day;
                break;
            default:
                long first = Calendar.DaysTo(year, rule.Month - 1);
                day = first + Calendar.FloorModulo(rule.Day - Calendar.FloorModulo(first + 4, 7), 7) + ((rule.Week - 1) * 7);
                if (day >= Calendar.DaysTo(year, rule.Month))
                {
                    day -= 7;
                }

                break;
        }

        return (day * Calendar.SecondsPerDay) + rule.Time;
    }

    private static bool ParseName(ref byte* text, byte* name)
    {
        bool isQuoted = *text == '<';
        text += isQuoted ? 1 : 0;
        int length = 0;
        while (isQuoted ? *text is not ((byte)'>' or 0) : C.isalpha(*text) != 0)
        {
            if (length == NameSize - 1)
            {
                return false;
            }

            name[length++] = *text++;
        }

        name[length] = 0;
        return (!isQuoted || *text++ == '>') && length >= 3;
    }

    /// <summary>[+-]hh[:mm[:ss]]</summary>
    private static bool ParseTime(ref byte* text, out int seconds)
    {
        int sign = *text == '-' ? -1 : 1;
        text += *text is (byte)'+' or (byte)'-' ? 1 : 0;
        seconds = 0;
        if (!ParseNumber(ref text, 167, out int hours))
        {
            return false;
        }

        int minutes = 0;
        int rest = 0;
        if (*text == ':')
        {
            text++;
            if (!ParseNumber(ref text, 59, out minutes))
            {
                return false;
            }

            if (*text == ':')
            {
                text++;
                if (!ParseNumber(ref text, 59, out rest))
                {
                    return false;
                }
            }
        }

        seconds = sign * ((hours * 3600) + (minutes * 60) + rest);
        return true;
    }

    private static bool ParseRule(ref byte* text, out Rule rule)
    {
        rule = default;
        bool isValid;
        if (*text == 'M')
        {
            text++;
            rule.Kind = (byte)'M';
            isValid = ParseNumber(ref text, 12, out rule.Month) && *text++ == '.' && ParseNumber(ref text, 5, out rule.Week) && *text++ == '.'
                && ParseNumber(ref text, 6, out rule.Day) && rule.Month > 0 && rule.Week > 0;
        }
        else
        {
            rule.Kind = *text == 'J' ? (byte)'J' : (byte)'D';
            text += *text == 'J' ? 1 : 0;
            isValid = ParseNumber(ref text, 365, out rule.Day) && (rule.Kind == 'D' || rule.Day > 0);
        }

        rule.Time = 7200;
        if (isValid && *text == '/')
        {
            text++;
            isValid = ParseTime(ref text, out rule.Time);
        }

        return isValid;
    }

    private static bool ParseNumber(ref byte* text, int limit, out int number)
    {
        number = 0;
        if (C.isdigit(*text) == 0)
        {
            return false;
        }

        while (C.isdigit(*text) != 0 && number <= limit)
        {
            number = (number * 10) + (*text++ - '0');
        }

        return number <= limit;
    }
}
