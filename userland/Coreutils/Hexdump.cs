// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Abi;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Hexdump
{
    public const string Help = """
        Usage: hexdump [-bcCdovx] [-n LENGTH] [-s OFFSET] [FILE]...
        Shows bytes as numbers.
          -C, --canonical        bytes in hexadecimal and as characters
          -b, --one-byte-octal   bytes in octal
          -c, --one-byte-char    bytes as characters
          -x, -d, -o             two bytes in hexadecimal (the default is alike), decimal, octal
          -n, --length=LENGTH    only so many bytes
          -s, --skip=OFFSET      without the first bytes
          -v, --no-squeezing     also lines that repeat, which else show as *

        """;

    private const int PerLine = 16;

    private static readonly LongOption[] s_options =
    [
        new("canonical", 'C'), new("one-byte-octal", 'b'), new("one-byte-char", 'c'), new("two-bytes-hex", 'x'), new("two-bytes-decimal", 'd'),
        new("two-bytes-octal", 'o'), new("length", 'n', OptionArgument.Required), new("skip", 's', OptionArgument.Required), new("no-squeezing", 'v'),
    ];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        OptionParser options = new("Cbcxdon:s:v", s_options, args, io);
        char style = '\0';
        long length = long.MaxValue;
        long skip = 0;
        bool squeezes = true;
        while (options.Next(out int option))
        {
            switch (option)
            {
                case 'n' when !SizeText.TryParse(options.Argument, out length):
                case 's' when !SizeText.TryParse(options.Argument, out skip):
                    return io.Fail($"failed to parse {(option == 'n' ? "length" : "offset")}: '{options.Argument}'");
                case 'n' or 's': break;
                case 'v': squeezes = false; break;
                default: style = (char)option; break;
            }
        }

        return options.IsDone ? options.Status : Dump(options.Operands, style, skip, length, squeezes, io);
    }

    private static int Dump(string[] operands, char style, long skip, long length, bool squeezes, ToolIO io)
    {
        int status = 0;
        var dumper = new HexdumpLines(style, skip, squeezes, io.Out);
        foreach (string operand in operands.Length == 0 ? ["-"] : operands)
        {
            if (!FileInput.TryOpen(operand, io, out FileInput input))
            {
                status = 1;
                continue;
            }

            using (input)
            {
                byte[] buffer = new byte[16384];
                Errno error = Errno.None;
                while (length > 0 && (error = input.Read(buffer, out int count)) == Errno.None && count > 0)
                {
                    int dropped = (int)Math.Min(skip, count);
                    skip -= dropped;
                    int kept = (int)Math.Min(count - dropped, length);
                    length -= kept;
                    dumper.Add(buffer.AsSpan(dropped, kept));
                }

                status = error == Errno.None ? status : io.Fail(input.Name, error);
            }
        }

        dumper.Finish();
        return status;
    }
}

/// <summary>Collects bytes into lines of 16.</summary>
internal sealed class HexdumpLines(char style, long offset, bool squeezes, ToolWriter output)
{
    private readonly byte[] _line = new byte[16];
    private readonly byte[] _previous = new byte[16];
    private long _offset = offset;
    private int _count;
    private bool _hasPrevious;
    private bool _isSqueezing;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            _line[_count++] = b;
            if (_count == _line.Length)
            {
                PrintFull();
            }
        }
    }

    public void Finish()
    {
        if (_count > 0)
        {
            PrintLine();
        }

        if (_offset > 0)
        {
            output.WriteLine(Address());
        }
    }

    private string Address() => _offset.ToString(style == 'C' ? "x8" : "x7");

    private void PrintFull()
    {
        bool isSame = squeezes && _hasPrevious && _line.AsSpan().SequenceEqual(_previous);
        if (!isSame)
        {
            _line.AsSpan().CopyTo(_previous);
            _hasPrevious = true;
            _isSqueezing = false;
            PrintLine();
            return;
        }

        if (!_isSqueezing)
        {
            output.WriteLine("*");
            _isSqueezing = true;
        }

        _offset += _count;
        _count = 0;
    }

    private void PrintLine()
    {
        var text = new StringBuilder(Address());
        switch (style)
        {
            case 'C': AppendCanonical(text); break;
            case 'b' or 'c':
                for (int i = 0; i < _count; i++)
                {
                    text.Append(' ').Append((style == 'b' ? Convert.ToString(_line[i], 8).PadLeft(3, '0') : Character(_line[i])).PadLeft(3));
                }

                break;
            default:
                for (int i = 0; i < _count; i += 2)
                {
                    int word = _line[i] | (i + 1 < _count ? _line[i + 1] << 8 : 0);
                    text.Append(style switch
                    {
                        'x' => "    " + word.ToString("x4"),
                        'd' => "   " + word.ToString("D5"),
                        'o' => "  " + Convert.ToString(word, 8).PadLeft(6, '0'),
                        _ => " " + word.ToString("x4"),
                    });
                }

                break;
        }

        // The other styles fill a short line up.
        int width = Address().Length + style switch { '\0' => 40, 'C' => 0, _ => 64 };
        output.WriteLine(text.ToString().PadRight(width));
        _offset += _count;
        _count = 0;
    }

    private void AppendCanonical(StringBuilder text)
    {
        for (int i = 0; i < _line.Length; i++)
        {
            text.Append(i % 8 == 0 ? "  " : " ").Append(i < _count ? _line[i].ToString("x2") : "  ");
        }

        text.Append("  |");
        foreach (byte b in _line.AsSpan(0, _count))
        {
            text.Append(b is >= 32 and < 127 ? (char)b : '.');
        }

        text.Append('|');
    }

    private static string Character(byte b) => b switch
    {
        0 => "\\0",
        7 => "\\a",
        8 => "\\b",
        9 => "\\t",
        10 => "\\n",
        11 => "\\v",
        12 => "\\f",
        13 => "\\r",
        >= 32 and < 127 => ((char)b).ToString(),
        _ => Convert.ToString(b, 8).PadLeft(3, '0'),
    };
}
