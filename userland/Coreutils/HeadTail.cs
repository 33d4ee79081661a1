// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>What head and tail share: options, headers, the loop over files.</summary>
internal static class HeadTail
{
    private static readonly LongOption[] s_options =
    [
        new("lines", 'n', OptionArgument.Required), new("bytes", 'c', OptionArgument.Required), new("quiet", 'q'), new("silent", 'q'),
        new("verbose", 'v'), new("follow", 'f'), new("zero-terminated", 'z'),
    ];

    internal struct Request
    {
        public long Count;
        public char Sign;
        public bool IsBytes;
        public bool Follow;
        public byte Terminator;
    }

    public delegate Errno Copy(FileInput input, in Request request, ToolWriter output);

    public static int Run(ReadOnlySpan<string> args, ToolIO io, string letters, Copy copy)
    {
        var request = new Request { Count = 10, Terminator = (byte)'\n' };
        args = ExpandObsolete(args);
        OptionParser options = new(letters, s_options, args, io);
        int headers = 0;
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'n':
                case 'c':
                    string number = options.Argument;
                    request.Sign = number.Length > 0 && number[0] is '+' or '-' ? number[0] : '\0';
                    request.IsBytes = option == 'c';
                    if (!SizeText.TryParse(request.Sign == '\0' ? number : number.Substring(1), out request.Count))
                    {
                        return io.Fail($"invalid number of {(request.IsBytes ? "bytes" : "lines")}: '{number}'");
                    }

                    break;
                case 'q': headers = -1; break;
                case 'v': headers = 1; break;
                case 'f': request.Follow = true; break;
                case 'z': request.Terminator = 0; break;
            }
        }

        return options.IsDone ? options.Status : RunFiles(options.Operands, headers, request, io, copy);
    }

    private static int RunFiles(string[] operands, int headers, in Request request, ToolIO io, Copy copy)
    {
        int status = 0;
        bool isFirst = true;
        foreach (string operand in operands.Length == 0 ? ["-"] : operands)
        {
            if (!FileInput.TryOpen(operand, io, out FileInput input))
            {
                status = 1;
                continue;
            }

            using (input)
            {
                if (headers > 0 || (headers == 0 && operands.Length > 1))
                {
                    io.Out.Write((isFirst ? "" : "\n") + "==> " + input.Name + " <==\n");
                }

                isFirst = false;
                Errno error = copy(input, request, io.Out);
                status = error == Errno.None ? status : io.Fail("error reading '" + input.Name + "'", error);
            }
        }

        return status;
    }

    /// <summary><c>-5</c> and <c>+5</c> as the first argument, from before <c>-n</c>.</summary>
    private static ReadOnlySpan<string> ExpandObsolete(ReadOnlySpan<string> args)
    {
        if (args.Length == 0 || args[0].Length < 2 || args[0][0] is not ('-' or '+') || !char.IsAsciiDigit(args[0][1]))
        {
            return args;
        }

        string[] expanded = new string[args.Length + 1];
        expanded[0] = "-n";
        args.CopyTo(expanded.AsSpan(1));
        expanded[1] = args[0][0] == '-' ? args[0].Substring(1) : args[0];
        return expanded;
    }
}
