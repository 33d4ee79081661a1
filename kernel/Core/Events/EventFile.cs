// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Events;

/// <summary>eventfd(2): a counter that writes add to and reads take from.</summary>
internal sealed class EventFile : OpenFile
{
    private const ulong Maximum = ulong.MaxValue - 1;

    private readonly SpinLock<ulong> _count;
    private readonly WaitQueue _changed = new();
    private readonly bool _isSemaphore;

    internal EventFile(ulong count, bool isSemaphore, OpenFlags flags)
        : base(KernelServices.Anonymous.NewPath("anon_inode:[eventfd]"u8), flags | OpenFlags.O_RDWR)
    {
        _count = new SpinLock<ulong>(count);
        _isSemaphore = isSemaphore;
    }

    public override PollEvents Poll(Poller? poller)
    {
        poller?.Register(_changed);
        using SpinLock<ulong>.Guard count = _count.Lock();
        PollEvents events = count.Value > 0 ? PollEvents.POLLIN : PollEvents.None;
        return events | (count.Value < Maximum ? PollEvents.POLLOUT : PollEvents.None);
    }

    /// <summary>Waits until the counter is not 0, then takes all of it, or 1 of a semaphore.</summary>
    protected override Result<long> ReadCore(ref IoSink sink, long offset)
    {
        if (sink.Remaining < sizeof(ulong)) return Errno.EINVAL;
        ulong taken;
        using (SpinLock<ulong>.Guard count = _count.Lock())
        {
            while (count.Value == 0)
            {
                if (IsNonBlocking) return Errno.EAGAIN;
                Errno reason = _changed.Wait(count);
                if (reason != Errno.None) return reason;
            }

            taken = _isSemaphore ? 1 : count.Value;
            count.Value -= taken;
            _changed.WakeAll(PollEvents.POLLOUT);
        }

        return sink.WriteCounter(taken);
    }

    /// <summary>Waits until the sum fits, then adds.</summary>
    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        if (source.Remaining != sizeof(ulong)) return Errno.EINVAL;
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Errno error = source.Read(bytes);
        if (error != Errno.None) return error;
        ulong added = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (added == ulong.MaxValue) return Errno.EINVAL;
        using SpinLock<ulong>.Guard count = _count.Lock();
        while (added > Maximum - count.Value)
        {
            if (IsNonBlocking) return Errno.EAGAIN;
            Errno reason = _changed.Wait(count);
            if (reason != Errno.None) return reason;
        }

        count.Value += added;
        _changed.WakeShared(PollEvents.POLLIN);
        return sizeof(ulong);
    }
}
