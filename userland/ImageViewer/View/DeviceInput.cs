// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.ImageViewer.View;

/// <summary>What the events of one device ask for. Keys and the wheel give actions; a pointer with its button down gives a drag.</summary>
public sealed class DeviceInput
{
    private readonly int _screenWidth;
    private readonly int _screenHeight;
    private AxisRange _rangeX;
    private AxisRange _rangeY;
    private bool _isDragging;

    // Where the pointer is and was reported last, in screen pixels; relative devices only count.
    private int _x;
    private int _y;
    private int _dragX;
    private int _dragY;
    private bool _hasDragStart;

    public DeviceInput(int screenWidth, int screenHeight)
    {
        _screenWidth = screenWidth;
        _screenHeight = screenHeight;
    }

    /// <summary>Whether keys count; not if the same keyboard also writes to the terminal.</summary>
    public bool HasKeys { get; set; } = true;

    /// <summary>The values between which an absolute pointer moves (EVIOCGABS).</summary>
    public void SetRange(AbsoluteAxis axis, int minimum, int maximum)
    {
        if (axis == AbsoluteAxis.ABS_X)
            _rangeX = new AxisRange(minimum, maximum);
        else
            _rangeY = new AxisRange(minimum, maximum);
    }

    /// <summary>Takes the next event.</summary>
    public ViewerAction Feed(InputEventType type, ushort code, int value)
    {
        switch (type)
        {
            case InputEventType.EV_KEY when (KeyCode)code is KeyCode.BTN_LEFT or KeyCode.BTN_TOUCH:
                _isDragging = value != 0;
                _hasDragStart = false;
                return ViewerAction.None;
            case InputEventType.EV_KEY:
                // 1 is a press, 2 a repetition, 0 a release.
                return HasKeys && value != 0 ? FromKey((KeyCode)code, value == 2) : ViewerAction.None;
            case InputEventType.EV_ABS when (AbsoluteAxis)code == AbsoluteAxis.ABS_X:
                _x = _rangeX.ToScreen(value, _screenWidth);
                return ViewerAction.None;
            case InputEventType.EV_ABS when (AbsoluteAxis)code == AbsoluteAxis.ABS_Y:
                _y = _rangeY.ToScreen(value, _screenHeight);
                return ViewerAction.None;
            case InputEventType.EV_REL when (RelativeAxis)code == RelativeAxis.REL_X:
                _x += value;
                return ViewerAction.None;
            case InputEventType.EV_REL when (RelativeAxis)code == RelativeAxis.REL_Y:
                _y += value;
                return ViewerAction.None;
            case InputEventType.EV_REL when (RelativeAxis)code == RelativeAxis.REL_WHEEL && value != 0:
                return value > 0 ? ViewerAction.ZoomIn : ViewerAction.ZoomOut;
            default:
                return ViewerAction.None;
        }
    }

    /// <summary>How far the pointer dragged the picture since the last call.</summary>
    public bool TryTakeDrag(out int right, out int down)
    {
        right = 0;
        down = 0;
        if (!_isDragging)
            return false;
        if (_hasDragStart)
        {
            right = _x - _dragX;
            down = _y - _dragY;
        }

        _dragX = _x;
        _dragY = _y;
        _hasDragStart = true;
        return right != 0 || down != 0;
    }

    private static ViewerAction FromKey(KeyCode key, bool isRepeated) => key switch
    {
        KeyCode.KEY_LEFT => ViewerAction.PanLeft,
        KeyCode.KEY_RIGHT => ViewerAction.PanRight,
        KeyCode.KEY_UP => ViewerAction.PanUp,
        KeyCode.KEY_DOWN => ViewerAction.PanDown,
        KeyCode.KEY_EQUAL or KeyCode.KEY_KPPLUS => ViewerAction.ZoomIn,
        KeyCode.KEY_MINUS or KeyCode.KEY_KPMINUS => ViewerAction.ZoomOut,
        KeyCode.KEY_0 or KeyCode.KEY_KP0 => ViewerAction.ZoomToFit,
        KeyCode.KEY_1 or KeyCode.KEY_KP1 => ViewerAction.ZoomToActualSize,
        KeyCode.KEY_N or KeyCode.KEY_SPACE or KeyCode.KEY_PAGEDOWN => ViewerAction.NextPicture,
        KeyCode.KEY_P or KeyCode.KEY_BACKSPACE or KeyCode.KEY_PAGEUP => ViewerAction.PreviousPicture,
        KeyCode.KEY_HOME => ViewerAction.FirstPicture,
        KeyCode.KEY_END => ViewerAction.LastPicture,
        // A key held down must not toggle to and fro.
        _ when isRepeated => ViewerAction.None,
        KeyCode.KEY_Q or KeyCode.KEY_ESC => ViewerAction.Quit,
        KeyCode.KEY_I => ViewerAction.ToggleInformation,
        KeyCode.KEY_A => ViewerAction.ToggleAnimation,
        KeyCode.KEY_B => ViewerAction.CycleBackground,
        _ => ViewerAction.None,
    };

    private readonly struct AxisRange
    {
        private readonly int _minimum;
        private readonly int _maximum;

        internal AxisRange(int minimum, int maximum)
        {
            _minimum = minimum;
            _maximum = maximum;
        }

        /// <summary>Unknown ranges are taken for screen pixels.</summary>
        internal int ToScreen(int value, int screenLength)
        {
            if (_maximum <= _minimum)
                return value;
            long span = (long)_maximum - _minimum;
            return (int)((Math.Clamp(value, _minimum, _maximum) - (long)_minimum) * (screenLength - 1) / span);
        }
    }
}
