// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Terminal.Keyboard;

/// <summary>What the keys of a US keyboard stand for.</summary>
internal static class KeyboardLayout
{
    /// <summary>Characters by key code, from KEY_RESERVED to KEY_SPACE; zero is a key that types nothing.</summary>
    private static ReadOnlySpan<byte> Plain => "\0\u001b1234567890-=\u007f\tqwertyuiop[]\r\0asdfghjkl;'`\0\\zxcvbnm,./\0*\0 "u8;

    private static ReadOnlySpan<byte> Shifted => "\0\u001b!@#$%^&*()_+\u007f\tQWERTYUIOP{}\r\0ASDFGHJKL:\"~\0|ZXCVBNM<>?\0*\0 "u8;

    /// <summary>Keys from KEY_KP7 to KEY_KPDOT while Num Lock is on.</summary>
    private static ReadOnlySpan<byte> Keypad => "789-456+1230."u8;

    /// <returns>The character that a key types, or zero.</returns>
    public static byte CharacterOf(KeyCode key, bool isShift, bool isCapsLock, bool isNumLock)
    {
        if ((int)key < Plain.Length)
        {
            byte plain = Plain[(int)key];
            bool isLetter = plain is >= (byte)'a' and <= (byte)'z';
            return isShift != (isCapsLock && isLetter) ? Shifted[(int)key] : plain;
        }

        return key switch
        {
            KeyCode.KEY_KPMINUS => (byte)'-',
            KeyCode.KEY_KPPLUS => (byte)'+',
            KeyCode.KEY_KPSLASH => (byte)'/',
            KeyCode.KEY_KPENTER => (byte)'\r',
            KeyCode.KEY_102ND => isShift ? (byte)'>' : (byte)'<',
            >= KeyCode.KEY_KP7 and <= KeyCode.KEY_KPDOT when isNumLock != isShift => Keypad[key - KeyCode.KEY_KP7],
            _ => 0,
        };
    }

    /// <summary>What Ctrl makes of a character, as xterm does it.</summary>
    public static byte ToControl(byte character) => character switch
    {
        (byte)' ' or (byte)'2' => 0,
        >= (byte)'3' and <= (byte)'7' => (byte)(character - '3' + 0x1B),
        (byte)'8' or (byte)'?' => 0x7F,
        (byte)'/' => 0x1F,
        0x7F => 0x08,
        >= (byte)'@' and <= (byte)'_' or >= (byte)'a' and <= (byte)'z' => (byte)(character & 0x1F),
        _ => character,
    };

    /// <summary>The key that a key of the keypad is while Num Lock is off.</summary>
    public static KeyCode WithoutNumLock(KeyCode key) => key switch
    {
        KeyCode.KEY_KP7 => KeyCode.KEY_HOME,
        KeyCode.KEY_KP8 => KeyCode.KEY_UP,
        KeyCode.KEY_KP9 => KeyCode.KEY_PAGEUP,
        KeyCode.KEY_KP4 => KeyCode.KEY_LEFT,
        KeyCode.KEY_KP6 => KeyCode.KEY_RIGHT,
        KeyCode.KEY_KP1 => KeyCode.KEY_END,
        KeyCode.KEY_KP2 => KeyCode.KEY_DOWN,
        KeyCode.KEY_KP3 => KeyCode.KEY_PAGEDOWN,
        KeyCode.KEY_KP0 => KeyCode.KEY_INSERT,
        KeyCode.KEY_KPDOT => KeyCode.KEY_DELETE,
        _ => key,
    };

    /// <summary>The last byte of a cursor key's sequence (xterm's "PC-style function keys"): CSI A, or SS3 A for F1 to F4.</summary>
    /// <returns>Zero for other keys.</returns>
    public static byte LetterOf(KeyCode key) => key switch
    {
        KeyCode.KEY_UP => (byte)'A',
        KeyCode.KEY_DOWN => (byte)'B',
        KeyCode.KEY_RIGHT => (byte)'C',
        KeyCode.KEY_LEFT => (byte)'D',
        KeyCode.KEY_END => (byte)'F',
        KeyCode.KEY_HOME => (byte)'H',
        >= KeyCode.KEY_F1 and <= KeyCode.KEY_F4 => (byte)('P' + (key - KeyCode.KEY_F1)),
        _ => 0,
    };

    /// <summary>The number in an editing or function key's sequence: CSI 3 ~.</summary>
    /// <returns>Zero for other keys.</returns>
    public static int NumberOf(KeyCode key) => key switch
    {
        KeyCode.KEY_INSERT => 2,
        KeyCode.KEY_DELETE => 3,
        KeyCode.KEY_PAGEUP => 5,
        KeyCode.KEY_PAGEDOWN => 6,
        KeyCode.KEY_F5 => 15,
        >= KeyCode.KEY_F6 and <= KeyCode.KEY_F10 => 17 + (key - KeyCode.KEY_F6),
        KeyCode.KEY_F11 => 23,
        KeyCode.KEY_F12 => 24,
        _ => 0,
    };
}
