// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Seq
{
    public const string Help = """
        Usage: seq [-w] [-s STRING] [FIRST [STEP]] LAST
        Prints numbers from FIRST (1) to LAST by STEP (1).
          -s, --separator=STRING  between the numbers instead of a newline
          -w, --equal-width       all as wide as the widest, with zeros in front

        """;

    private static readonly LongOption[] s_options = [new("separator", 's', OptionArgument.Required), new("equal-width", 'w')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        string separator = "\n";
        bool isEqualWidth = false;
        int first = 0;

        // A negative number is an operand, not an option.
        while (first < args.Length && args[first].Length > 1 && args[first][0] == '-' && !char.IsAsciiDigit(args[first][1]) && args[first][1] != '.')
        {
            first += args[first] is "-s" or "--separator" ? 2 : 1;
        }

        OptionParser options = new("+s:w", s_options, args.Slice(0, Math.Min(first, args.Length)), io);
        while (options.Next(out int option))
        {
            separator = option == 's' ? options.Argument : separator;
            isEqualWidth |= option == 'w';
        }

        if (options.IsDone) return options.Status;

        ReadOnlySpan<string> operands = args.Slice(Math.Min(first, args.Length));
        if (operands.Length == 0) return io.FailUsage("missing operand");

        if (operands.Length > 3) return io.FailUsage($"extra operand '{operands[3]}'");

        double[] numbers = new double[operands.Length];
        int decimals = 0;
        int width = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!double.TryParse(operands[i], out numbers[i]) || double.IsNaN(numbers[i])) return io.FailUsage($"invalid floating point argument: '{operands[i]}'");

            int dot = operands[i].IndexOf('.');
            bool isLast = i == numbers.Length - 1;
            decimals = dot >= 0 && (!isLast || numbers.Length == 1) ? Math.Max(decimals, operands[i].Length - dot - 1) : decimals;
        }

        double start = numbers.Length > 1 ? numbers[0] : 1;
        double step = numbers.Length > 2 ? numbers[1] : 1;
        double last = numbers[^1];
        if (step == 0) return io.FailUsage($"invalid Zero increment value: '{operands[1]}'");

        // Each number from its index, so that rounding errors do not add up.
        string format = "F" + decimals;
        long count = (long)Math.Floor((last - start) / step + 1e-10) + 1;
        if (isEqualWidth && count > 0)
        {
            width = Math.Max(start.ToString(format).Length, (start + (count - 1) * step).ToString(format).Length);
        }

        for (long i = 0; i < count && io.Out.Error == Errno.None; i++)
        {
            io.Out.Write(i == 0 ? "" : separator);
            io.Out.Write(Pad((start + i * step).ToString(format), width));
        }

        io.Out.Write(count > 0 ? "\n" : "");
        return 0;
    }

    private static string Pad(string number, int width) =>
        number.StartsWith('-') ? "-" + number.Substring(1).PadLeft(width - 1, '0') : number.PadLeft(width, '0');
}
