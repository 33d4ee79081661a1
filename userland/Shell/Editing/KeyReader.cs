// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Sh.Editing;

/// <summary>Puts the bytes of a terminal together to keys: UTF-8 characters and the escape sequences of ECMA-48 and xterm.</summary>
internal sealed class KeyReader
{
    /// <summary>How long the rest of an escape sequence may take to arrive; alone the escape key means nothing here.</summary>
    private const int SequenceMilliseconds = 100;
    private const int NoByte = -1;
    private const int Interruption = -2;

    private readonly int _descriptor;
    private readonly byte[] _bytes = new byte[256];
    private int _count;
    private int _position;

    public KeyReader(int descriptor) => _descriptor = descriptor;

    /// <summary>More keys have arrived already, as when text is pasted.</summary>
    public bool HasMore => _position < _count;

    public Key Read()
    {
        int value = ReadByte();
        switch (value)
        {
            case NoByte:
                return new Key(KeyKind.EndOfInput);
            case Interruption:
                return new Key(KeyKind.Interrupted);
            case '\r' or '\n':
                return new Key(KeyKind.Enter);
            case '\t':
                return new Key(KeyKind.Tab);
            case 8 or 127:
                return new Key(KeyKind.Backspace);
            case 27:
                return ReadEscape();
            case < 32:
                return new Key(KeyKind.Control, ((char)(value + '@')).ToString());
            default:
                return new Key(KeyKind.Text, ReadCharacter(value));
        }
    }

    private string ReadCharacter(int first)
    {
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
        byte[] bytes = new byte[length];
        bytes[0] = (byte)first;
        int count = 1;
        while (count < length && ReadByte() is >= 0x80 and < 0xC0 and int next)
        {
            bytes[count++] = (byte)next;
        }

        return ByteString.Decode(bytes.AsSpan(0, count));
    }

    private Key ReadEscape()
    {
        int next = ReadSequenceByte();
        switch (next)
        {
            case '[':
                return ReadControlSequence();
            case 'O':
                return Final(ReadSequenceByte(), "");
            case 8 or 127:
                return new Key(KeyKind.Alt, "\b");
            case < 32:
                return new Key(KeyKind.Unknown);
            default:
                return new Key(KeyKind.Alt, ((char)next).ToString());
        }
    }

    private Key ReadControlSequence()
    {
        StringBuilder parameters = new();
        int value = ReadSequenceByte();
        while (value is >= '0' and <= '?')
        {
            parameters.Append((char)value);
            value = ReadSequenceByte();
        }

        return Final(value, parameters.ToString());
    }

    private static Key Final(int final, string parameters)
    {
        // 1;5 and 1;3: with Ctrl and with Alt.
        bool isWord = parameters.EndsWith(";5", StringComparison.Ordinal) || parameters.EndsWith(";3", StringComparison.Ordinal);
        KeyKind kind = final switch
        {
            'A' => KeyKind.Up,
            'B' => KeyKind.Down,
            'C' => isWord ? KeyKind.WordRight : KeyKind.Right,
            'D' => isWord ? KeyKind.WordLeft : KeyKind.Left,
            'H' => KeyKind.Home,
            'F' => KeyKind.End,
            '~' => parameters switch
            {
                "1" or "7" => KeyKind.Home,
                "4" or "8" => KeyKind.End,
                "3" => KeyKind.Delete,
                _ => KeyKind.Unknown,
            },
            _ => KeyKind.Unknown,
        };
        return new Key(kind);
    }

    private int ReadSequenceByte()
    {
        if (!HasMore)
        {
            Span<PollDescriptor> poll = stackalloc PollDescriptor[1];
            poll[0].fd = _descriptor;
            poll[0].events = PollEvents.POLLIN;
            if (!Posix.Poll(poll, SequenceMilliseconds).Try(out int ready, out _) || ready == 0)
            {
                return NoByte;
            }
        }

        return ReadByte();
    }

    private int ReadByte()
    {
        if (!HasMore)
        {
            _position = 0;
            _count = 0;
            if (!Posix.Read(_descriptor, _bytes).Try(out _count, out Errno error))
            {
                return error == Errno.EINTR ? Interruption : NoByte;
            }

            if (_count == 0)
            {
                return NoByte;
            }
        }

        return _bytes[_position++];
    }
}
