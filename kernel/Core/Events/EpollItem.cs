// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Events;

/// <summary>What makes an entry of an epoll: the same file may be watched by several of its descriptors.</summary>
internal readonly record struct EpollKey(OpenFile File, int Descriptor);

/// <summary>A file that an epoll watches.</summary>
internal sealed class EpollItem : Poller
{
    /// <summary>What is not an event but a way to report.</summary>
    internal const EpollEvents Modes = EpollEvents.EPOLLWAKEUP | EpollEvents.EPOLLONESHOT | EpollEvents.EPOLLET | EpollEvents.EPOLLEXCLUSIVE;

    internal EpollItem(EpollFile owner, in EpollKey key, in EpollEvent wanted)
    {
        Owner = owner;
        Key = key;
        Events = wanted.events;
        Data = wanted.data;
        ReadyLink = new Link<EpollItem>(this);
        WatcherLink = new Link<EpollItem>(this);
    }

    internal EpollFile Owner { get; }

    internal EpollKey Key { get; }

    internal OpenFile File => Key.File;

    /// <summary>Events and modes; without events after EPOLLONESHOT has reported. Written with the epoll's items locked.</summary>
    internal EpollEvents Events { get; set; }

    internal ulong Data { get; set; }

    /// <summary>The place among those that may have something. Guarded by the epoll's ready lock.</summary>
    internal Link<EpollItem> ReadyLink { get; }

    /// <summary>The place among the watchers of the file. Guarded by their lock.</summary>
    internal Link<EpollItem> WatcherLink { get; }

    internal bool IsOneShot => (Events & EpollEvents.EPOLLONESHOT) != 0;

    internal bool IsEdge => (Events & EpollEvents.EPOLLET) != 0;

    internal override bool IsExclusive => (Events & EpollEvents.EPOLLEXCLUSIVE) != 0;

    /// <summary>What the file has of the wanted events now.</summary>
    internal EpollEvents Look(Poller? poller = null) => (EpollEvents)File.Poll(poller) & Events & ~Modes;

    internal override bool Trigger(PollEvents events)
    {
        EpollEvents wanted = Events & ~Modes;
        return wanted != 0 && ((EpollEvents)events & wanted) != 0 && Owner.MarkReady(this);
    }
}

/// <summary>The epolls that watch a file: they forget it when it is closed.</summary>
internal sealed class EpollWatchers
{
    private readonly SpinLock<LinkList<EpollItem>> _items = new(new LinkList<EpollItem>());

    internal bool IsEmpty
    {
        get
        {
            using SpinLock<LinkList<EpollItem>>.Guard items = _items.Lock();
            return items.Value.First is null;
        }
    }

    internal void Add(EpollItem item)
    {
        using SpinLock<LinkList<EpollItem>>.Guard items = _items.Lock();
        items.Value.Add(item.WatcherLink);
    }

    internal void Remove(EpollItem item)
    {
        using SpinLock<LinkList<EpollItem>>.Guard items = _items.Lock();
        if (item.WatcherLink.List is not null) items.Value.Remove(item.WatcherLink);
    }

    /// <summary>The epolls that watch, for the check of their depth.</summary>
    internal EpollFile[] Owners()
    {
        while (true)
        {
            int count;
            using (SpinLock<LinkList<EpollItem>>.Guard items = _items.Lock())
            {
                count = items.Value.Count;
            }

            EpollFile[] owners = new EpollFile[count];
            using (SpinLock<LinkList<EpollItem>>.Guard items = _items.Lock())
            {
                if (items.Value.Count != count) continue;
                int i = 0;
                for (Link<EpollItem>? link = items.Value.First; link is not null; link = link.Next) owners[i++] = link.Owner.Owner;
                return owners;
            }
        }
    }

    /// <summary>The file is being closed.</summary>
    internal void Release()
    {
        while (TakeFirst() is EpollItem item)
        {
            item.Owner.Forget(item);
        }
    }

    private EpollItem? TakeFirst()
    {
        using SpinLock<LinkList<EpollItem>>.Guard items = _items.Lock();
        if (items.Value.First is not Link<EpollItem> link) return null;
        items.Value.Remove(link);
        return link.Owner;
    }
}
