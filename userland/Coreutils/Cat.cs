// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Cat
{
    public const string Help = """
        Usage: cat [-AbEensTtuv] [FILE]...
        Copies files, or standard input, to standard output.
          -n, --number            number all lines
          -b, --number-nonblank   number lines that are not empty
          -s, --squeeze-blank     at most one empty line in a row
          -E, --show-ends         show $ at the end of each line
          -T, --show-tabs         show tabs as ^I
          -v, --show-nonprinting  show other control and high bytes as ^X and M-x
          -e                      -vE
          -t                      -vT
          -A, --show-all          -vET
          -u                      nothing: output is written as it comes

        """;

    private static readonly LongOption[] s_options =
    [
        new("number", 'n'), new("number-nonblank", 'b'), new("squeeze-blank", 's'), new("show-ends", 'E'), new("show-tabs", 'T'),
        new("show-nonprinting", 'v'), new("show-all", 'A'),
    ];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("nbsETvetAu", s_options, args, io);
        var format = new CatFormat(io.Out);
        bool isPlain = true;
        while (options.Next(out int option))
        {
            isPlain &= option == 'u';
            switch (option)
            {
                case 'n': format.NumberAll = true; break;
                case 'b': format.NumberFilled = true; break;
                case 's': format.Squeeze = true; break;
                case 'E': format.ShowEnds = true; break;
                case 'T': format.ShowTabs = true; break;
                case 'v': format.ShowControls = true; break;
                case 'e': format.ShowControls = format.ShowEnds = true; break;
                case 't': format.ShowControls = format.ShowTabs = true; break;
                case 'A': format.ShowControls = format.ShowEnds = format.ShowTabs = true; break;
            }
        }

        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        int status = 0;
        byte[] buffer = new byte[65536];
        foreach (string operand in operands.Length == 0 ? ["-"] : operands)
        {
            if (!FileInput.TryOpen(operand, io, out FileInput input))
            {
                status = 1;
                continue;
            }

            using (input)
            {
                Errno error;
                while ((error = input.Read(buffer, out int count)) == Errno.None && count > 0 && io.Out.Error == Errno.None)
                {
                    if (isPlain)
                    {
                        io.Out.WriteBytes(buffer.AsSpan(0, count));
                        io.Out.Flush();
                    }
                    else
                    {
                        format.Write(buffer.AsSpan(0, count));
                    }
                }

                status = error == Errno.None ? status : io.Fail(input.Name, error);
            }
        }

        return status;
    }
}

/// <summary>Numbers and marks lines; a line may run on from one file into the next.</summary>
internal sealed class CatFormat(ToolWriter output)
{
    private bool _isLineStart = true;
    private int _emptyLines;
    private long _number;

    public bool NumberAll { get; set; }

    public bool NumberFilled { get; set; }

    public bool Squeeze { get; set; }

    public bool ShowEnds { get; set; }

    public bool ShowTabs { get; set; }

    public bool ShowControls { get; set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            if (_isLineStart)
            {
                _emptyLines = b == '\n' ? _emptyLines + 1 : 0;
                if (Squeeze && _emptyLines > 1)
                {
                    continue;
                }

                if (NumberFilled ? b != '\n' : NumberAll)
                {
                    output.Write((++_number).ToString().PadLeft(6) + "\t");
                }
            }

            _isLineStart = b == '\n';
            WriteByte(b);
        }
    }

    private void WriteByte(byte b)
    {
        if (b == '\n')
        {
            output.Write(ShowEnds ? "$\n" : "\n");
        }
        else if (b == '\t')
        {
            output.Write(ShowTabs ? "^I" : "\t");
        }
        else if (!ShowControls)
        {
            output.WriteByte(b);
        }
        else
        {
            if (b >= 128)
            {
                output.Write("M-");
                b -= 128;
            }

            if (b is < 32 or 127)
            {
                output.Write('^');
                b ^= 64;
            }

            output.WriteByte(b);
        }
    }
}
