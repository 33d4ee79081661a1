// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace Skift.Init;

/// <summary>A process that leads a session of its own on a terminal.</summary>
internal sealed class Session
{
    private static readonly string[] s_environment =
    [
        "PATH=/bin:/sbin:/usr/bin:/usr/sbin",
        "HOME=/root",
        "USER=root",
        "LOGNAME=root",
        "SHELL=/bin/sh",
        "TERM=xterm",
    ];

    private readonly string _terminal;
    private readonly string[] _arguments;

    /// <param name="terminal">Becomes the controlling terminal and descriptors 0 to 2.</param>
    /// <param name="arguments">The first with a dash in front means the shell as a login shell.</param>
    public Session(string terminal, string[] arguments)
    {
        _terminal = terminal;
        _arguments = arguments;
    }

    public int Pid { get; private set; }

    public string Name => _arguments[0] + " on " + _terminal;

    public Errno Start(SignalSet mask)
    {
        if (!Posix.Fork().Try(out int pid, out Errno error))
        {
            return error;
        }

        if (pid == 0)
        {
            Report.Error("cannot run " + Name, Become(mask));
            Posix.Exit(127);
        }

        Pid = pid;
        return Errno.None;
    }

    private Errno Become(SignalSet mask)
    {
        _ = Posix.Setsid();
        if (!Posix.Open(_terminal, OpenFlags.O_RDWR).Try(out int fd, out Errno error))
        {
            return error;
        }

        _ = Posix.SetControllingTerminal(fd);
        for (int standard = 0; standard <= 2; standard++)
        {
            _ = Posix.Dup2(fd, standard);
        }

        if (fd > 2)
        {
            _ = Posix.Close(fd);
        }

        _ = Posix.Sigprocmask(SignalConstants.SIG_SETMASK, mask);
        _ = Posix.Chdir("/root");
        string path = _arguments[0][0] == '-' ? "/bin/" + _arguments[0][1..] : _arguments[0];
        return Posix.Execve(path, _arguments, s_environment);
    }
}
