// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>time.h: strptime and getdate.</summary>
public static unsafe partial class C
{
    [RuntimeExport("strptime")]
    public static byte* strptime(byte* text, byte* format, BrokenTime* time)
    {
        TimeReader reader = new(text, time);
        return reader.Read(format);
    }

    private static class DateResult
    {
        internal static BrokenTime Time;
    }

    /// <summary>getdate_err: 1 no DATEMSK, 2 it cannot be opened, 5 no memory or a failed read, 7 no line of it fits, 8 no such time.</summary>
    [RuntimeExport("skift_getdate")]
    public static BrokenTime* GetDate(byte* text, int* error)
    {
        const int NoVariable = 1, CannotOpen = 2, NoTemplate = 7, Invalid = 8;
        byte* path = getenv(Literal("DATEMSK"u8));
        FILE* file = path == null || *path == 0 ? null : fopen(path, Literal("re"u8));
        if (file == null)
        {
            *error = path == null || *path == 0 ? NoVariable : CannotOpen;
            return null;
        }

        byte* line = null;
        nuint size = 0;
        *error = NoTemplate;
        fixed (BrokenTime* result = &DateResult.Time)
        {
            while (*error == NoTemplate && getline(&line, &size, file) > 0)
            {
                line[strcspn(line, Literal("\n"u8))] = 0;
                *error = TryTemplate(text, line, result) ? 0 : NoTemplate;
            }

            free(line);
            _ = fclose(file);
            if (*error == 0 && mktime(result) == -1)
            {
                *error = Invalid;
            }

            return *error == 0 ? result : null;
        }
    }

    /// <summary>POSIX getdate(): what is not given is today's; a date without a year that is past is next year's, a time that is past is tomorrow's.</summary>
    private static bool TryTemplate(byte* text, byte* template, BrokenTime* result)
    {
        const int None = int.MinValue;
        long now = time(null);
        BrokenTime today;
        _ = localtime_r(&now, &today);
        BrokenTime read = new() { Second = None, Minute = None, Hour = None, Day = None, Month = None, Year = None, Weekday = None, IsDaylight = -1 };
        TimeReader reader = new(text, &read);
        byte* end = reader.Read(template);
        if (end == null || *(end + strspn(end, Literal(" \t\n"u8))) != 0)
        {
            return false;
        }

        bool hasTime = read.Hour != None, hasDate = read.Day != None || read.Month != None || read.Year != None;
        *result = today;
        result->IsDaylight = -1;
        result->Hour = hasTime ? read.Hour : hasDate || read.Weekday != None ? 0 : today.Hour;
        result->Minute = read.Minute != None ? read.Minute : hasTime || hasDate || read.Weekday != None ? 0 : today.Minute;
        result->Second = read.Second != None ? read.Second : hasTime || hasDate || read.Weekday != None ? 0 : today.Second;
        result->Year = read.Year != None ? read.Year : today.Year;
        result->Month = read.Month != None ? read.Month : today.Month;
        result->Day = read.Day != None ? read.Day : read.Month != None ? 1 : today.Day;
        if (read.Month != None && read.Year == None && read.Month < today.Month)
        {
            result->Year++;
        }

        if (!hasDate && read.Weekday != None)
        {
            result->Day += (read.Weekday - today.Weekday + 7) % 7;
        }
        else if (!hasDate && hasTime && ((result->Hour * 60) + result->Minute) * 60 + result->Second < (((today.Hour * 60) + today.Minute) * 60) + today.Second)
        {
            result->Day++;
        }

        return true;
    }
}
