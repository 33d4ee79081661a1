// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Abi;
using Skift.Core.Terminal.Keyboard;
using Xunit;

namespace Skift.Tests.Host.Terminal;

public sealed class KeyboardTests
{
    private readonly KeyboardTranslator _keyboard = new();

    [Theory]
    [InlineData(KeyCode.KEY_A, "a", "A", "\u0001", "\u001ba")]
    [InlineData(KeyCode.KEY_1, "1", "!", "1", "\u001b1")]
    [InlineData(KeyCode.KEY_SPACE, " ", " ", "\0", "\u001b ")]
    [InlineData(KeyCode.KEY_ENTER, "\r", "\r", "\r", "\u001b\r")]
    [InlineData(KeyCode.KEY_BACKSPACE, "\u007f", "\u007f", "\b", "\u001b\u007f")]
    [InlineData(KeyCode.KEY_TAB, "\t", "\u001b[Z", "\t", "\u001b\t")]
    [InlineData(KeyCode.KEY_BACKSLASH, "\\", "|", "\u001c", "\u001b\\")]
    [InlineData(KeyCode.KEY_UP, "\u001b[A", "\u001b[1;2A", "\u001b[1;5A", "\u001b[1;3A")]
    [InlineData(KeyCode.KEY_HOME, "\u001b[H", "\u001b[1;2H", "\u001b[1;5H", "\u001b[1;3H")]
    [InlineData(KeyCode.KEY_DELETE, "\u001b[3~", "\u001b[3;2~", "\u001b[3;5~", "\u001b[3;3~")]
    [InlineData(KeyCode.KEY_F1, "\u001bOP", "\u001b[1;2P", "\u001b[1;5P", "\u001b[1;3P")]
    [InlineData(KeyCode.KEY_F12, "\u001b[24~", "\u001b[24;2~", "\u001b[24;5~", "\u001b[24;3~")]
    [InlineData(KeyCode.KEY_KP7, "7", "\u001b[1;2H", "\u001f", "\u001b7")]
    [InlineData(KeyCode.KEY_LEFTMETA, "", "", "", "")]
    public void Keys_SendWhatXtermSends(KeyCode key, string plain, string shift, string control, string alt)
    {
        Assert.Equal(plain, Type(key));
        Assert.Equal(shift, TypeWith(KeyCode.KEY_RIGHTSHIFT, key));
        Assert.Equal(control, TypeWith(KeyCode.KEY_LEFTCTRL, key));
        Assert.Equal(alt, TypeWith(KeyCode.KEY_LEFTALT, key));
    }

    [Fact]
    public void CapsLock_TurnsLettersOnly()
    {
        Assert.Equal("", Type(KeyCode.KEY_CAPSLOCK));
        Assert.Equal("B", Type(KeyCode.KEY_B));
        Assert.Equal("b", TypeWith(KeyCode.KEY_LEFTSHIFT, KeyCode.KEY_B));
        Assert.Equal("2", Type(KeyCode.KEY_2));
        Assert.Equal("", Type(KeyCode.KEY_CAPSLOCK));
        Assert.Equal("b", Type(KeyCode.KEY_B));
    }

    [Fact]
    public void HeldKeys_RepeatAndAreForgotten()
    {
        Assert.Equal("a", Send(KeyCode.KEY_A, 2));
        Assert.Equal("", Send(KeyCode.KEY_LEFTSHIFT, 1));
        Assert.Equal("", Send(KeyCode.KEY_RIGHTSHIFT, 1));
        Assert.Equal("", Send(KeyCode.KEY_LEFTSHIFT, 0));
        Assert.Equal("A", Type(KeyCode.KEY_A));
        _keyboard.ReleaseAll();
        Assert.Equal("a", Type(KeyCode.KEY_A));
    }

    [Fact]
    public void ApplicationCursor_ChangesPlainCursorKeys()
    {
        Assert.Equal("\u001bOD", Send(KeyCode.KEY_LEFT, 1, isApplicationCursor: true));
        Assert.Equal("\u001b[3~", Send(KeyCode.KEY_DELETE, 1, isApplicationCursor: true));
    }

    [Fact]
    public void AnyCode_FitsIntoTheBuffer()
    {
        foreach (KeyCode modifier in (ReadOnlySpan<KeyCode>)[KeyCode.KEY_LEFTSHIFT, KeyCode.KEY_LEFTALT, KeyCode.KEY_LEFTCTRL])
        {
            _ = Send(modifier, 1);
            for (int code = 0; code <= ushort.MaxValue; code++)
            {
                _ = Send((KeyCode)code, 2);
            }
        }
    }

    private string TypeWith(KeyCode modifier, KeyCode key)
    {
        string before = Send(modifier, 1);
        string typed = Type(key);
        return before + typed + Send(modifier, 0);
    }

    private string Type(KeyCode key) => Send(key, 1) + Send(key, 0);

    private string Send(KeyCode key, int value, bool isApplicationCursor = false)
    {
        Span<byte> bytes = stackalloc byte[KeyboardTranslator.MaximumLength];
        int length = _keyboard.Translate(key, value, isApplicationCursor, bytes);
        return Encoding.Latin1.GetString(bytes[..length]);
    }
}
