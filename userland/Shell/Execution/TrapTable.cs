// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace Skift.Sh.Execution;

/// <summary>
/// Traps and signals (POSIX.1-2024 XCU 2.12, trap). A caught signal is only noted when it comes; its action runs between commands.
/// </summary>
internal sealed class TrapTable
{
    public const int Exit = 0;
    public const int Count = SignalConstants.Count + 1;

    private readonly Shell _shell;
    private readonly string?[] _actions = new string?[Count];

    /// <summary>What was ignored when the shell began stays so, if it is not interactive (POSIX.1-2024 XCU trap).</summary>
    private readonly bool[] _isFixed = new bool[Count];
    private readonly bool[] _isKnown = new bool[Count];
    private string?[]? _parentActions;
    private ulong _pending;

    public TrapTable(Shell shell) => _shell = shell;

    /// <summary>Action after a failed command (<c>trap … ERR</c>).</summary>
    public string? ErrorAction { get; set; }

    /// <summary>Inside an action: the status from before, which <c>exit</c> and <c>return</c> use; -1 outside.</summary>
    public int StatusBefore { get; private set; } = -1;

    /// <summary>Some action waits, so this process must stay to run it.</summary>
    public bool HasActions
    {
        get
        {
            for (int i = 0; i < Count; i++)
            {
                if (!string.IsNullOrEmpty(_actions[i]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>A signal with an action has come.</summary>
    public bool HasPendingAction
    {
        get
        {
            Collect();
            return FindPending() != 0;
        }
    }

    /// <summary>The first signal that waits for its action; 0 if none.</summary>
    public int FindPending()
    {
        for (int i = 1; i < Count; i++)
        {
            if ((_pending & Bit(i)) != 0 && (!string.IsNullOrEmpty(_actions[i]) || IsInterrupt(i)))
            {
                return i;
            }
        }

        return 0;
    }

    public string? ActionOf(int signal) => _actions[signal];

    /// <summary>The action to show: in <c>$(trap)</c> still the parent's.</summary>
    public string? ShownAction(int signal) => (_parentActions ?? _actions)[signal];

    /// <summary>Sets an action: null for the default, empty to ignore the signal.</summary>
    public void Set(int signal, string? action)
    {
        _parentActions = null;
        _actions[signal] = action;
        if (signal != Exit)
        {
            Update((Signal)signal);
        }
    }

    /// <summary>Makes the process treat a signal as the traps and the kind of shell demand.</summary>
    public void Update(Signal signal)
    {
        if (signal is Signal.SIGKILL or Signal.SIGSTOP or >= (Signal)32 and <= (Signal)33 || IsFixed(signal))
        {
            return;
        }

        string? action = _actions[(int)signal];
        if (signal == Signal.SIGCHLD)
        {
            // Always noted: it ends the sleep of "wait".
            _ = Posix.CatchSignal(signal, restart: true);
        }
        else if (action is { Length: > 0 } || (action == null && signal == Signal.SIGINT && _shell.IsInteractive))
        {
            _ = Posix.CatchSignal(signal);
        }
        else if (action != null || IsIgnoredByShell(signal))
        {
            _ = Posix.IgnoreSignal(signal);
        }
        else
        {
            _ = Posix.DefaultSignal(signal);
        }
    }

    /// <summary>In a new child: caught signals do what they do by default again, ignored ones stay ignored.</summary>
    public void ResetInChild(bool keepsForShow, bool wasControlling)
    {
        _ = Posix.TakePendingSignals();
        _pending = 0;
        _parentActions = keepsForShow ? (string?[])_actions.Clone() : null;
        ErrorAction = null;
        for (int i = 0; i < Count; i++)
        {
            if (!string.IsNullOrEmpty(_actions[i]))
            {
                _actions[i] = null;
                if (i != Exit)
                {
                    Update((Signal)i);
                }
            }
        }

        Update(Signal.SIGINT);
        Update(Signal.SIGQUIT);
        Update(Signal.SIGTERM);
        if (wasControlling)
        {
            Update(Signal.SIGTSTP);
            Update(Signal.SIGTTIN);
            Update(Signal.SIGTTOU);
        }
    }

    /// <summary>What an interactive shell ignores for itself is not for the program that takes its place.</summary>
    public void PrepareExec()
    {
        foreach (Signal signal in new[] { Signal.SIGQUIT, Signal.SIGTERM, Signal.SIGTSTP, Signal.SIGTTIN, Signal.SIGTTOU })
        {
            if (IsIgnoredByShell(signal) && _actions[(int)signal] == null)
            {
                _ = Posix.DefaultSignal(signal);
            }
        }
    }

    public void IgnoreInChild(Signal signal)
    {
        if (_actions[(int)signal] == null)
        {
            _ = Posix.IgnoreSignal(signal);
        }
    }

    /// <summary>Runs the actions of the signals that have come.</summary>
    public void RunPending()
    {
        if (_pending == 0 && !Posix.HasPendingSignals)
        {
            return;
        }

        Collect();
        if ((_pending & Bit((int)Signal.SIGCHLD)) != 0)
        {
            _shell.Jobs.Reap();
            if (string.IsNullOrEmpty(_actions[(int)Signal.SIGCHLD]))
            {
                _pending &= ~Bit((int)Signal.SIGCHLD);
            }
        }

        for (int signal = FindPending(); signal != 0; signal = FindPending())
        {
            _pending &= ~Bit(signal);
            if (IsInterrupt(signal))
            {
                throw new InterruptRequest();
            }

            Run(_actions[signal]!);
            if (_shell.Skip == SkipKind.Return)
            {
                break;
            }
        }
    }

    /// <summary>Runs the EXIT action, once.</summary>
    /// <returns>The status to end with: the one before, unless the action itself exits with another.</returns>
    public int RunExit(int status)
    {
        while (_actions[Exit] is { Length: > 0 } action)
        {
            _actions[Exit] = null;
            StatusBefore = status;
            _shell.LastStatus = status;
            _shell.Skip = SkipKind.None;
            try
            {
                _shell.RunText(action);
            }
            catch (ExitRequest exit)
            {
                status = exit.Status;
            }
            catch (ShellError error)
            {
                status = error.Status;
            }
            catch (InterruptRequest)
            {
                status = 128 + (int)Signal.SIGINT;
            }
        }

        return status;
    }

    /// <summary>Runs an action; the status is the one before it again, unless it returns from a function with another.</summary>
    private void Run(string action)
    {
        int status = _shell.LastStatus;
        SkipKind skip = _shell.Skip;
        bool isOuter = StatusBefore < 0;
        if (isOuter)
        {
            StatusBefore = status;
        }

        _shell.Skip = SkipKind.None;
        try
        {
            _shell.RunText(action);
        }
        finally
        {
            if (isOuter)
            {
                StatusBefore = -1;
            }
        }

        if (_shell.Skip != SkipKind.Return)
        {
            _shell.LastStatus = status;
            _shell.Skip = skip;
        }
    }

    private static ulong Bit(int signal) => 1UL << (signal - 1);

    private void Collect() => _pending |= Posix.TakePendingSignals().Bits;

    /// <summary>SIGINT without an action takes an interactive shell back to its prompt.</summary>
    private bool IsInterrupt(int signal) => signal == (int)Signal.SIGINT && _actions[signal] == null && _shell.IsInteractive;

    private bool IsIgnoredByShell(Signal signal) => signal switch
    {
        Signal.SIGQUIT or Signal.SIGTERM => _shell.IsInteractive,
        Signal.SIGTSTP or Signal.SIGTTIN or Signal.SIGTTOU => _shell.HasJobControl,
        _ => false,
    };

    private bool IsFixed(Signal signal)
    {
        int index = (int)signal;
        if (!_isKnown[index])
        {
            _isKnown[index] = true;
            bool isIgnored = Posix.GetSignalDisposition(signal).Try(out SignalDisposition disposition, out _) && disposition == SignalDisposition.Ignored;
            bool isForJobs = signal is Signal.SIGTSTP or Signal.SIGTTIN or Signal.SIGTTOU;
            _isFixed[index] = isIgnored && !_shell.Options.Interactive && !isForJobs;
        }

        return _isFixed[index];
    }
}
