// SPDX-License-Identifier: MIT
using System;

namespace Skift.Libc;

/// <summary>Text to time in the C locale, by a format (POSIX.1-2024 strptime()). What follows from the fields read is computed at the end.</summary>
internal unsafe ref struct TimeReader
{
    private byte* _text;
    private readonly BrokenTime* _time;
    private int _century;
    private int _yearOfCentury;
    private int _week;
    private bool _isMondayWeek;
    private bool _isAfternoon;
    private bool _hasHalf;
    private bool _isHourOfHalf;
    private bool _hasMonth;
    private bool _hasDay;
    private bool _hasDayOfYear;
    private bool _hasWeekday;

    internal TimeReader(byte* text, BrokenTime* time)
    {
        this = default;
        _text = text;
        _time = time;
        _century = -1;
        _yearOfCentury = -1;
        _week = -1;
    }

    /// <summary>The first byte that was not read; null if the text does not have the form.</summary>
    internal byte* Read(byte* format)
    {
        if (!Match(format))
        {
            return null;
        }

        Complete();
        return _text;
    }

    private bool Match(byte* format)
    {
        while (*format != 0)
        {
            byte c = *format++;
            if (C.isspace(c) != 0)
            {
                SkipBlanks();
            }
            else if (c != '%')
            {
                if (*_text++ != c)
                {
                    return false;
                }
            }
            else
            {
                // E, O and the flags and widths of strftime ask for nothing here.
                while (*format is (byte)'E' or (byte)'O' or (byte)'-' or (byte)'_' or (byte)'^' or (byte)'#' || C.isdigit(*format) != 0)
                {
                    format++;
                }

                if (*format == 0 || !Field(*format++))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool Field(byte conversion)
    {
        switch (conversion)
        {
            case (byte)'a' or (byte)'A':
                _hasWeekday = true;
                return Name(C.DayNames, 7, out _time->Weekday);
            case (byte)'b' or (byte)'B' or (byte)'h':
                _hasMonth = true;
                return Name(C.MonthNames, 12, out _time->Month);
            case (byte)'c':
                return Match(C.Literal("%a %b %e %H:%M:%S %Y"u8));
            case (byte)'D' or (byte)'x':
                return Match(C.Literal("%m/%d/%y"u8));
            case (byte)'F':
                return Match(C.Literal("%Y-%m-%d"u8));
            case (byte)'r':
                return Match(C.Literal("%I:%M:%S %p"u8));
            case (byte)'R':
                return Match(C.Literal("%H:%M"u8));
            case (byte)'T' or (byte)'X':
                return Match(C.Literal("%H:%M:%S"u8));
            case (byte)'n' or (byte)'t':
                SkipBlanks();
                return true;
            case (byte)'%':
                return *_text++ == '%';
            case (byte)'p' or (byte)'P':
                return Half();
            case (byte)'s':
                return Moment();
            case (byte)'z':
                return Zone();
            case (byte)'Z':
                while (*_text != 0 && C.isspace(*_text) == 0)
                {
                    _text++;
                }

                return true;
            default:
                return Number(conversion);
        }
    }

    private bool Number(byte conversion)
    {
        int ignored;
        switch (conversion)
        {
            case (byte)'C':
                return Digits(0, 99, 2, out _century);
            case (byte)'d' or (byte)'e':
                _hasDay = true;
                return Digits(1, 31, 2, out _time->Day);
            case (byte)'H' or (byte)'k':
                _isHourOfHalf = false;
                return Digits(0, 23, 2, out _time->Hour);
            case (byte)'I' or (byte)'l':
                bool isHour = Digits(1, 12, 2, out int hour);
                _time->Hour = hour % 12;
                _isHourOfHalf = true;
                return isHour;
            case (byte)'j':
                bool isDay = Digits(1, 366, 3, out int day);
                _time->DayOfYear = day - 1;
                _hasDayOfYear = true;
                return isDay;
            case (byte)'m':
                bool isMonth = Digits(1, 12, 2, out int month);
                _time->Month = month - 1;
                _hasMonth = true;
                return isMonth;
            case (byte)'M':
                return Digits(0, 59, 2, out _time->Minute);
            case (byte)'S':
                return Digits(0, 61, 2, out _time->Second);
            case (byte)'u':
                bool isWeekday = Digits(1, 7, 1, out int weekday);
                _time->Weekday = weekday % 7;
                _hasWeekday = true;
                return isWeekday;
            case (byte)'w':
                _hasWeekday = true;
                return Digits(0, 6, 1, out _time->Weekday);
            case (byte)'U' or (byte)'W':
                _isMondayWeek = conversion == 'W';
                return Digits(0, 53, 2, out _week);
            case (byte)'V':
                return Digits(0, 53, 2, out ignored);
            case (byte)'g':
                return Digits(0, 99, 2, out ignored);
            case (byte)'G':
                return Digits(0, 9999, 4, out ignored);
            case (byte)'y':
                return Digits(0, 99, 2, out _yearOfCentury);
            case (byte)'Y':
                bool isYear = Digits(0, 9999, 4, out int year);
                _time->Year = year - 1900;
                _century = -1;
                _yearOfCentury = -1;
                return isYear;
            default:
                return false;
        }
    }

    private void SkipBlanks()
    {
        while (C.isspace(*_text) != 0)
        {
            _text++;
        }
    }

    /// <summary>Up to so many digits after blanks.</summary>
    private bool Digits(int least, int most, int count, out int value)
    {
        value = 0;
        while (*_text == ' ')
        {
            _text++;
        }

        byte* start = _text;
        while (C.isdigit(*_text) != 0 && _text - start < count)
        {
            value = (value * 10) + (*_text++ - '0');
        }

        return _text > start && value >= least && value <= most;
    }

    /// <summary>One of a run of capitalised words, whole or its first three letters, in any case.</summary>
    private bool Name(ReadOnlySpan<byte> words, int count, out int index)
    {
        int start = 0;
        for (index = 0; index < count; index++)
        {
            int end = start + 1;
            while (end < words.Length && words[end] >= 'a')
            {
                end++;
            }

            byte* word = C.Literal(words) + start;
            nuint length = (nuint)(end - start);
            length = C.strncasecmp(_text, word, length) == 0 ? length : C.strncasecmp(_text, word, 3) == 0 ? 3u : 0;
            if (length > 0)
            {
                _text += length;
                return true;
            }

            start = end;
        }

        return false;
    }

    private bool Half()
    {
        _hasHalf = true;
        _isAfternoon = C.strncasecmp(_text, C.Literal("PM"u8), 2) == 0;
        bool isHalf = _isAfternoon || C.strncasecmp(_text, C.Literal("AM"u8), 2) == 0;
        _text += isHalf ? 2 : 0;
        return isHalf;
    }

    private bool Moment()
    {
        byte* end;
        if (C.isdigit(*_text) == 0)
        {
            return false;
        }

        long seconds = C.strtol(_text, &end, 10);
        _text = end;
        return C.localtime_r(&seconds, _time) != null;
    }

    /// <summary>+hh, +hhmm, +hh:mm, or Z.</summary>
    private bool Zone()
    {
        SkipBlanks();
        if (*_text == 'Z')
        {
            _text++;
            _time->Offset = 0;
            return true;
        }

        int sign = *_text == '-' ? -1 : 1;
        if (*_text++ is not (byte)'+' and not (byte)'-')
        {
            return false;
        }

        int value = 0, digits = 0;
        for (; digits < 4 && C.isdigit(*_text) != 0; digits++)
        {
            value = (value * 10) + (*_text++ - '0');
            _text += digits == 1 && *_text == ':' && C.isdigit(_text[1]) != 0 ? 1 : 0;
        }

        value *= digits == 2 ? 100 : 1;
        _time->Offset = sign * (((value / 100) * 3600L) + (value % 100 * 60));
        return digits is 2 or 4 && value <= 1400 && value % 100 < 60;
    }

    private void Complete()
    {
        if (_isHourOfHalf && _hasHalf)
        {
            _time->Hour += _isAfternoon ? 12 : 0;
        }

        if (_century >= 0 || _yearOfCentury >= 0)
        {
            int year = _yearOfCentury < 0 ? (_time->Year + 1900) % 100 : _yearOfCentury;
            // POSIX: without a century 69 to 99 are of the 20th.
            _time->Year = _century >= 0 ? (_century * 100) + year - 1900 : year + (year < 69 ? 100 : 0);
        }

        bool hasDate = _hasMonth && _hasDay;
        long first = Calendar.DaysTo(_time->Year + 1900L, 0);
        if (_week >= 0 && _hasWeekday && !hasDate)
        {
            int start = _isMondayWeek ? 1 : 0;
            long firstWeekday = Calendar.FloorModulo(first + 4 - start, 7);
            _time->DayOfYear = (int)(((7 - firstWeekday) % 7) + ((_week - 1) * 7) + Calendar.FloorModulo(_time->Weekday - start, 7));
            _hasDayOfYear = true;
        }

        if (_hasDayOfYear && !hasDate)
        {
            BrokenTime date = default;
            _ = Calendar.Split((first + _time->DayOfYear) * Calendar.SecondsPerDay, ref date);
            _time->Month = _hasMonth ? _time->Month : date.Month;
            _time->Day = _hasDay ? _time->Day : date.Day;
            hasDate = true;
        }

        if (hasDate)
        {
            long days = Calendar.DaysTo(_time->Year + 1900L, _time->Month) + _time->Day - 1;
            _time->DayOfYear = _hasDayOfYear ? _time->DayOfYear : (int)(days - first);
            _time->Weekday = _hasWeekday ? _time->Weekday : (int)Calendar.FloorModulo(days + 4, 7);
        }
    }
}
