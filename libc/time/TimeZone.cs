// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>The rules of the environment variable TZ, in the form that POSIX defines (POSIX.1-2024 §8.3): <c>CET-1CEST,M3.5.0,M10.5.0/3</c>.</summary>
/// <remarks>Unset, empty or not of that form means UTC.</remarks>
internal static unsafe class TimeZone
{
    private const int NameSize = 16;
    private const int SourceSize = 128;

    private struct Rule
    {
        /// <summary>'J' for days 1 to 365 without 29 February, 'D' for days 0 to 365, 'M' for month, week and weekday.</summary>
        public byte Kind;
        public int Day;
        public int Month;
        public int Week;
        public int Time;
    }

    private struct State
    {
        public fixed byte Source[SourceSize];
        public fixed byte StandardName[NameSize];
        public fixed byte DaylightName[NameSize];
        public int StandardOffset;
        public int DaylightOffset;
        public bool HasDaylight;
        public bool IsLoaded;
        public Rule Start;
        public Rule End;
    }

    private static State s_state;

    /// <summary>Looks at TZ again.</summary>
    internal static void Load()
    {
        fixed (State* state = &s_state)
        {
            fixed (byte* none = "\0"u8)
            {
                byte* name = stackalloc byte[3] { (byte)'T', (byte)'Z', 0 };
                byte* text = C.getenv(name);
                text = text == null ? none : text;
                if (state->IsLoaded && C.strncmp(text, state->Source, SourceSize) == 0)
                {
                    return;
                }

                *state = default;
                state->IsLoaded = true;
                _ = C.strlcpy(state->Source, text, SourceSize);
                if (C.strlen(text) >= SourceSize || !Parse(state, text))
                {
                    byte* source = stackalloc byte[SourceSize];
                    C.memcpy(source, state->Source, SourceSize);
                    *state = default;
                    state->IsLoaded = true;
                    C.memcpy(state->Source, source, SourceSize);
                    byte* utc = stackalloc byte[4] { (byte)'U', (byte)'T', (byte)'C', 0 };
                    C.memcpy(state->StandardName, utc, 4);
                    C.memcpy(state->DaylightName, utc, 4);
                }
            }
        }
    }

    internal static byte* Name(bool isDaylight)
    {
        fixed (State* state = &s_state)
        {
            return isDaylight ? state->DaylightName : state->StandardName;
        }
    }

    internal static int StandardOffset => s_state.StandardOffset;

    internal static int DaylightOffset => s_state.DaylightOffset;

    internal static bool HasDaylight => s_state.HasDaylight;

    /// <summary>Whether daylight saving holds at a moment; rules are local time, south of the equator the year's ends are summer.</summary>
    internal static bool IsDaylight(long utc)
    {
        if (!s_state.HasDaylight)
        {
            return false;
        }

        BrokenTime local = default;
        if (!Calendar.Split(utc + s_state.StandardOffset, ref local))
        {
            return false;
        }

        long year = local.Year + 1900L;
        long start = Moment(in s_state.Start, year) - s_state.StandardOffset;
        long end = Moment(in s_state.End, year) - s_state.DaylightOffset;
        return start < end ? utc >= start && utc < end : utc >= start || utc < end;
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

    private static bool Parse(State* state, byte* text)
    {
        if (!ParseName(ref text, state->StandardName) || !ParseTime(ref text, out int west))
        {
            return false;
        }

        state->StandardOffset = -west;
        state->DaylightOffset = -west;
        if (*text == 0)
        {
            C.memcpy(state->DaylightName, state->StandardName, NameSize);
            return true;
        }

        if (!ParseName(ref text, state->DaylightName))
        {
            return false;
        }

        state->HasDaylight = true;
        state->DaylightOffset = 3600 - west;
        if (*text is not ((byte)',' or 0))
        {
            if (!ParseTime(ref text, out west))
            {
                return false;
            }

            state->DaylightOffset = -west;
        }

        if (*text == 0)
        {
            // Without rules, those of the United States, as everywhere.
            state->Start = new Rule { Kind = (byte)'M', Month = 3, Week = 2, Day = 0, Time = 7200 };
            state->End = new Rule { Kind = (byte)'M', Month = 11, Week = 1, Day = 0, Time = 7200 };
            return true;
        }

        return *text++ == ',' && ParseRule(ref text, out state->Start) && *text++ == ',' && ParseRule(ref text, out state->End) && *text == 0;
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
