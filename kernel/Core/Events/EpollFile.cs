// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;
using Skift.Core.Syscalls;
using Skift.Machine;

namespace Skift.Core.Events;

/// <summary>epoll(7): a set of watched files, and a list of those that have changed since somebody looked.</summary>
/// <remarks>
/// <c>_items</c> is locked while entries come and go and while files are asked; <c>_ready</c> only for the list, for files add to it from
/// interrupts. Epolls that watch epolls form no circle (<see cref="EpollNesting"/>), so locks are always taken from the watcher to the
/// watched for <c>_items</c>, and from the watched to the watcher for <c>_ready</c> and the queues, which therefore have no rank.
/// </remarks>
internal sealed class EpollFile : OpenFile
{
    private readonly Mutex<Dictionary<EpollKey, EpollItem>> _items = new([]);
    private readonly SpinLock<LinkList<EpollItem>> _ready = new(new LinkList<EpollItem>(), LockRank.Unranked);
    private readonly WaitQueue _sleepers = new(LockRank.Unranked);
    private readonly WaitQueue _pollers = new(LockRank.Unranked);

    internal EpollFile()
        : base(KernelServices.Anonymous.NewPath("anon_inode:[eventpoll]"u8), OpenFlags.O_RDWR)
    {
    }

    /// <summary>The last round of <see cref="EpollNesting"/> that came by, and what it found here.</summary>
    internal (long Round, int Depth) NestingDown { get; set; }

    internal (long Round, int Depth) NestingUp { get; set; }

    /// <summary>EPOLL_CTL_ADD.</summary>
    /// <returns><c>EEXIST</c>.</returns>
    internal Errno Add(in EpollKey key, in EpollEvent wanted)
    {
        using Mutex<Dictionary<EpollKey, EpollItem>>.Guard items = _items.Lock();
        if (items.Value.ContainsKey(key)) return Errno.EEXIST;
        EpollItem item = new(this, key, Complete(wanted));
        items.Value.Add(key, item);
        key.File.Watchers.Add(item);
        if (item.Look(item) != 0) _ = MarkReady(item);
        return Errno.None;
    }

    /// <summary>EPOLL_CTL_MOD.</summary>
    /// <returns><c>ENOENT</c>; <c>EINVAL</c>: the entry is exclusive.</returns>
    internal Errno Modify(in EpollKey key, in EpollEvent wanted)
    {
        using Mutex<Dictionary<EpollKey, EpollItem>>.Guard items = _items.Lock();
        if (!items.Value.TryGetValue(key, out EpollItem? item)) return Errno.ENOENT;
        if (item.IsExclusive) return Errno.EINVAL;
        item.Events = Complete(wanted).events;
        item.Data = wanted.data;
        if (item.Look() != 0) _ = MarkReady(item);
        return Errno.None;
    }

    /// <summary>EPOLL_CTL_DEL.</summary>
    /// <returns><c>ENOENT</c>.</returns>
    internal Errno Delete(in EpollKey key)
    {
        using Mutex<Dictionary<EpollKey, EpollItem>>.Guard items = _items.Lock();
        if (!items.Value.TryGetValue(key, out EpollItem? item)) return Errno.ENOENT;
        Remove(items.Value, item);
        return Errno.None;
    }

    /// <summary>The file of the entry is being closed.</summary>
    internal void Forget(EpollItem item)
    {
        using Mutex<Dictionary<EpollKey, EpollItem>>.Guard items = _items.Lock();
        if (items.Value.ContainsKey(item.Key)) Remove(items.Value, item);
    }

    /// <summary>epoll_wait(2): reports up to <paramref name="maximum"/> entries to user memory.</summary>
    /// <returns>How many; 0 at the deadline; <c>EINTR</c>, <c>EFAULT</c>.</returns>
    internal Result<long> Wait(ulong address, int maximum, long deadline, bool isImmediate)
    {
        while (true)
        {
            if (!Harvest(address, maximum).Try(out long found, out Errno error)) return error;
            if (found != 0 || isImmediate) return found;
            error = Sleep(deadline);
            if (error == Errno.ETIMEDOUT) return Harvest(address, maximum);
            if (error != Errno.None) return error;
        }
    }

    /// <summary>An epoll can be read if one of its entries really has something.</summary>
    public override PollEvents Poll(Poller? poller)
    {
        poller?.Register(_pollers);
        using Mutex<Dictionary<EpollKey, EpollItem>>.Guard items = _items.Lock();
        while (TakeReady() is EpollItem item)
        {
            if (item.Look() == 0) continue;
            PutBack(item, atFront: true);
            return PollEvents.POLLIN | PollEvents.POLLRDNORM;
        }

        return PollEvents.None;
    }

    /// <summary>Puts an entry on the ready list and wakes who waits. Any context.</summary>
    /// <returns>Whether a thread waits in epoll_wait(2), or another epoll or poll(2) watches.</returns>
    internal bool MarkReady(EpollItem item)
    {
        PutBack(item, atFront: false);
        bool isSeen = _sleepers.HasWaiters | _pollers.HasWaiters;
        _sleepers.WakeOne();
        _pollers.WakeAll(PollEvents.POLLIN | PollEvents.POLLRDNORM);
        return isSeen;
    }

    /// <summary>The epolls among the watched files.</summary>
    internal List<EpollFile> Nested()
    {
        List<EpollFile> nested = [];
        using Mutex<Dictionary<EpollKey, EpollItem>>.Guard items = _items.Lock();
        foreach (EpollKey key in items.Value.Keys)
        {
            if (key.File is EpollFile epoll) nested.Add(epoll);
        }

        return nested;
    }

    protected override Result<long> ReadCore(ref IoSink sink, long offset) => Errno.EINVAL;

    protected override Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end)
    {
        end = offset;
        return Errno.EINVAL;
    }

    protected override void OnClose()
    {
        using Mutex<Dictionary<EpollKey, EpollItem>>.Guard items = _items.Lock();
        EpollItem[] all = new EpollItem[items.Value.Count];
        items.Value.Values.CopyTo(all, 0);
        foreach (EpollItem item in all) Remove(items.Value, item);
    }

    private static EpollEvent Complete(in EpollEvent wanted) =>
        new() { events = wanted.events | EpollEvents.EPOLLERR | EpollEvents.EPOLLHUP, data = wanted.data };

    private void Remove(Dictionary<EpollKey, EpollItem> items, EpollItem item)
    {
        _ = items.Remove(item.Key);
        item.File.Watchers.Remove(item);
        item.Dispose();
        using SpinLock<LinkList<EpollItem>>.Guard ready = _ready.Lock();
        if (item.ReadyLink.List is not null) ready.Value.Remove(item.ReadyLink);
    }

    private Result<long> Harvest(ulong address, int maximum)
    {
        using Mutex<Dictionary<EpollKey, EpollItem>>.Guard items = _items.Lock();
        int left = ReadyCount;
        long found = 0;
        Errno error = Errno.None;
        while (left-- > 0 && found < maximum && TakeReady() is EpollItem item)
        {
            // Taken off before it is asked: what changes after the answer puts it on again.
            EpollEvents events = item.Look();
            if (events == 0) continue;
            error = SyscallContext.Write(address + ((ulong)found * EpollEvent.Bytes), new EpollEvent { events = events, data = item.Data });
            if (error != Errno.None)
            {
                PutBack(item, atFront: true);
                break;
            }

            found++;
            if (item.IsOneShot) item.Events &= EpollItem.Modes;
            else if (!item.IsEdge) PutBack(item, atFront: false);
        }

        if (ReadyCount != 0) _sleepers.WakeOne();
        return found == 0 && error != Errno.None ? error : found;
    }

    private Errno Sleep(long deadline)
    {
        using SpinLock<LinkList<EpollItem>>.Guard ready = _ready.Lock();
        return ready.Value.First is not null ? Errno.None : _sleepers.Wait(ready, deadline);
    }

    private int ReadyCount
    {
        get
        {
            using SpinLock<LinkList<EpollItem>>.Guard ready = _ready.Lock();
            return ready.Value.Count;
        }
    }

    private EpollItem? TakeReady()
    {
        using SpinLock<LinkList<EpollItem>>.Guard ready = _ready.Lock();
        if (ready.Value.First is not Link<EpollItem> link) return null;
        ready.Value.Remove(link);
        return link.Owner;
    }

    private void PutBack(EpollItem item, bool atFront)
    {
        using SpinLock<LinkList<EpollItem>>.Guard ready = _ready.Lock();
        if (item.ReadyLink.List is not null) return;
        if (atFront) ready.Value.AddFirst(item.ReadyLink);
        else ready.Value.Add(item.ReadyLink);
    }
}
