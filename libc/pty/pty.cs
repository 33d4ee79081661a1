// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>pty.h, and utmp.h's login_tty.</summary>
public static unsafe partial class C
{
    /// <summary>Opens a pseudo terminal; the name, if asked for, must have room for a path of /dev/pts.</summary>
    [RuntimeExport("openpty")]
    public static int openpty(int* master, int* terminal, byte* name, CTermios* settings, WindowSize* size)
    {
        const int Mode = (int)(OpenFlags.O_RDWR | OpenFlags.O_NOCTTY);
        int own = posix_openpt(Mode);
        if (own < 0)
        {
            return -1;
        }

        byte* path = stackalloc byte[32];
        int error = ptsname_r(own, path, 32);
        int other = error == 0 && unlockpt(own) == 0 ? open(path, Mode, 0) : -1;
        if (other < 0)
        {
            error = error == 0 ? Error.Current : error;
            _ = Syscall.Invoke(SystemCall.close, own);
            return Error.Set((Errno)error);
        }

        if (settings != null)
        {
            _ = tcsetattr(other, 0, settings);
        }

        if (size != null)
        {
            _ = tcsetwinsize(other, size);
        }

        if (name != null)
        {
            _ = strcpy(name, path);
        }

        *master = own;
        *terminal = other;
        return 0;
    }

    /// <summary>A child whose controlling terminal and three standard files are a new pseudo terminal; as fork answers.</summary>
    [RuntimeExport("forkpty")]
    public static int forkpty(int* master, byte* name, CTermios* settings, WindowSize* size)
    {
        int own, other;
        if (openpty(&own, &other, name, settings, size) < 0)
        {
            return -1;
        }

        int child = fork();
        if (child == 0)
        {
            _ = Syscall.Invoke(SystemCall.close, own);
            if (login_tty(other) < 0)
            {
                _exit(1);
            }

            return 0;
        }

        _ = Syscall.Invoke(SystemCall.close, other);
        if (child < 0)
        {
            _ = Syscall.Invoke(SystemCall.close, own);
            return -1;
        }

        *master = own;
        return child;
    }

    /// <summary>A new session with the terminal as its own and as the three standard files; closes the descriptor.</summary>
    [RuntimeExport("login_tty")]
    public static int login_tty(int fd)
    {
        _ = setsid();
        if (Error.Answer(Syscall.Invoke(SystemCall.ioctl, fd, Ioctl.TIOCSCTTY, 0)) < 0)
        {
            return -1;
        }

        for (int standard = 0; standard < 3; standard++)
        {
            if (dup2(fd, standard) < 0)
            {
                return -1;
            }
        }

        return fd > 2 ? close(fd) : 0;
    }
}
