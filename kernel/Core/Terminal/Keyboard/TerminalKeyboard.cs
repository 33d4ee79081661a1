// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Terminal.Screen;
using Skift.Machine;

namespace Skift.Core.Terminal.Keyboard;

/// <summary>The keyboards of a terminal on the screen. Several act as one, as if their keys were on one board.</summary>
public sealed class TerminalKeyboard : InputListener
{
    private readonly SpinLock<KeyboardTranslator> _translator = new(new KeyboardTranslator());
    private readonly Terminal _terminal;
    private readonly ScreenConsole _screen;

    public TerminalKeyboard(Terminal terminal, ScreenConsole screen)
    {
        _terminal = terminal;
        _screen = screen;
    }

    public override void OnEvent(InputEventType type, ushort code, int value)
    {
        if (type != InputEventType.EV_KEY)
        {
            return;
        }

        Span<byte> bytes = stackalloc byte[KeyboardTranslator.MaximumLength];
        bool isApplicationCursor = _screen.IsApplicationCursor;
        int length;
        using (SpinLock<KeyboardTranslator>.Guard translator = _translator.Lock())
        {
            length = translator.Value.Translate((KeyCode)code, value, isApplicationCursor, bytes);
        }

        _terminal.Receive(bytes[..length]);
    }

    public override void OnGrabbed()
    {
        using SpinLock<KeyboardTranslator>.Guard translator = _translator.Lock();
        translator.Value.ReleaseAll();
    }
}
