// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Core.Processes;

/// <summary>The sets of capabilities of a thread (<c>capabilities(7)</c>), one bit for each. Immutable.</summary>
public sealed record CapabilitySets
{
    public const int Last = (int)Capability.CAP_CHECKPOINT_RESTORE;
    public const ulong All = (1UL << (Last + 1)) - 1;

    /// <summary>Those that setfsuid(2) gives up and takes back.</summary>
    internal const ulong OfFiles = 1UL << (int)Capability.CAP_CHOWN | 1UL << (int)Capability.CAP_MKNOD | 1UL << (int)Capability.CAP_DAC_OVERRIDE
        | 1UL << (int)Capability.CAP_DAC_READ_SEARCH | 1UL << (int)Capability.CAP_FOWNER | 1UL << (int)Capability.CAP_FSETID
        | 1UL << (int)Capability.CAP_LINUX_IMMUTABLE | 1UL << (int)Capability.CAP_MAC_OVERRIDE;

    public ulong Effective { get; init; }

    /// <summary>What may become effective.</summary>
    public ulong Permitted { get; init; }

    public ulong Inheritable { get; init; }

    /// <summary>What a program can give.</summary>
    public ulong Bounding { get; init; } = All;

    /// <summary>What a program without privileges keeps; part of both permitted and inheritable.</summary>
    public ulong Ambient { get; init; }

    public SecureBits SecureBits { get; init; }
}
