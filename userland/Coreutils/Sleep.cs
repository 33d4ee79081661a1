// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Sleep
{
    public const string Help = """
        Usage: sleep NUMBER[smhd]...
        Waits for the sum of the times: seconds, minutes, hours or days. Fractions are allowed.

        """;

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("+", [], args, io);
        _ = options.Next(out _);
        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        if (operands.Length == 0) return io.FailUsage("missing operand");

        double seconds = 0;
        foreach (string operand in operands)
        {
            if (!TryParse(operand, out double part)) return io.FailUsage($"invalid time interval '{operand}'");

            seconds += part;
        }

        double whole = Math.Min(Math.Floor(seconds), int.MaxValue);
        var left = new Timespec((long)whole, seconds < int.MaxValue ? (long)((seconds - whole) * 1e9) : 0);
        while (Posix.Nanosleep(left, out Timespec remaining) == Errno.EINTR)
        {
            left = remaining;
        }

        return 0;
    }

    private static bool TryParse(string text, out double seconds)
    {
        double unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        string number = unit == 0 ? text : text.Substring(0, text.Length - 1);
        bool isNumber = double.TryParse(number, out seconds) && seconds >= 0 && (char.IsAsciiDigit(text[0]) || text[0] == '.');
        seconds *= unit == 0 ? 1 : unit;
        return isNumber;
    }
}
