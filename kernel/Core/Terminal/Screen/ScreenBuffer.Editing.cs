// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Terminal.Screen;

public sealed partial class ScreenBuffer
{
    internal CellStyle Style
    {
        get => _cursor.Style;
        set => _cursor.Style = value;
    }

    internal uint Foreground
    {
        set => _cursor.Foreground = value;
    }

    internal uint Background
    {
        set => _cursor.Background = value;
    }

    /// <summary>SGR 0.</summary>
    internal void ResetPen()
    {
        _cursor.Style = CellStyle.None;
        _cursor.Foreground = ScreenColors.DefaultForeground;
        _cursor.Background = ScreenColors.DefaultBackground;
    }

    /// <summary>ED: 0 from the cursor on, 1 up to it, 2 all.</summary>
    internal void EraseScreen(int mode)
    {
        switch (mode)
        {
            case 0:
                EraseLine(0);
                EraseRows(_cursor.Row + 1, Rows);
                break;
            case 1:
                EraseRows(0, _cursor.Row);
                EraseLine(1);
                break;
            case 2:
                EraseRows(0, Rows);
                break;
        }
    }

    /// <summary>EL: 0 from the cursor on, 1 up to it, 2 all.</summary>
    internal void EraseLine(int mode)
    {
        switch (mode)
        {
            case 0:
                Erase(_cursor.Row, _cursor.Column, Columns);
                break;
            case 1:
                Erase(_cursor.Row, 0, _cursor.Column + 1);
                break;
            case 2:
                Erase(_cursor.Row, 0, Columns);
                break;
        }
    }

    /// <summary>ECH.</summary>
    internal void EraseCharacters(int count) => Erase(_cursor.Row, _cursor.Column, _cursor.Column + Math.Min(count, Columns - _cursor.Column));

    /// <summary>ICH: the rest of the line moves right.</summary>
    internal void InsertCharacters(int count)
    {
        count = Math.Min(count, Columns - _cursor.Column);
        Span<ScreenCell> rest = _cells.AsSpan((_cursor.Row * Columns) + _cursor.Column, Columns - _cursor.Column);
        rest[..^count].CopyTo(rest[count..]);
        Erase(_cursor.Row, _cursor.Column, _cursor.Column + count);
    }

    /// <summary>DCH: the rest of the line moves left.</summary>
    internal void DeleteCharacters(int count)
    {
        count = Math.Min(count, Columns - _cursor.Column);
        Span<ScreenCell> rest = _cells.AsSpan((_cursor.Row * Columns) + _cursor.Column, Columns - _cursor.Column);
        rest[count..].CopyTo(rest);
        Erase(_cursor.Row, Columns - count, Columns);
    }

    /// <summary>IL: lines from the cursor's on move down; only inside the scrolling region.</summary>
    internal void InsertLines(int count)
    {
        if (_cursor.Row >= _top && _cursor.Row <= _bottom)
        {
            MoveRows(_cursor.Row, Math.Min(count, _bottom - _cursor.Row + 1));
        }
    }

    /// <summary>DL: lines below the cursor move up.</summary>
    internal void DeleteLines(int count)
    {
        if (_cursor.Row >= _top && _cursor.Row <= _bottom)
        {
            MoveRows(_cursor.Row, -Math.Min(count, _bottom - _cursor.Row + 1));
        }
    }

    internal void ScrollUp(int count) => MoveRows(_top, -Math.Min(count, _bottom - _top + 1));

    internal void ScrollDown(int count) => MoveRows(_top, Math.Min(count, _bottom - _top + 1));

    /// <summary>DECALN: fills the screen with E, to test it.</summary>
    internal void FillForTest()
    {
        _top = 0;
        _bottom = Rows - 1;
        Array.Fill(_cells, new ScreenCell { Character = 'E', Foreground = ScreenColors.DefaultForeground, Background = ScreenColors.DefaultBackground });
        Array.Fill(_isDirty, true);
        MoveTo(0, 0);
    }

    /// <summary>Moves the rows from one to the bottom of the region, down if the distance is positive; what comes free is blank.</summary>
    private void MoveRows(int first, int distance)
    {
        int last = _bottom + 1;
        Span<ScreenCell> region = _cells.AsSpan(first * Columns, (last - first) * Columns);
        int cells = Math.Abs(distance) * Columns;
        if (distance > 0)
        {
            region[..^cells].CopyTo(region[cells..]);
            EraseRows(first, first + distance);
        }
        else
        {
            region[cells..].CopyTo(region);
            EraseRows(last + distance, last);
        }

        _isDirty.AsSpan(first, last - first).Fill(true);
    }

    private void EraseRows(int first, int end)
    {
        for (int row = first; row < end; row++)
        {
            Erase(row, 0, Columns);
        }
    }

    /// <summary>Blank cells keep the pen's background, as terminals that say "bce" do.</summary>
    private void Erase(int row, int first, int end)
    {
        _cursor.IsWrapPending = false;
        _cells.AsSpan((row * Columns) + first, end - first).Fill(
            new ScreenCell { Character = ' ', Foreground = _cursor.Foreground, Background = _cursor.Background });
        _isDirty[row] = true;
    }
}
