// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Terminal.Screen;

public sealed partial class ScreenParser
{
    /// <summary>Collects a control sequence: CSI, parameters, intermediates, a final byte (ECMA-48 §5.4).</summary>
    private void WriteParameter(byte value)
    {
        switch (value)
        {
            case >= (byte)'0' and <= (byte)'9':
                _count = Math.Max(_count, 1);
                ref int parameter = ref _parameters[Math.Min(_count, ParameterCount) - 1];
                parameter = Math.Min((parameter * 10) + (value - '0'), LargestParameter);
                break;
            case (byte)';' or (byte)':':
                _count = Math.Min(Math.Max(_count, 1) + 1, ParameterCount);
                break;
            case >= 0x3C and <= 0x3F:
                _prefix = value;
                break;
            case >= 0x20 and < 0x30:
                _intermediate = value;
                break;
            case >= 0x40 and < 0x7F:
                _state = State.Ground;
                if (_intermediate == 0 && _prefix == 0)
                {
                    FinishControl(value);
                }
                else
                {
                    FinishPrivate(value);
                }

                break;
            case >= 0x80:
                _state = State.Ground;
                break;
        }
    }

    /// <summary>A count: missing and 0 mean 1.</summary>
    private int Count(int index = 0) => Math.Max(_parameters[index], 1);

    private void FinishControl(byte final)
    {
        switch (final)
        {
            case (byte)'A':
                _screen.MoveVertically(-Count());
                break;
            case (byte)'B' or (byte)'e':
                _screen.MoveVertically(Count());
                break;
            case (byte)'C' or (byte)'a':
                _screen.MoveHorizontally(Count());
                break;
            case (byte)'D':
                _screen.MoveHorizontally(-Count());
                break;
            case (byte)'E':
                _screen.MoveVertically(Count());
                _screen.CarriageReturn();
                break;
            case (byte)'F':
                _screen.MoveVertically(-Count());
                _screen.CarriageReturn();
                break;
            case (byte)'G' or (byte)'`':
                _screen.MoveTo(_screen.CursorRow, Count() - 1);
                break;
            case (byte)'H' or (byte)'f':
                _screen.MoveToAddress(Count() - 1, Count(1) - 1);
                break;
            case (byte)'d':
                _screen.MoveToAddress(Count() - 1, _screen.CursorColumn);
                break;
            case (byte)'I':
                _screen.Tab(Count());
                break;
            case (byte)'Z':
                _screen.BackTab(Count());
                break;
            default:
                FinishEditing(final);
                break;
        }
    }

    private void FinishEditing(byte final)
    {
        switch (final)
        {
            case (byte)'J':
                _screen.EraseScreen(_parameters[0]);
                break;
            case (byte)'K':
                _screen.EraseLine(_parameters[0]);
                break;
            case (byte)'L':
                _screen.InsertLines(Count());
                break;
            case (byte)'M':
                _screen.DeleteLines(Count());
                break;
            case (byte)'P':
                _screen.DeleteCharacters(Count());
                break;
            case (byte)'@':
                _screen.InsertCharacters(Count());
                break;
            case (byte)'X':
                _screen.EraseCharacters(Count());
                break;
            case (byte)'S':
                _screen.ScrollUp(Count());
                break;
            case (byte)'T':
                _screen.ScrollDown(Count());
                break;
            case (byte)'b':
                Repeat(Count());
                break;
            default:
                FinishSetting(final);
                break;
        }
    }

    private void FinishSetting(byte final)
    {
        switch (final)
        {
            case (byte)'m':
                SelectGraphics();
                break;
            case (byte)'r':
                _screen.SetRegion(Count() - 1, (_parameters[1] == 0 ? _screen.Rows : _parameters[1]) - 1);
                break;
            case (byte)'s':
                _screen.SaveCursor();
                break;
            case (byte)'u':
                _screen.RestoreCursor();
                break;
            case (byte)'g' when _parameters[0] == 0:
                _screen.ClearTab();
                break;
            case (byte)'g' when _parameters[0] == 3:
                _screen.ClearTabs();
                break;
            case (byte)'h' or (byte)'l':
                SetMode(_parameters[0], final == 'h');
                break;
            case (byte)'c':
                Answer("\u001b[?6c"u8);
                break;
            case (byte)'n':
                Report();
                break;
        }
    }

    private void Repeat(int count)
    {
        for (count = Math.Min(count, _screen.Columns * _screen.Rows); count > 0; count--)
        {
            _screen.Put(_screen.LastCharacter);
        }
    }

    private void Report()
    {
        if (_parameters[0] == 5)
        {
            Answer("\u001b[0n"u8);
        }
        else if (_parameters[0] == 6)
        {
            Answer("\u001b["u8);
            AnswerNumber(_screen.CursorRow + 1);
            Answer(";"u8);
            AnswerNumber(_screen.CursorColumn + 1);
            Answer("R"u8);
        }
    }

    private void SetMode(int mode, bool isOn)
    {
        switch (mode)
        {
            case 4:
                _screen.IsInsertMode = isOn;
                break;
            case 20:
                _screen.IsNewlineMode = isOn;
                break;
        }
    }

    /// <summary>Sequences with "?", ">" or an intermediate. Only DEC's modes mean something here.</summary>
    private void FinishPrivate(byte final)
    {
        if (_prefix == '>' && final == 'c')
        {
            Answer("\u001b[>0;10;0c"u8);
        }

        if (_prefix != '?' || final is not ((byte)'h' or (byte)'l'))
        {
            return;
        }

        for (int index = 0; index < Math.Max(_count, 1); index++)
        {
            SetPrivateMode(_parameters[index], final == 'h');
        }
    }

    private void SetPrivateMode(int mode, bool isOn)
    {
        switch (mode)
        {
            case 1:
                _screen.IsApplicationCursor = isOn;
                break;
            case 6:
                _screen.SetOriginMode(isOn);
                break;
            case 7:
                _screen.IsAutoWrap = isOn;
                break;
            case 25:
                _screen.IsCursorVisible = isOn;
                _screen.MarkDirty(_screen.CursorRow);
                break;
            case 47 or 1047 or 1049:
                _screen.SetAlternate(isOn);
                break;
            case 1048 when isOn:
                _screen.SaveCursor();
                break;
            case 1048:
                _screen.RestoreCursor();
                break;
        }
    }

    /// <summary>SGR: colours and styles.</summary>
    private void SelectGraphics()
    {
        for (int index = 0; index < Math.Max(_count, 1); index++)
        {
            int value = _parameters[index];
            switch (value)
            {
                case 0:
                    _screen.ResetPen();
                    break;
                case >= 30 and <= 37:
                    _screen.Foreground = ScreenColors.FromIndex(value - 30);
                    break;
                case 38:
                    _screen.Foreground = ReadColor(ref index, ScreenColors.DefaultForeground);
                    break;
                case 39:
                    _screen.Foreground = ScreenColors.DefaultForeground;
                    break;
                case >= 40 and <= 47:
                    _screen.Background = ScreenColors.FromIndex(value - 40);
                    break;
                case 48:
                    _screen.Background = ReadColor(ref index, ScreenColors.DefaultBackground);
                    break;
                case 49:
                    _screen.Background = ScreenColors.DefaultBackground;
                    break;
                case >= 90 and <= 97:
                    _screen.Foreground = ScreenColors.FromIndex(value - 90 + 8);
                    break;
                case >= 100 and <= 107:
                    _screen.Background = ScreenColors.FromIndex(value - 100 + 8);
                    break;
                default:
                    SetStyle(value);
                    break;
            }
        }
    }

    private void SetStyle(int value) => _screen.Style = value switch
    {
        1 => _screen.Style | CellStyle.Bold,
        2 => _screen.Style | CellStyle.Dim,
        4 => _screen.Style | CellStyle.Underline,
        7 => _screen.Style | CellStyle.Reverse,
        8 => _screen.Style | CellStyle.Hidden,
        22 => _screen.Style & ~(CellStyle.Bold | CellStyle.Dim),
        24 => _screen.Style & ~CellStyle.Underline,
        27 => _screen.Style & ~CellStyle.Reverse,
        28 => _screen.Style & ~CellStyle.Hidden,
        _ => _screen.Style,
    };

    /// <summary>38;5;N is one of 256 colours, 38;2;R;G;B any.</summary>
    private uint ReadColor(ref int index, uint fallback)
    {
        if (index + 2 < ParameterCount && _parameters[index + 1] == 5)
        {
            index += 2;
            return ScreenColors.FromIndex(Math.Min(_parameters[index], 255));
        }

        if (index + 4 < ParameterCount && _parameters[index + 1] == 2)
        {
            index += 4;
            return (Channel(index - 2) << 16) | (Channel(index - 1) << 8) | Channel(index);
        }

        return fallback;
    }

    private uint Channel(int index) => (uint)Math.Min(_parameters[index], 255);
}
