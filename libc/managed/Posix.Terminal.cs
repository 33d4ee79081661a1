// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Libc;

/// <summary>When <see cref="Posix.Tcsetattr"/> takes effect.</summary>
public enum TerminalAction
{
    TCSANOW = 0,

    /// <summary>After all output has been sent.</summary>
    TCSADRAIN = 1,

    /// <summary>After all output has been sent, discarding input not yet read.</summary>
    TCSAFLUSH = 2,
}

/// <summary>Terminals.</summary>
public static unsafe partial class Posix
{
    /// <summary>isatty(3).</summary>
    public static bool Isatty(int fd)
    {
        WindowSize size;
        return Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCGWINSZ, (long)&size) == 0;
    }

    /// <summary>tcgetattr(3).</summary>
    public static Result<Termios> Tcgetattr(int fd)
    {
        Termios termios;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TCGETS, (long)&termios));
        return error == Errno.None ? termios : error;
    }

    /// <summary>tcsetattr(3).</summary>
    public static Errno Tcsetattr(int fd, TerminalAction action, Termios termios)
    {
        if (action is < TerminalAction.TCSANOW or > TerminalAction.TCSAFLUSH)
        {
            return Errno.EINVAL;
        }

        return ToErrno(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TCSETS + (long)action, (long)&termios));
    }

    /// <summary>tcgetpgrp(3): the foreground process group.</summary>
    public static Result<int> Tcgetpgrp(int fd)
    {
        int group;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCGPGRP, (long)&group));
        return error == Errno.None ? group : error;
    }

    /// <summary>tcsetpgrp(3).</summary>
    public static Errno Tcsetpgrp(int fd, int group) => ToErrno(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCSPGRP, (long)&group));

    /// <summary>tcgetsid(3): the session that the terminal controls.</summary>
    public static Result<int> Tcgetsid(int fd)
    {
        int session;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCGSID, (long)&session));
        return error == Errno.None ? session : error;
    }

    /// <summary>tcgetwinsize(3).</summary>
    public static Result<WindowSize> Tcgetwinsize(int fd)
    {
        WindowSize size;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCGWINSZ, (long)&size));
        return error == Errno.None ? size : error;
    }

    /// <summary>tcsetwinsize(3).</summary>
    public static Errno Tcsetwinsize(int fd, WindowSize size) =>
        ToErrno(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCSWINSZ, (long)&size));

    /// <summary>tcflush(3): <see cref="Ioctl.TCIFLUSH"/> and its fellows.</summary>
    public static Errno Tcflush(int fd, ulong queue) => ToErrno(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TCFLSH, (long)queue));

    /// <summary>tcdrain(3): waits until all output has been sent.</summary>
    public static Errno Tcdrain(int fd) => ToErrno(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TCSBRK, 1));

    /// <summary>Bytes that were written to the terminal and have not been sent (<c>TIOCOUTQ</c>).</summary>
    public static Result<int> OutputQueue(int fd)
    {
        int count = 0;
        Errno error = ToErrno(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCOUTQ, (long)&count));
        return error == Errno.None ? count : error;
    }

    /// <summary>Makes the terminal the controlling one of the caller's session (<c>TIOCSCTTY</c>).</summary>
    public static Errno SetControllingTerminal(int fd) => ToErrno(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCSCTTY, 0));
}
