// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Skift.Abi;
using Skift.Libc;

namespace System;

/// <summary>The terminal's modes while a key is awaited, which are gone when the program ends, however it does, and are back when it goes on.</summary>
public static partial class Console
{
    private static readonly object s_modeGate = new();
    private static Termios s_before;
    private static Termios s_keyMode;
    private static bool s_isInKeyMode;

    /// <summary>Null in a program that never asks for keys.</summary>
    private static Action? s_restore;

    /// <summary>Keys come at once, as they are, and unseen; signals still come.</summary>
    private static void EnterKeyMode()
    {
        PrepareRestoring();
        lock (s_modeGate)
        {
            s_before = IO.UnixError.Value(Posix.Tcgetattr(Posix.STDIN_FILENO), null);
            s_keyMode = s_before;
            s_keyMode.c_lflag &= ~(LocalModes.ICANON | LocalModes.ECHO | LocalModes.IEXTEN);
            s_keyMode.c_iflag &= ~(InputModes.ICRNL | InputModes.INLCR | InputModes.IGNCR | InputModes.ISTRIP);
            s_keyMode.c_cc[ControlCharacter.VMIN] = 1;
            s_keyMode.c_cc[ControlCharacter.VTIME] = 0;
            s_isInKeyMode = true;
            _ = Posix.Tcsetattr(Posix.STDIN_FILENO, TerminalAction.TCSANOW, s_keyMode);
        }
    }

    private static void LeaveKeyMode()
    {
        lock (s_modeGate)
        {
            if (!s_isInKeyMode) return;
            s_isInKeyMode = false;
            _ = Posix.Tcsetattr(Posix.STDIN_FILENO, TerminalAction.TCSANOW, s_before);
        }
    }

    private static void PrepareRestoring()
    {
        if (s_restore != null) return;

        // What flushes it at the end restores the terminal as well.
        _ = Out;
        s_restore = LeaveKeyMode;
        SignalDispatcher.Ending = LeaveKeyMode;
        foreach (PosixSignal signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]) _ = PosixSignalRegistration.Create(signal, static _ => { });
        _ = PosixSignalRegistration.Create(PosixSignal.SIGCONT, static _ => ReenterKeyMode());
    }

    /// <summary>A shell gives the terminal back in its own modes.</summary>
    private static void ReenterKeyMode()
    {
        lock (s_modeGate)
        {
            if (s_isInKeyMode) _ = Posix.Tcsetattr(Posix.STDIN_FILENO, TerminalAction.TCSANOW, s_keyMode);
        }
    }
}
