// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Tools;

/// <summary>Signals as users name them: HUP, SIGHUP, hup or 1.</summary>
public static class SignalNames
{
    private static readonly string[] s_names =
    {
        "EXIT", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    };

    /// <summary>Name without SIG; 0 is EXIT, as <c>trap</c> has it.</summary>
    public static string Get(int signal)
    {
        if (signal >= 0 && signal < s_names.Length)
        {
            return s_names[signal];
        }

        int realTime = signal - (int)Signal.SIGRTMIN;
        return realTime == 0 ? "RTMIN" : signal == (int)Signal.SIGRTMAX ? "RTMAX" : realTime > 0 && signal < 65 ? "RTMIN+" + realTime.ToString() : signal.ToString();
    }

    /// <summary>Reads a name or number; 0 (EXIT) is among them.</summary>
    public static bool TryParse(string text, out int signal)
    {
        if (int.TryParse(text, out signal))
        {
            return signal >= 0 && signal <= (int)Signal.SIGRTMAX;
        }

        string name = text.ToUpperInvariant();
        if (name.StartsWith("SIG", StringComparison.Ordinal))
        {
            name = name.Substring(3);
        }

        for (signal = 0; signal <= (int)Signal.SIGRTMAX; signal++)
        {
            if (Get(signal) == name && !char.IsAsciiDigit(name[0]))
            {
                return true;
            }
        }

        signal = name switch { "CLD" => (int)Signal.SIGCHLD, "POLL" => (int)Signal.SIGIO, "IOT" => (int)Signal.SIGABRT, _ => -1 };
        return signal >= 0;
    }
}
