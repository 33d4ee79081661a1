// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.Core.Events;

/// <summary>Double of what watches files: nobody does here.</summary>
internal static class FileEvents
{
    internal static void Send(Path path, InotifyMask what)
    {
    }

    internal static void Send(Inode inode, InotifyMask what)
    {
    }

    internal static void SendEntry(Inode directory, ReadOnlySpan<byte> name, Inode entry, InotifyMask what)
    {
    }

    internal static void SendMove(Inode from, ReadOnlySpan<byte> oldName, Inode to, ReadOnlySpan<byte> newName, Inode moved, Inode? replaced)
    {
    }

    internal static void SendGone(Inode inode)
    {
    }

    internal static void SendUnmounted(FileSystem fileSystem)
    {
    }
}

/// <summary>Double of a watch.</summary>
internal sealed class FileWatch;

/// <summary>Double of a notice of a directory.</summary>
internal static class DirectoryNotice
{
    internal static void Release(OpenFile file, FileTable table)
    {
    }
}
