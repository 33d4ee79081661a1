// SPDX-License-Identifier: MIT
namespace Skift.Core.Information;

/// <summary>A line of <c>/proc/net/unix</c>.</summary>
public struct UnixSocketInformation
{
    /// <summary>Open file descriptions and queues that hold it.</summary>
    public int References;

    /// <summary>SOCK_STREAM and others.</summary>
    public int Type;
    public bool IsListening;
    public bool IsConnected;

    /// <summary>Number of its file's inode; 0 while it waits for accept(2).</summary>
    public ulong Inode;

    /// <summary>A path, or an abstract name with its NUL in front; empty for none.</summary>
    public byte[] Name;
}
