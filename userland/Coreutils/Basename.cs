// SPDX-License-Identifier: MIT
using System;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Basename
{
    public const string Help = """
        Usage: basename NAME [SUFFIX]
               basename [-a] [-s SUFFIX] [-z] NAME...
        Prints the last part of each path.
          -a, --multiple       every operand is a name
          -s, --suffix=SUFFIX  take SUFFIX away; implies -a
          -z, --zero           end each name with a zero byte

        """;

    private static readonly LongOption[] s_options = [new("multiple", 'a'), new("suffix", 's', OptionArgument.Required), new("zero", 'z')];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("+as:z", s_options, args, io);
        bool isMultiple = false;
        string suffix = "";
        char end = '\n';
        while (options.Next(out int option))
        {
            isMultiple |= option is 'a' or 's';
            suffix = option == 's' ? options.Argument : suffix;
            end = option == 'z' ? '\0' : end;
        }

        if (options.IsDone) return options.Status;

        string[] names = options.Operands;
        if (names.Length == 0) return io.FailUsage("missing operand");

        if (!isMultiple)
        {
            if (names.Length > 2) return io.FailUsage($"extra operand '{names[2]}'");

            suffix = names.Length == 2 ? names[1] : "";
            names = [names[0]];
        }

        foreach (string name in names)
        {
            string last = PathText.Basename(name);
            bool hasSuffix = suffix.Length > 0 && last.Length > suffix.Length && last.EndsWith(suffix, StringComparison.Ordinal);
            io.Out.Write(hasSuffix ? last.Substring(0, last.Length - suffix.Length) : last);
            io.Out.Write(end);
        }

        return 0;
    }
}
