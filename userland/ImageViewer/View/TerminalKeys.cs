// SPDX-License-Identifier: MIT
namespace Skift.ImageViewer.View;

/// <summary>Turns what a terminal in raw mode sends into actions, byte by byte.</summary>
public sealed class TerminalKeys
{
    private const byte Escape = 0x1B;

    private State _state;
    private int _number;

    private enum State
    {
        Start,
        Escape,
        Sequence,
        SingleShift,
    }

    /// <summary>An escape came, and it is not known yet whether it is the key or the start of a sequence.</summary>
    public bool IsWaiting => _state != State.Start;

    /// <summary>Takes the next byte.</summary>
    public ViewerAction Feed(byte value)
    {
        switch (_state)
        {
            case State.Escape:
                _number = 0;
                _state = value == '[' ? State.Sequence : value == 'O' ? State.SingleShift : value == Escape ? State.Escape : State.Start;
                // Escape, then another key: the first one counts.
                return _state is State.Start or State.Escape ? ViewerAction.Quit : ViewerAction.None;
            case State.Sequence:
                return FeedSequence(value);
            case State.SingleShift:
                _state = State.Start;
                return FromFinalByte(value);
        }

        if (value == Escape)
        {
            _state = State.Escape;
            return ViewerAction.None;
        }

        return FromCharacter(value);
    }

    /// <summary>Nothing came for a while: a lone escape is the key.</summary>
    public ViewerAction TimeOut()
    {
        ViewerAction action = _state == State.Escape ? ViewerAction.Quit : ViewerAction.None;
        _state = State.Start;
        return action;
    }

    // ECMA-48 §5.4: parameters (0x30 to 0x3F), then a final byte (0x40 to 0x7E).
    private ViewerAction FeedSequence(byte value)
    {
        if (value is >= (byte)'0' and <= (byte)'9')
        {
            if (_number < 1000)
                _number = _number * 10 + (value - '0');
            return ViewerAction.None;
        }

        if (value < 0x40)
            return ViewerAction.None;
        _state = State.Start;
        return value == '~' ? FromNumber(_number) : FromFinalByte(value);
    }

    private static ViewerAction FromFinalByte(byte value) => value switch
    {
        (byte)'A' => ViewerAction.PanUp,
        (byte)'B' => ViewerAction.PanDown,
        (byte)'C' => ViewerAction.PanRight,
        (byte)'D' => ViewerAction.PanLeft,
        (byte)'H' => ViewerAction.FirstPicture,
        (byte)'F' => ViewerAction.LastPicture,
        _ => ViewerAction.None,
    };

    private static ViewerAction FromNumber(int number) => number switch
    {
        1 or 7 => ViewerAction.FirstPicture,
        4 or 8 => ViewerAction.LastPicture,
        5 => ViewerAction.PreviousPicture,
        6 => ViewerAction.NextPicture,
        _ => ViewerAction.None,
    };

    private static ViewerAction FromCharacter(byte value) => value switch
    {
        (byte)'q' or (byte)'Q' or 3 => ViewerAction.Quit,
        (byte)'+' or (byte)'=' => ViewerAction.ZoomIn,
        (byte)'-' or (byte)'_' => ViewerAction.ZoomOut,
        (byte)'0' => ViewerAction.ZoomToFit,
        (byte)'1' => ViewerAction.ZoomToActualSize,
        (byte)'n' or (byte)' ' => ViewerAction.NextPicture,
        (byte)'p' or 8 or 127 => ViewerAction.PreviousPicture,
        (byte)'i' => ViewerAction.ToggleInformation,
        (byte)'a' => ViewerAction.ToggleAnimation,
        (byte)'b' => ViewerAction.CycleBackground,
        _ => ViewerAction.None,
    };
}
