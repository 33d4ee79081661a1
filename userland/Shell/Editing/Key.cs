// SPDX-License-Identifier: MIT
namespace Skift.Sh.Editing;

internal enum KeyKind
{
    /// <summary>Text to insert.</summary>
    Text,

    /// <summary>A control character, by its letter: ^A is 'A'.</summary>
    Control,

    /// <summary>A character with Alt, which sends an escape first.</summary>
    Alt,
    Enter,
    Tab,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    WordLeft,
    WordRight,
    Home,
    End,

    /// <summary>A sequence without meaning here.</summary>
    Unknown,
    EndOfInput,
    Interrupted,
}

internal readonly struct Key
{
    public Key(KeyKind kind, string text = "")
    {
        Kind = kind;
        Text = text;
    }

    public readonly KeyKind Kind;
    public readonly string Text;

    public char Letter => Text.Length > 0 ? Text[0] : '\0';
}
