// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace System.IO;

/// <summary>A file by name, whether it is there or not.</summary>
public sealed class FileInfo : FileSystemInfo
{
    public FileInfo(string fileName)
        : base(fileName ?? throw new ArgumentNullException(nameof(fileName)), Path.GetFullPath(fileName))
    {
    }

    public override string Name => Path.GetFileName(OriginalPath)!;

    public override bool Exists => IsDirectoryThere() == false;

    /// <summary>Of a link that of its text.</summary>
    public long Length
    {
        get
        {
            if (IsDirectoryThere() != false) throw new FileNotFoundException($"Could not find file '{FullPath}'.", FullPath);
            _ = TryGetStat(out Stat stat);
            return stat.st_size;
        }
    }

    public string? DirectoryName => Path.GetDirectoryName(FullPath);

    public DirectoryInfo? Directory => DirectoryName is string name ? new DirectoryInfo(name) : null;

    public bool IsReadOnly
    {
        get => (Attributes & FileAttributes.ReadOnly) != 0;
        set => Attributes = value ? Attributes | FileAttributes.ReadOnly : Attributes & ~FileAttributes.ReadOnly;
    }

    public FileStream Open(FileMode mode) => new(FullPath, mode);

    public FileStream Open(FileMode mode, FileAccess access) => new(FullPath, mode, access);

    public FileStream Open(FileMode mode, FileAccess access, FileShare share) => new(FullPath, mode, access, share);

    public FileStream OpenRead() => File.OpenRead(FullPath);

    public FileStream OpenWrite() => File.OpenWrite(FullPath);

    public StreamReader OpenText() => new(FullPath);

    public FileStream Create()
    {
        FileStream stream = File.Create(FullPath);
        Refresh();
        return stream;
    }

    public StreamWriter CreateText() => Write(append: false);

    public StreamWriter AppendText() => Write(append: true);

    public FileInfo CopyTo(string destFileName) => CopyTo(destFileName, overwrite: false);

    public FileInfo CopyTo(string destFileName, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(destFileName);
        File.Copy(FullPath, destFileName, overwrite);
        return new FileInfo(Path.GetFullPath(destFileName));
    }

    public void MoveTo(string destFileName) => MoveTo(destFileName, overwrite: false);

    /// <summary>Is the file under its new name afterwards.</summary>
    public void MoveTo(string destFileName, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(destFileName);
        string destination = Path.GetFullPath(destFileName);
        File.Move(FullPath, destination, overwrite);
        FullPath = destination;
        OriginalPath = destFileName;
        Refresh();
    }

    public FileInfo Replace(string destinationFileName, string? destinationBackupFileName)
    {
        File.Replace(FullPath, destinationFileName, destinationBackupFileName);
        return new FileInfo(destinationFileName);
    }

    public override void Delete()
    {
        File.Delete(FullPath);
        Refresh();
    }

    private StreamWriter Write(bool append)
    {
        Refresh();
        return new StreamWriter(FullPath, append);
    }
}
