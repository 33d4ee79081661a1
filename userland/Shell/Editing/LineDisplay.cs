// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Sh.Editing;

/// <summary>Shows prompt and line on a terminal that wraps at its right edge. Each change redraws from the line's first row.</summary>
internal sealed class LineDisplay
{
    private const int UsualWidth = 80;

    private readonly int _descriptor;
    private readonly StringBuilder _output = new();

    /// <summary>Rows between the first one of the line and the cursor, as last drawn.</summary>
    private int _cursorRow;
    private int _lastRow;
    private int _lastColumn;
    private string _drawnPrompt = "";

    /// <summary>The text on the screen if the cursor is behind it; null if it is elsewhere.</summary>
    private string? _drawnText;

    public LineDisplay(int descriptor) => _descriptor = descriptor;

    public int Width { get; private set; } = UsualWidth;

    /// <summary>Begins at the left edge of a new line. Of a prompt with several lines only the last is drawn again later.</summary>
    public string Begin(string prompt)
    {
        Forget();
        int newline = prompt.LastIndexOf('\n');
        if (newline >= 0)
        {
            Send(prompt.Substring(0, newline + 1));
        }

        return prompt.Substring(newline + 1);
    }

    public void Draw(string prompt, string text, int cursor)
    {
        MeasureWidth();
        if (TryAppend(prompt, text, cursor))
        {
            return;
        }

        _output.Clear();
        MoveUp(_cursorRow);
        _output.Append('\r').Append(prompt);
        int row = 0;
        int column = 0;
        Advance(CharacterWidth.Of(prompt), ref row, ref column);
        int cursorRow = row;
        int cursorColumn = column;
        for (int i = 0; i < text.Length;)
        {
            if (i == cursor)
            {
                (cursorRow, cursorColumn) = (row, column);
            }

            int scalar = CharacterWidth.ScalarAt(text, i, out int length);
            int width = CharacterWidth.Of(scalar);
            if (column + width > Width)
            {
                // A wide character does not fit into the last column: the terminal leaves that empty.
                row++;
                column = 0;
            }

            Append(text, i, length, scalar);
            Advance(width, ref row, ref column);
            i += length;
        }

        if (cursor >= text.Length)
        {
            (cursorRow, cursorColumn) = (row, column);
        }

        if (column == 0 && row > 0)
        {
            // The terminal waits in the last column with its wrap: bring it to the next row.
            _output.Append("\r\n");
        }

        _output.Append("\x1B[J");
        if (cursor < text.Length)
        {
            MoveUp(row - cursorRow);
            _output.Append('\r');
            if (cursorColumn > 0)
            {
                _output.Append("\x1B[").Append(cursorColumn).Append('C');
            }
        }

        _cursorRow = cursorRow;
        _lastRow = row;
        _lastColumn = column;
        _drawnPrompt = prompt;
        _drawnText = cursor < text.Length ? null : text;
        Send(_output.ToString());
    }

    /// <summary>Goes below the line, which stays as it is.</summary>
    public void End(string suffix = "")
    {
        _output.Clear();
        for (int i = _cursorRow; i < _lastRow; i++)
        {
            _output.Append('\n');
        }

        Send(_output.Append(suffix).Append('\n').ToString());
        Forget();
    }

    public void ClearScreen()
    {
        Send("\x1B[H\x1B[2J");
        Forget();
    }

    public void Send(string text) => _ = Posix.WriteAll(_descriptor, ByteString.Encode(text));

    /// <summary>What is typed at the end of a line needs only itself to be sent.</summary>
    private bool TryAppend(string prompt, string text, int cursor)
    {
        if (_drawnText == null || cursor < text.Length || prompt != _drawnPrompt || !text.StartsWith(_drawnText, StringComparison.Ordinal))
        {
            return false;
        }

        _output.Clear();
        int width = 0;
        for (int i = _drawnText.Length; i < text.Length;)
        {
            int scalar = CharacterWidth.ScalarAt(text, i, out int length);
            Append(text, i, length, scalar);
            width += CharacterWidth.Of(scalar);
            i += length;
        }

        if (_lastColumn + width >= Width)
        {
            return false;
        }

        _lastColumn += width;
        _drawnText = text;
        Send(_output.ToString());
        return true;
    }

    private void Forget()
    {
        _cursorRow = 0;
        _lastRow = 0;
        _drawnText = null;
    }

    private void Append(string text, int index, int length, int scalar)
    {
        if (scalar < 32 || scalar == 127)
        {
            _output.Append('^').Append((char)(scalar ^ 64));
        }
        else
        {
            _output.Append(text, index, length);
        }
    }

    private void MoveUp(int rows)
    {
        if (rows > 0)
        {
            _output.Append("\x1B[").Append(rows).Append('A');
        }
    }

    private void Advance(int width, ref int row, ref int column)
    {
        column += width;
        while (column >= Width)
        {
            column -= Width;
            row++;
        }
    }

    private void MeasureWidth()
    {
        bool isKnown = Posix.Tcgetwinsize(_descriptor).Try(out WindowSize size, out _) && size.ws_col > 1;
        Width = isKnown ? size.ws_col : UsualWidth;
    }
}
