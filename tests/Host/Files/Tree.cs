// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.FileSystems.TmpFs;
using Xunit;

namespace Skift.Tests.Host.Files;

/// <summary>A tree on a tmpfs root with short forms of the operations, for one caller.</summary>
internal sealed class Tree
{
    internal const StatMode Mode644 = (StatMode)0x1A4;
    internal const StatMode Mode755 = (StatMode)0x1ED;
    internal const StatMode Mode777 = (StatMode)0x1FF;

    internal Tree(long byteLimit = 1 << 24, long inodeLimit = 10000)
    {
        FileSystem = new TmpFileSystem(byteLimit, inodeLimit, Mode755);
        Devices = new DeviceTable();
        Namespace = new MountNamespace(FileSystem, Devices);
        Context = FileSystemContext.Create(Namespace);
        Credentials = Credentials.Root;
    }

    internal TmpFileSystem FileSystem { get; }

    internal DeviceTable Devices { get; }

    internal MountNamespace Namespace { get; }

    internal FileSystemContext Context { get; }

    internal Credentials Credentials { get; set; }

    internal FileView View => new(Context, Credentials);

    internal static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    internal static Credentials User(uint id, params uint[] groups) => new()
    {
        UserId = id,
        EffectiveUserId = id,
        SavedUserId = id,
        FileSystemUserId = id,
        GroupId = id,
        EffectiveGroupId = id,
        SavedGroupId = id,
        FileSystemGroupId = id,
        Groups = groups,
    };

    internal FileView As(Credentials credentials) => new(Context, credentials);

    internal Errno MakeDirectory(string name, StatMode mode = Mode755) => View.MakeDirectory(Bytes(name), mode);

    internal Errno Unlink(string name) => View.Unlink(Bytes(name));

    internal Errno RemoveDirectory(string name) => View.RemoveDirectory(Bytes(name));

    internal Errno Rename(string from, string to, RenameFlags flags = 0) => View.Rename(View, Bytes(from), Bytes(to), flags);

    internal Errno Link(string from, string to, bool follow = false) => View.Link(View, Bytes(from), Bytes(to), follow);

    internal Errno Symlink(string target, string name) => View.MakeSymbolicLink(Bytes(target), Bytes(name));

    internal Errno Chmod(string name, int mode) => View.ChangeMode(Bytes(name), (StatMode)mode);

    internal Errno Mkfifo(string name) => View.MakeNode(Bytes(name), StatMode.S_IFIFO | Mode644, 0);

    internal Result<OpenFile> TryOpen(string name, OpenFlags flags = OpenFlags.O_RDONLY, StatMode mode = Mode644) => View.Open(Bytes(name), flags, mode);

    internal OpenFile Open(string name, OpenFlags flags = OpenFlags.O_RDONLY, StatMode mode = Mode644)
    {
        bool isOpen = TryOpen(name, flags, mode).Try(out OpenFile file, out Errno error);
        Assert.True(isOpen, $"open {name}: {error}");
        return file;
    }

    internal Errno OpenError(string name, OpenFlags flags = OpenFlags.O_RDONLY)
    {
        Result<OpenFile> result = TryOpen(name, flags);
        if (result.Try(out OpenFile file, out Errno error))
        {
            file.Dispose();
        }

        return error;
    }

    internal Stat Stat(string name, bool follow = true)
    {
        bool isFound = View.Stat(Bytes(name), follow).Try(out Stat stat, out Errno error);
        Assert.True(isFound, $"stat {name}: {error}");
        return stat;
    }

    internal Errno StatError(string name, bool follow = true) => View.Stat(Bytes(name), follow).Error;

    internal void WriteFile(string name, string content)
    {
        using OpenFile file = Open(name, OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC);
        Assert.Equal(content.Length, Write(file, content));
    }

    internal string ReadFile(string name)
    {
        using OpenFile file = Open(name);
        return Read(file, 1 << 20);
    }

    internal long Write(OpenFile file, string content) => Write(file, Bytes(content));

    internal long Write(OpenFile file, byte[] content)
    {
        bool isWritten = TryWrite(file, content).Try(out long count, out Errno error);
        Assert.True(isWritten, $"write: {error}");
        return count;
    }

    internal Result<long> TryWrite(OpenFile file, byte[] content)
    {
        IoSource source = IoSource.Over(content);
        return file.Write(ref source, Credentials);
    }

    internal static string Read(OpenFile file, int length)
    {
        byte[] buffer = new byte[length];
        bool isRead = TryRead(file, buffer).Try(out long count, out Errno error);
        Assert.True(isRead, $"read: {error}");
        return Encoding.Latin1.GetString(buffer, 0, (int)count);
    }

    internal static Result<long> TryRead(OpenFile file, byte[] buffer)
    {
        IoSink sink = IoSink.Over(buffer);
        return file.Read(ref sink);
    }

    internal static string ReadAt(OpenFile file, int length, long offset)
    {
        byte[] buffer = new byte[length];
        IoSink sink = IoSink.Over(buffer);
        bool isRead = file.ReadAt(ref sink, offset).Try(out long count, out Errno error);
        Assert.True(isRead, $"pread: {error}");
        return Encoding.Latin1.GetString(buffer, 0, (int)count);
    }
}
