// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Terminal.Screen;

/// <summary>
/// A text screen under a terminal. Writing only changes the grid, for it happens under the terminal's lock; a thread of the display's
/// driver draws what has changed: <c>while (console.WaitForChange() == Errno.None) console.Draw();</c>
/// </summary>
public sealed class ScreenConsole : TerminalDriver
{
    private readonly SpinLock<State> _state;
    private readonly WaitQueue _changed = new();
    private readonly ScreenSurface _surface;
    private readonly Mutex<bool> _isGraphics = new(false);
    private ScreenCell[] _rowCells;
    private uint[] _rowPixels;
    private Terminal? _terminal;

    private struct State
    {
        internal ScreenBuffer Buffer;
        internal ScreenParser Parser;
        internal bool HasChanged;
        internal bool IsRedrawWanted;
    }

    public ScreenConsole(ScreenSurface surface)
    {
        _surface = surface;
        (Columns, Rows) = MeasureSurface();
        ScreenBuffer buffer = new(Columns, Rows);
        _state = new SpinLock<State>(new State { Buffer = buffer, Parser = new ScreenParser(buffer), HasChanged = true, IsRedrawWanted = true });
        _rowCells = new ScreenCell[Columns];
        _rowPixels = new uint[Columns * ScreenFont.Width];
    }

    public int Columns { get; private set; }

    public int Rows { get; private set; }

    /// <summary>For the terminal that is made over it.</summary>
    public WindowSize WindowSize => new()
    {
        ws_col = (ushort)Columns,
        ws_row = (ushort)Rows,
        ws_xpixel = (ushort)_surface.Width,
        ws_ypixel = (ushort)_surface.Height,
    };

    /// <summary>The terminal that gets the answers to a program's questions (where the cursor is).</summary>
    public void Connect(Terminal terminal) => _terminal = terminal;

    public override void Write(ReadOnlySpan<byte> data)
    {
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            state.Value.Parser.Write(data);
            state.Value.HasChanged = true;
        }

        _changed.WakeAll();
    }

    /// <summary>The program wants the application's cursor keys (DECCKM). Any context.</summary>
    public bool IsApplicationCursor
    {
        get
        {
            using SpinLock<State>.Guard state = _state.Lock();
            return state.Value.Buffer.IsApplicationCursor;
        }
    }

    /// <summary>Draws everything anew, soon: the surface has another size, or somebody else has drawn on it. Any context.</summary>
    public void Redraw()
    {
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            state.Value.IsRedrawWanted = true;
            state.Value.HasChanged = true;
        }

        _changed.WakeAll();
    }

    /// <summary>Text or graphics: in graphics mode a program draws and the console does not.</summary>
    public override Errno Control(uint request, ulong argument) => request switch
    {
        KeyboardDisplayIoctl.KDGETMODE => UserMemory.Write(new VirtualAddress(argument), Mode),
        KeyboardDisplayIoctl.KDSETMODE when argument == KeyboardDisplayIoctl.KD_TEXT => SetGraphics(false),
        KeyboardDisplayIoctl.KDSETMODE when argument == KeyboardDisplayIoctl.KD_GRAPHICS => SetGraphics(true),
        KeyboardDisplayIoctl.KDSETMODE => Errno.EINVAL,
        _ => Errno.ENOTTY,
    };

    private int Mode
    {
        get
        {
            using Mutex<bool>.Guard isGraphics = _isGraphics.Lock();
            return isGraphics.Value ? KeyboardDisplayIoctl.KD_GRAPHICS : KeyboardDisplayIoctl.KD_TEXT;
        }
    }

    /// <summary>The lock is held while a row is drawn, so the program's picture is safe as soon as the call returns.</summary>
    private Errno SetGraphics(bool isWanted)
    {
        using Mutex<bool>.Guard isGraphics = _isGraphics.Lock();
        if (isGraphics.Value != isWanted)
        {
            isGraphics.Value = isWanted;
            Redraw();
        }

        return Errno.None;
    }

    /// <summary>Sleeps until there is something to draw.</summary>
    public Errno WaitForChange()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        while (!state.Value.HasChanged)
        {
            Errno error = _changed.Wait(state);
            if (error != Errno.None)
            {
                return error;
            }
        }

        state.Value.HasChanged = false;
        return Errno.None;
    }

    /// <summary>Draws the rows that have changed. By one thread at a time.</summary>
    public void Draw()
    {
        SendReply();
        FitToSurface();
        for (int row = 0; row < Rows; row++)
        {
            using Mutex<bool>.Guard isGraphics = _isGraphics.Lock();
            if (isGraphics.Value)
            {
                return;
            }

            if (row == 0 && TakeRedraw())
            {
                ClearMargins();
            }

            if (CopyIfDirty(row, out int cursor))
            {
                DrawRow(row, cursor);
                _surface.Flush(0, row * ScreenFont.Height, _rowPixels.Length, ScreenFont.Height);
            }
        }
    }

    private (int Columns, int Rows) MeasureSurface() =>
        (Math.Max(1, _surface.Width / ScreenFont.Width), Math.Max(1, _surface.Height / ScreenFont.Height));

    /// <summary>Gives the grid the size that fits the surface, and tells the programs.</summary>
    private void FitToSurface()
    {
        (int columns, int rows) = MeasureSurface();
        if (columns == Columns && rows == Rows)
        {
            return;
        }

        ScreenBuffer buffer = new(columns, rows);
        _rowCells = new ScreenCell[columns];
        _rowPixels = new uint[columns * ScreenFont.Width];
        (Columns, Rows) = (columns, rows);
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            buffer.CopyFrom(state.Value.Buffer);
            state.Value.Buffer = buffer;
            state.Value.Parser.Attach(buffer);
        }

        _terminal?.SetWindowSize(WindowSize);
    }

    private bool TakeRedraw()
    {
        using SpinLock<State>.Guard state = _state.Lock();
        bool isWanted = state.Value.IsRedrawWanted;
        state.Value.IsRedrawWanted = false;
        if (isWanted)
        {
            state.Value.Buffer.MarkAllDirty();
        }

        return isWanted;
    }

    /// <summary>Clears what is right of the last column and below the last row.</summary>
    private void ClearMargins()
    {
        int width = _surface.Width;
        int height = _surface.Height;
        uint[] background = new uint[width];
        Array.Fill(background, ScreenColors.DefaultBackground);
        for (int y = 0; y < height; y++)
        {
            int x = y < Rows * ScreenFont.Height ? Math.Min(Columns * ScreenFont.Width, width) : 0;
            if (x < width)
            {
                _surface.WriteRow(x, y, background.AsSpan(x));
            }
        }
    }

    /// <summary>Takes the answers out under the lock and gives them to the terminal without it.</summary>
    private void SendReply()
    {
        Span<byte> reply = stackalloc byte[64];
        int length;
        using (SpinLock<State>.Guard state = _state.Lock())
        {
            ReadOnlySpan<byte> text = state.Value.Parser.Reply;
            text.CopyTo(reply);
            length = text.Length;
            state.Value.Parser.ClearReply();
        }

        _terminal?.Receive(reply[..length]);
    }

    private bool CopyIfDirty(int row, out int cursor)
    {
        using SpinLock<State>.Guard state = _state.Lock();
        ScreenBuffer buffer = state.Value.Buffer;
        cursor = buffer.IsCursorVisible && buffer.CursorRow == row ? buffer.CursorColumn : -1;
        if (!buffer.TakeDirty(row))
        {
            return false;
        }

        buffer.Row(row).CopyTo(_rowCells);
        return true;
    }

    private void DrawRow(int row, int cursor)
    {
        for (int line = 0; line < ScreenFont.Height; line++)
        {
            for (int column = 0; column < Columns; column++)
            {
                ref readonly ScreenCell cell = ref _rowCells[column];
                DrawCellLine(cell, line, column == cursor, _rowPixels.AsSpan(column * ScreenFont.Width, ScreenFont.Width));
            }

            _surface.WriteRow(0, (row * ScreenFont.Height) + line, _rowPixels);
        }
    }

    private static void DrawCellLine(in ScreenCell cell, int line, bool isCursor, Span<uint> pixels)
    {
        const int UnderlineRow = 14;
        bool isReverse = ((cell.Style & CellStyle.Reverse) != 0) != isCursor;
        uint foreground = isReverse ? cell.Background : cell.Foreground;
        uint background = isReverse ? cell.Foreground : cell.Background;
        if ((cell.Style & CellStyle.Hidden) != 0)
        {
            foreground = background;
        }
        else if ((cell.Style & CellStyle.Dim) != 0)
        {
            foreground = (foreground >> 1) & 0x7F7F7F;
        }
        else if ((cell.Style & CellStyle.Bold) != 0)
        {
            foreground = Brighter(foreground);
        }

        uint bits = ScreenFont.GlyphOf(cell.Character)[line];
        bits = line == UnderlineRow && (cell.Style & CellStyle.Underline) != 0 ? 0xFF : bits;
        for (int x = 0; x < pixels.Length; x++)
        {
            pixels[x] = (bits & (0x80u >> x)) != 0 ? foreground : background;
        }
    }

    /// <summary>Half of the way to white: the font has one weight, so bold text is brighter.</summary>
    private static uint Brighter(uint color) => color + ((~color >> 1) & 0x7F7F7F);
}
