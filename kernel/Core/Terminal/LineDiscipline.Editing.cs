// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Core.Terminal;

internal sealed partial class LineDiscipline
{
    private const int TabWidth = 8;

    private void ReceiveCanonical(byte value)
    {
        bool isExtended = Has(LocalModes.IEXTEN);
        if (Is(value, ControlCharacter.VERASE))
        {
            EraseCharacter(value);
        }
        else if (Is(value, ControlCharacter.VKILL))
        {
            KillLine(value);
        }
        else if (isExtended && Is(value, ControlCharacter.VWERASE))
        {
            EraseWord();
        }
        else if (isExtended && Is(value, ControlCharacter.VLNEXT))
        {
            StartLiteral();
        }
        else if (isExtended && Has(LocalModes.ECHO) && Is(value, ControlCharacter.VREPRINT))
        {
            Reprint(value);
        }
        else if (value == '\n')
        {
            EndLine(value, isEcho: Has(LocalModes.ECHO) || Has(LocalModes.ECHONL));
        }
        else if (Is(value, ControlCharacter.VEOF) && Input.Free != 0)
        {
            Input.AppendDelimiter(ControlCharacter.Disabled, isEndOfFile: true);
        }
        else if (Is(value, ControlCharacter.VEOL) || (isExtended && Is(value, ControlCharacter.VEOL2)))
        {
            EndLine(value, Has(LocalModes.ECHO));
        }
        else
        {
            Accept(value, isNewline: false);
        }
    }

    private void EndLine(byte value, bool isEcho)
    {
        if (Input.Free == 0)
        {
            Bell();
            return;
        }

        if (isEcho && value == '\n')
        {
            PutOutput(value);
        }
        else if (isEcho)
        {
            EchoInput(value, isNewline: false);
        }

        Input.AppendDelimiter(value, isEndOfFile: false);
    }

    private void StartLiteral()
    {
        _isNextLiteral = true;
        if (Has(LocalModes.ECHO) && Has(LocalModes.ECHOCTL))
        {
            // Shows that the next key is taken as it is; the key overwrites it.
            PutOutput((byte)'^');
            PutOutput((byte)'\b');
        }
    }

    private void Reprint(byte value)
    {
        Echo(value);
        PutOutput((byte)'\n');
        for (int index = 0; index < Input.Editing; index++)
        {
            Echo(Input.Edited(index));
        }
    }

    private void EraseCharacter(byte value)
    {
        if (!TryFindCharacter(out int start, out byte first))
        {
            return;
        }

        RemoveTo(start);
        if (Has(LocalModes.ECHO) && Has(LocalModes.ECHOE))
        {
            EraseFromScreen(first);
        }
        else if (Has(LocalModes.ECHO))
        {
            Echo(value);
        }
    }

    private void EraseWord()
    {
        bool hasWord = false;
        while (TryFindCharacter(out int start, out byte first))
        {
            bool isWord = IsWordByte(first);
            if (hasWord && !isWord)
            {
                break;
            }

            hasWord |= isWord;
            RemoveTo(start);
            EraseEchoed(first);
        }
    }

    private void KillLine(byte value)
    {
        if (Input.Editing == 0)
        {
            return;
        }

        bool isErasing = Has(LocalModes.ECHOK) && Has(LocalModes.ECHOKE) && Has(LocalModes.ECHOE);
        if (Has(LocalModes.ECHO) && isErasing)
        {
            while (TryFindCharacter(out int start, out byte first))
            {
                RemoveTo(start);
                EraseEchoed(first);
            }

            return;
        }

        RemoveTo(0);
        if (Has(LocalModes.ECHO))
        {
            Echo(value);
            if (Has(LocalModes.ECHOK))
            {
                PutOutput((byte)'\n');
            }
        }
    }

    /// <summary>
    /// The last character of the line: where it starts and its first byte. With IUTF8 several bytes make one; bytes that continue
    /// nothing are left alone, as Linux does.
    /// </summary>
    private bool TryFindCharacter(out int start, out byte first)
    {
        start = Input.Editing;
        first = 0;
        do
        {
            if (start == 0)
            {
                return false;
            }

            first = Input.Edited(--start);
        }
        while (IsContinuation(first));
        return true;
    }

    private void RemoveTo(int length)
    {
        while (Input.Editing > length)
        {
            Input.RemoveLast();
        }
    }

    private void EraseEchoed(byte value)
    {
        if (Has(LocalModes.ECHO))
        {
            EraseFromScreen(value);
        }
    }

    private void EraseFromScreen(byte value)
    {
        if (value == '\t')
        {
            _output.PutBackspaces(TabWidth - (ColumnOfLineEnd() % TabWidth));
            return;
        }

        int width = !IsControl(value) ? 1 : Has(LocalModes.ECHOCTL) ? 2 : 0;
        for (; width > 0; width--)
        {
            PutOutput((byte)'\b');
            PutOutput((byte)' ');
            PutOutput((byte)'\b');
        }
    }

    /// <summary>The column behind the line as it is now; needed to know how wide a tab was.</summary>
    private int ColumnOfLineEnd()
    {
        int column = _output.LineColumn;
        for (int index = 0; index < Input.Editing; index++)
        {
            byte value = Input.Edited(index);
            if (value == '\t')
            {
                column += TabWidth - (column % TabWidth);
            }
            else if (IsControl(value))
            {
                column += Has(LocalModes.ECHOCTL) ? 2 : 0;
            }
            else
            {
                column += IsContinuation(value) ? 0 : 1;
            }
        }

        return column;
    }

    /// <summary>Echoes a byte that goes into the line.</summary>
    private void EchoInput(byte value, bool isNewline)
    {
        if (!Has(LocalModes.ECHO))
        {
            return;
        }

        if (Input.Editing == 0)
        {
            _output.MarkLine();
        }

        if (isNewline)
        {
            PutOutput(value);
        }
        else
        {
            Echo(value);
        }
    }

    /// <summary>Shows control characters as ^X if ECHOCTL asks for it; also a newline that does not end a line.</summary>
    private void Echo(byte value)
    {
        if (Has(LocalModes.ECHOCTL) && IsControl(value) && value != '\t')
        {
            _output.PutControl(value);
            return;
        }

        PutOutput(value);
    }

    private static bool IsControl(byte value) => value is < (byte)' ' or 0x7F;

    private bool IsContinuation(byte value) => Has(InputModes.IUTF8) && (value & 0xC0) == 0x80;

    /// <summary>What VWERASE takes for a word: letters (also of Latin-1, whose range the first bytes of UTF-8 share), digits, underscore.</summary>
    private static bool IsWordByte(byte value) =>
        value is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9') or (byte)'_'
            or (>= 0xC0 and not (0xD7 or 0xF7));
}
