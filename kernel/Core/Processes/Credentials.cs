// SPDX-License-Identifier: MIT
using System;

namespace Skift.Core.Processes;

/// <summary>Who a process acts as (<c>credentials(7)</c>). Immutable: a change makes a new one, so that nobody sees half of it.</summary>
public sealed record Credentials
{
    /// <summary>The user and group 0, without supplementary groups.</summary>
    public static readonly Credentials Root = new();

    public uint UserId { get; init; }

    public uint EffectiveUserId { get; init; }

    public uint SavedUserId { get; init; }

    public uint FileSystemUserId { get; init; }

    public uint GroupId { get; init; }

    public uint EffectiveGroupId { get; init; }

    public uint SavedGroupId { get; init; }

    public uint FileSystemGroupId { get; init; }

    /// <summary>Supplementary groups; never changed in place.</summary>
    public uint[] Groups { get; init; } = [];

    /// <summary>Whether permission checks are waived, as Linux's capabilities do for the effective user 0.</summary>
    public bool IsPrivileged => EffectiveUserId == 0;

    /// <summary>Whether file permission checks are waived.</summary>
    public bool IsFileSystemPrivileged => FileSystemUserId == 0;

    /// <summary>Whether the file-system group or a supplementary group is <paramref name="groupId"/>.</summary>
    public bool IsInGroup(uint groupId) => FileSystemGroupId == groupId || Array.IndexOf(Groups, groupId) >= 0;
}
