// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Coreutils;

/// <summary>Copies files and trees, for cp and for mv between file systems.</summary>
internal sealed class FileCopier(ToolIO io)
{
    private const StatMode NewFileMode = StatMode.S_IRWXU | StatMode.S_IRWXG | StatMode.S_IRWXO;
    private readonly byte[] _buffer = new byte[65536];
    private readonly Dictionary<(ulong, ulong), string> _linked = [];

    public bool IsRecursive { get; set; }

    /// <summary>Symbolic links inside a tree, and as operands, are followed.</summary>
    public bool FollowsLinks { get; set; } = true;

    public bool FollowsOperandLinks { get; set; } = true;

    public bool PreservesMode { get; set; }

    public bool PreservesTimes { get; set; }

    public bool PreservesOwner { get; set; }

    public bool PreservesLinks { get; set; }

    public bool IsForced { get; set; }

    public bool AsksBeforeOverwriting { get; set; }

    public bool KeepsExisting { get; set; }

    public bool OnlyNewer { get; set; }

    public bool IsVerbose { get; set; }

    /// <summary>What mv does in place of copying where it can; null for cp.</summary>
    public bool MakesHardLinks { get; set; }

    public bool MakesSymbolicLinks { get; set; }

    /// <returns>False if anything could not be copied; the message has been printed.</returns>
    public bool Copy(string source, string target) => Copy(source, target, isOperand: true);

    private bool Copy(string source, string target, bool isOperand)
    {
        bool follow = FollowsLinks || (isOperand && FollowsOperandLinks);
        if (!(follow ? Posix.Stat(source) : Posix.Lstat(source)).Try(out Stat from, out Errno error))
        {
            return Warn($"cannot stat '{source}'", error);
        }

        bool exists = Posix.Stat(target).Try(out Stat to, out _) || Posix.Lstat(target).Try(out to, out _);
        if (exists && from.st_dev == to.st_dev && from.st_ino == to.st_ino && !MakesHardLinks)
        {
            io.Warn($"'{source}' and '{target}' are the same file");
            return false;
        }

        if (FileTypeText.IsDirectory(from))
        {
            return CopyDirectory(source, target, from, exists, to);
        }

        if (exists)
        {
            if (FileTypeText.IsDirectory(to))
            {
                io.Warn($"cannot overwrite directory '{target}' with non-directory");
                return false;
            }

            if (KeepsExisting || (OnlyNewer && !IsNewer(from, to))) return true;

            if (AsksBeforeOverwriting && !Question.Ask(io, $"overwrite '{target}'? ")) return true;
        }

        return TryLink(source, target, from, exists, out bool isCopied) ? isCopied : CopyOne(source, target, from);
    }

    private static bool IsNewer(in Stat a, in Stat b) =>
        a.st_mtim.tv_sec != b.st_mtim.tv_sec ? a.st_mtim.tv_sec > b.st_mtim.tv_sec : a.st_mtim.tv_nsec > b.st_mtim.tv_nsec;

    /// <summary>Where a link is wanted instead of a copy, or a file met before under another name.</summary>
    private bool TryLink(string source, string target, in Stat from, bool exists, out bool isDone)
    {
        isDone = false;
        string? existing = MakesHardLinks || MakesSymbolicLinks ? source : null;
        if (existing is null && PreservesLinks && from.st_nlink > 1 && !_linked.TryAdd((from.st_dev, from.st_ino), target))
        {
            existing = _linked[(from.st_dev, from.st_ino)];
        }

        if (existing is null) return false;

        if (exists && (IsForced || PreservesLinks))
        {
            _ = Posix.Unlink(target);
        }

        Errno error = MakesSymbolicLinks ? Posix.Symlink(existing, target) : Posix.Link(existing, target);
        isDone = error == Errno.None ? Say(source, target) : Warn($"cannot create link '{target}' to '{existing}'", error);
        return true;
    }

    private bool CopyDirectory(string source, string target, in Stat from, bool exists, in Stat to)
    {
        if (!IsRecursive)
        {
            io.Warn($"-r not specified; omitting directory '{source}'");
            return false;
        }

        if (exists && !FileTypeText.IsDirectory(to))
        {
            io.Warn($"cannot overwrite non-directory '{target}' with directory '{source}'");
            return false;
        }

        if (IsInside(target, from))
        {
            io.Warn($"cannot copy a directory, '{source}', into itself, '{target}'");
            return false;
        }

        // Writable while it is filled; the right mode comes last.
        if (!exists)
        {
            Errno error = Posix.Mkdir(target, (from.st_mode & NewFileMode) | StatMode.S_IRWXU);
            if (error != Errno.None) return Warn($"cannot create directory '{target}'", error);

            _ = Say(source, target);
        }

        Errno readError = FileRemover.ReadNames(source, out List<string> names);
        bool isComplete = readError == Errno.None || Warn($"cannot access '{source}'", readError);
        foreach (string name in names)
        {
            isComplete &= Copy(PathText.Join(source, name), PathText.Join(target, name), isOperand: false);
        }

        StatMode mask = Posix.Umask(StatMode.None);
        _ = Posix.Umask(mask);
        if (!exists && !PreservesMode)
        {
            _ = Posix.Chmod(target, from.st_mode & NewFileMode & ~mask);
        }

        return Preserve(target, from) && isComplete;
    }

    /// <summary>Whether the target lies in the source directory: following its parents up meets it.</summary>
    private static bool IsInside(string target, in Stat source)
    {
        string folder = PathText.Dirname(target);
        for (int depth = 0; depth < 256; depth++)
        {
            if (!Posix.Stat(folder).Try(out Stat stat, out _)) return false;

            if (stat.st_dev == source.st_dev && stat.st_ino == source.st_ino) return true;

            string parent = folder + "/..";
            if (Posix.Stat(parent).Try(out Stat above, out _) && above.st_dev == stat.st_dev && above.st_ino == stat.st_ino) return false;

            folder = parent;
        }

        return false;
    }

    private bool CopyOne(string source, string target, in Stat from)
    {
        Errno error = (from.st_mode & StatMode.S_IFMT) switch
        {
            StatMode.S_IFLNK => CopyLink(source, target),
            StatMode.S_IFREG => CopyContent(source, target, from),
            _ when !IsRecursive => CopyContent(source, target, from),
            _ => CopySpecial(target, from),
        };
        if (error != Errno.None) return Warn($"cannot copy '{source}' to '{target}'", error);

        _ = Say(source, target);
        return Preserve(target, from);
    }

    private static Errno CopyLink(string source, string target)
    {
        if (!Posix.Readlink(source).Try(out string text, out Errno error)) return error;

        _ = Posix.Unlink(target);
        return Posix.Symlink(text, target);
    }

    private static Errno CopySpecial(string target, in Stat from)
    {
        _ = Posix.Unlink(target);
        return Posix.Mknod(target, from.st_mode, from.st_rdev);
    }

    private Errno CopyContent(string source, string target, in Stat from)
    {
        if (!Posix.Open(source, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC).Try(out int input, out Errno error)) return error;

        const OpenFlags Create = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC | OpenFlags.O_CLOEXEC;
        if (!Posix.Open(target, Create, from.st_mode & NewFileMode).Try(out int output, out error))
        {
            // -f: what cannot be opened is replaced.
            bool isReplaced = IsForced && Posix.Unlink(target) == Errno.None
                && Posix.Open(target, Create, from.st_mode & NewFileMode).Try(out output, out error);
            if (!isReplaced)
            {
                _ = Posix.Close(input);
                return error;
            }
        }

        int count;
        while (Posix.Read(input, _buffer).Try(out count, out error) ? count > 0 : error == Errno.EINTR)
        {
            error = Posix.WriteAll(output, _buffer.AsSpan(0, count));
            if (error != Errno.None) break;
        }

        _ = Posix.Close(input);
        Errno closeError = Posix.Close(output);
        return error != Errno.None ? error : closeError;
    }

    private bool Preserve(string target, in Stat from)
    {
        if (FileTypeText.IsSymbolicLink(from))
        {
            if (PreservesOwner)
            {
                _ = Posix.Lchown(target, from.st_uid, from.st_gid);
            }

            return true;
        }

        Errno error = Errno.None;
        if (PreservesTimes)
        {
            error = Posix.Utimensat(FileConstants.AT_FDCWD, target, from.st_atim, from.st_mtim);
        }

        // Only root can give files away; others keep what they can, as cp -p does everywhere.
        if (PreservesOwner)
        {
            _ = Posix.Chown(target, from.st_uid, from.st_gid);
        }

        if (PreservesMode && error == Errno.None)
        {
            error = Posix.Chmod(target, from.st_mode & StatMode.Permissions);
        }

        return error == Errno.None || Warn($"preserving attributes of '{target}'", error);
    }

    private bool Say(string source, string target)
    {
        if (IsVerbose)
        {
            io.Out.WriteLine($"'{source}' -> '{target}'");
        }

        return true;
    }

    private bool Warn(string what, Errno error)
    {
        io.Warn(what, error);
        return false;
    }
}
