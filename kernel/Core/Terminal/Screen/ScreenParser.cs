// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Terminal.Screen;

/// <summary>
/// Reads what programs send to a terminal: UTF-8 text, control characters and the escape sequences of ECMA-48 as VT100 to VT220 and xterm
/// have them. Whatever comes, unknown sequences are skipped whole.
/// </summary>
public sealed partial class ScreenParser
{
    private const int ParameterCount = 16;
    private const int LargestParameter = 9999;
    private const int Replacement = 0xFFFD;
    private const byte Escape = 0x1B;

    private ScreenBuffer _screen;
    private readonly int[] _parameters = new int[ParameterCount];
    private readonly byte[] _reply = new byte[64];
    private int _replyLength;
    private int _count;
    private byte _prefix;
    private byte _intermediate;
    private State _state;
    private int _character;
    private int _continuations;
    private int _smallest;
    private bool _isGraphics;
    private bool _isGraphicsG1;
    private bool _usesG1;

    private enum State
    {
        Ground,
        Escape,
        /// <summary>ESC with an intermediate: a character set, or DECALN.</summary>
        EscapeIntermediate,
        Control,
        /// <summary>OSC, DCS, PM, APC: text for others, until ST or BEL.</summary>
        Text,
        TextEscape,
    }

    public ScreenParser(ScreenBuffer screen) => _screen = screen;

    /// <summary>Goes on with another grid.</summary>
    internal void Attach(ScreenBuffer screen) => _screen = screen;

    /// <summary>What the terminal answers to questions of the program; the caller passes it on as input and calls <see cref="ClearReply"/>.</summary>
    public ReadOnlySpan<byte> Reply => _reply.AsSpan(0, _replyLength);

    public void ClearReply() => _replyLength = 0;

    public void Write(ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            Write(value);
        }
    }

    private void Write(byte value)
    {
        // Control characters work in the midst of sequences too; CAN and SUB end them.
        if (value < ' ' && _state is not (State.Text or State.TextEscape))
        {
            _continuations = 0;
            WriteControl(value);
            return;
        }

        switch (_state)
        {
            case State.Ground:
                WriteText(value);
                break;
            case State.Escape:
                WriteEscape(value);
                break;
            case State.EscapeIntermediate:
                FinishIntermediate(value);
                break;
            case State.Control:
                WriteParameter(value);
                break;
            default:
                SkipText(value);
                break;
        }
    }

    private void WriteControl(byte value)
    {
        switch (value)
        {
            case 8:
                _screen.Backspace();
                break;
            case 9:
                _screen.Tab(1);
                break;
            case 10 or 11 or 12:
                _screen.LineFeed();
                if (_screen.IsNewlineMode)
                {
                    _screen.CarriageReturn();
                }

                break;
            case 13:
                _screen.CarriageReturn();
                break;
            case 14 or 15:
                _usesG1 = value == 14;
                break;
            case 0x18 or 0x1A:
                _state = State.Ground;
                break;
            case Escape:
                _state = State.Escape;
                _intermediate = 0;
                break;
        }
    }

    /// <summary>Decodes UTF-8 (RFC 3629); what is no character becomes U+FFFD.</summary>
    private void WriteText(byte value)
    {
        if (_continuations > 0)
        {
            if ((value & 0xC0) == 0x80)
            {
                _character = (_character << 6) | (value & 0x3F);
                _continuations--;
                if (_continuations == 0)
                {
                    bool isValid = _character >= _smallest && _character is <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF);
                    Put(isValid ? _character : Replacement);
                }

                return;
            }

            _continuations = 0;
            Put(Replacement);
        }

        switch (value)
        {
            case < 0x7F:
                Put(_usesG1 ? Translate(value, _isGraphicsG1) : Translate(value, _isGraphics));
                break;
            case 0x7F:
                break;
            case >= 0xC2 and < 0xE0:
                Begin(value & 0x1F, 1, 0x80);
                break;
            case >= 0xE0 and < 0xF0:
                Begin(value & 0xF, 2, 0x800);
                break;
            case >= 0xF0 and < 0xF5:
                Begin(value & 7, 3, 0x10000);
                break;
            default:
                Put(Replacement);
                break;
        }
    }

    private void Begin(int bits, int continuations, int smallest)
    {
        _character = bits;
        _continuations = continuations;
        _smallest = smallest;
    }

    private void Put(int character)
    {
        // Marks that combine with the character before have no place of their own (Unicode blocks 0300 and 20D0, joiners, selectors).
        bool hasNoWidth = character is (>= 0x300 and < 0x370) or (>= 0x20D0 and < 0x2100) or (>= 0x200B and <= 0x200F) or (>= 0xFE00 and < 0xFE10);
        if (!hasNoWidth && character >= ' ' && character is not (>= 0x7F and < 0xA0))
        {
            _screen.Put(character);
        }
    }

    private void WriteEscape(byte value)
    {
        _state = State.Ground;
        switch (value)
        {
            case (byte)'[':
                _state = State.Control;
                _count = 0;
                _prefix = 0;
                Array.Clear(_parameters);
                break;
            case (byte)']' or (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_':
                _state = State.Text;
                break;
            case >= 0x20 and < 0x30:
                _intermediate = value;
                _state = State.EscapeIntermediate;
                break;
            default:
                FinishEscape(value);
                break;
        }
    }

    private void FinishEscape(byte value)
    {
        switch (value)
        {
            case (byte)'7':
                _screen.SaveCursor();
                break;
            case (byte)'8':
                _screen.RestoreCursor();
                break;
            case (byte)'D':
                _screen.LineFeed();
                break;
            case (byte)'E':
                _screen.CarriageReturn();
                _screen.LineFeed();
                break;
            case (byte)'H':
                _screen.SetTab();
                break;
            case (byte)'M':
                _screen.ReverseLineFeed();
                break;
            case (byte)'Z':
                Answer("\u001b[?6c"u8);
                break;
            case (byte)'c':
                _isGraphics = _isGraphicsG1 = _usesG1 = false;
                _screen.Reset();
                break;
        }
    }

    private void FinishIntermediate(byte value)
    {
        if (value is >= 0x20 and < 0x30)
        {
            return;
        }

        _state = State.Ground;
        switch (_intermediate)
        {
            case (byte)'(':
                _isGraphics = value == '0';
                break;
            case (byte)')':
                _isGraphicsG1 = value == '0';
                break;
            case (byte)'#' when value == '8':
                _screen.FillForTest();
                break;
        }
    }

    private void SkipText(byte value)
    {
        if (_state == State.TextEscape && value != '\\')
        {
            // Not the end of the text, so the escape begins something new.
            _state = State.Escape;
            Write(value);
            return;
        }

        bool isEnd = value is 7 or 0x18 or 0x1A || _state == State.TextEscape;
        _state = isEnd ? State.Ground : value == Escape ? State.TextEscape : State.Text;
    }

    private void Answer(ReadOnlySpan<byte> text)
    {
        if (_replyLength + text.Length <= _reply.Length)
        {
            text.CopyTo(_reply.AsSpan(_replyLength));
            _replyLength += text.Length;
        }
    }

    private void AnswerNumber(int value)
    {
        Span<byte> digits = stackalloc byte[10];
        int start = digits.Length;
        do
        {
            digits[--start] = (byte)('0' + (value % 10));
            value /= 10;
        }
        while (value != 0);
        Answer(digits[start..]);
    }

    /// <summary>DEC's special graphics: lower-case letters draw lines (VT220 reference manual, table 2-4).</summary>
    private static int Translate(byte value, bool isGraphics)
    {
        const string Graphics = "\u25C6\u2592\u2409\u240C\u240D\u240A\u00B0\u00B1\u2424\u240B\u2518\u2510\u250C\u2514\u253C\u23BA\u23BB\u2500\u23BC\u23BD\u251C\u2524\u2534\u252C\u2502\u2264\u2265\u03C0\u2260\u00A3\u00B7";
        return isGraphics && value is >= (byte)'`' and <= (byte)'~' ? Graphics[value - '`'] : value;
    }
}
