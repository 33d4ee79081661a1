// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Terminal;

/// <summary>Output modes of termios: what happens to bytes between a program and the line. Keeps track of the column.</summary>
internal sealed class OutputProcessor
{
    private const int TabWidth = 8;

    private readonly TerminalDriver _driver;
    private readonly byte[] _staged = new byte[256];
    private int _stagedCount;
    private int _sentColumn;
    private int _sentLineColumn;

    internal OutputProcessor(TerminalDriver driver) => _driver = driver;

    /// <summary>Where the next character goes.</summary>
    internal int Column { get; private set; }

    /// <summary>Where the line that is being typed begins; a program's own new line moves it to the margin.</summary>
    internal int LineColumn { get; private set; }

    /// <summary>The line that is being typed begins here.</summary>
    internal void MarkLine() => LineColumn = Column;

    /// <summary>Sends what has been put.</summary>
    internal void Flush()
    {
        if (_stagedCount != 0)
        {
            _driver.Write(_staged.AsSpan(0, _stagedCount));
            _stagedCount = 0;
        }

        _sentColumn = Column;
        _sentLineColumn = LineColumn;
    }

    /// <summary>Forgets what has been put and not sent.</summary>
    internal void Discard()
    {
        _stagedCount = 0;
        _driver.DiscardOutput();
        Column = _sentColumn;
        LineColumn = _sentLineColumn;
    }

    internal void Put(byte value, in Termios settings)
    {
        if ((settings.c_oflag & OutputModes.OPOST) == 0)
        {
            Stage(value);
            return;
        }

        switch (value)
        {
            case (byte)'\n':
                PutNewline(settings.c_oflag);
                break;
            case (byte)'\r':
                PutReturn(settings.c_oflag);
                break;
            case (byte)'\t':
                PutTab(settings.c_oflag);
                break;
            case (byte)'\b':
                Column -= Column > 0 ? 1 : 0;
                Stage(value);
                break;
            default:
                PutOther(value, settings);
                break;
        }
    }

    /// <summary>Shows a control character as ^X, whatever the output modes are.</summary>
    internal void PutControl(byte value)
    {
        Stage((byte)'^');
        Stage((byte)(value ^ 0x40));
        Column += 2;
    }

    /// <summary>Goes back over a tab.</summary>
    internal void PutBackspaces(int count)
    {
        for (; count > 0; count--)
        {
            Stage((byte)'\b');
            Column -= Column > 0 ? 1 : 0;
        }
    }

    private void PutNewline(OutputModes modes)
    {
        if ((modes & OutputModes.ONLCR) != 0)
        {
            Stage((byte)'\r');
        }

        Column = (modes & (OutputModes.ONLCR | OutputModes.ONLRET)) != 0 ? 0 : Column;
        LineColumn = Column;
        Stage((byte)'\n');
    }

    private void PutReturn(OutputModes modes)
    {
        if ((modes & OutputModes.ONOCR) != 0 && Column == 0)
        {
            return;
        }

        if ((modes & OutputModes.OCRNL) != 0)
        {
            if ((modes & OutputModes.ONLRET) != 0)
            {
                Column = LineColumn = 0;
            }

            Stage((byte)'\n');
            return;
        }

        Column = LineColumn = 0;
        Stage((byte)'\r');
    }

    private void PutTab(OutputModes modes)
    {
        int spaces = TabWidth - (Column % TabWidth);
        Column += spaces;
        if ((modes & OutputModes.TABDLY) != OutputModes.XTABS)
        {
            Stage((byte)'\t');
            return;
        }

        while (spaces-- > 0)
        {
            Stage((byte)' ');
        }
    }

    private void PutOther(byte value, in Termios settings)
    {
        if ((settings.c_oflag & OutputModes.OLCUC) != 0 && value is >= (byte)'a' and <= (byte)'z')
        {
            value -= 'a' - 'A';
        }

        bool isContinuation = (settings.c_iflag & InputModes.IUTF8) != 0 && (value & 0xC0) == 0x80;
        if (value >= ' ' && value != 0x7F && !isContinuation)
        {
            Column++;
        }

        Stage(value);
    }

    private void Stage(byte value)
    {
        if (_stagedCount == _staged.Length)
        {
            Flush();
        }

        _staged[_stagedCount++] = value;
    }
}
