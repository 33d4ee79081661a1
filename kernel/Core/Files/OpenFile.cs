// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Events;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.Core.Files;

/// <summary>
/// An open file description (POSIX 3.258): what descriptors of one or several processes refer to. It has the offset and the
/// status flags; the kinds of file derive from it.
/// </summary>
/// <remarks>
/// Counted: each descriptor and each system call under way holds it; <see cref="Dispose"/> gives one hold back, and the last
/// one closes the file. So <c>using OpenFile file = …</c> around a system call keeps it open against a close by another thread.
/// </remarks>
public abstract class OpenFile : IDisposable
{
    /// <summary>What F_SETFL may change; O_ASYNC goes by <see cref="SetAsync"/>.</summary>
    private const OpenFlags Changeable = OpenFlags.O_APPEND | OpenFlags.O_NONBLOCK | OpenFlags.O_DIRECT | OpenFlags.O_NOATIME;

    private readonly Mutex<long> _offset = new(0);
    private AsyncState? _async;
    private int _holders = 1;
    private int _flags;
    private EpollWatchers? _watchers;

    /// <summary>Made by <see cref="Files.Inode.Open"/>, which is called with <paramref name="path"/> held; the file takes that hold over.</summary>
    protected OpenFile(Path path, OpenFlags flags)
    {
        Path = path;
        _flags = (int)flags;
    }

    /// <summary>Where it was found when it was opened. The name may have changed since or be gone.</summary>
    public Path Path { get; }

    public Inode Inode => Path.Inode;

    /// <summary>Access mode and status flags, as F_GETFL tells them.</summary>
    public OpenFlags Flags => (OpenFlags)Volatile.Read(ref _flags);

    public bool CanRead => (Flags & OpenFlags.O_ACCMODE) is OpenFlags.O_RDONLY or OpenFlags.O_RDWR && !IsPathOnly;

    public bool CanWrite => (Flags & OpenFlags.O_ACCMODE) is OpenFlags.O_WRONLY or OpenFlags.O_RDWR && !IsPathOnly;

    /// <summary>What F_GETFL tells; O_NOCTTY mattered while opening only.</summary>
    public OpenFlags ShownFlags => Flags & ~OpenFlags.O_NOCTTY;

    /// <summary>open(2) has made the file (F_CREATED_QUERY).</summary>
    internal bool IsNewFile { get; set; }

    public bool IsNonBlocking => (Flags & OpenFlags.O_NONBLOCK) != 0;

    /// <summary>Whether a write that fails with EPIPE raises SIGPIPE; sockets decide themselves.</summary>
    public virtual bool RaisesBrokenPipe => true;

    /// <summary>Opened with O_PATH: a place, not data.</summary>
    public virtual bool IsPathOnly => false;

    /// <summary>It has an offset; if not, lseek(2) and pread(2) give ESPIPE.</summary>
    public virtual bool IsSeekable => false;

    /// <summary>It tells changes by <see cref="Poll"/>; if not, it always counts as ready, and epoll refuses it.</summary>
    public virtual bool CanPoll => true;

    /// <summary>O_DIRECT makes sense for it.</summary>
    public virtual bool SupportsDirect => false;

    /// <summary>Who is told of what becomes possible, made by the first who asks.</summary>
    public AsyncState Async => Volatile.Read(ref _async) ?? Interlocked.CompareExchange(ref _async, new AsyncState(), null) ?? _async!;

    /// <summary>The offset.</summary>
    public long Position
    {
        get
        {
            using Mutex<long>.Guard offset = _offset.Lock();
            return offset.Value;
        }
    }

    internal bool CountsAsWriter { get; set; }

    internal bool CountsAsReader { get; set; }

    /// <summary>Opened to be run as a program: as long as it is, nobody can open it for writing (ETXTBSY).</summary>
    internal bool DeniesWriting { get; set; }

    /// <summary>How many holds there are.</summary>
    internal int Holders => Volatile.Read(ref _holders);

    /// <summary>Adds a hold.</summary>
    public OpenFile Acquire()
    {
        _ = Interlocked.Increment(ref _holders);
        return this;
    }

    /// <summary>Gives a hold back; the last one closes the file.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) != 0)
        {
            return;
        }

        // First, so that no epoll asks a file that is being closed.
        Volatile.Read(ref _watchers)?.Release();
        if (!IsPathOnly) FileEvents.Send(Path, CanWrite ? InotifyMask.IN_CLOSE_WRITE : InotifyMask.IN_CLOSE_NOWRITE);
        FileLocks.Release(this);
        _ = Leases.Remove(this);
        RecordLocks.Release(this, Inode);
        OnClose();
        if (CountsAsWriter)
        {
            Inode.EndWriting();
            Path.Mount.EndWriting();
        }

        if (CountsAsReader) Inode.EndReading();
        if (DeniesWriting)
        {
            Inode.AllowWriting();
        }

        Path.Release();
    }

    /// <summary>The epolls that watch this file; made by the first that does.</summary>
    internal EpollWatchers Watchers => Volatile.Read(ref _watchers) ?? Interlocked.CompareExchange(ref _watchers, new EpollWatchers(), null) ?? _watchers;

    internal bool IsWatched => Volatile.Read(ref _watchers) is { IsEmpty: false };

    /// <summary>F_SETFL: sets the status flags that can change; others are ignored as POSIX asks.</summary>
    public void SetFlags(OpenFlags flags) => SetFlags(flags, Changeable);

    /// <summary>O_ASYNC: the owner gets a signal when input or output becomes possible.</summary>
    /// <param name="descriptor">What the signal tells.</param>
    /// <returns>False for a kind of file that has no signals.</returns>
    public bool SetAsync(bool isOn, int descriptor)
    {
        Async.Descriptor = descriptor;
        if (!SetAsync(isOn)) return false;
        SetFlags(isOn ? OpenFlags.O_ASYNC : 0, OpenFlags.O_ASYNC);
        return true;
    }

    /// <summary>Begins or ends listening, where the kind of file can.</summary>
    public virtual bool SetAsync(bool isOn) => false;

    private void SetFlags(OpenFlags flags, OpenFlags changed)
    {
        int before;
        int after;
        do
        {
            before = Volatile.Read(ref _flags);
            after = (before & (int)~changed) | (int)(flags & changed);
        }
        while (Interlocked.CompareExchange(ref _flags, after, before) != before);
    }

    /// <summary>read(2): from the offset, which moves on.</summary>
    /// <returns>Bytes read, 0 at the end; EBADF, EISDIR, EAGAIN, EINTR, EFAULT, EIO.</returns>
    public Result<long> Read(ref IoSink sink)
    {
        if (!CanRead)
        {
            return Errno.EBADF;
        }

        if (!IsSeekable)
        {
            return Noted(ReadCore(ref sink, 0), InotifyMask.IN_ACCESS);
        }

        using Mutex<long>.Guard offset = _offset.Lock();
        if (sink.Remaining > long.MaxValue - offset.Value)
        {
            return Errno.EINVAL;
        }

        if (!ReadCore(ref sink, offset.Value).Try(out long count, out Errno error)) return error;
        offset.Value += count;
        return Noted(count, InotifyMask.IN_ACCESS);
    }

    /// <summary>pread(2).</summary>
    public Result<long> ReadAt(ref IoSink sink, long offset)
    {
        if (!CanRead)
        {
            return Errno.EBADF;
        }

        if (!IsSeekable)
        {
            return Errno.ESPIPE;
        }

        return offset < 0 || sink.Remaining > long.MaxValue - offset ? Errno.EINVAL : Noted(ReadCore(ref sink, offset), InotifyMask.IN_ACCESS);
    }

    /// <summary>write(2): at the offset, or at the end with O_APPEND. On EPIPE the caller raises SIGPIPE.</summary>
    public Result<long> Write(ref IoSource source, Credentials credentials)
    {
        if (!CanWrite)
        {
            return Errno.EBADF;
        }

        if (!IsSeekable)
        {
            return Noted(WriteCore(ref source, 0, credentials, out _), InotifyMask.IN_MODIFY);
        }

        using Mutex<long>.Guard offset = _offset.Lock();
        if (source.Remaining > long.MaxValue - offset.Value)
        {
            return Errno.EINVAL;
        }

        if (!WriteCore(ref source, offset.Value, credentials, out long end).Try(out long count, out Errno error)) return error;
        offset.Value = end;
        return Noted(count, InotifyMask.IN_MODIFY);
    }

    /// <summary>pwrite(2). With O_APPEND it appends all the same, as Linux does.</summary>
    public Result<long> WriteAt(ref IoSource source, long offset, Credentials credentials)
    {
        if (!CanWrite)
        {
            return Errno.EBADF;
        }

        if (!IsSeekable)
        {
            return Errno.ESPIPE;
        }

        return offset < 0 || source.Remaining > long.MaxValue - offset ? Errno.EINVAL : Noted(WriteCore(ref source, offset, credentials, out _), InotifyMask.IN_MODIFY);
    }

    /// <summary>Tells watchers that bytes were moved.</summary>
    private Result<long> Noted(Result<long> result, InotifyMask what)
    {
        if (result.Try(out long count, out _) && count > 0) FileEvents.Send(Path, what);
        return result;
    }

    /// <summary>lseek(2).</summary>
    /// <returns>The new offset; ESPIPE, EINVAL for a negative result, ENXIO behind the end for SEEK_DATA and SEEK_HOLE.</returns>
    public virtual Result<long> Seek(long distance, SeekWhence whence)
    {
        if (!IsSeekable)
        {
            return IsPathOnly ? Errno.EBADF : Errno.ESPIPE;
        }

        using Mutex<long>.Guard offset = _offset.Lock();
        long size = SeekEnd;
        long start;
        switch (whence)
        {
            case SeekWhence.SEEK_SET:
                start = 0;
                break;
            case SeekWhence.SEEK_CUR:
                start = offset.Value;
                break;
            case SeekWhence.SEEK_END:
                start = size;
                break;
            case SeekWhence.SEEK_DATA or SeekWhence.SEEK_HOLE:
                if (distance < 0 || distance >= size)
                {
                    return Errno.ENXIO;
                }

                // A file system need not tell its holes: then all is data, with one hole at the end (lseek(2)).
                start = whence == SeekWhence.SEEK_HOLE ? size - distance : 0;
                break;
            default:
                return Errno.EINVAL;
        }

        long target = unchecked(start + distance);
        if (target < 0)
        {
            return Errno.EINVAL;
        }

        offset.Value = target;
        return target;
    }

    /// <summary>getdents64(2): entries from the offset on. ENOTDIR, EINVAL if not one entry fits.</summary>
    public Result<long> ReadDirectory(ref DirectoryWriter writer)
    {
        if (!CanRead)
        {
            return Errno.EBADF;
        }

        using Mutex<long>.Guard offset = _offset.Lock();
        Errno error = ReadDirectoryCore(ref offset.Value, ref writer);
        return Noted(error != Errno.None && writer.ByteCount == 0 ? error : writer.ByteCount, InotifyMask.IN_ACCESS);
    }

    /// <summary>poll(2): what can be done without waiting. The poller, if any, is registered where changes are told.</summary>
    public virtual PollEvents Poll(Poller? poller) =>
        PollEvents.POLLIN | PollEvents.POLLOUT | PollEvents.POLLRDNORM | PollEvents.POLLWRNORM;

    /// <summary>ioctl(2): requests that the file itself knows. <paramref name="argument"/> is often an address of the caller's memory.</summary>
    public virtual Result<long> Control(uint request, ulong argument) => Errno.ENOTTY;

    /// <summary>mmap(2): the pages behind the file. ENODEV if there are none.</summary>
    public virtual Result<MemoryObject> Map() => Errno.ENODEV;

    /// <summary>fsync(2).</summary>
    public virtual Errno Synchronize() => Errno.EINVAL;

    /// <summary>The calling process has closed a descriptor of the file; others may be left.</summary>
    public virtual void OnDescriptorClosed()
    {
    }

    /// <summary>Reads at an offset that only seekable files look at.</summary>
    protected abstract Result<long> ReadCore(ref IoSink sink, long offset);

    /// <summary>Writes; <paramref name="end"/> is the offset behind what was written.</summary>
    protected abstract Result<long> WriteCore(ref IoSource source, long offset, Credentials credentials, out long end);

    protected virtual Errno ReadDirectoryCore(ref long position, ref DirectoryWriter writer) => Errno.ENOTDIR;

    /// <summary>Where SEEK_END counts from.</summary>
    protected virtual long SeekEnd => Inode.Attributes.Size;

    /// <summary>The last hold is gone.</summary>
    protected virtual void OnClose()
    {
    }

    /// <summary>Sets the access time, unless mount or flags say not to.</summary>
    protected void TouchAccessed()
    {
        MountFlags mount = Path.Mount.Flags;
        bool isOff = (mount & MountFlags.MS_NOATIME) != 0
            || ((mount & MountFlags.MS_NODIRATIME) != 0 && Inode.IsDirectory)
            || (Flags & OpenFlags.O_NOATIME) != 0
            || Path.Mount.IsReadOnly;
        if (!isOff)
        {
            Inode.TouchAccessed();
        }
    }
}
