// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Events;
using Skift.Machine;

namespace Skift.Core.Files;

public abstract partial class Inode
{
    /// <summary>Has no name yet, but may get one (O_TMPFILE without O_EXCL).</summary>
    internal bool IsLinkable { get; set; }

    /// <summary>
    /// Counts a user that keeps the data alive without a name: an open file, a mapping, a running program.
    /// False if the file is already gone; then there is nothing to use (ENOENT).
    /// </summary>
    public bool TryAcquire()
    {
        using SpinLock<Usage>.Guard usage = _usage.Lock();
        if (usage.Value.IsGone)
        {
            return false;
        }

        usage.Value.Users++;
        return true;
    }

    /// <summary>Ends what <see cref="TryAcquire"/> began; the last one out gives the data of a nameless file back.</summary>
    public void Release()
    {
        using (SpinLock<Usage>.Guard usage = _usage.Lock())
        {
            usage.Value.Users--;
        }

        DropIfUnused();
    }

    /// <summary>Called after a name was removed.</summary>
    public void DropIfUnused()
    {
        if (Attributes.Links != 0)
        {
            return;
        }

        using (SpinLock<Usage>.Guard usage = _usage.Lock())
        {
            if (usage.Value.Users != 0 || usage.Value.IsGone)
            {
                return;
            }

            usage.Value.IsGone = true;
        }

        FileEvents.SendGone(this);
        OnGone();
    }

    /// <summary>Counts an opening for writing; ETXTBSY while a program runs from the file.</summary>
    public Errno TryStartWriting()
    {
        using SpinLock<Usage>.Guard usage = _usage.Lock();
        if (usage.Value.Writers < 0)
        {
            return Errno.ETXTBSY;
        }

        usage.Value.Writers++;
        return Errno.None;
    }

    public void EndWriting()
    {
        using SpinLock<Usage>.Guard usage = _usage.Lock();
        usage.Value.Writers--;
    }

    /// <summary>Counts an opening for reading only.</summary>
    internal void StartReading()
    {
        using SpinLock<Usage>.Guard usage = _usage.Lock();
        usage.Value.Readers++;
    }

    internal void EndReading()
    {
        using SpinLock<Usage>.Guard usage = _usage.Lock();
        usage.Value.Readers--;
    }

    /// <summary>Whether others have the file open in a way that goes with a lease of the given type.</summary>
    internal bool AllowsLease(OpenFile file, short type)
    {
        using SpinLock<Usage>.Guard usage = _usage.Lock();
        if (type == FileLock.F_RDLCK) return usage.Value.Writers <= 0;
        return usage.Value.Writers == (file.CanWrite ? 1 : 0) && usage.Value.Readers == (file.CanWrite ? 0 : 1);
    }

    /// <summary>Refuses writers while a program runs from the file; ETXTBSY if one has it open.</summary>
    public Errno TryDenyWriting()
    {
        using SpinLock<Usage>.Guard usage = _usage.Lock();
        if (usage.Value.Writers > 0)
        {
            return Errno.ETXTBSY;
        }

        usage.Value.Writers--;
        return Errno.None;
    }

    public void AllowWriting()
    {
        using SpinLock<Usage>.Guard usage = _usage.Lock();
        usage.Value.Writers++;
    }

    /// <summary>Marks a change of content: modify and change time.</summary>
    public void TouchModified()
    {
        Timespec now = FileTime.Now;
        using SpinLock<InodeAttributes>.Guard attributes = _attributes.Lock();
        attributes.Value.ModifyTime = now;
        attributes.Value.ChangeTime = now;
    }

    /// <summary>Marks a change of attributes.</summary>
    public void TouchChanged()
    {
        Timespec now = FileTime.Now;
        using SpinLock<InodeAttributes>.Guard attributes = _attributes.Lock();
        attributes.Value.ChangeTime = now;
    }

    /// <summary>Sets the access time as relatime does: only if it is older than the last change, or than a day (mount(8)).</summary>
    public void TouchAccessed()
    {
        const long Day = 24 * 60 * 60;
        Timespec now = FileTime.Now;
        using SpinLock<InodeAttributes>.Guard attributes = _attributes.Lock();
        ref InodeAttributes value = ref attributes.Value;
        if (FileTime.Compare(value.AccessTime, value.ModifyTime) <= 0
            || FileTime.Compare(value.AccessTime, value.ChangeTime) <= 0
            || now.tv_sec - value.AccessTime.tv_sec >= Day)
        {
            value.AccessTime = now;
        }
    }
}
