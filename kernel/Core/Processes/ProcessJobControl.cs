// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Core.Terminal;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>Answers what terminals ask about processes.</summary>
public sealed class ProcessJobControl : JobControl
{
    public override ProcessGroup? CurrentGroup => (Thread.Current as UserThread)?.Process.Group;

    public override ControllingTerminal? OwnTerminal => (Thread.Current as UserThread)?.Process.Terminal;

    public override void ForgetTerminal()
    {
        if (Thread.Current is UserThread thread) thread.Process.HasForgottenTerminal = true;
    }

    public override bool IsSessionLeader => Thread.Current is UserThread thread && thread.Process.Session.Leader == thread.Process;

    public override bool IsPrivileged => Thread.Current is not UserThread thread || thread.Process.Credentials.IsPrivileged;

    public override bool IsIgnoring(Signal signal)
    {
        if (Thread.Current is not UserThread thread) return true;
        using SpinLock<SignalState>.Guard state = thread.Process.Signals.Lock();
        return SignalSet.Contains(thread.SignalMask, signal) || state.Value.ActionOf(signal).sa_handler == SignalConstants.SIG_IGN;
    }

    public override ProcessGroup? FindGroup(int number) => ProcessTable.FindGroup(number);

    public override void SendToLeader(Session session, Signal signal)
    {
        if (session.Leader is Process leader) SignalSender.SendStandard(leader, SignalDetails.FromKernel(signal));
    }

    public override void Send(ProcessGroup group, Signal signal) => _ = SignalSender.SendStandard(group, SignalDetails.FromKernel(signal));
}
