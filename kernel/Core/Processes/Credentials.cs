// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Processes;

/// <summary>Who a process acts as (<c>credentials(7)</c>). Immutable: a change makes a new one, so that nobody sees half of it.</summary>
public sealed record Credentials
{
    /// <summary>The user and group 0, without supplementary groups.</summary>
    public static readonly Credentials Root = new() { Capabilities = new CapabilitySets { Permitted = CapabilitySets.All, Effective = CapabilitySets.All } };

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

    public CapabilitySets Capabilities { get; init; } = new();

    /// <summary>Whether it may do what needs the most general of capabilities, <see cref="Capability.CAP_SYS_ADMIN"/>.</summary>
    public bool IsPrivileged => Has(Capability.CAP_SYS_ADMIN);

    /// <summary>Whether file permission checks are waived.</summary>
    public bool IsFileSystemPrivileged => Has(Capability.CAP_DAC_OVERRIDE);

    public bool Has(Capability capability) => (Capabilities.Effective >> (int)capability & 1) != 0;

    /// <summary>These credentials after a call that changed user numbers from those of <paramref name="old"/>: leaving user 0 costs capabilities.</summary>
    internal Credentials AfterUserChange(Credentials old)
    {
        CapabilitySets sets = Capabilities;
        if ((sets.SecureBits & SecureBits.SECBIT_NO_SETUID_FIXUP) != 0) return this;
        bool wasRoot = old.UserId == 0 || old.EffectiveUserId == 0 || old.SavedUserId == 0;
        bool isRoot = UserId == 0 || EffectiveUserId == 0 || SavedUserId == 0;
        if (wasRoot && !isRoot)
        {
            bool isKept = (sets.SecureBits & SecureBits.SECBIT_KEEP_CAPS) != 0;
            sets = sets with { Permitted = isKept ? sets.Permitted : 0, Effective = isKept ? sets.Effective : 0, Ambient = 0 };
        }

        if (old.EffectiveUserId == 0 && EffectiveUserId != 0) sets = sets with { Effective = 0 };
        if (old.EffectiveUserId != 0 && EffectiveUserId == 0) sets = sets with { Effective = sets.Permitted };
        return this with { Capabilities = sets };
    }

    /// <summary>The same for setfsuid(2), which concerns the capabilities for files only.</summary>
    internal Credentials AfterFileUserChange(Credentials old)
    {
        CapabilitySets sets = Capabilities;
        if ((sets.SecureBits & SecureBits.SECBIT_NO_SETUID_FIXUP) != 0) return this;
        if (old.FileSystemUserId == 0 && FileSystemUserId != 0) sets = sets with { Effective = sets.Effective & ~CapabilitySets.OfFiles };
        if (old.FileSystemUserId != 0 && FileSystemUserId == 0) sets = sets with { Effective = sets.Effective | (CapabilitySets.OfFiles & sets.Permitted) };
        return this with { Capabilities = sets };
    }

    /// <summary>As access(2) judges: by the real identity, with the capabilities that it would have.</summary>
    internal Credentials ForAccess()
    {
        CapabilitySets sets = Capabilities;
        if ((sets.SecureBits & SecureBits.SECBIT_NO_SETUID_FIXUP) == 0) sets = sets with { Effective = UserId == 0 ? sets.Permitted : 0 };
        return this with { FileSystemUserId = UserId, FileSystemGroupId = GroupId, Capabilities = sets };
    }

    /// <summary>The capabilities that a new program begins with (<c>capabilities(7)</c>, "Transformation of capabilities during execve()").</summary>
    internal Credentials AfterExecution()
    {
        CapabilitySets sets = Capabilities;
        bool isRoot = (sets.SecureBits & SecureBits.SECBIT_NOROOT) == 0 && (EffectiveUserId == 0 || UserId == 0);
        ulong ambient = IsSetId ? 0 : sets.Ambient;
        ulong permitted = (isRoot ? sets.Bounding | sets.Inheritable : 0) | ambient;
        return this with
        {
            Capabilities = sets with
            {
                Ambient = ambient,
                Permitted = permitted,
                Effective = isRoot && EffectiveUserId == 0 ? permitted : ambient,
                SecureBits = sets.SecureBits & ~SecureBits.SECBIT_KEEP_CAPS,
            },
        };
    }

    /// <summary>It acts as somebody else than who started it: a program that begins so is told by AT_SECURE (getauxval(3)).</summary>
    internal bool IsSetId => EffectiveUserId != UserId || EffectiveGroupId != GroupId;

    /// <summary>Whether the file-system group or a supplementary group is <paramref name="groupId"/>.</summary>
    public bool IsInGroup(uint groupId) => FileSystemGroupId == groupId || Array.IndexOf(Groups, groupId) >= 0;
}
