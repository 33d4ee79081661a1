// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Terminal.Screen;

/// <summary>A grid of characters with a cursor, and what a VT100 and its followers can do to it. Knows nothing of pixels or bytes.</summary>
/// <remarks>Rows and columns count from 0. Nothing is allocated after construction, for it works under a spin lock.</remarks>
public sealed partial class ScreenBuffer
{
    private const int TabWidth = 8;

    private readonly ScreenCell[] _main;
    private readonly ScreenCell[] _alternate;
    private readonly bool[] _isDirty;
    private readonly bool[] _isTabStop;
    private ScreenCell[] _cells;
    private Cursor _cursor;
    private Cursor _saved;
    private Cursor _mainCursor;
    private int _top;
    private int _bottom;

    /// <summary>Place and pen; what ESC 7 keeps.</summary>
    private struct Cursor
    {
        internal int Row;
        internal int Column;
        /// <summary>A character was put into the last column: the next one goes to the next line (DEC's "last column flag").</summary>
        internal bool IsWrapPending;
        internal uint Foreground;
        internal uint Background;
        internal CellStyle Style;
        internal bool IsOrigin;
    }

    public ScreenBuffer(int columns, int rows)
    {
        Columns = columns;
        Rows = rows;
        _main = new ScreenCell[columns * rows];
        _alternate = new ScreenCell[columns * rows];
        _cells = _main;
        _isDirty = new bool[rows];
        _isTabStop = new bool[columns];
        Reset();
    }

    public int Columns { get; }

    public int Rows { get; }

    public int CursorRow => _cursor.Row;

    public int CursorColumn => _cursor.Column;

    public bool IsCursorVisible { get; internal set; }

    internal bool IsAutoWrap { get; set; }

    internal bool IsInsertMode { get; set; }

    /// <summary>Newline also returns (LNM).</summary>
    internal bool IsNewlineMode { get; set; }

    /// <summary>The arrow keys send what applications want (DECCKM).</summary>
    internal bool IsApplicationCursor { get; set; }

    internal int LastCharacter { get; private set; }

    public ReadOnlySpan<ScreenCell> Row(int row) => _cells.AsSpan(row * Columns, Columns);

    /// <summary>True once for each row that has changed since the last call.</summary>
    public bool TakeDirty(int row)
    {
        bool isDirty = _isDirty[row];
        _isDirty[row] = false;
        return isDirty;
    }

    internal void MarkDirty(int row) => _isDirty[row] = true;

    internal void MarkAllDirty() => Array.Fill(_isDirty, true);

    /// <summary>Takes over what another grid, of another size, shows: as much of it as fits, and the cursor's row in any case.</summary>
    internal void CopyFrom(ScreenBuffer other)
    {
        _cells = _alternate;
        EraseRows(0, Rows);
        int skipped = Math.Max(0, other._cursor.Row - (Rows - 1));
        CopyCells(other, other._main, _main, skipped);
        CopyCells(other, other._alternate, _alternate, skipped);
        _cells = other._cells == other._main ? _main : _alternate;
        _cursor = Fit(other._cursor, skipped);
        _saved = Fit(other._saved, skipped);
        _mainCursor = Fit(other._mainCursor, skipped);
        IsCursorVisible = other.IsCursorVisible;
        IsAutoWrap = other.IsAutoWrap;
        IsInsertMode = other.IsInsertMode;
        IsNewlineMode = other.IsNewlineMode;
        IsApplicationCursor = other.IsApplicationCursor;
        LastCharacter = other.LastCharacter;
        MarkAllDirty();
    }

    private void CopyCells(ScreenBuffer other, ScreenCell[] from, ScreenCell[] to, int skipped)
    {
        int columns = Math.Min(Columns, other.Columns);
        for (int row = 0; row < Math.Min(Rows, other.Rows - skipped); row++)
        {
            from.AsSpan((row + skipped) * other.Columns, columns).CopyTo(to.AsSpan(row * Columns));
        }
    }

    private Cursor Fit(Cursor cursor, int skipped)
    {
        cursor.Row = Math.Clamp(cursor.Row - skipped, 0, Rows - 1);
        cursor.Column = Math.Min(cursor.Column, Columns - 1);
        cursor.IsWrapPending = false;
        return cursor;
    }

    /// <summary>ESC c: as at the start.</summary>
    internal void Reset()
    {
        _cells = _main;
        _top = 0;
        _bottom = Rows - 1;
        _cursor = new Cursor { Foreground = ScreenColors.DefaultForeground, Background = ScreenColors.DefaultBackground };
        _saved = _mainCursor = _cursor;
        IsCursorVisible = true;
        IsAutoWrap = true;
        IsInsertMode = false;
        IsNewlineMode = false;
        IsApplicationCursor = false;
        LastCharacter = ' ';
        for (int column = 0; column < Columns; column++)
        {
            _isTabStop[column] = column % TabWidth == 0;
        }

        EraseRows(0, Rows);
    }

    /// <summary>Puts a character at the cursor and goes on.</summary>
    internal void Put(int character)
    {
        if (_cursor.IsWrapPending)
        {
            _cursor.Column = 0;
            LineFeed();
        }

        if (IsInsertMode)
        {
            InsertCharacters(1);
        }

        LastCharacter = character;
        _cells[(_cursor.Row * Columns) + _cursor.Column] = new ScreenCell
        {
            Character = character,
            Foreground = _cursor.Foreground,
            Background = _cursor.Background,
            Style = _cursor.Style,
        };
        _isDirty[_cursor.Row] = true;
        if (_cursor.Column < Columns - 1)
        {
            _cursor.Column++;
        }
        else
        {
            _cursor.IsWrapPending = IsAutoWrap;
        }
    }

    /// <summary>Down a line; at the bottom of the scrolling region the region moves up.</summary>
    internal void LineFeed()
    {
        _cursor.IsWrapPending = false;
        _isDirty[_cursor.Row] = true;
        if (_cursor.Row == _bottom)
        {
            ScrollUp(1);
        }
        else if (_cursor.Row < Rows - 1)
        {
            _cursor.Row++;
        }

        _isDirty[_cursor.Row] = true;
    }

    /// <summary>Up a line; at the top of the scrolling region the region moves down.</summary>
    internal void ReverseLineFeed()
    {
        _cursor.IsWrapPending = false;
        _isDirty[_cursor.Row] = true;
        if (_cursor.Row == _top)
        {
            ScrollDown(1);
        }
        else if (_cursor.Row > 0)
        {
            _cursor.Row--;
        }

        _isDirty[_cursor.Row] = true;
    }

    internal void CarriageReturn() => MoveTo(_cursor.Row, 0);

    internal void Backspace() => MoveTo(_cursor.Row, _cursor.Column - 1);

    internal void Tab(int count)
    {
        int column = _cursor.Column;
        for (; count > 0 && column < Columns - 1; count--)
        {
            do
            {
                column++;
            }
            while (column < Columns - 1 && !_isTabStop[column]);
        }

        MoveTo(_cursor.Row, column);
    }

    internal void BackTab(int count)
    {
        int column = _cursor.Column;
        for (; count > 0 && column > 0; count--)
        {
            do
            {
                column--;
            }
            while (column > 0 && !_isTabStop[column]);
        }

        MoveTo(_cursor.Row, column);
    }

    internal void SetTab() => _isTabStop[_cursor.Column] = true;

    internal void ClearTab() => _isTabStop[_cursor.Column] = false;

    internal void ClearTabs() => Array.Clear(_isTabStop);

    /// <summary>Moves the cursor, kept inside of the screen.</summary>
    internal void MoveTo(int row, int column)
    {
        _isDirty[_cursor.Row] = true;
        _cursor.Row = Math.Clamp(row, 0, Rows - 1);
        _cursor.Column = Math.Clamp(column, 0, Columns - 1);
        _cursor.IsWrapPending = false;
        _isDirty[_cursor.Row] = true;
    }

    /// <summary>CUP: in origin mode rows count from the scrolling region and stay in it.</summary>
    internal void MoveToAddress(int row, int column)
    {
        if (_cursor.IsOrigin)
        {
            row = Math.Clamp(row, 0, _bottom - _top) + _top;
        }

        MoveTo(row, column);
    }

    /// <summary>Up and down, stopped by the margins that the cursor is inside of.</summary>
    internal void MoveVertically(int distance)
    {
        int row = _cursor.Row;
        int low = row >= _top ? _top : 0;
        int high = row <= _bottom ? _bottom : Rows - 1;
        MoveTo(Math.Clamp(row + distance, low, high), _cursor.Column);
    }

    internal void MoveHorizontally(int distance) => MoveTo(_cursor.Row, _cursor.Column + distance);

    /// <summary>DECSTBM: rows from top to bottom scroll; nonsense is ignored.</summary>
    internal void SetRegion(int top, int bottom)
    {
        bottom = Math.Min(bottom, Rows - 1);
        if (top < 0 || top >= bottom)
        {
            return;
        }

        _top = top;
        _bottom = bottom;
        MoveToAddress(0, 0);
    }

    internal void SetOriginMode(bool isOn)
    {
        _cursor.IsOrigin = isOn;
        MoveToAddress(0, 0);
    }

    internal void SaveCursor() => _saved = _cursor;

    internal void RestoreCursor()
    {
        _isDirty[_cursor.Row] = true;
        _cursor = _saved;
        _isDirty[_cursor.Row] = true;
    }

    /// <summary>The second screen that full-screen programs use, so that the first is as before when they end (xterm's 1049).</summary>
    internal void SetAlternate(bool isOn)
    {
        bool isAlready = _cells == _alternate;
        if (isOn == isAlready)
        {
            return;
        }

        if (isOn)
        {
            _mainCursor = _cursor;
            _cells = _alternate;
            EraseRows(0, Rows);
        }
        else
        {
            _cells = _main;
            _cursor = _mainCursor;
        }

        MarkAllDirty();
    }
}
