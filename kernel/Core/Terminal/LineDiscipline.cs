// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Terminal;

/// <summary>
/// The rules of <c>termios(3)</c> between what is typed and what is read: mapping, editing, echo, signals, flow control.
/// Pure state: locking, waiting and signalling are the terminal's part.
/// </summary>
internal sealed partial class LineDiscipline
{
    private readonly OutputProcessor _output;
    private readonly TerminalDriver _driver;
    private bool _isNextLiteral;
    private bool _isOutputStopped;

    internal LineDiscipline(OutputProcessor output, TerminalDriver driver)
    {
        _output = output;
        _driver = driver;
        Settings = DefaultSettings;
    }

    internal Termios Settings;

    internal InputBuffer Input { get; } = new();

    /// <summary>Output is held by VSTOP or tcflow(3).</summary>
    internal bool IsOutputStopped
    {
        get => _isOutputStopped;
        set
        {
            bool isChange = _isOutputStopped != value;
            _isOutputStopped = value;
            if (isChange) _driver.OnFlow(value);
        }
    }

    /// <summary>Bytes that a line which cannot lose any may send now. Without a whole line to read all is taken, and what is too much dropped.</summary>
    internal int Room => IsCanonical && Input.Readable == 0 ? int.MaxValue : System.Math.Max(0, Input.Free - 1);

    /// <summary>Bytes of a program's output that have room, however they are processed.</summary>
    internal int OutputRoom => (Settings.c_oflag & OutputModes.OPOST) != 0 ? _driver.Room / TabWidth : _driver.Room;

    /// <summary>Forgets what was typed.</summary>
    internal void FlushInput()
    {
        Input.Clear();
        _driver.OnInputFlushed();
    }

    /// <summary>What the slave of a pseudo-terminal starts with.</summary>
    internal static Termios PseudoTerminalSettings
    {
        get
        {
            Termios settings = DefaultSettings;
            settings.c_iflag &= ~InputModes.IUTF8;
            settings.c_cflag &= ~ControlModes.HUPCL;
            return settings;
        }
    }

    /// <summary>What a terminal starts with, as Linux's tty_std_termios and stty sane have it.</summary>
    internal static Termios DefaultSettings
    {
        get
        {
            Termios settings = new()
            {
                c_iflag = InputModes.ICRNL | InputModes.IXON | InputModes.IUTF8,
                c_oflag = OutputModes.OPOST | OutputModes.ONLCR,
                c_cflag = ControlModes.B38400 | ControlModes.CS8 | ControlModes.CREAD | ControlModes.HUPCL,
                c_lflag = LocalModes.ISIG | LocalModes.ICANON | LocalModes.ECHO | LocalModes.ECHOE | LocalModes.ECHOK
                    | LocalModes.ECHOCTL | LocalModes.ECHOKE | LocalModes.IEXTEN,
            };
            settings.c_cc[ControlCharacter.VINTR] = 3;
            settings.c_cc[ControlCharacter.VQUIT] = 0x1C;
            settings.c_cc[ControlCharacter.VERASE] = 0x7F;
            settings.c_cc[ControlCharacter.VKILL] = 0x15;
            settings.c_cc[ControlCharacter.VEOF] = 4;
            settings.c_cc[ControlCharacter.VMIN] = 1;
            settings.c_cc[ControlCharacter.VSTART] = 0x11;
            settings.c_cc[ControlCharacter.VSTOP] = 0x13;
            settings.c_cc[ControlCharacter.VSUSP] = 0x1A;
            settings.c_cc[ControlCharacter.VREPRINT] = 0x12;
            settings.c_cc[ControlCharacter.VDISCARD] = 0xF;
            settings.c_cc[ControlCharacter.VWERASE] = 0x17;
            settings.c_cc[ControlCharacter.VLNEXT] = 0x16;
            return settings;
        }
    }

    internal bool IsCanonical => Has(LocalModes.ICANON);

    internal byte Minimum => Settings.c_cc[ControlCharacter.VMIN];

    /// <summary>Tenths of a second.</summary>
    internal byte Time => Settings.c_cc[ControlCharacter.VTIME];

    /// <summary>Something for a reader to take: a whole line, or as many bytes as VMIN asks for.</summary>
    internal bool IsReadable => Input.Readable >= (IsCanonical || Time != 0 ? 1 : Math.Max(Minimum, (byte)1));

    /// <summary>New settings. Switching between lines and single bytes makes what was typed so far readable.</summary>
    internal void Configure(in Termios settings)
    {
        bool wasCanonical = IsCanonical;
        Settings = settings;
        if (wasCanonical != IsCanonical)
        {
            Input.Unmark(asLine: IsCanonical);
            _isNextLiteral = false;
        }

        if (!Has(InputModes.IXON))
        {
            IsOutputStopped = false;
        }
    }

    /// <summary>Takes one byte from the line; the result is the signal it stands for, if any. Echo waits for <see cref="FlushOutput"/>.</summary>
    internal Signal Receive(byte value)
    {
        value = Fold(value);
        if (_isNextLiteral)
        {
            _isNextLiteral = false;
            Accept(value, isNewline: false);
            return Signal.None;
        }

        bool isReturn = value == '\r';
        if (!TryMapLineEnd(ref value))
        {
            return Signal.None;
        }

        if (Has(InputModes.IXON) && TryFlowControl(value))
        {
            return Signal.None;
        }

        Signal signal = Has(LocalModes.ISIG) ? SignalFor(value) : Signal.None;
        if (signal != Signal.None)
        {
            AcceptSignal(value);
            return signal;
        }

        if (IsCanonical)
        {
            ReceiveCanonical(value);
        }
        else
        {
            // Without lines a newline is a character like others, but one made of a return is still shown as what it does.
            Accept(value, isNewline: isReturn && value == '\n');
            Input.Commit();
        }

        return Signal.None;
    }

    internal void PutOutput(byte value) => _output.Put(value, Settings);

    internal void FlushOutput() => _output.Flush();

    private bool Has(LocalModes mode) => (Settings.c_lflag & mode) != 0;

    private bool Has(InputModes mode) => (Settings.c_iflag & mode) != 0;

    private bool Is(byte value, int control) => value != ControlCharacter.Disabled && Settings.c_cc[control] == value;

    private byte Fold(byte value)
    {
        value = Has(InputModes.ISTRIP) ? (byte)(value & 0x7F) : value;
        bool isToLower = Has(InputModes.IUCLC) && Has(LocalModes.IEXTEN) && value is >= (byte)'A' and <= (byte)'Z';
        return isToLower ? (byte)(value + ('a' - 'A')) : value;
    }

    /// <summary>Maps returns and newlines; false if the byte is dropped.</summary>
    private bool TryMapLineEnd(ref byte value)
    {
        if (value == '\r')
        {
            if (Has(InputModes.IGNCR))
            {
                return false;
            }

            value = Has(InputModes.ICRNL) ? (byte)'\n' : value;
        }
        else if (value == '\n' && Has(InputModes.INLCR))
        {
            value = (byte)'\r';
        }

        return true;
    }

    private bool TryFlowControl(byte value)
    {
        if (Is(value, ControlCharacter.VSTART))
        {
            IsOutputStopped = false;
            return true;
        }

        if (Is(value, ControlCharacter.VSTOP))
        {
            IsOutputStopped = true;
            return true;
        }

        if (Has(InputModes.IXANY))
        {
            IsOutputStopped = false;
        }

        return false;
    }

    private Signal SignalFor(byte value)
    {
        if (Is(value, ControlCharacter.VINTR))
        {
            return Signal.SIGINT;
        }

        if (Is(value, ControlCharacter.VQUIT))
        {
            return Signal.SIGQUIT;
        }

        return Is(value, ControlCharacter.VSUSP) ? Signal.SIGTSTP : Signal.None;
    }

    /// <summary>A key that signals throws away what was typed (unless NOFLSH), lets output go on, and is echoed.</summary>
    private void AcceptSignal(byte value)
    {
        IsOutputStopped = false;
        if (!Has(LocalModes.NOFLSH))
        {
            _output.Discard();
            FlushInput();
        }

        if (Has(LocalModes.ECHO))
        {
            Echo(value);
        }
    }

    /// <summary>Stores a byte without editing; a full buffer rings the bell (IMAXBEL) and drops it.</summary>
    private void Accept(byte value, bool isNewline)
    {
        // In line mode the last place is kept for the end of the line.
        if (Input.Free <= (IsCanonical ? 1 : 0))
        {
            Bell();
            return;
        }

        EchoInput(value, isNewline);
        Input.Append(value);
    }

    private void Bell()
    {
        if (Has(InputModes.IMAXBEL))
        {
            PutOutput(7);
        }
    }
}
