// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO;
using System.Text;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Local time in zones of several kinds: a zone is read once, so that each has a process of its own.</summary>
internal static class LocalTimeChecks
{
    private const int HeaderSize = 44;

    internal static void Run(Check check)
    {
        Zone(check, "middle-europe", 3600, 7200, "CET-1CEST,M3.5.0,M10.5.0/3");
        Zone(check, "new-york", -18000, -14400, "EST5EDT,M3.2.0,M11.1.0");
        Zone(check, "sydney", 36000, 39600, "AEST-10AEDT,M10.1.0,M4.1.0/3");
        Zone(check, "india", 19800, 19800, "<+0530>-5:30");
        Zone(check, "newfoundland", -12600, -9000, "NST3:30NDT,M3.2.0,M11.1.0");
        Lines(check, "no such zone", "/nowhere/zone");
    }

    /// <summary>What the child does that <see cref="Run"/> starts.</summary>
    internal static int Print()
    {
        foreach ((int month, int day) in ((int, int)[])[(1, 15), (3, 8), (3, 25), (4, 1), (4, 2), (7, 1), (10, 1), (10, 28), (11, 4), (12, 31)])
        {
            DateTime midnight = new(2018, month, day, 0, 0, 0, DateTimeKind.Utc);
            for (int half = 0; half < 48; half += month is 1 or 7 or 12 ? 16 : 1) Moment(midnight.AddMinutes(30 * half));
        }

        Moment(DateTime.UnixEpoch.AddYears(65));
        Moment(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc));
        // Not in the format above: where a date is missing, .NET shows the offset of today for the first day of the calendar.
        DateTime first = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc).ToLocalTime();
        Console.WriteLine($"{first:o} {first.ToUniversalTime():o}");
        DateTime now = DateTime.UtcNow;
        Console.WriteLine($"now {Math.Abs((DateTime.Now - now.ToLocalTime()).TotalSeconds) < 60} {DateTime.Now.Kind} {DateTime.Today == DateTime.Now.Date}");
        return 0;
    }

    private static void Moment(DateTime moment)
    {
        DateTime local = moment.ToLocalTime();
        string text = $"{moment:s} {local:yyyy-MM-ddTHH:mm:sszzz} {local:HH K z zz} {local.IsDaylightSavingTime()} {local.ToUniversalTime():o} {local.AddTicks(-1).ToUniversalTime():o}";
        // The same digits as a clock's.
        foreach (DateTimeKind kind in (DateTimeKind[])[DateTimeKind.Unspecified, DateTimeKind.Local])
        {
            DateTime clock = DateTime.SpecifyKind(moment, kind);
            text += $" {kind} {clock:zzz K} {clock.IsDaylightSavingTime()} {clock.ToUniversalTime():s} {clock.ToLocalTime():s}";
        }

        Console.WriteLine(text);
    }

    private static void Zone(Check check, string name, int standard, int daylight, string rules)
    {
        string path = Path.GetFullPath(name);
        File.WriteAllBytes(path, [.. Part(4, standard, daylight), .. Part(8, standard, daylight), .. Encoding.ASCII.GetBytes($"\n{rules}\n")]);
        Lines(check, name, path);
    }

    /// <summary>One half of a file of the time zone database (RFC 8536): two changes in the year 2000.</summary>
    private static byte[] Part(int size, int standard, int daylight)
    {
        byte[] part = new byte[HeaderSize + (2 * size) + 2 + 12 + 8];
        "TZif2"u8.CopyTo(part);
        BinaryPrimitives.WriteInt32BigEndian(part.AsSpan(32), 2);
        BinaryPrimitives.WriteInt32BigEndian(part.AsSpan(36), 2);
        BinaryPrimitives.WriteInt32BigEndian(part.AsSpan(40), 8);
        Span<byte> rest = part.AsSpan(HeaderSize);
        ReadOnlySpan<int> changes = [954032400, 972781200];
        foreach (int change in changes)
        {
            if (size == 8) BinaryPrimitives.WriteInt64BigEndian(rest, change);
            else BinaryPrimitives.WriteInt32BigEndian(rest, change);
            rest = rest[size..];
        }

        rest[0] = 1;
        rest = rest[2..];
        BinaryPrimitives.WriteInt32BigEndian(rest, standard);
        BinaryPrimitives.WriteInt32BigEndian(rest[6..], daylight);
        rest[10] = 1;
        rest[11] = 4;
        "STD\0DST\0"u8.CopyTo(rest[12..]);
        return part;
    }

    private static void Lines(Check check, string name, string zone)
    {
        string first = Environment.GetCommandLineArgs()[0];
        ProcessStartInfo info = new(Environment.ProcessPath!, first.EndsWith(".dll", StringComparison.Ordinal) ? [first, "--local-time"] : ["--local-time"]);
        info.RedirectStandardOutput = true;
        info.Environment["TZ"] = zone;
        using Process process = Process.Start(info)!;
        int number = 0;
        while (process.StandardOutput.ReadLine() is string line) check.Print($"{name} {number++}", line);
        process.WaitForExit();
        check.Print(name, process.ExitCode.ToString());
    }
}
