// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Init;

/// <summary>Starts the processes of this boot, collects every child, and restarts the shells that end.</summary>
internal sealed class Supervisor
{
    private const string CommandFile = "/etc/init/command";
    private const string StatusTerminal = "/dev/ttyS1";

    private readonly List<Session> _sessions = [];
    private readonly SignalSet _mask;
    private bool _onlyCommand;

    /// <param name="mask">The signal mask that children start with.</param>
    public Supervisor(SignalSet mask) => _mask = mask;

    /// <summary>The boot was for one command, and it has ended.</summary>
    public bool IsDone { get; private set; }

    public void StartAll()
    {
        if (Posix.Access(CommandFile, AccessMode.R_OK) == Errno.None)
        {
            _onlyCommand = true;
            Start(new Session("/dev/console", ["/bin/sh", CommandFile]));
            return;
        }

        foreach (string terminal in Consoles.Find())
        {
            Start(new Session(terminal, ["-sh"]));
        }
    }

    /// <summary>Collects all children that have ended, without waiting.</summary>
    public void ReapAndRestart()
    {
        while (Posix.Wait4(-1, out int status, WaitOptions.WNOHANG).Try(out int pid, out _) && pid > 0)
        {
            Session? ended = _sessions.Find(session => session.Pid == pid);
            if (ended is null)
            {
                continue;
            }

            if (_onlyCommand)
            {
                ReportStatus(status);
                IsDone = true;
                return;
            }

            Start(ended);
        }
    }

    private void Start(Session session)
    {
        _sessions.Remove(session);
        Errno error = session.Start(_mask);
        if (error != Errno.None)
        {
            Report.Error("cannot start " + session.Name, error);
            IsDone = _onlyCommand;
            return;
        }

        _sessions.Add(session);
    }

    /// <summary>Tells whoever started the machine, past the console, as a shell would put it in <c>$?</c>.</summary>
    private static void ReportStatus(int status)
    {
        int code = WaitStatus.IsExited(status) ? WaitStatus.ExitCode(status) : 128 + (int)WaitStatus.TerminatingSignal(status);
        if (Posix.Open(StatusTerminal, OpenFlags.O_WRONLY | OpenFlags.O_NOCTTY).Try(out int port, out _))
        {
            _ = Posix.WriteAll(port, ByteString.Encode(code.ToString() + "\n"));
            _ = Posix.Tcdrain(port);
            _ = Posix.Close(port);
        }
    }
}
