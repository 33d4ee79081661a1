// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

internal static class Xargs
{
    public const string Help = """
        Usage: xargs [-0prt] [-n COUNT] [-L LINES] [-s BYTES] [-I STRING] [-d CHAR] [-a FILE] [COMMAND [ARGUMENT]...]
        Runs COMMAND (echo) with arguments from standard input, as few times as possible.
          -n, --max-args=COUNT   at most COUNT arguments each time
          -L, --max-lines=LINES  at most so many lines of input each time
          -s, --max-chars=BYTES  at most so many bytes each time
          -I STRING              once for each line, which replaces STRING in the ARGUMENTs
          -0, --null             arguments end with a zero byte, and quotes mean nothing
          -d, --delimiter=CHAR   arguments end with CHAR, and quotes mean nothing
          -a, --arg-file=FILE    arguments from FILE
          -r, --no-run-if-empty  not at all if there are no arguments
          -t, --verbose          print each command
          -p, --interactive      ask before each command
          -x, --exit             stop if a line is too long
        Exit status: 123 if a command failed, 124 if one returned 255, 125 if one was killed, 126 and 127 if it cannot be run.

        """;

    private static readonly LongOption[] s_options =
    [
        new("max-args", 'n', OptionArgument.Required), new("max-lines", 'L', OptionArgument.Required), new("max-chars", 's', OptionArgument.Required),
        new("replace", 'I', OptionArgument.Required), new("null", '0'), new("delimiter", 'd', OptionArgument.Required),
        new("arg-file", 'a', OptionArgument.Required), new("no-run-if-empty", 'r'), new("verbose", 't'), new("interactive", 'p'), new("exit", 'x'),
    ];

    public static int Run(ReadOnlySpan<string> args, ToolIO io)
    {
        var request = new XargsRequest();
        OptionParser options = new("+n:L:s:I:0d:a:rtpx", s_options, args, io);
        string file = "-";
        while (options.Next(out int option))
        {
            string argument = options.Argument;
            long number = 0;
            if (option is 'n' or 'L' or 's' && (!SizeText.TryParseCount(argument, out number) || number == 0))
            {
                return io.FailUsage($"invalid number \"{argument}\" for -{(char)option} option");
            }

            switch (option)
            {
                case 'n': request.MaximumArguments = number; break;
                case 'L': request.MaximumLines = number; break;
                case 's': request.MaximumBytes = Math.Min(number, XargsRequest.SystemBytes); break;
                case 'I': request.Replaced = argument; request.MaximumLines = 1; break;
                case '0': request.Delimiter = 0; break;
                case 'd':
                    if (!TryDelimiter(argument, out request.Delimiter)) return io.FailUsage($"Invalid input delimiter specification {argument}");

                    break;
                case 'a': file = argument; break;
                case 'r': request.SkipsEmpty = true; break;
                case 't': request.IsVerbose = true; break;
                case 'p': request.Asks = request.IsVerbose = true; break;
                case 'x': request.StopsAtLongLine = true; break;
            }
        }

        if (options.IsDone) return options.Status;

        string[] operands = options.Operands;
        request.Command = operands.Length == 0 ? ["echo"] : operands;
        if (!FileInput.TryOpen(file, io, out FileInput input)) return 1;

        using (input)
        {
            Errno error = input.ReadAll(out byte[] content);
            if (error != Errno.None) return io.Fail(input.Name, error);

            var tokens = new XargsTokens(content, request);
            int status = new XargsRunner(request, io).Run(tokens);
            return tokens.Error.Length > 0 ? io.Fail(tokens.Error) : status;
        }
    }

    private static bool TryDelimiter(string text, out int delimiter)
    {
        delimiter = text.Length == 1 && text[0] < 128 ? text[0]
            : text switch { "\\n" => '\n', "\\t" => '\t', "\\0" => 0, "\\\\" => '\\', "\\r" => '\r', _ => -1 };
        return delimiter >= 0;
    }
}

internal sealed class XargsRequest
{
    /// <summary>What a command line may hold; far below what execve(2) takes.</summary>
    public const long SystemBytes = 128 * 1024;

    public string[] Command = [];
    public long MaximumArguments = long.MaxValue;
    public long MaximumLines = long.MaxValue;
    public long MaximumBytes = SystemBytes;
    public string? Replaced;

    /// <summary>-1 stands for blanks and newlines, with quotes.</summary>
    public int Delimiter = -1;
    public bool SkipsEmpty, IsVerbose, Asks, StopsAtLongLine;
}

/// <summary>Splits the input into arguments.</summary>
internal sealed class XargsTokens(byte[] content, XargsRequest request)
{
    private readonly string _text = ByteString.Decode(content);
    private int _index;

    public string Error { get; private set; } = "";

    /// <summary>The argument read last was the last of its line.</summary>
    public bool EndsLine { get; private set; }

    public bool Next(out string argument)
    {
        EndsLine = false;
        if (request.Delimiter >= 0) return NextUpTo((char)request.Delimiter, out argument);

        return request.Replaced is not null ? NextLine(out argument) : NextQuoted(out argument);
    }

    private bool NextUpTo(char delimiter, out string argument)
    {
        argument = "";
        if (_index >= _text.Length) return false;

        int end = _text.IndexOf(delimiter, _index);
        end = end < 0 ? _text.Length : end;
        argument = _text.Substring(_index, end - _index);
        _index = end + 1;
        EndsLine = true;
        return true;
    }

    /// <summary>With -I: whole lines without the blanks in front; empty ones are skipped.</summary>
    private bool NextLine(out string argument)
    {
        while (NextUpTo('\n', out argument))
        {
            argument = argument.TrimStart();
            if (argument.Length > 0) return true;
        }

        return false;
    }

    private bool NextQuoted(out string argument)
    {
        while (_index < _text.Length && _text[_index] is ' ' or '\t' or '\n')
        {
            _index++;
        }

        argument = "";
        if (_index >= _text.Length) return false;

        var text = new System.Text.StringBuilder();
        while (_index < _text.Length && _text[_index] is not (' ' or '\t' or '\n'))
        {
            char c = _text[_index++];
            if (c is '\'' or '"')
            {
                int end = _text.IndexOf(c, _index);
                int newline = _text.IndexOf('\n', _index);
                if (end < 0 || (newline >= 0 && newline < end))
                {
                    Error = $"unmatched {(c == '"' ? "double" : "single")} quote; by default quotes are special to xargs unless you use the -0 option";
                    return false;
                }

                text.Append(_text, _index, end - _index);
                _index = end + 1;
            }
            else
            {
                text.Append(c == '\\' && _index < _text.Length ? _text[_index++] : c);
            }
        }

        EndsLine = _index >= _text.Length || _text[_index] == '\n';
        argument = text.ToString();
        return true;
    }
}

/// <summary>Fills command lines and runs them.</summary>
internal sealed class XargsRunner(XargsRequest request, ToolIO io)
{
    private readonly List<string> _arguments = [];
    private int _status;
    private bool _isStopped;

    public int Run(XargsTokens tokens)
    {
        long baseBytes = BytesOf(request.Command);
        long bytes = baseBytes;
        long lines = 0;
        bool ranAny = false;
        while (!_isStopped && tokens.Next(out string argument))
        {
            long size = ByteString.GetByteCount(argument) + 1;
            if (baseBytes + size > request.MaximumBytes) return io.Fail("argument line too long");

            if (_arguments.Count > 0 && bytes + size > request.MaximumBytes)
            {
                if (request.StopsAtLongLine && request.MaximumArguments != long.MaxValue) return io.Fail("argument list too long");

                Flush();
                (bytes, lines) = (baseBytes, 0);
            }

            _arguments.Add(argument);
            ranAny = true;
            bytes += size;
            lines += tokens.EndsLine ? 1 : 0;
            if (_arguments.Count >= request.MaximumArguments || lines >= request.MaximumLines)
            {
                Flush();
                (bytes, lines) = (baseBytes, 0);
            }
        }

        bool runsEmpty = !ranAny && !request.SkipsEmpty && request.Replaced is null && tokens.Error.Length == 0;
        if (!_isStopped && (_arguments.Count > 0 || runsEmpty))
        {
            Flush();
        }

        return _status;
    }

    private static long BytesOf(string[] words)
    {
        long bytes = 0;
        foreach (string word in words)
        {
            bytes += ByteString.GetByteCount(word) + 1;
        }

        return bytes;
    }

    private void Flush()
    {
        List<string> line = [];
        foreach (string word in request.Command)
        {
            line.Add(request.Replaced is null || line.Count == 0 ? word : word.Replace(request.Replaced, _arguments[0]));
        }

        if (request.Replaced is null)
        {
            line.AddRange(_arguments);
        }

        _arguments.Clear();
        if (!Confirm(line)) return;

        // The command must not read what is meant for xargs.
        bool hasNull = Posix.Open("/dev/null", OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC).Try(out int input, out _);
        int status = ChildProcess.Run(line.ToArray(), io, hasNull ? input : -1);
        if (hasNull)
        {
            _ = Posix.Close(input);
        }

        (int result, bool stops) = status switch
        {
            0 => (_status, false),
            126 or 127 => (status, true),
            255 => (124, true),
            > 128 => (125, true),
            _ => (123, false),
        };
        _status = result;
        _isStopped = stops;
        if (status == 255)
        {
            io.Warn($"{line[0]}: exited with status 255; aborting");
        }
    }

    private bool Confirm(List<string> line)
    {
        if (!request.IsVerbose) return true;

        io.Err.Write(string.Join(' ', line.ToArray()));
        if (!request.Asks)
        {
            io.Err.WriteLine();
            return true;
        }

        io.Err.Write("?...");
        io.Err.Flush();
        return Posix.Open("/dev/tty", OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC).Try(out int terminal, out _) && ReadYes(terminal);
    }

    private static bool ReadYes(int terminal)
    {
        byte[] answer = new byte[256];
        _ = Posix.Read(terminal, answer).Try(out int count, out _);
        _ = Posix.Close(terminal);
        return count > 0 && answer[0] is (byte)'y' or (byte)'Y';
    }
}
