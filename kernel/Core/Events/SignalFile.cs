// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Events;

/// <summary>signalfd(2): takes pending signals of whoever reads, instead of a handler.</summary>
internal sealed class SignalFile : OpenFile
{
    private ulong _mask;

    internal SignalFile(ulong mask, OpenFlags flags)
        : base(KernelServices.Anonymous.NewPath("anon_inode:[signalfd]"u8), flags | OpenFlags.O_RDWR) => _mask = mask;

    /// <summary>Signals that it takes.</summary>
    internal ulong Mask
    {
        get => Volatile.Read(ref _mask);
        set => Volatile.Write(ref _mask, value);
    }

    public override PollEvents Poll(Poller? poller)
    {
        UserThread thread = UserThread.Current;
        poller?.Register(thread.Process.SignalArrivals);
        using SpinLock<SignalState>.Guard state = thread.Process.Signals.Lock();
        return ((thread.Pending.Set | state.Value.Pending.Set) & Mask) != 0 ? PollEvents.POLLIN : PollEvents.None;
    }

    /// <summary>Waits for one signal, then takes what else is there and fits.</summary>
    protected override Result<long> ReadCore(ref IoSink sink, long offset)
    {
        if (sink.Remaining < SignalFileInformation.Bytes) return Errno.EINVAL;
        long start = sink.Transferred;
        bool mayWait = !IsNonBlocking;
        Span<byte> bytes = stackalloc byte[SignalFileInformation.Bytes];
        while (sink.Remaining >= SignalFileInformation.Bytes)
        {
            Errno error = Take(mayWait, out SignalDetails details);
            if (error == Errno.None)
            {
                details.Encode(bytes);
                error = sink.Write(bytes);
            }

            if (error != Errno.None)
            {
                return sink.Transferred != start ? sink.Transferred - start : error;
            }

            mayWait = false;
        }

        return sink.Transferred - start;
    }

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        return Errno.EINVAL;
    }

    private Errno Take(bool mayWait, out SignalDetails details)
    {
        UserThread thread = UserThread.Current;
        using SpinLock<SignalState>.Guard state = thread.Process.Signals.Lock();
        while (true)
        {
            if (thread.Pending.TryTake(~Mask, out details) || state.Value.Pending.TryTake(~Mask, out details)) return Errno.None;
            if (!mayWait) return Errno.EAGAIN;
            Errno reason = thread.Process.SignalArrivals.Wait(state);
            if (reason != Errno.None) return reason;
        }
    }
}
