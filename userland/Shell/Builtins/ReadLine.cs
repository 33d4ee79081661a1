// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Sh.Execution;

namespace Skift.Sh.Builtins;

/// <summary>Reads one line, byte by byte so that nothing of the next is lost, and knows which characters a backslash has protected.</summary>
internal sealed class ReadLine
{
    private const int TimedOut = 1;

    private readonly Shell _shell;
    private readonly ReadRequest _request;
    private readonly List<byte> _bytes = new();
    private readonly List<bool> _escaped = new();
    private bool[] _isProtected = Array.Empty<bool>();

    public ReadLine(Shell shell, ReadRequest request)
    {
        _shell = shell;
        _request = request;
    }

    public string Text { get; private set; } = "";

    /// <summary>Something can be read at once, be it the end of the file.</summary>
    public static bool IsReady(int descriptor) => Wait(descriptor, 0) == Errno.None;

    /// <returns>0 if the delimiter came, 1 at the end of the input or after the time, 128 and the signal if one came.</returns>
    public int Read()
    {
        if (_request.Prompt.Length > 0 && Posix.Isatty(_request.Descriptor))
        {
            _shell.Errors.Write(_request.Prompt);
            _shell.Errors.Flush();
        }

        Termios? saved = PrepareTerminal();
        try
        {
            int status = ReadBytes();
            if (status != TimedOut || _request.TimeoutMilliseconds < 0)
            {
                Decode();
            }

            return status;
        }
        finally
        {
            if (saved is { } settings)
            {
                _ = Posix.Tcsetattr(_request.Descriptor, TerminalAction.TCSANOW, settings);
            }
        }
    }

    public int SkipBlanks(int at, string separators)
    {
        while (at < Text.Length && IsSeparator(at, separators) && IsBlank(Text[at]))
        {
            at++;
        }

        return at;
    }

    public int FieldEnd(int at, string separators)
    {
        while (at < Text.Length && !IsSeparator(at, separators))
        {
            at++;
        }

        return at;
    }

    /// <summary>Blanks, and at most one other separator among them.</summary>
    public int SkipDelimiter(int at, string separators)
    {
        at = SkipBlanks(at, separators);
        return at < Text.Length && IsSeparator(at, separators) ? SkipBlanks(at + 1, separators) : at;
    }

    /// <summary>Where the text ends but for separating blanks.</summary>
    public int TrimEnd(int start, string separators)
    {
        int end = Text.Length;
        while (end > start && IsSeparator(end - 1, separators) && IsBlank(Text[end - 1]))
        {
            end--;
        }

        return end;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n';

    private bool IsSeparator(int at, string separators) => !_isProtected[at] && separators.Contains(Text[at]);

    private int ReadBytes()
    {
        Span<byte> one = stackalloc byte[1];
        long deadline = _request.TimeoutMilliseconds < 0 ? 0 : Now() + _request.TimeoutMilliseconds;
        bool isEscape = false;
        int characters = 0;
        while (characters < _request.MaxCharacters)
        {
            int status = WaitForByte(deadline);
            if (status != 0)
            {
                return status;
            }

            if (!Posix.Read(_request.Descriptor, one).Try(out int count, out Errno error))
            {
                if (error == Errno.EINTR)
                {
                    if (_shell.Traps.HasPendingAction)
                    {
                        return 128 + _shell.Traps.FindPending();
                    }

                    continue;
                }

                return 1;
            }

            if (count == 0)
            {
                return 1;
            }

            byte value = one[0];
            if (isEscape)
            {
                isEscape = false;
                if (value != (byte)'\n')
                {
                    Add(value, isEscaped: true);
                }

                continue;
            }

            if (value == (byte)'\\' && !_request.IsRaw)
            {
                isEscape = true;
                continue;
            }

            if (value == _request.Delimiter)
            {
                return 0;
            }

            if (value != 0)
            {
                Add(value, isEscaped: false);
                characters += (value & 0xC0) == 0x80 ? 0 : 1;
            }
        }

        return 0;
    }

    private void Add(byte value, bool isEscaped)
    {
        _bytes.Add(value);
        _escaped.Add(isEscaped);
    }

    /// <summary>Text, and for each of its characters whether its bytes were protected.</summary>
    private void Decode()
    {
        Text = ByteString.Decode(_bytes.ToArray());
        _isProtected = new bool[Text.Length];
        int at = 0;
        for (int i = 0; i < Text.Length; i++)
        {
            _isProtected[i] = at < _escaped.Count && _escaped[at];
            bool isPair = char.IsHighSurrogate(Text[i]) && i + 1 < Text.Length;
            at += isPair ? 0 : char.IsLowSurrogate(Text[i]) && i > 0 && char.IsHighSurrogate(Text[i - 1]) ? 4 : ByteString.GetByteCount(Text.AsSpan(i, 1));
        }
    }

    private int WaitForByte(long deadline)
    {
        if (_request.TimeoutMilliseconds < 0)
        {
            return 0;
        }

        while (true)
        {
            long left = deadline - Now();
            if (left <= 0)
            {
                return TimedOut;
            }

            Errno error = Wait(_request.Descriptor, (int)left);
            if (error == Errno.None)
            {
                return 0;
            }

            if (_shell.Traps.HasPendingAction)
            {
                return 128 + _shell.Traps.FindPending();
            }
        }
    }

    private static Errno Wait(int descriptor, int milliseconds)
    {
        Span<PollDescriptor> poll = stackalloc PollDescriptor[1];
        poll[0].fd = descriptor;
        poll[0].events = PollEvents.POLLIN;
        if (!Posix.Poll(poll, milliseconds).Try(out int count, out Errno error))
        {
            return error;
        }

        return count > 0 ? Errno.None : Errno.ETIMEDOUT;
    }

    private static long Now()
    {
        _ = Posix.ClockGettime(ClockId.CLOCK_MONOTONIC).Try(out Timespec time, out _);
        return (time.tv_sec * 1000) + (time.tv_nsec / 1_000_000);
    }

    /// <summary>Single characters and silence need a terminal that does not wait for lines or echo.</summary>
    private Termios? PrepareTerminal()
    {
        bool needsChange = _request.IsSilent || _request.MaxCharacters != int.MaxValue;
        if (!needsChange || !Posix.Tcgetattr(_request.Descriptor).Try(out Termios settings, out _))
        {
            return null;
        }

        Termios saved = settings;
        if (_request.IsSilent)
        {
            settings.c_lflag &= ~LocalModes.ECHO;
        }

        if (_request.MaxCharacters != int.MaxValue)
        {
            settings.c_lflag &= ~LocalModes.ICANON;
            settings.c_cc[ControlCharacter.VMIN] = 1;
            settings.c_cc[ControlCharacter.VTIME] = 0;
        }

        _ = Posix.Tcsetattr(_request.Descriptor, TerminalAction.TCSANOW, settings);
        return saved;
    }
}
