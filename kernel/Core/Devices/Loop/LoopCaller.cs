// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.Core.Devices.Loop;

/// <summary>The process whose request a loop device serves.</summary>
public abstract class LoopCaller
{
    /// <summary>The file behind a descriptor, held for the caller; EBADF.</summary>
    public abstract Result<OpenFile> FindFile(int descriptor);

    /// <summary>Has CAP_SYS_ADMIN.</summary>
    public abstract bool IsPrivileged { get; }
}
