// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;

namespace Skift.Core.Files;

/// <summary>
/// The file tree as one caller sees it: whose root, whose rights, and where relative names start. Its methods are the path
/// operations of POSIX, one file per family; each checks what Linux checks, in Linux's order.
/// </summary>
/// <remarks>
/// A system call makes one: <c>FileView view = new(process.FileSystem, process.Credentials)</c>, or for the <c>*at</c> forms
/// <see cref="At"/>. All methods may sleep.
/// </remarks>
public readonly partial struct FileView
{
    public readonly FileSystemContext Context;
    public readonly Credentials Credentials;
    public readonly Path Start;

    /// <summary>What walks must not do.</summary>
    public readonly ResolveFlags Resolve;

    /// <summary>Relative names start in the working directory.</summary>
    public FileView(FileSystemContext context, Credentials credentials)
        : this(context, credentials, context.WorkingDirectory)
    {
    }

    private FileView(FileSystemContext context, Credentials credentials, Path start, ResolveFlags resolve = ResolveFlags.None)
    {
        Context = context;
        Credentials = credentials;
        Start = start;
        Resolve = resolve;
    }

    /// <summary>The same view for walks that openat2(2) restricts.</summary>
    public FileView Restricted(ResolveFlags resolve) => new(Context, Credentials, Start, resolve);

    /// <summary>Relative names start at an open directory (the file may be any if the name turns out to be absolute or empty).</summary>
    public FileView At(OpenFile directory) => new(Context, Credentials, directory.Path);

    /// <summary>
    /// The view for a <c>*at</c> call: <c>AT_FDCWD</c>, or a descriptor, which is looked at only if the name is relative.
    /// EBADF for a descriptor that is not open, ENOTDIR if it has no place in the tree.
    /// </summary>
    /// <param name="isConfined">The walk begins at the descriptor even if the name is absolute (RESOLVE_IN_ROOT).</param>
    public static Result<FileView> At(FileSystemContext context, Credentials credentials, FileTable files, int descriptor, ReadOnlySpan<byte> name, bool isConfined = false)
    {
        if (descriptor == FileConstants.AT_FDCWD || (name.Length != 0 && name[0] == (byte)'/' && !isConfined))
        {
            return new FileView(context, credentials);
        }

        if (!files.Get(descriptor).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            return new FileView(context, credentials, file.Path);
        }
    }

    /// <summary>The same view with the real user and group in place of the effective ones, as <c>access(2)</c> checks.</summary>
    public FileView WithCredentials(Credentials credentials) => new(Context, credentials, Start);

    /// <summary>Finds what a name leads to. Empty names are ENOENT unless allowed; see <see cref="WalkFlags"/>.</summary>
    internal Result<Path> Find(ReadOnlySpan<byte> name, WalkFlags flags)
    {
        PathWalker walker = new(this, flags);
        Errno error = walker.Walk(name);
        return error == Errno.None ? walker.Current : error;
    }

    /// <summary>Whether the directory that a name is in can be reached at all.</summary>
    public Errno CheckParent(ReadOnlySpan<byte> name) => FindParent(name, out _);

    /// <summary>Finds the directory that holds the last component of a name, which itself need not exist.</summary>
    internal Errno FindParent(ReadOnlySpan<byte> name, out LastComponent last)
    {
        PathWalker walker = new(this, WalkFlags.StopAtLast);
        Errno error = walker.Walk(name);
        last = error == Errno.None ? walker.Last : default;
        return error;
    }

    /// <summary>EACCES, or EROFS for writing to files that live on a read-only file system.</summary>
    internal Errno CheckPermission(Path path, AccessMode wanted)
    {
        Inode inode = path.Inode;
        bool isStored = inode.Type is StatMode.S_IFREG or StatMode.S_IFDIR or StatMode.S_IFLNK;
        if ((wanted & AccessMode.W_OK) != 0 && isStored && path.Mount.IsReadOnly)
        {
            return Errno.EROFS;
        }

        Errno error = Permissions.Check(inode.Attributes, Credentials, wanted);
        return error == Errno.None ? inode.CheckCaller() : error;
    }
}
