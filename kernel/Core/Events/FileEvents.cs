// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Machine;

namespace Skift.Core.Events;

/// <summary>Tells the watchers of files what happens to them (<c>inotify(7)</c>). Costs one look at a number while nobody watches anything.</summary>
/// <remarks>May be called with directories locked, not with spin locks.</remarks>
internal static class FileEvents
{
    /// <summary>An entry got another name in its directory: for <see cref="DirectoryNotice"/> only, a bit that inotify(7) does not use.</summary>
    internal const InotifyMask Renamed = (InotifyMask)0x1000;

    private static readonly SpinLock<LinkList<FileWatch>> s_watches = new(new LinkList<FileWatch>(), LockRank.Files);
    private static int s_watchCount;
    private static int s_lastCookie;

    private static bool IsOff => Volatile.Read(ref s_watchCount) == 0;

    /// <summary>Something happened to a file that was found by name: its directory is told with the name, then the file itself.</summary>
    internal static void Send(Path path, InotifyMask what)
    {
        if (IsOff) return;
        Inode inode = path.Inode;
        if (inode.IsDirectory) what |= InotifyMask.IN_ISDIR;
        if (!path.Dentry.IsRoot)
        {
            (Dentry parent, byte[] name, bool isRemoved) = path.Names.Read(path.Dentry);
            Tell(parent.Inode, what, name, 0, isRemoved);
        }

        Tell(inode, what, [], 0, false);
    }

    /// <summary>Something happened to an inode, whatever its names.</summary>
    internal static void Send(Inode inode, InotifyMask what)
    {
        if (!IsOff) Tell(inode, inode.IsDirectory ? what | InotifyMask.IN_ISDIR : what, [], 0, false);
    }

    /// <summary>An entry of a directory came or went.</summary>
    internal static void SendEntry(Inode directory, ReadOnlySpan<byte> name, Inode entry, InotifyMask what)
    {
        if (!IsOff) Tell(directory, entry.IsDirectory ? what | InotifyMask.IN_ISDIR : what, name.ToArray(), 0, false);
    }

    /// <summary>An entry moved: both directories are told with the same cookie, then the file that lost its name, then the moved one.</summary>
    internal static void SendMove(Inode from, ReadOnlySpan<byte> oldName, Inode to, ReadOnlySpan<byte> newName, Inode moved, Inode? replaced)
    {
        if (IsOff) return;
        uint cookie = (uint)Interlocked.Increment(ref s_lastCookie);
        InotifyMask kind = moved.IsDirectory ? InotifyMask.IN_ISDIR : InotifyMask.None;
        if (from == to) Tell(from, Renamed | kind, oldName.ToArray(), 0, false);
        Tell(from, InotifyMask.IN_MOVED_FROM | kind, oldName.ToArray(), cookie, false);
        Tell(to, InotifyMask.IN_MOVED_TO | kind, newName.ToArray(), cookie, false);
        if (replaced is not null) Send(replaced, InotifyMask.IN_ATTRIB);
        Tell(moved, InotifyMask.IN_MOVE_SELF, [], 0, false);
    }

    /// <summary>The data of an inode has been given back.</summary>
    internal static void SendGone(Inode inode)
    {
        if (IsOff || inode.Watches is not FileWatch[] watches) return;
        Tell(inode, InotifyMask.IN_DELETE_SELF, [], 0, false);
        foreach (FileWatch watch in watches) watch.End();
    }

    /// <summary>The last mount of a file system is gone: nothing more will happen to its files. May sleep.</summary>
    internal static void SendUnmounted(FileSystem fileSystem)
    {
        while (!IsOff && TakeOf(fileSystem) is FileWatch watch)
        {
            watch.Tell(InotifyMask.IN_UNMOUNT | (watch.Inode.IsDirectory ? InotifyMask.IN_ISDIR : 0), [], 0);
            watch.End();
        }
    }

    private static FileWatch? TakeOf(FileSystem fileSystem)
    {
        using SpinLock<LinkList<FileWatch>>.Guard all = s_watches.Lock();
        for (Link<FileWatch>? link = all.Value.First; link is not null; link = link.Next)
        {
            if (link.Owner.Inode.FileSystem != fileSystem) continue;
            all.Value.Remove(link);
            return link.Owner;
        }

        return null;
    }

    internal static void Add(FileWatch watch)
    {
        _ = Interlocked.Increment(ref s_watchCount);
        using (SpinLock<LinkList<FileWatch>>.Guard all = s_watches.Lock())
        {
            all.Value.Add(watch.Link);
        }

        FileWatch[]? before;
        FileWatch[] after;
        do
        {
            before = watch.Inode.Watches;
            after = new FileWatch[(before?.Length ?? 0) + 1];
            before?.CopyTo(after, 0);
            after[^1] = watch;
        }
        while (!watch.Inode.TryReplaceWatches(before, after));
    }

    /// <returns>False if somebody else has removed it.</returns>
    internal static bool Remove(FileWatch watch)
    {
        FileWatch[]? before;
        FileWatch[]? after;
        do
        {
            before = watch.Inode.Watches;
            int index = before is null ? -1 : Array.IndexOf(before, watch);
            if (index < 0) return false;
            after = null;
            if (before!.Length > 1)
            {
                after = new FileWatch[before.Length - 1];
                Array.Copy(before, 0, after, 0, index);
                Array.Copy(before, index + 1, after, index, after.Length - index);
            }
        }
        while (!watch.Inode.TryReplaceWatches(before, after));
        _ = Interlocked.Decrement(ref s_watchCount);
        using SpinLock<LinkList<FileWatch>>.Guard all = s_watches.Lock();
        if (watch.Link.List == all.Value) all.Value.Remove(watch.Link);
        return true;
    }

    private static void Tell(Inode inode, InotifyMask what, byte[] name, uint cookie, bool isRemoved)
    {
        if (inode.Watches is not FileWatch[] watches) return;
        foreach (FileWatch watch in watches)
        {
            InotifyMask mask = watch.Mask;
            if ((mask & what & (InotifyMask.IN_ALL_EVENTS | Renamed)) == 0) continue;
            if (isRemoved && (mask & InotifyMask.IN_EXCL_UNLINK) != 0) continue;
            watch.Tell(what, name, cookie);
        }
    }
}
