// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Terminal.Keyboard;

/// <summary>Makes the bytes of a terminal from keys that go down and up. Pure state: no locks, no allocation.</summary>
public sealed class KeyboardTranslator
{
    /// <summary>The longest answer: ESC, CSI, two digits, a modifier and a final byte.</summary>
    public const int MaximumLength = 16;

    private const byte Escape = 0x1B;

    private Held _held;
    private bool _isCapsLock;
    private bool _isNumLock = true;

    /// <summary>Left and right are kept apart: letting go of one does not let go of the other.</summary>
    [Flags]
    private enum Held
    {
        None = 0,
        LeftShift = 1,
        RightShift = 2,
        LeftAlt = 4,
        RightAlt = 8,
        LeftControl = 16,
        RightControl = 32,
        Shift = LeftShift | RightShift,
        Alt = LeftAlt | RightAlt,
        Control = LeftControl | RightControl,
    }

    private bool IsShift => (_held & Held.Shift) != 0;

    private bool IsAlt => (_held & Held.Alt) != 0;

    private bool IsControl => (_held & Held.Control) != 0;

    /// <summary>Forgets which keys are held down.</summary>
    public void ReleaseAll() => _held = Held.None;

    /// <param name="value">As in <c>struct input_event</c>: 0 up, 1 down, 2 down for so long that it repeats.</param>
    /// <param name="isApplicationCursor">The program has asked for the application's cursor keys (DECCKM).</param>
    /// <param name="bytes">Of at least <see cref="MaximumLength"/>.</param>
    /// <returns>How many bytes the terminal gets.</returns>
    public int Translate(KeyCode key, int value, bool isApplicationCursor, Span<byte> bytes)
    {
        Held modifier = ModifierOf(key);
        if (modifier != Held.None)
        {
            _held = value != 0 ? _held | modifier : _held & ~modifier;
            return 0;
        }

        if (value == 0)
        {
            return 0;
        }

        if (key is KeyCode.KEY_CAPSLOCK or KeyCode.KEY_NUMLOCK)
        {
            ToggleLock(key, value);
            return 0;
        }

        byte character = KeyboardLayout.CharacterOf(key, IsShift, _isCapsLock, _isNumLock);
        return character != 0 ? WriteCharacter(character, bytes) : WriteSequence(KeyboardLayout.WithoutNumLock(key), isApplicationCursor, bytes);
    }

    private static Held ModifierOf(KeyCode key) => key switch
    {
        KeyCode.KEY_LEFTSHIFT => Held.LeftShift,
        KeyCode.KEY_RIGHTSHIFT => Held.RightShift,
        KeyCode.KEY_LEFTALT => Held.LeftAlt,
        KeyCode.KEY_RIGHTALT => Held.RightAlt,
        KeyCode.KEY_LEFTCTRL => Held.LeftControl,
        KeyCode.KEY_RIGHTCTRL => Held.RightControl,
        _ => Held.None,
    };

    private void ToggleLock(KeyCode key, int value)
    {
        if (value != 1)
        {
            return;
        }

        if (key == KeyCode.KEY_CAPSLOCK)
        {
            _isCapsLock = !_isCapsLock;
        }
        else
        {
            _isNumLock = !_isNumLock;
        }
    }

    private int WriteCharacter(byte character, Span<byte> bytes)
    {
        int length = 0;
        if (IsAlt)
        {
            bytes[length++] = Escape;
        }

        if (character == '\t' && IsShift)
        {
            // Back-tab, CBT.
            "\u001b[Z"u8.CopyTo(bytes[length..]);
            return length + 3;
        }

        bytes[length++] = IsControl ? KeyboardLayout.ToControl(character) : character;
        return length;
    }

    /// <summary>Cursor and function keys; with modifiers the sequence names them (1 + 1 for Shift, 2 for Alt, 4 for Ctrl).</summary>
    private int WriteSequence(KeyCode key, bool isApplicationCursor, Span<byte> bytes)
    {
        byte letter = KeyboardLayout.LetterOf(key);
        int number = KeyboardLayout.NumberOf(key);
        if (letter == 0 && number == 0)
        {
            return 0;
        }

        int modifiers = (IsShift ? 1 : 0) | (IsAlt ? 2 : 0) | (IsControl ? 4 : 0);
        bool isFunctionKey = letter >= (byte)'P';
        int length = 0;
        bytes[length++] = Escape;
        if (letter != 0 && modifiers == 0)
        {
            bytes[length++] = isFunctionKey || isApplicationCursor ? (byte)'O' : (byte)'[';
            bytes[length++] = letter;
            return length;
        }

        bytes[length++] = (byte)'[';
        length += WriteNumber(letter != 0 ? 1 : number, bytes[length..]);
        if (modifiers != 0)
        {
            bytes[length++] = (byte)';';
            bytes[length++] = (byte)('1' + modifiers);
        }

        bytes[length++] = letter != 0 ? letter : (byte)'~';
        return length;
    }

    /// <summary>One or two digits.</summary>
    private static int WriteNumber(int number, Span<byte> bytes)
    {
        int length = 0;
        if (number >= 10)
        {
            bytes[length++] = (byte)('0' + (number / 10));
        }

        bytes[length++] = (byte)('0' + (number % 10));
        return length;
    }
}
