// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Scheduling;

namespace Skift.Core.Events;

/// <summary>F_NOTIFY of fcntl(2): a signal when something happens in a directory, once or until the descriptor is closed.</summary>
internal sealed class DirectoryNotice : FileWatch
{
    private static readonly Mutex<int> s_changing = new(0);

    private readonly OpenFile _file;
    private readonly FileTable _table;
    private int _descriptor;
    private bool _isLasting;

    private DirectoryNotice(OpenFile file, FileTable table)
        : base(file.Inode, InotifyMask.None)
    {
        _file = file;
        _table = table;
    }

    /// <summary>Adds to what the open file's owner is told of; nothing to tell ends it.</summary>
    internal static void Set(OpenFile file, FileTable table, int descriptor, DirectoryNotices wanted)
    {
        if ((wanted & ~DirectoryNotices.DN_MULTISHOT) == 0)
        {
            Release(file, table);
            return;
        }

        using Mutex<int>.Guard changing = s_changing.Lock();
        DirectoryNotice? notice = Find(file, table);
        bool isNew = notice is null;
        notice ??= new DirectoryNotice(file, table);
        notice._descriptor = descriptor;
        notice._isLasting |= (wanted & DirectoryNotices.DN_MULTISHOT) != 0;
        notice.Mask |= MaskOf(wanted);
        if (isNew) FileEvents.Add(notice);
    }

    /// <summary>A process closes a descriptor of the file.</summary>
    internal static void Release(OpenFile file, FileTable table)
    {
        if (file.Inode.Watches is null) return;
        using Mutex<int>.Guard changing = s_changing.Lock();
        Find(file, table)?.End();
    }

    internal override void Tell(InotifyMask what, byte[] name, uint cookie)
    {
        // Whoever takes it away sends the only signal.
        if (!_isLasting && !FileEvents.Remove(this)) return;
        _file.Async.Owner?.Notify(_file.Async.Signal, _descriptor, PollEvents.POLLIN | PollEvents.POLLRDNORM | PollEvents.POLLMSG);
    }

    internal override void End() => _ = FileEvents.Remove(this);

    private static DirectoryNotice? Find(OpenFile file, FileTable table)
    {
        foreach (FileWatch watch in file.Inode.Watches ?? [])
        {
            if (watch is DirectoryNotice notice && notice._file == file && notice._table == table) return notice;
        }

        return null;
    }

    private static InotifyMask MaskOf(DirectoryNotices wanted)
    {
        ReadOnlySpan<(DirectoryNotices Notice, InotifyMask Mask)> pairs =
        [
            (DirectoryNotices.DN_ACCESS, InotifyMask.IN_ACCESS),
            (DirectoryNotices.DN_MODIFY, InotifyMask.IN_MODIFY),
            (DirectoryNotices.DN_CREATE, InotifyMask.IN_CREATE | InotifyMask.IN_MOVED_TO),
            (DirectoryNotices.DN_DELETE, InotifyMask.IN_DELETE | InotifyMask.IN_MOVED_FROM),
            (DirectoryNotices.DN_RENAME, FileEvents.Renamed),
            (DirectoryNotices.DN_ATTRIB, InotifyMask.IN_ATTRIB),
        ];
        InotifyMask mask = InotifyMask.None;
        foreach ((DirectoryNotices notice, InotifyMask meant) in pairs)
        {
            if ((wanted & notice) != 0) mask |= meant;
        }

        return mask;
    }
}
