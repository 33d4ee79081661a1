// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Date
{
    public const string Help = """
        Usage: date [-Ru] [-I[FORMAT]] [-d TIME | -r FILE] [+FORMAT]
               date -s TIME
        Prints the time, or sets it. TZ chooses the time zone.
          -d, --date=TIME       TIME instead of now: YYYY-MM-DD[ hh:mm[:ss]] or @SECONDS
          -r, --reference=FILE  when FILE was last modified
          -s, --set=TIME        set the clock
          -I, --iso-8601[=FORMAT]  YYYY-MM-DD; FORMAT is date, hours, minutes or seconds
          -R, --rfc-email       as in mail headers
          -u, --utc             UTC instead of local time
        FORMAT is strftime's: %Y %m %d %H %M %S %a %b %j %s %N %F %T and so on.

        """;

    private static readonly LongOption[] s_options =
    [
        new("date", 'd', OptionArgument.Required), new("reference", 'r', OptionArgument.Required), new("set", 's', OptionArgument.Required),
        new("iso-8601", 'I', OptionArgument.Optional), new("rfc-email", 'R'), new("utc", 'u'), new("universal", 'u'),
    ];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("d:r:s:I::Ru", s_options, args, io);
        string format = "%a %b %e %H:%M:%S %Z %Y";
        bool isSetting = false;
        bool isUniversal = false;
        string? given = null;
        _ = Posix.ClockGettime(ClockId.CLOCK_REALTIME).Try(out Timespec time, out _);
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'd' or 's':
                    given = options.Argument;
                    isSetting |= option == 's';
                    break;
                case 'r':
                    if (!Posix.Stat(options.Argument).Try(out Stat stat, out Errno error)) return io.Fail(options.Argument, error);

                    time = stat.st_mtim;
                    break;
                case 'I':
                    if (IsoFormat(options.Argument) is not string iso) return io.FailUsage($"invalid argument '{options.Argument}' for '--iso-8601'");

                    format = iso;
                    break;
                case 'u': isUniversal = true; break;
                case 'R': format = "%a, %d %b %Y %H:%M:%S %z"; break;
            }
        }

        if (options.IsDone) return options.Status;

        // Behind the options, for -u may come last.
        if (given is not null)
        {
            if (!DateParser.TryParse(given, out long seconds, isUniversal)) return io.Fail($"invalid date '{given}'");

            time = new Timespec(seconds, 0);
        }

        string[] operands = options.Operands;
        if (operands.Length > 1) return io.FailUsage($"extra operand '{operands[1]}'");

        if (operands.Length == 1)
        {
            if (!operands[0].StartsWith('+')) return io.Fail($"invalid date '{operands[0]}'");

            format = operands[0].Substring(1);
        }

        int status = 0;
        if (isSetting)
        {
            Errno error = Posix.ClockSettime(ClockId.CLOCK_REALTIME, time);
            status = error == Errno.None ? 0 : io.Fail("cannot set date", error);
        }

        io.Out.WriteLine(DateFormat.Format(format, time.tv_sec, time.tv_nsec, isUniversal));
        return status;
    }

    private static string? IsoFormat(string precision) => precision switch
    {
        "" or "date" => "%Y-%m-%d",
        "hours" => "%Y-%m-%dT%H%:z",
        "minutes" => "%Y-%m-%dT%H:%M%:z",
        "seconds" => "%Y-%m-%dT%H:%M:%S%:z",
        "ns" => "%Y-%m-%dT%H:%M:%S,%N%:z",
        _ => null,
    };
}
