// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core.Events;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Files;

/// <summary>
/// One file of a file system: data and attributes without a name. The file system derives from it and answers the
/// operations that make sense for the type; what it does not override answers the error Linux gives.
/// </summary>
/// <remarks>
/// Permissions, mount flags and name rules are the caller's part (<see cref="FileView"/>): an inode only does what it is told.
/// Directory operations are called with <see cref="Directory"/> held.
/// </remarks>
public abstract partial class Inode
{
    private readonly SpinLock<InodeAttributes> _attributes;
    private readonly SpinLock<Usage> _usage;
    private Pipe? _fifo;
    private FileWatch[]? _watches;

    private struct Usage
    {
        /// <summary>Open files, mappings and operations under way.</summary>
        internal int Users;
        /// <summary>The last name and the last user are gone; the data has been given back.</summary>
        internal bool IsGone;
        /// <summary>Open for writing if positive, running as a program (writing refused) if negative.</summary>
        internal int Writers;
        /// <summary>Open for reading and nothing else.</summary>
        internal int Readers;
    }

    /// <summary>What the directory lock protects besides the entries themselves.</summary>
    public struct DirectoryState
    {
        /// <summary>Removed while somebody still stands in it: nothing can be created there (ENOENT).</summary>
        public bool IsRemoved;
    }

    protected Inode(FileSystem fileSystem, ulong number, in InodeAttributes attributes, ulong device = 0)
    {
        FileSystem = fileSystem;
        Number = number;
        Type = attributes.Type;
        Device = device;
        _attributes = new SpinLock<InodeAttributes>(attributes);
        _usage = new SpinLock<Usage>(default);
        Directory = Type == StatMode.S_IFDIR ? new Mutex<DirectoryState>(default) : null;
    }

    public FileSystem FileSystem { get; }

    public ulong Number { get; }

    /// <summary>One of the <c>S_IF*</c> values.</summary>
    public StatMode Type { get; }

    /// <summary><c>st_rdev</c>: which device a special file stands for.</summary>
    public ulong Device { get; }

    /// <summary>How long data written to it lasts, as somebody has said (F_SET_RW_HINT).</summary>
    public ulong WriteLifeHint { get; set; }

    public bool IsDirectory => Type == StatMode.S_IFDIR;

    public bool IsSymbolicLink => Type == StatMode.S_IFLNK;

    public bool IsRegular => Type == StatMode.S_IFREG;

    /// <summary>Held around every look at or change of a directory's entries; null for other types.</summary>
    public Mutex<DirectoryState>? Directory { get; }

    /// <summary>A consistent copy. File systems that compute attributes (procfs) override it.</summary>
    public virtual InodeAttributes Attributes
    {
        get
        {
            using SpinLock<InodeAttributes>.Guard attributes = _attributes.Lock();
            return attributes.Value;
        }
    }

    /// <summary>For changes by the file system and the VFS; keep it for some instructions only.</summary>
    public SpinLock<InodeAttributes>.Guard LockAttributes() => _attributes.Lock();

    /// <summary>Who watches the file; replaced as a whole.</summary>
    internal FileWatch[]? Watches => Volatile.Read(ref _watches);

    internal bool TryReplaceWatches(FileWatch[]? before, FileWatch[]? after) =>
        Interlocked.CompareExchange(ref _watches, after, before) == before;

    /// <summary>The pipe behind a FIFO, made by the first that opens it.</summary>
    internal Pipe GetFifoPipe()
    {
        if (Volatile.Read(ref _fifo) is null)
        {
            _ = Interlocked.CompareExchange(ref _fifo, new Pipe(), null);
        }

        return _fifo!;
    }

    /// <summary>The unix socket that is bound to this file; guarded by the lock of the table of unix sockets.</summary>
    internal object? BoundSocket { get; set; }

    /// <summary>Finds an entry of this directory; null if there is none.</summary>
    public virtual Result<Inode?> Lookup(ReadOnlySpan<byte> name) => Errno.ENOTDIR;

    /// <summary>Makes a file of any type; the name is known to be free.</summary>
    public virtual Result<Inode> Create(ReadOnlySpan<byte> name, in NewInode request) =>
        request.Type == StatMode.S_IFREG ? Errno.EACCES : Errno.EPERM;

    /// <summary>False where entries come and go by themselves (procfs): each walk asks <see cref="Lookup"/> anew.</summary>
    public virtual bool CachesEntries => true;

    /// <summary>A directory that makes its entries itself: a name that it does not have is ENOENT even for who would create it.</summary>
    public virtual bool MakesItsEntries => false;

    /// <summary>Adds a name for <paramref name="target"/>, which is of the same file system and no directory.</summary>
    public virtual Errno Link(ReadOnlySpan<byte> name, Inode target) => Errno.EPERM;

    /// <summary>Removes the name of <paramref name="child"/>, which is no directory.</summary>
    public virtual Errno Unlink(ReadOnlySpan<byte> name, Inode child) => Errno.EPERM;

    /// <summary>Removes an empty directory; ENOTEMPTY if it is not.</summary>
    public virtual Errno RemoveDirectory(ReadOnlySpan<byte> name, Inode child) => Errno.EPERM;

    /// <summary>
    /// Moves an entry, replacing <paramref name="replaced"/> if there is one (ENOTEMPTY if that is a filled directory),
    /// or swaps the two. Both directories are locked and of this file system.
    /// </summary>
    public virtual Errno Rename(ReadOnlySpan<byte> name, Inode child, Inode newParent, ReadOnlySpan<byte> newName, Inode? replaced, bool exchange) => Errno.EPERM;

    /// <summary>Writes entries from <paramref name="position"/> on until the writer is full; moves the position past what was written.</summary>
    /// <remarks>Positions stay valid while entries come and go: no entry that stays is skipped or repeated (POSIX readdir()).</remarks>
    public virtual Errno ReadDirectory(ref long position, ref DirectoryWriter writer) => Errno.ENOTDIR;

    /// <summary>The text of a symbolic link.</summary>
    public virtual Result<byte[]> ReadLink() => Errno.EINVAL;

    /// <summary>What the mode does not say: EACCES for callers who may not look into the process that a file of /proc is about.</summary>
    public virtual Errno CheckCaller() => Errno.None;

    /// <summary>
    /// Where a link leads that is more than text (<c>/proc/N/exe</c>, <c>/proc/N/fd/M</c> name a file even after its name is gone);
    /// null for ordinary links.
    /// </summary>
    public virtual Result<Path?> FollowMagic() => (Path?)null;

    /// <summary>Whether <see cref="FollowMagic"/> has something to say; asked without following.</summary>
    public virtual bool IsMagicLink => false;

    /// <summary>Makes a file without a name in this directory (O_TMPFILE).</summary>
    public virtual Result<Inode> CreateUnnamed(in NewInode request) => Errno.EOPNOTSUPP;

    /// <summary>Sets the size of a regular file; new bytes read as zero.</summary>
    public virtual Errno Truncate(long size) => Errno.EINVAL;

    /// <summary>fallocate(2): sets room aside, or makes a hole. EOPNOTSUPP for what the file system cannot; ENOSPC, EPERM for sealed files.</summary>
    public virtual Errno Allocate(FallocateFlags flags, long offset, long length) => Errno.EOPNOTSUPP;

    /// <summary>The pages of a file that can be mapped, or null.</summary>
    public virtual PageCache? Pages => null;

    /// <summary>Where its extended attributes are; null if the file system keeps none.</summary>
    public virtual ExtendedAttributes? ExtendedAttributes => null;

    /// <summary>Preferred size of reads and writes, as <c>st_blksize</c>.</summary>
    public virtual long BlockSize => 4096;

    /// <summary>Makes changed attributes last; called after each change of mode, owner or explicit times.</summary>
    public virtual Errno AttributesChanged() => Errno.None;

    /// <summary>Writes what is not yet on the disk.</summary>
    public virtual Errno Synchronize() => Errno.None;

    /// <summary>Opens the file; permissions are granted and O_CREAT, O_EXCL and O_TRUNC already dealt with.</summary>
    public virtual Result<OpenFile> Open(in FileView view, Path path, OpenFlags flags) => Type switch
    {
        StatMode.S_IFDIR => new DirectoryFile(this, path, flags),
        StatMode.S_IFIFO => Pipe.OpenFifo(this, path, flags),
        StatMode.S_IFCHR => view.Context.Namespace.Devices.OpenCharacter(this, path, flags),
        StatMode.S_IFBLK => view.Context.Namespace.Devices.OpenBlock(this, path, flags),
        StatMode.S_IFREG when Pages is not null => new RegularFile(this, path, flags),
        _ => Errno.ENXIO,
    };

    /// <summary>Gives the data back: the last name and the last user are gone.</summary>
    protected virtual void OnGone()
    {
    }
}
