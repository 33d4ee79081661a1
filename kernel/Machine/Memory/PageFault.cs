// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>What a page fault tried to do. The bits are those of the error code (Intel SDM vol. 3A §4.7).</summary>
[Flags]
public enum PageFaultAccess : uint
{
    /// <summary>A read of a page that is not there.</summary>
    None = 0,

    /// <summary>The page was there and the access was not allowed; clear: there was no page.</summary>
    Protection = 1 << 0,

    Write = 1 << 1,

    /// <summary>The access came from user code; clear: from a <see cref="UserMemory"/> copy.</summary>
    User = 1 << 2,

    InstructionFetch = 1 << 4,
}

/// <summary>A page fault on a user address.</summary>
public readonly struct PageFault
{
    public PageFault(VirtualAddress address, PageFaultAccess access)
    {
        Address = address;
        Access = access;
    }

    public VirtualAddress Address { get; }

    public PageFaultAccess Access { get; }

    public bool IsWrite => (Access & PageFaultAccess.Write) != 0;

    public bool IsFetch => (Access & PageFaultAccess.InstructionFetch) != 0;

    public bool IsProtection => (Access & PageFaultAccess.Protection) != 0;
}
