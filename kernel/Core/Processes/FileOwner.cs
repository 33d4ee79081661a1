// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>What kind of number F_SETOWN_EX names.</summary>
internal enum FileOwnerKind
{
    F_OWNER_TID = 0,
    F_OWNER_PID = 1,
    F_OWNER_PGRP = 2,
}

/// <summary>A thread, process or process group that gets the signals of an open file (F_SETOWN of <c>fcntl(2)</c>).</summary>
internal sealed class FileOwner : AsyncOwner
{
    private readonly ProcessId _identity;
    private readonly Credentials _setter;

    private FileOwner(ProcessId identity, FileOwnerKind kind, Credentials setter)
    {
        _identity = identity;
        Kind = kind;
        _setter = setter;
    }

    internal FileOwnerKind Kind { get; }

    /// <summary>Who said so: its real and effective user (F_GETOWNER_UIDS).</summary>
    internal Credentials Setter => _setter;

    /// <summary>Finds who has the number; null if nobody has.</summary>
    internal static FileOwner? Find(int number, FileOwnerKind kind, Credentials setter)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        return tree.Value.Find(number) is ProcessId identity ? new FileOwner(identity, kind, setter) : null;
    }

    /// <summary>The number, or 0 if who had it is gone.</summary>
    internal int Number
    {
        get
        {
            using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
            bool isThere = Kind switch
            {
                FileOwnerKind.F_OWNER_PGRP => _identity.Group is not null,
                FileOwnerKind.F_OWNER_TID => _identity.Thread is not null,
                _ => _identity.Process is not null,
            };
            return isThere ? _identity.Number : 0;
        }
    }

    public override void Notify(int signal, int descriptor, PollEvents band)
    {
        bool isMessage = (band & PollEvents.POLLMSG) != 0;
        bool isInput = (band & PollEvents.POLLIN) != 0;
        SignalDetails details = signal == 0
            ? SignalDetails.FromKernel(Signal.SIGIO)
            : new SignalDetails
            {
                Signal = (Signal)signal,
                Code = isMessage ? SignalCode.POLL_MSG : isInput ? SignalCode.POLL_IN : SignalCode.POLL_OUT,
                // The place of si_band, whose upper half is always zero.
                ProcessId = (int)(isMessage ? band : isInput ? PollEvents.POLLIN | PollEvents.POLLRDNORM : PollEvents.POLLOUT | PollEvents.POLLWRNORM | PollEvents.POLLWRBAND),
                Value = (ulong)(uint)descriptor,
            };
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        switch (Kind)
        {
            case FileOwnerKind.F_OWNER_TID when _identity.Thread is UserThread thread:
                if (MaySend(thread.Process)) SignalSender.Send(thread, details);
                break;
            case FileOwnerKind.F_OWNER_PID when _identity.Process is Process process:
                if (MaySend(process)) SignalSender.Send(process, details);
                break;
            case FileOwnerKind.F_OWNER_PGRP when _identity.Group is ProcessGroup group:
                for (Link<Process>? link = group.Members.First; link is not null; link = link.Next)
                {
                    if (MaySend(link.Owner)) SignalSender.Send(link.Owner, details);
                }

                break;
        }
    }

    /// <summary>The rule of kill(2), with the rights of who set the owner.</summary>
    private bool MaySend(Process target)
    {
        Credentials other = target.Credentials;
        return _setter.EffectiveUserId == 0
            || _setter.EffectiveUserId == other.SavedUserId || _setter.EffectiveUserId == other.UserId
            || _setter.UserId == other.SavedUserId || _setter.UserId == other.UserId;
    }
}
