// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace Skift.Init;

/// <summary>
/// Process 1: mounts what the system calls home, starts the shells or the one command of this boot, collects orphans, and
/// ends the machine in order.
/// </summary>
/// <remarks>Signals as other small inits take them: SIGUSR1 halts, SIGUSR2 powers off, SIGTERM and SIGINT restart.</remarks>
internal static class Program
{
    private static readonly Signal[] s_signals = [Signal.SIGCHLD, Signal.SIGUSR1, Signal.SIGUSR2, Signal.SIGTERM, Signal.SIGINT];

    private static int Main()
    {
        if (Posix.Getpid() != 1)
        {
            Report.Error("must be process 1");
            return 2;
        }

        SignalSet signals = SignalSet.Of(s_signals);
        Posix.Sigprocmask(SignalConstants.SIG_BLOCK, signals).Try(out SignalSet mask, out _);
        foreach (Signal signal in s_signals)
        {
            _ = Posix.CatchSignal(signal);
        }

        FileTree.Mount();
        _ = Posix.Sethostname("skift");
        _ = Posix.Chdir("/");

        var supervisor = new Supervisor(mask);
        supervisor.StartAll();
        while (true)
        {
            supervisor.ReapAndRestart();
            SignalSet pending = Posix.TakePendingSignals();
            if (pending.Contains(Signal.SIGUSR1))
            {
                Shutdown.End(RebootConstants.LINUX_REBOOT_CMD_HALT);
            }
            else if (pending.Contains(Signal.SIGUSR2) || supervisor.IsDone)
            {
                Shutdown.End(RebootConstants.LINUX_REBOOT_CMD_POWER_OFF);
            }
            else if (pending.Contains(Signal.SIGTERM) || pending.Contains(Signal.SIGINT))
            {
                Shutdown.End(RebootConstants.LINUX_REBOOT_CMD_RESTART);
            }

            // Signals that came since stay blocked until here, so none is slept through.
            _ = Posix.Sigsuspend(mask);
        }
    }
}
