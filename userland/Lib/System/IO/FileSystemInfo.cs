// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace System.IO;

/// <summary>A file or directory by name. What the system says of it is asked once, and again after <see cref="Refresh"/>.</summary>
public abstract class FileSystemInfo
{
    private bool _isKnown;
    private bool _isThere;
    private Stat _stat;

    private protected FileSystemInfo(string originalPath, string fullPath)
    {
        OriginalPath = originalPath;
        FullPath = fullPath;
    }

    protected string OriginalPath;

    protected string FullPath;

    public virtual string FullName => FullPath;

    public string Extension => Path.GetExtension(FullPath)!;

    public abstract string Name { get; }

    public abstract bool Exists { get; }

    public FileAttributes Attributes
    {
        get => TryGetStat(out Stat stat) ? FileStatus.Attributes(FullPath, in stat) : (FileAttributes)(-1);
        set
        {
            FileStatus.SetAttributes(FullPath, value);
            Refresh();
        }
    }

    public DateTime CreationTime
    {
        get => CreationTimeUtc.ToLocalTime();
        set => CreationTimeUtc = value.ToUniversalTime();
    }

    /// <summary>Setting it sets the time of the last write, as .NET does where there is none of creation.</summary>
    public DateTime CreationTimeUtc
    {
        get => TryGetStat(out Stat stat) ? FileStatus.Creation(in stat) : FileStatus.NoTime;
        set => LastWriteTimeUtc = value;
    }

    public DateTime LastAccessTime
    {
        get => LastAccessTimeUtc.ToLocalTime();
        set => LastAccessTimeUtc = value.ToUniversalTime();
    }

    public DateTime LastAccessTimeUtc
    {
        get => TryGetStat(out Stat stat) ? FileStatus.ToTime(stat.st_atim) : FileStatus.NoTime;
        set
        {
            FileStatus.SetTimes(FullPath, value, null);
            Refresh();
        }
    }

    public DateTime LastWriteTime
    {
        get => LastWriteTimeUtc.ToLocalTime();
        set => LastWriteTimeUtc = value.ToUniversalTime();
    }

    public DateTime LastWriteTimeUtc
    {
        get => TryGetStat(out Stat stat) ? FileStatus.ToTime(stat.st_mtim) : FileStatus.NoTime;
        set
        {
            FileStatus.SetTimes(FullPath, null, value);
            Refresh();
        }
    }

    public UnixFileMode UnixFileMode
    {
        get => TryGetStat(out _) ? FileStatus.Mode(FullPath) : (UnixFileMode)(-1);
        set
        {
            FileStatus.SetMode(FullPath, value);
            Refresh();
        }
    }

    /// <summary>Null if it is no link.</summary>
    public string? LinkTarget => FileLinks.Target(FullPath);

    public void CreateAsSymbolicLink(string pathToTarget)
    {
        FileLinks.Create(FullPath, pathToTarget);
        Refresh();
    }

    public FileSystemInfo? ResolveLinkTarget(bool returnFinalTarget) => FileLinks.Resolve(FullPath, returnFinalTarget, this is DirectoryInfo);

    public abstract void Delete();

    public void Refresh() => _isKnown = false;

    public override string ToString() => OriginalPath;

    private protected bool TryGetStat(out Stat stat)
    {
        if (!_isKnown)
        {
            _isThere = FileStatus.TryGet(FullPath, out _stat);
            _isKnown = true;
        }

        stat = _stat;
        return _isThere;
    }

    /// <summary>The type behind a link; null if nothing is there.</summary>
    private protected bool? IsDirectoryThere() => TryGetStat(out Stat stat) ? (FileStatus.Attributes(FullPath, in stat) & FileAttributes.Directory) != 0 : null;
}
