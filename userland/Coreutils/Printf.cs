// SPDX-License-Identifier: MIT
using System;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>printf: writes arguments in a format, which is used again while arguments are left (POSIX.1-2024 XCU printf).</summary>
internal static class Printf
{
    internal const string Help = """
        Usage: printf FORMAT [ARGUMENT]...
        Write the ARGUMENTs as FORMAT says: backslash escapes, and the conversions
        %d %i %o %u %x %X %f %e %g %c %s %b %q %%, with flags, width and precision as in C.

        """;

    internal static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        if (args.Length > 0 && args[0] == "--")
        {
            args = args.Slice(1);
        }

        if (args.Length == 0)
        {
            return io.FailUsage("missing operand", 2);
        }

        PrintfRun run = new(args[0], args.Slice(1), io);
        return run.Execute();
    }
}

/// <summary>One use of printf: the place in the format and in the arguments.</summary>
internal ref struct PrintfRun
{
    private readonly string _format;
    private readonly ReadOnlySpan<string> _arguments;
    private readonly ToolIO _io;
    private int _next;
    private int _status;
    private bool _isStopped;

    internal PrintfRun(string format, ReadOnlySpan<string> arguments, ToolIO io)
    {
        _format = format;
        _arguments = arguments;
        _io = io;
    }

    internal int Execute()
    {
        do
        {
            int before = _next;
            for (int i = 0; i < _format.Length && !_isStopped;)
            {
                WriteNext(ref i);
            }

            if (_next == before)
            {
                break;
            }
        }
        while (_next < _arguments.Length && !_isStopped);

        return _status;
    }

    private void WriteNext(ref int i)
    {
        char c = _format[i];
        if (c == '\\')
        {
            _isStopped = !Escapes.Write(_format, ref i, _io.Out, needsZero: false);
        }
        else if (c != '%')
        {
            int end = _format.AsSpan(i).IndexOfAny('\\', '%');
            end = end < 0 ? _format.Length : i + end;
            _io.Out.Write(_format.AsSpan(i, end - i));
            i = end;
        }
        else if (i + 1 < _format.Length && _format[i + 1] == '%')
        {
            _io.Out.Write('%');
            i += 2;
        }
        else
        {
            WriteConversion(ref i);
        }
    }

    private void WriteConversion(ref int i)
    {
        int start = i++;
        PrintfSpec spec = new();
        while (i < _format.Length && spec.TakeFlag(_format[i]))
        {
            i++;
        }

        spec.Width = ReadNumber(ref i, -1);
        if (spec.Width < -1)
        {
            spec.IsLeft = true;
            spec.Width = -spec.Width;
        }

        if (i < _format.Length && _format[i] == '.')
        {
            i++;
            spec.Precision = ReadNumber(ref i, 0);
        }

        while (i < _format.Length && _format[i] is 'l' or 'h' or 'L' or 'z' or 'j' or 't')
        {
            i++;
        }

        if (i >= _format.Length)
        {
            Fail("%" + _format.Substring(start + 1) + ": missing conversion");
            _isStopped = true;
            return;
        }

        char conversion = _format[i++];
        switch (conversion)
        {
            case 'd' or 'i':
                spec.WriteInteger(_io.Out, ReadInteger(), 'd');
                break;
            case 'o' or 'u' or 'x' or 'X':
                spec.WriteInteger(_io.Out, ReadInteger(), conversion);
                break;
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                spec.WriteDouble(_io.Out, ReadDouble(), conversion);
                break;
            case 'c':
                string text = NextArgument();
                spec.WriteText(_io.Out, text.Length > 1 && char.IsHighSurrogate(text[0]) ? text.Substring(0, 2) : text.Length > 0 ? text.Substring(0, 1) : "");
                break;
            case 's':
                spec.WriteText(_io.Out, NextArgument());
                break;
            case 'q':
                spec.WriteText(_io.Out, PrintfSpec.Quote(NextArgument()));
                break;
            case 'b':
                WriteEscaped(NextArgument());
                break;
            default:
                Fail("%" + conversion + ": invalid conversion");
                _isStopped = true;
                break;
        }
    }

    private void WriteEscaped(string text)
    {
        for (int i = 0; i < text.Length && !_isStopped;)
        {
            if (text[i] == '\\')
            {
                _isStopped = !Escapes.Write(text, ref i, _io.Out, needsZero: true);
            }
            else
            {
                int end = text.IndexOf('\\', i);
                end = end < 0 ? text.Length : end;
                _io.Out.Write(text.AsSpan(i, end - i));
                i = end;
            }
        }
    }

    /// <summary>A width or precision: digits, or * for an argument.</summary>
    private int ReadNumber(ref int i, int missing)
    {
        if (i < _format.Length && _format[i] == '*')
        {
            i++;
            return (int)ReadInteger();
        }

        int start = i;
        int value = 0;
        while (i < _format.Length && char.IsAsciiDigit(_format[i]))
        {
            value = Math.Min((value * 10) + _format[i++] - '0', 100_000);
        }

        return i > start ? value : missing;
    }

    /// <summary>A missing argument is empty, or zero.</summary>
    private string NextArgument() => _next < _arguments.Length ? _arguments[_next++] : "";

    private long ReadInteger()
    {
        string text = NextArgument();
        if (text.Length == 0)
        {
            return 0;
        }

        // A leading quote gives the number of the character behind it.
        if (text[0] is '"' or '\'')
        {
            return text.Length == 1 ? 0 : char.IsHighSurrogate(text[1]) && text.Length > 2 ? char.ConvertToUtf32(text[1], text[2]) : text[1];
        }

        if (PrintfSpec.TryParseInteger(text, out long value))
        {
            return value;
        }

        Fail("invalid number '" + text + "'");
        return value;
    }

    private double ReadDouble()
    {
        string text = NextArgument();
        if (text.Length == 0)
        {
            return 0;
        }

        if (text[0] is '"' or '\'')
        {
            return text.Length > 1 ? text[1] : 0;
        }

        if (double.TryParse(text, out double value))
        {
            return value;
        }

        if (PrintfSpec.TryParseInteger(text, out long integer))
        {
            return integer;
        }

        Fail("invalid number '" + text + "'");
        return 0;
    }

    private void Fail(string message)
    {
        _io.Warn(message);
        _status = 1;
    }
}
