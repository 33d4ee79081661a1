// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Events;

/// <summary>inotify(7): a queue of what happened to the watched files.</summary>
internal sealed class InotifyFile : OpenFile
{
    /// <summary><c>/proc/sys/fs/inotify/max_queued_events</c>.</summary>
    private const int MaximumEvents = 16384;

    private const int HeaderBytes = 16;

    private readonly Mutex<Watches> _watches = new(new Watches());
    private readonly SpinLock<LinkList<InotifyEvent>> _events = new(new LinkList<InotifyEvent>());
    private readonly WaitQueue _readable = new();

    private sealed class Watches
    {
        internal Dictionary<int, InotifyWatch> ByNumber { get; } = [];

        internal int LastNumber { get; set; }
    }

    internal InotifyFile(OpenFlags flags)
        : base(KernelServices.Anonymous.NewPath("anon_inode:inotify"u8), flags)
    {
    }

    /// <summary>inotify_add_watch(2): watches an inode, or changes what is watched of it.</summary>
    /// <returns>The watch's number; <c>EEXIST</c>: there is one, and IN_MASK_CREATE was given.</returns>
    internal Result<long> Watch(Inode inode, InotifyMask mask)
    {
        using Mutex<Watches>.Guard watches = _watches.Lock();
        foreach (InotifyWatch existing in watches.Value.ByNumber.Values)
        {
            if (existing.Inode != inode) continue;
            if ((mask & InotifyMask.IN_MASK_CREATE) != 0) return Errno.EEXIST;
            existing.Mask = (mask & InotifyMask.IN_MASK_ADD) != 0 ? existing.Mask | mask : mask;
            return existing.Number;
        }

        InotifyWatch watch = new(this, inode, ++watches.Value.LastNumber, mask);
        watches.Value.ByNumber.Add(watch.Number, watch);
        FileEvents.Add(watch);
        return watch.Number;
    }

    /// <summary>inotify_rm_watch(2). <c>EINVAL</c>.</summary>
    internal Errno Remove(int number)
    {
        InotifyWatch? watch;
        using (Mutex<Watches>.Guard watches = _watches.Lock())
        {
            if (!watches.Value.ByNumber.TryGetValue(number, out watch)) return Errno.EINVAL;
            _ = watches.Value.ByNumber.Remove(number);
        }

        _ = FileEvents.Remove(watch);
        Queue(new InotifyEvent(number, InotifyMask.IN_IGNORED, 0, []));
        return Errno.None;
    }

    /// <summary>Adds an event, unless it is the same as the one before it or there are too many.</summary>
    internal void Queue(InotifyEvent added)
    {
        InotifyEvent overflow = new(-1, InotifyMask.IN_Q_OVERFLOW, 0, []);
        using SpinLock<LinkList<InotifyEvent>>.Guard events = _events.Lock();
        InotifyEvent? last = events.Value.Last?.Owner;
        if (last is not null && last.IsSame(added)) return;
        if (events.Value.Count >= MaximumEvents)
        {
            if (last!.IsSame(overflow)) return;
            added = overflow;
        }

        events.Value.Add(added.Link);
        _readable.WakeShared(PollEvents.POLLIN | PollEvents.POLLRDNORM);
    }

    public override PollEvents Poll(Poller? poller)
    {
        poller?.Register(_readable);
        using SpinLock<LinkList<InotifyEvent>>.Guard events = _events.Lock();
        return events.Value.First is null ? PollEvents.None : PollEvents.POLLIN | PollEvents.POLLRDNORM;
    }

    public override Result<long> Control(uint request, ulong argument)
    {
        if (request != Ioctl.FIONREAD) return Errno.ENOTTY;
        int total = 0;
        using (SpinLock<LinkList<InotifyEvent>>.Guard events = _events.Lock())
        {
            for (Link<InotifyEvent>? link = events.Value.First; link is not null; link = link.Next) total += HeaderBytes + link.Owner.PaddedLength;
        }

        Errno error = UserMemory.Write(new VirtualAddress(argument), total);
        return error == Errno.None ? 0L : error;
    }

    /// <summary>Whole events, as many as fit. <c>EINVAL</c>: not even the first does.</summary>
    protected override Result<long> ReadCore(ref IoSink sink, long offset)
    {
        long start = sink.Transferred;
        while (true)
        {
            bool isFirst = sink.Transferred == start;
            Errno error = Take(sink.Remaining, mayWait: isFirst && !IsNonBlocking, out InotifyEvent? taken);
            if (error == Errno.None) error = taken!.WriteTo(ref sink);
            if (error != Errno.None) return isFirst ? error : sink.Transferred - start;
        }
    }

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        return Errno.EBADF;
    }

    protected override void OnClose()
    {
        using Mutex<Watches>.Guard watches = _watches.Lock();
        foreach (InotifyWatch watch in watches.Value.ByNumber.Values) _ = FileEvents.Remove(watch);
        watches.Value.ByNumber.Clear();
    }

    private Errno Take(long room, bool mayWait, out InotifyEvent? taken)
    {
        taken = null;
        using SpinLock<LinkList<InotifyEvent>>.Guard events = _events.Lock();
        while (events.Value.First is null)
        {
            if (!mayWait) return Errno.EAGAIN;
            Errno reason = _readable.Wait(events);
            if (reason != Errno.None) return reason;
        }

        InotifyEvent first = events.Value.First.Owner;
        if (HeaderBytes + first.PaddedLength > room) return Errno.EINVAL;
        events.Value.Remove(first.Link);
        taken = first;
        return Errno.None;
    }
}

/// <summary>One watched inode of one <see cref="InotifyFile"/>.</summary>
internal sealed class InotifyWatch(InotifyFile owner, Inode inode, int number, InotifyMask mask) : FileWatch(inode, mask)
{
    internal int Number => number;

    internal override void Tell(InotifyMask what, byte[] name, uint cookie)
    {
        owner.Queue(new InotifyEvent(number, what, cookie, name));
        if ((Mask & InotifyMask.IN_ONESHOT) != 0) End();
    }

    internal override void End() => _ = owner.Remove(number);
}

/// <summary><c>struct inotify_event</c>.</summary>
internal sealed class InotifyEvent
{
    private const int Header = 16;
    private readonly int _watch;
    private readonly InotifyMask _mask;
    private readonly uint _cookie;
    private readonly byte[] _name;

    internal InotifyEvent(int watch, InotifyMask mask, uint cookie, byte[] name)
    {
        _watch = watch;
        _mask = mask;
        _cookie = cookie;
        _name = name;
        Link = new Link<InotifyEvent>(this);
    }

    internal Link<InotifyEvent> Link { get; }

    /// <summary>Bytes of the name with its end, filled up so that events stay aligned.</summary>
    internal int PaddedLength => _name.Length == 0 ? 0 : (_name.Length + Header) / Header * Header;

    internal bool IsSame(InotifyEvent other) =>
        (_mask & InotifyMask.IN_IGNORED) == 0 && _mask == other._mask && _watch == other._watch && _name.AsSpan().SequenceEqual(other._name);

    internal Errno WriteTo(ref IoSink sink)
    {
        byte[] bytes = new byte[Header + PaddedLength];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, _watch);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)_mask);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), _cookie);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), PaddedLength);
        _name.CopyTo(bytes, Header);
        return sink.Write(bytes);
    }
}
