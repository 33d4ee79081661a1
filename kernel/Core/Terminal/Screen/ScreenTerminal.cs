// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Scheduling;
using Skift.Core.Terminal.Keyboard;

namespace Skift.Core.Terminal.Screen;

/// <summary>The terminal that is the machine's own screen and keyboards: <c>/dev/tty1</c>.</summary>
public static class ScreenTerminal
{
    private const uint Major = 4;

    /// <summary>Makes it, and lets the thread begin that draws it.</summary>
    /// <param name="keyboards">They type into it from now on.</param>
    public static Terminal Start(Framebuffer framebuffer, List<InputDevice> keyboards, JobControl jobs)
    {
        ScreenConsole console = new(new FramebufferSurface(framebuffer));
        Terminal terminal = new("tty1", DeviceNumber.Make(Major, 1), console, jobs, console.WindowSize);
        console.Connect(terminal);
        framebuffer.ModeChanged = console.Redraw;
        TerminalKeyboard keyboard = new(terminal, console);
        foreach (InputDevice device in keyboards)
        {
            device.Connect(keyboard);
        }

        WorkerThread.Start("tty1", () => Draw(console));
        return terminal;
    }

    private static void Draw(ScreenConsole console)
    {
        while (console.WaitForChange() == Errno.None)
        {
            console.Draw();
        }
    }
}
