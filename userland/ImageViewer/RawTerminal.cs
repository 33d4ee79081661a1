// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Libc;

namespace Skift.ImageViewer;

/// <summary>Standard input as a keyboard: every key at once and unseen. The terminal is as before after <see cref="Dispose"/>.</summary>
internal sealed class RawTerminal : IDisposable
{
    private readonly Termios _before;

    private RawTerminal(Termios before) => _before = before;

    /// <summary>Takes the terminal over; null if standard input is none.</summary>
    internal static RawTerminal? Open()
    {
        if (!Posix.Tcgetattr(Posix.STDIN_FILENO).Try(out Termios termios, out _))
            return null;
        RawTerminal terminal = new RawTerminal(termios);
        // ^C and ^Z come as characters too: the screen must be put in order before the program stops.
        termios.c_lflag &= ~(LocalModes.ICANON | LocalModes.ECHO | LocalModes.ISIG | LocalModes.IEXTEN);
        termios.c_iflag &= ~(InputModes.ICRNL | InputModes.IXON);
        termios.c_cc[ControlCharacter.VMIN] = 1;
        termios.c_cc[ControlCharacter.VTIME] = 0;
        Posix.Tcsetattr(Posix.STDIN_FILENO, TerminalAction.TCSADRAIN, termios);
        // On a virtual terminal, keeps the console from drawing over the picture; elsewhere it is refused.
        Posix.IoctlValue(Posix.STDIN_FILENO, KeyboardDisplayIoctl.KDSETMODE, KeyboardDisplayIoctl.KD_GRAPHICS);
        return terminal;
    }

    public void Dispose()
    {
        Posix.IoctlValue(Posix.STDIN_FILENO, KeyboardDisplayIoctl.KDSETMODE, KeyboardDisplayIoctl.KD_TEXT);
        Posix.Tcsetattr(Posix.STDIN_FILENO, TerminalAction.TCSAFLUSH, _before);
    }
}
